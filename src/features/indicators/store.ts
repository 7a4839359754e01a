import { Overtaken } from "../../platform/conversation/conversation.ts";
import type { Database, Transaction } from "../../platform/postgres/database.ts";
import type { FieldKind } from "../../programs/fieldwork.ts";
import type { FactSource, Indicator, Plan } from "../../programs/indicators.ts";
import { type ServiceTableRow, serviceData } from "../../programs/services.ts";
import { countFieldwork, type FieldCounts } from "../fieldwork/index.ts";
import { type Fact, shareOf } from "./rules/plan.ts";

type Reading = Database["prisma"];

/** People of a year who got the same kinds, and the services of each kind. */
interface YearCounts {
  readonly groups: readonly {
    readonly kinds: ReadonlySet<string>;
    /** Kinds that they got after they were released. */
    readonly released: ReadonlySet<string>;
    readonly people: number;
  }[];
  readonly kinds: ReadonlyMap<string, Sums>;
}

interface Sums {
  readonly units: number;
  readonly released: number;
  /** Of these, those of people without a name. */
  readonly nameless: number;
  readonly namelessReleased: number;
}

/** Whose numbers: of institutions, together with the region that they are all of, or of the one. */
export interface Counted {
  readonly kind: "institution" | "region";
  readonly region: string;
  /** By id. */
  readonly institutions: readonly string[];
}

/**
 * The services of a year, counted from what a trigger keeps: how many people have the same kinds, and how
 * many services of each kind there are.
 */
async function countYear(
  prisma: Reading,
  { kind: scopeKind, region, institutions }: Counted,
  year: number,
): Promise<YearCounts> {
  const scope = scopeKind === "region" ? region : (institutions[0] ?? "");
  const [bits, groups, sums] = await Promise.all([
    prisma.serviceKindBit.findMany(),
    prisma.$queryRaw<{ kinds: bigint; released: bigint; people: number }[]>`
      SELECT kinds, released, count(*)::int AS people FROM service_people
      WHERE scope = ${scope} AND year = ${year} GROUP BY kinds, released`,
    prisma.serviceTotal.groupBy({
      by: ["kind"],
      where: { institutionId: { in: [...institutions] }, year },
      _sum: { units: true, released: true, nameless: true, namelessReleased: true },
    }),
  ]);
  const flags = bits.map(({ kind, bit }) => [kind, 1n << BigInt(bit)] as const);
  const named = (set: bigint) =>
    new Set(flags.filter(([, flag]) => (set & flag) !== 0n).map(([kind]) => kind));
  return {
    groups: groups.map((group) => ({
      ...{ kinds: named(group.kinds), released: named(group.released), people: group.people },
    })),
    kinds: new Map(
      sums.map(({ kind, _sum }) => [
        kind,
        {
          ...{ units: _sum.units ?? 0, released: _sum.released ?? 0 },
          ...{ nameless: _sum.nameless ?? 0, namelessReleased: _sum.namelessReleased ?? 0 },
        },
      ]),
    ),
  };
}

/** What a row of a table of services comes to. */
function countOf({ kinds, counts }: ServiceTableRow, year: YearCounts): number {
  const means = (kind: string) => kinds === "any" || kinds.includes(kind);
  const sum = (of: (sums: Sums) => number) =>
    [...year.kinds].reduce((total, [kind, sums]) => total + (means(kind) ? of(sums) : 0), 0);
  const people = (of: "kinds" | "released") =>
    year.groups.reduce(
      (total, group) => total + ([...group[of]].some(means) ? group.people : 0),
      0,
    );
  switch (counts) {
    case "people":
      return people("kinds") + sum(({ nameless }) => nameless);
    case "released_people":
      return people("released") + sum(({ namelessReleased }) => namelessReleased);
    case "units":
      return sum(({ units }) => units);
    case "released_units":
      return sum(({ released }) => released);
  }
}

/**
 * What the rows of a year come to for each indicator, by its code. What no row tells is not there.
 */
