import type { Keyring } from "../../platform/crypto/keyring.ts";
import type { Database } from "../../platform/postgres/database.ts";
import { askedOf, type Case, duesOf, openCase } from "../cases/index.ts";
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
import { type DeskCase, type Entry, type ListCode, sortOut, type Waiting } from "./worklists.ts";

export interface DeskStore {
  readonly database: Database;
  readonly keyring: Keyring;
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

/** How many cases each list of a desk has. Nothing of them is opened, however many there are. */
export async function countDesk(deps: DeskStore, desk: Desk, region: string): Promise<Counts> {
  const days = daysFor(region, desk.today);
  const [counts] = await ask<Counts>(deps, countQuery(deps.keyring, desk, days));
  if (!counts) throw new Error("A count has one row");
  return counts;
}

/** A part of a list by ids, in its order. */
export async function idsOfList(
  deps: DeskStore,
  desk: Desk,
  region: string,
  list: ListCode,
  part: Part,
): Promise<string[]> {
  const days = daysFor(region, desk.today);
  const rows = await ask<{ id: string }>(deps, listQuery(deps.keyring, desk, days, list, part));
  return rows.map(({ id }) => id);
}

/** A part of a list with all that is told of its cases, as far as the member may know of them. */
export async function readList(
  deps: DeskStore,
  desk: Desk,
  member: Worker,
  list: ListCode,
  part: Part,
): Promise<Entry[]> {
  const ids = await idsOfList(deps, desk, member.institution.region, list, part);
  const cases = new Map(
    (await readCases(deps, desk, member, ids)).map((one) => [one.case.id, one] as const),
  );
  return ids.flatMap((id) => {
    const one = cases.get(id);
    return one ? sortOut([one], desk.today)[list] : [];
  });
}

/** Overdue cases with the day since when they are, if that is not before `since`. */
export function ranOutSince(
  deps: DeskStore,
  desk: Desk,
  region: string,
  since: string,
): Promise<{ id: string; dueOn: string }[]> {
  const days = daysFor(region, desk.today);
  return ask(deps, ranOutQuery(deps.keyring, desk, days, since));
}

async function ask<Row>({ database }: DeskStore, { text, values }: Statement): Promise<Row[]> {
  return database.prisma.$queryRawUnsafe<Row[]>(text, ...values);
}

/** Cases of a desk with what is known of them now. */
async function readCases(
  { database, keyring }: DeskStore,
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
  return cases.map((one) => {
    const waiting: Waiting | undefined = offered.includes(one.id)
      ? "transfer"
      : (one.asks ?? (one.personId && people.has(one.personId) ? "unreachable" : undefined));
    return {
      case: one,
      own: scope === "institution" ? one.curatorId !== null : one.curatorId === memberId,
      dues: duesOf(one, member.institution, today),
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
