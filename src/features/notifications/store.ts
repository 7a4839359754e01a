import type { Transaction } from "../../platform/postgres/database.ts";
import type { Prisma } from "../../platform/postgres/generated/client.ts";
import type { Mode } from "./rules.ts";

export type Audience =
  | "member"
  | "keeper"
  | "specialists"
  | "supervisors"
  | "shelter_staff"
  | "person";

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

/** The occasion, mostly a day, for which a notification is told once. */
export function occasionOf(once: string | null): string {
  return once?.split("/").at(-1) ?? "";
}

/** Prisma itself or a transaction. */
type Reading = Pick<
  Transaction,
  "notification" | "notice" | "notificationSetting" | "staffMember" | "person" | "case"
>;

/** @returns how many of them were not queued before for the same occasion */
export async function writeNotifications(
  tx: Transaction,
  notifications: readonly NewNotification[],
): Promise<number> {
  const column = <Key extends keyof NewNotification>(key: Key) =>
    notifications.map((one) => one[key] ?? null);
  // One statement, however many: a morning may bring thousands.
  return tx.$executeRaw`
    INSERT INTO notifications (id, kind, case_id, audience, to_id, about_id, once, due_at, created_at)
    SELECT * FROM unnest(
      ${column("id")}::uuid[], ${column("kind")}::text[], ${column("caseId")}::uuid[],
      ${column("audience")}::text[], ${column("toId")}::uuid[], ${column("aboutId")}::uuid[],
      ${column("once")}::text[], ${column("dueAt")}::timestamptz[],
      ${column("createdAt")}::timestamptz[])
    ON CONFLICT DO NOTHING`;
}

export async function forgetUnsaid(tx: Transaction, kind: string, caseId: string): Promise<void> {
  await tx.notification.deleteMany({
    where: { kind, caseId, notices: { none: { outcome: "said" } } },
  });
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
  shelter_staff: ["shelter_staff"],
  member: [],
  keeper: [],
  person: [],
};

export async function addresseesOf(
  tx: Reading,
  { kind, caseId, audience, toId }: Pick<Notification, "kind" | "caseId" | "audience" | "toId">,
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
      ...(audience === "keeper"
        ? await keepersOf(tx, caseId ?? toId)
        : audience === "member"
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

/** Whoever has a case now, else whoever may take it. */
async function keepersOf(
  tx: Reading,
  caseId: string,
): Promise<{ id: string } | { institutionId: string; role: string }> {
  const { curatorId, institutionId } = await tx.case.findUniqueOrThrow({ where: { id: caseId } });
  return curatorId ? { id: curatorId } : { institutionId, role: "specialist" };
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