export async function readFacts(
  prisma: Reading,
  plan: Pick<Plan, "regions">,
  indicators: readonly Indicator[],
  scope: Counted,
  year: number,
): Promise<ReadonlyMap<string, Fact>> {
  const { institutions } = scope;
  const needs = (test: (fact: NonNullable<FactSource>) => boolean) =>
    indicators.some(({ fact }) => fact !== null && test(fact));
  const [counts, trips, contracts] = await Promise.all([
    needs((fact) => "row" in fact) ? countYear(prisma, scope, year) : undefined,
    needs((fact) => "trips" in fact) ? tripsOf(prisma, institutions, year) : undefined,
    needs((fact) => "contracts" in fact) ? countContracts(prisma, institutions, year) : undefined,
  ]);
  const rows = rowsOf(plan);
  const value = (number: string) => {
    const row = rows.find((one) => one.number === number);
    return row && counts ? countOf(row, counts) : 0;
  };
  const facts = new Map<string, Fact>();
  for (const { code, fact } of indicators) {
    if (fact === null) continue;
    const counted = factOf(fact);
    if (counted) facts.set(code, counted);
  }
  return facts;

  function factOf(fact: NonNullable<FactSource>): Fact | undefined {
    if ("trips" in fact) return { value: (trips?.[fact.trips as FieldKind] ?? 0) * 10 };
    if ("contracts" in fact) return { value: (contracts ?? 0) * 10 };
    if (fact.shareOf) return shareOf(value(fact.row), value(fact.shareOf));
    return { value: value(fact.row) * 10 };
  }
}

/** The rows of the official tables of the plan's region. */
export function rowsOf({ regions }: Pick<Plan, "regions">): readonly ServiceTableRow[] {
  return serviceData.packs
    .filter((pack) => pack.regions.some((region) => regions.includes(region)))
    .flatMap(({ tables }) => tables.flatMap(({ rows }) => rows));
}

async function tripsOf(
  prisma: Reading,
  institutions: readonly string[],
  year: number,
): Promise<FieldCounts["trips"]> {
  const over = { institutions, from: `${year}-01-01`, until: `${year + 1}-01-01` };
  return (await countFieldwork(prisma, over)).trips;
}

async function countContracts(
  prisma: Reading,
  institutions: readonly string[],
  year: number,
): Promise<number> {
  const [row] = await prisma.$queryRaw<{ people: number }[]>`
    SELECT count(DISTINCT coalesce(s.person::text, k.id::text))::int AS people
    FROM contracts c JOIN cases k ON k.id = c.case_id LEFT JOIN served_cases s ON s.case_id = k.id
    WHERE k.institution_id = ANY (${institutions}::uuid[])
      AND c.starts_on >= ${`${year}-01-01`}::date AND c.starts_on < ${`${year + 1}-01-01`}::date`;
  return row?.people ?? 0;
}

/** The control points that were reached: somebody said so, or rows show it. */
export async function reachedPoints(
  prisma: Reading,
  { code, controlPoints }: Pick<Plan, "code" | "controlPoints">,
  institutions: readonly string[],
): Promise<ReadonlySet<string>> {
  const marks = await prisma.controlPointMark.findMany({
    where: { plan: code },
    select: { point: true },
  });
  const reached = new Set(marks.map(({ point }) => point));
  for (const { code: point, shownBy } of controlPoints) {
    if (!shownBy || reached.has(point)) continue;
    const trips = await prisma.fieldTrip.count({
      where: {
        ...{ institutionId: { in: [...institutions] }, takenBackAt: null, kind: shownBy.trips },
        day: { gte: new Date(shownBy.from), lt: new Date(shownBy.until) },
      },
    });
    if (trips >= shownBy.atLeast) reached.add(point);
  }
  return reached;
}

/**
 * Notes that a control point was reached.
 * @throws Overtaken when somebody did so since it was shown
 */
export async function markPoint(
  tx: Transaction,
  mark: {
    readonly plan: string;
    readonly point: string;
    readonly institutionId: string;
    readonly markedBy: string;
    readonly markedAt: Date;
  },
): Promise<void> {
  const { count } = await tx.controlPointMark.createMany({ data: [mark], skipDuplicates: true });
  if (count === 0) throw new Overtaken();
}

export async function unmarkPoint(
  tx: Transaction,
  { plan, point }: { readonly plan: string; readonly point: string },
): Promise<void> {
  const { count } = await tx.controlPointMark.deleteMany({ where: { plan, point } });
  if (count === 0) throw new Overtaken();
}

/** The institutions of a region that work, by id. */
export async function institutionsIn(
  prisma: Reading,
  regions: readonly string[],
): Promise<{ readonly id: string; readonly kind: string; readonly timeZone: string }[]> {
  return prisma.institution.findMany({
    where: { region: { in: [...regions] }, closedAt: null },
    select: { id: true, kind: true, timeZone: true },
    orderBy: { id: "asc" },
  });
}
