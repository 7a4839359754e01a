import { Overtaken } from "../../platform/conversation/conversation.ts";
import type { Keyring, PersonKey } from "../../platform/crypto/keyring.ts";
import type { Database, Transaction } from "../../platform/postgres/database.ts";
import { dayOf } from "../../platform/postgres/days.ts";
import type { Prisma } from "../../platform/postgres/generated/client.ts";
import type { UnitKind } from "../shelters/index.ts";
import { type HoldBody, open, seal, sealNew } from "./record.ts";
import { ACTIVE, forgetAt, type HoldState, isActive, ON_THE_LIST } from "./rules.ts";

/** Prisma itself or a transaction. */
export type Reading = Pick<Database["prisma"], "hold">;

/** Somebody's request for a bed, and what came of it. */
export interface Hold {
  readonly id: string;
  readonly unitId: string;
  readonly unitKind: UnitKind;
  /** Where the bed is. */
  readonly institutionId: string;
  readonly timeZone: string;
  readonly personId: string | null;
  readonly caseId: string | null;
  /** The specialist who asked; null: the person themselves. */
  readonly askedBy: string | null;
  readonly state: HoldState;
  /** The day on which the night begins, "YYYY-MM-DD". */
  readonly night: string;
  readonly askedAt: Date;
  readonly until: Date;
  readonly acceptedAt: Date | null;
  readonly answeredBy: string | null;
  readonly settledAt: Date | null;
  readonly version: number;
  /** Undefined when its key was destroyed. */
  readonly sealed: { readonly key: PersonKey; readonly body: HoldBody } | undefined;
}

const WITH_PLACE = {
  unit: { include: { shelter: { include: { institution: { select: { timeZone: true } } } } } },
} satisfies Prisma.HoldInclude;
type HoldRow = Prisma.HoldGetPayload<{ include: typeof WITH_PLACE }>;

function holdFrom(keyring: Keyring, row: HoldRow): Hold {
  const { unit, night, state } = row;
  return {
    id: row.id,
    unitId: row.unitId,
    unitKind: unit.unit as UnitKind,
    institutionId: unit.institutionId,
    timeZone: unit.shelter.institution.timeZone,
    personId: row.personId,
    caseId: row.caseId,
    askedBy: row.askedBy,
    state: state as HoldState,
    night: dayOf(night),
    askedAt: row.askedAt,
    until: row.until,
    acceptedAt: row.acceptedAt,
    answeredBy: row.answeredBy,
    settledAt: row.settledAt,
    version: row.version,
    sealed: open<HoldBody>(keyring, row),
  };
}

export async function readHold(
  prisma: Reading,
  keyring: Keyring,
  id: string,
): Promise<Hold | undefined> {
  const row = await prisma.hold.findUnique({ where: { id }, include: WITH_PLACE });
  return row ? holdFrom(keyring, row) : undefined;
}

/** The newest of those that can still be read. */
export async function lastHoldOf(
  prisma: Reading,
  keyring: Keyring,
  of: { readonly seeker: Uint8Array<ArrayBuffer> } | { readonly caseId: string },
): Promise<Hold | undefined> {
  const whose = "caseId" in of ? { caseId: of.caseId } : { seekerKey: of.seeker };
  const row = await prisma.hold.findFirst({
    where: { ...whose, wrappedKey: { not: null } },
    include: WITH_PLACE,
    orderBy: [{ activeKey: { sort: "asc", nulls: "last" } }, { askedAt: "desc" }, { id: "desc" }],
  });
  return row ? holdFrom(keyring, row) : undefined;
}

/** What the staff of a shelter have to do with: the active ones by night, then the guests. */
export async function holdsOfShelter(
  prisma: Reading,
  keyring: Keyring,
  institutionId: string,
  { take, skip }: { readonly take: number; readonly skip: number },
): Promise<Hold[]> {
  const rows = await prisma.hold.findMany({
    where: { state: { in: [...ON_THE_LIST] }, unit: { institutionId } },
    include: WITH_PLACE,
    orderBy: [{ settledAt: { sort: "asc", nulls: "first" } }, { night: "asc" }, { askedAt: "asc" }],
    take,
    skip,
  });
  return rows.map((row) => holdFrom(keyring, row));
}

