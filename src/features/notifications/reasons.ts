import type { Transaction } from "../../platform/postgres/database.ts";
import { addDays } from "../../programs/dates.ts";
import { justAskedSince } from "./rules.ts";
import { type Notification, occasionOf } from "./store.ts";

/** Whether an open case's person is released on a day, "YYYY-MM-DD"; only the case's own feature can tell. */
export type IsReleasedOn = (tx: Transaction, caseId: string, day: string) => Promise<boolean>;

/**
 * What a feature knows of a kind of its own: whether what it tells is still so. Of a case it is asked only
 * while that is open and still concerns the addressee.
 */
export type Reason = (tx: Transaction, notification: Notification, now: Date) => Promise<boolean>;

/**
 * By kind; a kind without one holds as long as the case is open and concerns the addressee, and one that
 * belongs to no case holds always.
 */
export type Reasons = Readonly<Record<string, Reason>>;

export interface ReasonQueries {
  readonly isReleasedOn: IsReleasedOn;
  /** What other features know of their kinds. */
  readonly reasons?: Reasons;
  /** By kind: whether the person waits for this very thing now, so that it is said at night as well. */
  readonly awaited?: Reasons;
}

/**
 * Whether what a notification tells is still so and still concerns its addressee. It is asked when the
 * addressees are looked up, and again when the words leave.
 */
export async function stillHolds(
  { isReleasedOn, reasons = {} }: ReasonQueries,
  tx: Transaction,
  notification: Notification,
  now: Date,
): Promise<boolean> {
  const { kind, caseId, aboutId, audience, toId, once } = notification;
  if (!caseId) return (await reasons[kind]?.(tx, notification, now)) ?? true;
  const include = { person: true, curator: { include: { person: true } } };
  const found = await tx.case.findUnique({ where: { id: caseId }, include });
  if (!found) return false;
  const { curatorId, institutionId, personId, status, person, curator } = found;
  // A case moves between colleagues and institutions: who has it no longer hears of it no longer.
  const concerns =
    audience === "person"
      ? personId === toId
      : audience === "member"
        ? curatorId === null || curatorId === toId
        : audience === "keeper" || institutionId === toId;
  switch (kind) {
    case "consent_withdrawn":
      return true;
    case "transfer_asked":
      return aboutId !== null && (await transferIs(tx, aboutId, "asked"));
    case "transfer_answered":
      // The answer of a colleague, who may have the case by now.
      return status !== "closed";
    case "message":
      return aboutId !== null && (await isUnread(tx, aboutId)) && concerns;
    case "new_case":
      return curatorId === null && status !== "closed" && concerns;
    case "release_today":
      return concerns && (await isReleasedOn(tx, caseId, occasionOf(once)));
    case "release_tomorrow":
      return concerns && (await isReleasedOn(tx, caseId, addDays(occasionOf(once), 1)));
    case "unreachable":
      return person?.unreachableAt != null && status !== "closed" && concerns;
    case "curator_lost":
      return curator?.person.unreachableAt != null && status !== "closed" && concerns;
    case "case_closed":
      return status === "closed" && concerns;
    default:
      if (status === "closed" || !concerns) return false;
      return (await reasons[kind]?.(tx, notification, now)) ?? true;
  }
}

/** Whether the person waits for this very thing now, so that it is said at night as well. */
export async function justAsked(
  { awaited = {} }: Pick<ReasonQueries, "awaited">,
  tx: Transaction,
  notification: Notification,
  now: Date,
): Promise<boolean> {
  const { kind, caseId, audience } = notification;
  if (audience !== "person") return false;
  if (kind !== "message") return (await awaited[kind]?.(tx, notification, now)) ?? false;
  if (!caseId) return false;
  const where = { caseId, staffId: null, sentAt: { gte: justAskedSince(now) } };
  return (await tx.message.count({ where })) > 0;
}

async function transferIs(tx: Transaction, id: string, status: string): Promise<boolean> {
  return (await tx.transfer.count({ where: { id, status } })) > 0;
}

async function isUnread(tx: Transaction, id: string): Promise<boolean> {
  return (await tx.message.count({ where: { id, readAt: null } })) > 0;
}
