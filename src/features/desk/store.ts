import type { Keyring } from "../../platform/crypto/keyring.ts";
import type { Database } from "../../platform/postgres/database.ts";
import { askedOf, type Case, duesOf, openCase } from "../cases/index.ts";
import type { DueSource } from "../deadlines/index.ts";
import { type Member, mayAs } from "../staff/index.ts";
import { allowed, looksAt } from "./allowed.ts";
import {
  type Counted,
  countQuery,
  type Desk,
  listQuery,
  type Part,
  ranOutQuery,
  type Scope,
  type Statement,
} from "./desk-query.ts";
import { type DueDays, dueDays } from "./due-days.ts";
import { type FollowedSource, type Place, placesOfFollowed } from "./followed.ts";
import { type DeskCase, type Entry, type ListCode, sortOut, type Waiting } from "./worklists.ts";

export interface DeskStore {
  readonly database: Database;
  readonly keyring: Keyring;
  /** What other features know to be due. */
  readonly dues?: DueSource;
  /** The open cases of which they know it. */
  readonly followed?: FollowedSource;
}

export type Counts = Readonly<Record<Counted, number>>;

/** Whoever works at a desk, as far as it is told by. */
export type Worker = Pick<Member, "id" | "institutionId" | "role" | "institution">;

/** A member's desk on a day, as the database has it; undefined for those who have none. */
export async function deskOf(
  { prisma }: Database,
  member: Worker,
  today: string,
): Promise<Desk | undefined> {
  const looks = looksAt(member);
  if (looks === "never") return undefined;
  const scope: Scope = looks === "freely" ? "own" : "institution";
  const transfers =
    scope === "own"
      ? await prisma.transfer.findMany({ where: askedOf(member), select: { caseId: true } })
      : [];
  return {
    memberId: member.id,
    institutionId: member.institutionId,
    timeZone: member.institution.timeZone,
    scope,
    offered: transfers.map(({ caseId }) => caseId),
    today,
  };
}

/**
 * How many cases each list of a desk has. Nothing of them is opened, however many there are, except, once
 * for a change or a day, of those in which others know something to be due.
 */
export async function countDesk(deps: DeskStore, desk: Desk, member: Worker): Promise<Counts> {
  const { today } = desk;
  const days = daysFor(member.institution.region, today);
  const query = countQuery(deps.keyring, desk, days, deps.followed?.which);
  const [[counts], places] = await Promise.all([
    ask<Counts>(deps, query),
    placesNow(deps, desk, member),
  ]);
  if (!counts) throw new Error("A count has one row");
  const more = [...places.values()];
  return {
    ...counts,
    overdue: counts.overdue + more.filter(({ late }) => late !== null).length,
    today: counts.today + more.filter(({ now }) => now).length,
    soon: counts.soon + more.filter(({ soon }) => soon).length,
  };
}

/** A part of a list by ids, in its order. */
export async function idsOfList(
  deps: DeskStore,
  desk: Desk,
  member: Worker,
  list: ListCode,
  { limit, offset }: Part,
): Promise<string[]> {
  const days = daysFor(member.institution.region, desk.today);
  const byDay = list === "overdue" || list === "today";
  // Those of others come in between: what stands before this part is read with it.
  const part = byDay ? { limit: offset + limit, offset: 0 } : { limit, offset };
  const query = listQuery(deps.keyring, desk, days, list, part, deps.followed?.which);
  const [rows, places] = await Promise.all([
    ask<Placed>(deps, query),
    byDay ? placesNow(deps, desk, member) : new Map<string, Place>(),
  ]);
  if (!byDay) return rows.map(({ id }) => id);
  return [...rows, ...placesIn(places, list)]
    .sort(byPlace)
    .slice(offset, offset + limit)
    .map(({ id }) => id);
}

/** A case in a list, with the day that the list is ordered by. */
interface Placed {
  readonly id: string;
  readonly place: string | null;
}

function placesIn(places: ReadonlyMap<string, Place>, list: "overdue" | "today"): Placed[] {
  return [...places].flatMap(([id, { late, now }]): Placed[] => {
    if (list === "overdue") return late === null ? [] : [{ id, place: late }];
    return now ? [{ id, place: null }] : [];
  });
}