/** How many wait for an answer of this shelter. */
export function countAsked(prisma: Reading, institutionId: string): Promise<number> {
  return prisma.hold.count({
    where: { state: { in: ["asked", "call"] }, unit: { institutionId } },
  });
}

export interface NewHold {
  readonly id: string;
  readonly unitId: string;
  readonly seeker: Uint8Array<ArrayBuffer>;
  readonly personId: string | null;
  readonly caseId: string | null;
  readonly askedBy: string | null;
  readonly night: string;
  readonly askedAt: Date;
  readonly until: Date;
  readonly body: HoldBody;
}

/** @returns false when it was written before, or when its person has an active one already */
export async function insertHold(
  tx: Transaction,
  keyring: Keyring,
  hold: NewHold,
): Promise<boolean> {
  const { seeker, body, night, ...columns } = hold;
  const { count } = await tx.hold.createMany({
    data: {
      ...columns,
      ...sealNew(keyring, hold.id, body),
      seekerKey: seeker,
      activeKey: seeker,
      activeCaseId: hold.caseId,
      state: "asked",
      night: new Date(night),
    },
    skipDuplicates: true,
  });
  return count > 0;
}

export interface HoldChange {
  readonly state: HoldState;
  readonly at: Date;
  readonly staffId?: string | undefined;
  readonly until?: Date | undefined;
  readonly body?: HoldBody | undefined;
}

/**
 * Writes what becomes of a hold as it was read.
 * @throws Overtaken when somebody changed it since
 */
export async function changeHold(
  tx: Transaction,
  before: Hold,
  { state, at, staffId, until, body }: HoldChange,
): Promise<Hold> {
  const ended = !isActive(state);
  const change = {
    state,
    ...(staffId ? { answeredBy: staffId } : {}),
    ...(until ? { until } : {}),
    ...(state === "accepted" ? { acceptedAt: at } : {}),
    ...(ended ? { settledAt: at } : {}),
  };
  const { count } = await tx.hold.updateMany({
    where: { id: before.id, version: before.version },
    data: {
      ...change,
      ...(ended
        ? { activeKey: null, activeCaseId: null, forgetAt: forgetAt(state, at) ?? null }
        : {}),
      ...(body && before.sealed ? { body: seal(before.sealed.key, before.id, body) } : {}),
      version: { increment: 1 },
    },
  });
  if (count === 0) throw new Overtaken();
  const sealed = before.sealed && { ...before.sealed, ...(body ? { body } : {}) };
  return { ...before, ...change, version: before.version + 1, sealed };
}

/** The key goes and with it all that was sealed; the hash goes once the night was counted. */
export async function destroyHolds(
  tx: Transaction,
  where: Prisma.HoldWhereInput,
  { seekers }: { readonly seekers: "at_once" | "when_counted" },
): Promise<void> {
  const atOnce = seekers === "at_once";
  await tx.hold.updateMany({
    where,
    data: {
      ...{ wrappedKey: null, body: new Uint8Array(), personId: null, forgetAt: null },
      ...(atOnce ? { seekerKey: null } : {}),
    },
  });
  if (atOnce) return;
  await tx.hold.updateMany({
    where: { seekerKey: { not: null }, wrappedKey: null, countedAt: { not: null } },
    data: { seekerKey: null },
  });
}

/** Active holds whose time is over, by id. */
export async function overdueHolds(prisma: Reading, now: Date, take: number): Promise<string[]> {
  const rows = await prisma.hold.findMany({
    where: { state: { in: [...ACTIVE] }, until: { lte: now } },
    orderBy: { until: "asc" },
    select: { id: true },
    take,
  });
  return rows.map(({ id }) => id);
}
