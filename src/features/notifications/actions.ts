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
  /** Whoever has the case by then; while nobody has, the specialists of its institution. For what is said later. */
  | { readonly keeperOf: string }
  /** Whoever helps people at this institution. */
  | { readonly specialistsOf: string }
  | { readonly supervisorsOf: string }
  /** Whoever keeps the beds of this institution. */
  | { readonly shelterStaffOf: string };

interface Reason {
  /** Left out when what is told belongs to no case, such as a bed that somebody asks for. */
  readonly caseId?: string;
  readonly now: Date;
  /** Id of the row that is the reason: a message, a transfer. */
  readonly about?: string;
  /**
   * With it, the same kind is told once for this day or other occasion: of what it is about, else of the
   * case.
   */
  readonly once?: string;
  /** Not before this moment; whether the reason holds is asked then. Left out: as soon as its kind is said. */
  readonly at?: Date;
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
  const { now, kind, to, at = now } = notice;
  const dueAt = STAFF_KINDS[kind] === "urgent" ? at : endOfBatch(at);
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
    dueAt: notice.at ?? notice.now,
  });
}

/** One of many words. */
export type Many = PersonNotice | StaffNotice;

/**
 * Writes many words at once; the next round tells them within a minute. Those that were queued for the same
 * occasion before are left out.
 */
export async function notifyMany(tx: Transaction, notices: readonly Many[]): Promise<void> {
  await writeNotifications(
    tx,
    notices.map((notice) => {
      const { at = notice.now } = notice;
      if ("person" in notice) {
        return rowOf({ ...notice, audience: "person", toId: notice.person, dueAt: at });
      }
      const dueAt = STAFF_KINDS[notice.kind] === "urgent" ? at : endOfBatch(at);
      return rowOf({ ...notice, ...addressee(notice.to), dueAt });
    }),
  );
}

/** What was not said yet of this kind and case is said no more: its reason was taken back. */
export async function takeBack(
  tx: Transaction,
  { kind, caseId }: { readonly kind: StaffKind | PersonKind; readonly caseId: string },
): Promise<void> {
  await forgetUnsaid(tx, kind, caseId);
}

/** Two cases become one: what was queued of these things of the one is said of the other. */
export async function moveNotifications(
  tx: Transaction,
  aboutIds: readonly string[],
  toCaseId: string,
): Promise<void> {
  await tx.notification.updateMany({
    where: { aboutId: { in: [...aboutIds] } },
    data: { caseId: toCaseId },
  });
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
  if (written) await queue.add(tx, TELL_JOB, { notificationId: row.id }, row.dueAt);
  return written;
}

function rowOf(notice: Addressed): NewNotification {
  const { kind, caseId, audience, toId, about, now, dueAt, once } = notice;
  return {
    ...{ id: randomUUID(), kind, audience, toId, dueAt, createdAt: now },
    ...(caseId ? { caseId } : {}),
    ...(about ? { aboutId: about } : {}),
    ...(once ? { once: [kind, about ?? caseId, toId, once].filter(Boolean).join("/") } : {}),
  };
}

function addressee(to: StaffAddress): { audience: Audience; toId: string } {
  if ("member" in to) return { audience: "member", toId: to.member };
  if ("keeperOf" in to) return { audience: "keeper", toId: to.keeperOf };
  if ("specialistsOf" in to) return { audience: "specialists", toId: to.specialistsOf };
  if ("shelterStaffOf" in to) return { audience: "shelter_staff", toId: to.shelterStaffOf };
  return { audience: "supervisors", toId: to.supervisorsOf };
}