function byPlace(a: Placed, b: Placed): number {
  return (a.place ?? "").localeCompare(b.place ?? "") || a.id.localeCompare(b.id);
}

/** A desk is that of one update: its counters and its list go by the same places. */
const placed = new WeakMap<Desk, Promise<ReadonlyMap<string, Place>>>();

function placesNow(
  deps: DeskStore,
  desk: Desk,
  member: Worker,
): Promise<ReadonlyMap<string, Place>> {
  const known =
    placed.get(desk) ??
    placesOfFollowed(deps, desk, member.institution.region, (ids) =>
      readCases(deps, desk, member, ids),
    );
  placed.set(desk, known);
  return known;
}

/** A part of a list with all that is told of its cases, as far as the member may know of them. */
export async function readList(
  deps: DeskStore,
  desk: Desk,
  member: Worker,
  list: ListCode,
  part: Part,
): Promise<Entry[]> {
  const ids = await idsOfList(deps, desk, member, list, part);
  const cases = new Map(
    (await readCases(deps, desk, member, ids)).map((one) => [one.case.id, one] as const),
  );
  return ids.flatMap((id) => {
    const one = cases.get(id);
    return one ? sortOut([one], desk.today)[list] : [];
  });
}

/** Overdue cases with the day since when they are, if that is not before `since`. */
export async function ranOutSince(
  deps: DeskStore,
  desk: Desk,
  member: Worker,
  since: string,
): Promise<{ id: string; dueOn: string }[]> {
  const days = daysFor(member.institution.region, desk.today);
  const query = ranOutQuery(deps.keyring, desk, days, since, deps.followed?.which);
  const places = await placesNow(deps, desk, member);
  const found = await ask<{ id: string; dueOn: string }>(deps, query);
  const more = placesIn(places, "overdue").flatMap(({ id, place }) =>
    place !== null && place >= since ? [{ id, dueOn: place }] : [],
  );
  return [...found, ...more];
}

async function ask<Row>({ database }: DeskStore, { text, values }: Statement): Promise<Row[]> {
  return database.prisma.$queryRawUnsafe<Row[]>(text, ...values);
}

/** Cases of a desk with what is known of them now. */
async function readCases(
  { database, keyring, dues }: DeskStore,
  { scope, offered, today, memberId }: Desk,
  member: Worker,
  ids: readonly string[],
): Promise<DeskCase[]> {
  const { prisma } = database;
  const rows = await prisma.case.findMany({
    where: { id: { in: [...ids] }, wrappedKey: { not: null }, status: { not: "closed" } },
    omit: { nameTokens: true },
  });
  const cases = rows
    .flatMap((row) => openCase(keyring, row) ?? [])
    .filter((one) => mayKnow(member, one, offered.includes(one.id)));
  const lost = await prisma.person.findMany({
    where: {
      id: { in: cases.flatMap(({ personId }) => personId ?? []) },
      unreachableAt: { not: null },
    },
    select: { id: true },
  });
  const people = new Set(lost.map(({ id }) => id));
  const matters = await dues?.(cases, today);
  return cases.map((one) => {
    const waiting: Waiting | undefined = offered.includes(one.id)
      ? "transfer"
      : (one.asks ?? (one.personId && people.has(one.personId) ? "unreachable" : undefined));
    return {
      case: one,
      own: scope === "institution" ? one.curatorId !== null : one.curatorId === memberId,
      dues: duesOf(one, { place: member.institution, matters: matters?.get(one.id) }, today),
      waiting,
    };
  });
}

function mayKnow(member: Worker, one: Case, offered: boolean): boolean {
  return (
    allowed(member, one, "search") ||
    (offered && mayAs(member.role, one.status, "answer_transfer", ["asked"]).kind === "yes")
  );
}

/** What the days of cases mean is the same for everybody of a region until midnight. */
const known = new Map<string, DueDays>();
const MOST_KNOWN = 32;

function daysFor(region: string, today: string): DueDays {
  const key = `${region} ${today}`;
  const days = known.get(key) ?? dueDays(region, today);
  if (known.size >= MOST_KNOWN && !known.has(key)) known.clear();
  known.set(key, days);
  return days;
}
