import type { Database, Transaction } from "../../platform/postgres/database.ts";
import type { Prisma } from "../../platform/postgres/generated/client.ts";
import type { Mode } from "./rules.ts";

export type Audience = "member" | "specialists" | "supervisors" | "person";

export interface NewNotification {
  readonly id: string;
  readonly kind: string;
  readonly caseId?: string;
  readonly audience: Audience;
  readonly toId: string;
  readonly aboutId?: string;
  readonly once?: string;
  readonly dueAt: Date;
  readonly createdAt: Date;
}

export type Notification = Prisma.NotificationGetPayload<object>;

/** Prisma itself or a transaction. */
type Reading = Pick<
  Transaction,
  "notification" | "notice" | "notificationSetting" | "staffMember" | "person"
>;

/** @returns false when the same was queued before for the same occasion */
export async function writeNotification(
  tx: Transaction,
  notification: NewNotification,
): Promise<boolean> {
  const { count } = await tx.notification.createMany({
    data: [notification],
    skipDuplicates: true,
  });
  return count > 0;
}

/** Notifications whose time has come and whose addressees nobody has looked up yet. */
export async function unresolved(prisma: Reading, now: Date): Promise<string[]> {
  const rows = await prisma.notification.findMany({
    where: { resolvedAt: null, dueAt: { lte: now } },
    orderBy: { dueAt: "asc" },
    select: { id: true },
  });
  return rows.map(({ id }) => id);
}

/** Takes a notification to look its addressees up; undefined when somebody else does or did. */
export async function claim(
  tx: Transaction,
  id: string,
  now: Date,
): Promise<Notification | undefined> {
  const { count } = await tx.notification.updateMany({
    where: { id, resolvedAt: null },
    data: { resolvedAt: now },
  });
  return count > 0
    ? ((await tx.notification.findUnique({ where: { id } })) ?? undefined)
    : undefined;
}

/** Whoever a notification is for, as it is now. */
export interface Addressee {
  readonly personId: string;
  readonly memberId: string | null;
  /** Of the institution, or the person's own. */
  readonly timeZone: string;
  /** A member's wish for this kind. */
  readonly mode: Mode | undefined;
}

const ROLES: Readonly<Record<Audience, readonly string[]>> = {
  specialists: ["specialist"],
  supervisors: ["supervisor"],
  member: [],
  person: [],
};

export async function addresseesOf(
  tx: Reading,
  { kind, audience, toId }: Pick<Notification, "kind" | "audience" | "toId">,
): Promise<Addressee[]> {
  if (audience === "person") {
    const person = await tx.person.findFirst({
      where: { id: toId, erasedAt: null },
      select: { timeZone: true },
    });
    return person ? [{ personId: toId, memberId: null, mode: undefined, ...person }] : [];
  }
  const members = await tx.staffMember.findMany({
    where: {
      revokedAt: null,
      institution: { closedAt: null },
      ...(audience === "member"
        ? { id: toId }
        : { institutionId: toId, role: { in: [...ROLES[audience as Audience]] } }),
    },
    include: { institution: true, settings: { where: { kind } } },
  });
  return members.map(({ id, personId, institution, settings }) => ({
    personId,
    memberId: id,
    timeZone: institution.timeZone,
    mode: settings[0]?.mode as Mode | undefined,
  }));
}

export async function writeNotice(
  tx: Transaction,
  notificationId: string,
  { personId, memberId, dueAt }: Pick<Addressee, "personId" | "memberId"> & { dueAt: Date },
): Promise<void> {
  // Someone with two memberships at one institution is told once.
  await tx.notice.createMany({
    data: [{ notificationId, personId, memberId, dueAt }],
    skipDuplicates: true,
  });
}

/** A person in one capacity: as a member, or as the person of a case. */
export interface Address {
  readonly personId: string;
  readonly memberId: string | null;
}

/** Those for whom something is due. */
export function waitingAddresses(prisma: Reading, now: Date): Promise<Address[]> {
  return prisma.notice.findMany({
    where: { settledAt: null, dueAt: { lte: now } },
    distinct: ["personId", "memberId"],
    select: { personId: true, memberId: true },
    orderBy: { id: "asc" },
  });
}

export type DueNotice = Prisma.NoticeGetPayload<{ include: { notification: true } }>;

/** What is due for one address, held until the transaction ends: nobody else says it meanwhile. */
export async function dueNotices(
  tx: Transaction,
  { personId, memberId }: Address,
  now: Date,
): Promise<DueNotice[]> {
  const held = await tx.$queryRaw<{ id: bigint }[]>`
    SELECT id FROM notices
    WHERE person_id = ${personId}::uuid AND member_id IS NOT DISTINCT FROM ${memberId}::uuid
      AND settled_at IS NULL AND due_at <= ${now}
    ORDER BY id FOR UPDATE`;
  return tx.notice.findMany({
    where: { id: { in: held.map(({ id }) => id) } },
    include: { notification: true },
    orderBy: { id: "asc" },
  });
}

export type NoticeOutcome = "said" | "cancelled" | "unreachable";

