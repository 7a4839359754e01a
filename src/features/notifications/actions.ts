import { randomUUID } from "node:crypto";
import type { Transaction } from "../../platform/postgres/database.ts";
import type { Queue } from "../../platform/queue.ts";
import { endOfBatch, type PersonKind, STAFF_KINDS, type StaffKind } from "./rules.ts";
import { writeNotification } from "./store.ts";

/** The job that tells what is due; it is told a notification's id only. */
export const TELL_JOB = "notifications-tell";

/** Who of the staff is told; who that is, and whether they still may know, is looked up when it is said. */
export type StaffAddress =
  | { readonly member: string }
  /** Whoever helps people at this institution. */
  | { readonly specialistsOf: string }
  | { readonly supervisorsOf: string };

export interface StaffNotice {
  readonly kind: StaffKind;
  readonly caseId: string;
  readonly to: StaffAddress;
  readonly now: Date;
  /** Id of the row that is the reason: a message, a transfer. */
  readonly about?: string;
  /** With it, the same kind of the same case is told once for this day or other occasion. */
  readonly once?: string;
}

export interface PersonNotice {
  readonly kind: PersonKind;
  readonly caseId: string;
  readonly person: string;
  readonly now: Date;
  readonly about?: string;
  readonly once?: string;
}

/** Queues a word to staff in the transaction that makes it true. */
export async function notifyStaff(
  tx: Transaction,
  queue: Queue,
  notice: StaffNotice,
): Promise<void> {
  const { now, kind, to } = notice;
  const dueAt = STAFF_KINDS[kind] === "urgent" ? now : endOfBatch(now);
  await add(tx, queue, { ...notice, ...addressee(to), dueAt });
}

/** Queues a word to the person of a case; at night it waits for the morning. */
export async function notifyPerson(
  tx: Transaction,
  queue: Queue,
  notice: PersonNotice,
): Promise<void> {
  await add(tx, queue, { ...notice, audience: "person", toId: notice.person, dueAt: notice.now });
}

type Addressed = Pick<StaffNotice, "caseId" | "now" | "about" | "once"> & {
  readonly kind: string;
  readonly audience: string;
  readonly toId: string;
  readonly dueAt: Date;
};

async function add(tx: Transaction, queue: Queue, notice: Addressed): Promise<void> {
  const { kind, caseId, audience, toId, about, now, dueAt, once } = notice;
  const id = randomUUID();
  const key = once && `${kind}/${caseId}/${toId}/${once}`;
  const written = await writeNotification(tx, {
    ...{ id, kind, caseId, audience, toId, dueAt, createdAt: now },
    ...(about ? { aboutId: about } : {}),
    ...(key ? { once: key } : {}),
  });
  if (written) await queue.add(tx, TELL_JOB, { notificationId: id }, dueAt);
}

function addressee(to: StaffAddress): { audience: string; toId: string } {
  if ("member" in to) return { audience: "member", toId: to.member };
  if ("specialistsOf" in to) return { audience: "specialists", toId: to.specialistsOf };
  return { audience: "supervisors", toId: to.supervisorsOf };
}
