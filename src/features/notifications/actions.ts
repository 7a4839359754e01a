import { randomUUID } from "node:crypto";
import type { Transaction } from "../../platform/postgres/database.ts";
import type { Queue } from "../../platform/queue.ts";
import { endOfBatch, type PersonKind, STAFF_KINDS, type StaffKind } from "./rules.ts";
import { type Audience, forgetUnsaid, type NewNotification, writeNotifications } from "./store.ts";

/** The job that tells what is due; it is told a notification's id only. */
export const TELL_JOB = "notifications-tell";

/** Who of the staff is told; who that is, and whether they still may know, is looked up when it is said. */
export type StaffAddress =
  | { readonly member: string }
  /** Whoever helps people at this institution. */
  | { readonly specialistsOf: string }
  | { readonly supervisorsOf: string };

interface Reason {
  readonly caseId: string;
  readonly now: Date;
  /** Id of the row that is the reason: a message, a transfer. */
  readonly about?: string;
  /** With it, the same kind of the same case is told once for this day or other occasion. */
  readonly once?: string;
}

export interface StaffNotice extends Reason {
  readonly kind: StaffKind;
  readonly to: StaffAddress;
}

export interface PersonNotice extends Reason {
  readonly kind: PersonKind;
  readonly person: string;
}

/**
 * Queues a word to staff in the transaction that makes it true.
 * @returns false when the same was queued for the same occasion before
 */
export function notifyStaff(tx: Transaction, queue: Queue, notice: StaffNotice): Promise<boolean> {
  const { now, kind, to } = notice;
  const dueAt = STAFF_KINDS[kind] === "urgent" ? now : endOfBatch(now);
  return add(tx, queue, { ...notice, ...addressee(to), dueAt });
}

/**
 * Queues a word to the person of a case; at night it waits for the morning.
 * @returns false when the same was queued for the same occasion before
 */
export function notifyPerson(
  tx: Transaction,
  queue: Queue,
  notice: PersonNotice,
): Promise<boolean> {
  return add(tx, queue, {
    ...notice,
    audience: "person",
    toId: notice.person,
    dueAt: notice.now,
  });
}

/** What was not said yet of this kind and case is said no more: its reason was taken back. */
export async function takeBack(
  tx: Transaction,
  { kind, caseId }: Pick<StaffNotice, "kind" | "caseId">,
): Promise<void> {
  await forgetUnsaid(tx, kind, caseId);
}

/**
 * Writes what a morning brings, and the digest of each member. It is due at once, all of it together, and
 * no job is queued for it: the round that began the morning tells it next.
 */
export async function notifyInTheMorning(
  tx: Transaction,
  notices: readonly StaffNotice[],
  digests: { readonly members: readonly string[]; readonly day: string; readonly now: Date },
): Promise<void> {
  const { members, day, now } = digests;
  const rows = [
    ...notices.map((notice) => ({ ...notice, ...addressee(notice.to), dueAt: notice.now })),
    ...members.map((member) => ({
      ...({
        kind: "digest",
        audience: "member",
        toId: member,
        once: day,
        now,
        dueAt: now,
      } as const),
    })),
  ];
  await writeNotifications(tx, rows.map(rowOf));
}

type Addressed = Omit<Reason, "caseId"> & {
  readonly kind: string;
  readonly caseId?: string;
  readonly audience: Audience;
  readonly toId: string;
  readonly dueAt: Date;
};

async function add(tx: Transaction, queue: Queue, notice: Addressed): Promise<boolean> {
  const row = rowOf(notice);
  const written = (await writeNotifications(tx, [row])) > 0;
  if (written) await queue.add(tx, TELL_JOB, { notificationId: row.id }, notice.dueAt);
  return written;
}

function rowOf(notice: Addressed): NewNotification {
  const { kind, caseId, audience, toId, about, now, dueAt, once } = notice;
  return {
    ...{ id: randomUUID(), kind, audience, toId, dueAt, createdAt: now },
    ...(caseId ? { caseId } : {}),
    ...(about ? { aboutId: about } : {}),
    ...(once ? { once: [kind, caseId, toId, once].filter(Boolean).join("/") } : {}),
  };
}

function addressee(to: StaffAddress): { audience: Audience; toId: string } {
  if ("member" in to) return { audience: "member", toId: to.member };
  if ("specialistsOf" in to) return { audience: "specialists", toId: to.specialistsOf };
  return { audience: "supervisors", toId: to.supervisorsOf };
}