export async function settle(
  tx: Pick<Transaction, "notice">,
  ids: readonly bigint[],
  outcome: NoticeOutcome,
  at: Date,
): Promise<void> {
  await tx.notice.updateMany({
    where: { id: { in: [...ids] }, settledAt: null },
    data: { settledAt: at, outcome },
  });
}

/** There is nobody to tell: what was due waits until they come back. */
export async function settleUnreachable(
  prisma: Reading,
  { personId, memberId }: Address,
  now: Date,
): Promise<void> {
  await prisma.notice.updateMany({
    where: { personId, memberId, settledAt: null, dueAt: { lte: now } },
    data: { settledAt: now, outcome: "unreachable" },
  });
}

export async function postpone(
  tx: Pick<Transaction, "notice">,
  ids: readonly bigint[],
  dueAt: Date,
): Promise<void> {
  await tx.notice.updateMany({ where: { id: { in: [...ids] } }, data: { dueAt } });
}

/** Whether this membership still is one. */
export async function isMember(tx: Reading, memberId: string): Promise<boolean> {
  const where = { id: memberId, revokedAt: null, institution: { closedAt: null } };
  return (await tx.staffMember.count({ where })) > 0;
}

export async function readModes(
  prisma: Reading,
  memberId: string,
): Promise<Readonly<Record<string, Mode>>> {
  const rows = await prisma.notificationSetting.findMany({ where: { memberId } });
  return Object.fromEntries(rows.map(({ kind, mode }) => [kind, mode as Mode]));
}

export async function writeMode(
  tx: Transaction,
  memberId: string,
  kind: string,
  mode: Mode,
): Promise<void> {
  await tx.notificationSetting.upsert({
    where: { memberId_kind: { memberId, kind } },
    create: { memberId, kind, mode },
    update: { mode },
  });
}

export function openInstitutions(
  prisma: Pick<Transaction, "institution">,
): Promise<{ id: string; timeZone: string }[]> {
  const where = { closedAt: null, staff: { some: { revokedAt: null } } };
  return prisma.institution.findMany({ where, select: { id: true, timeZone: true } });
}

export async function isBegun(
  prisma: Pick<Transaction, "morning">,
  institutionId: string,
  day: string,
): Promise<boolean> {
  return (await prisma.morning.count({ where: { institutionId, day: new Date(day) } })) > 0;
}

/** @returns false when this morning was begun before */
export async function markBegun(
  tx: Transaction,
  institutionId: string,
  day: string,
): Promise<boolean> {
  const { count } = await tx.morning.createMany({
    data: [{ institutionId, day: new Date(day) }],
    skipDuplicates: true,
  });
  return count > 0;
}

export async function membersOfInstitution(
  tx: Transaction,
  institutionId: string,
): Promise<string[]> {
  const where = { institutionId, revokedAt: null };
  const rows = await tx.staffMember.findMany({ where, select: { id: true } });
  return rows.map(({ id }) => id);
}

export interface LostPerson {
  readonly caseId: string;
  readonly curatorId: string | null;
  readonly institutionId: string;
  readonly since: Date;
}

/** People who blocked the bot, or left Telegram, while their case is open, as long as nobody was told. */
export async function lostPeople(pool: Database["pool"]): Promise<LostPerson[]> {
  const { rows } = await pool.query<LostPerson>(`
    SELECT c.id AS "caseId", c.curator_id AS "curatorId", c.institution_id AS "institutionId",
           p.unreachable_at AS since
    FROM people p JOIN cases c ON c.person_id = p.id
    WHERE p.unreachable_at IS NOT NULL AND c.status <> 'closed' AND NOT EXISTS (
      SELECT 1 FROM notifications n WHERE n.case_id = c.id AND n.kind = 'unreachable'
        AND n.created_at >= p.unreachable_at)`);
  return rows;
}

/**
 * What was said to someone who had blocked the bot by then counts as unsaid, and what could not be said
 * to someone who is back is due again. A word that Telegram took before the block is not repeated.
 */
export async function tellAgain(pool: Database["pool"]): Promise<void> {
  await pool.query(`
    UPDATE notices n SET outcome = 'unreachable'
    FROM notifications f, messages m, people p
    WHERE f.id = n.notification_id AND m.id = f.about_id AND p.id = n.person_id
      AND n.outcome = 'said' AND f.kind = 'message' AND m.read_at IS NULL
      AND m.delivered_at IS NULL AND p.unreachable_at IS NOT NULL`);
  await pool.query(`
    UPDATE notices n SET settled_at = NULL, outcome = NULL FROM people p
    WHERE p.id = n.person_id AND n.outcome = 'unreachable'
      AND p.unreachable_at IS NULL AND p.wrapped_key IS NOT NULL`);
}

/** Who may be asked to act on a case: its curator, its institution, and those asked to take it over. */
export async function caseKeepers(
  prisma: Pick<Transaction, "case" | "transfer">,
  caseId: string,
): Promise<{ curatorId: string | null; institutionIds: string[] } | undefined> {
  const found = await prisma.case.findUnique({
    where: { id: caseId },
    include: { transfers: { where: { status: "asked" }, select: { toInstitutionId: true } } },
  });
  if (!found) return undefined;
  const asked = found.transfers.map(({ toInstitutionId }) => toInstitutionId);
  return { curatorId: found.curatorId, institutionIds: [found.institutionId, ...asked] };
}
