import { randomUUID } from "node:crypto";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Counted, reachedPoints, readFacts } from "../../../src/features/indicators/store.ts";
import {
  correctService,
  readService,
  takeBackService,
} from "../../../src/features/services/index.ts";
import { planOf } from "../../../src/programs/indicators.ts";
import { AT, createWorld, type World } from "../services/world.ts";

const passport = planOf("RU-ZAB")!;
let world: World;
beforeAll(async () => {
  world = await createWorld();
});
afterAll(() => world.close());

let regions = 0;
/** A region that no other test has, by the plan of the passport. */
const newRegion = () => `RU-${++regions}`;

async function valuesOf(scope: Counted, year: number) {
  const facts = await readFacts(world.prisma, passport, passport.indicators, scope, year);
  return Object.fromEntries([...facts].map(([code, { value }]) => [code, value / 10]));
}

async function trip(institutionId: string, day: string, kind = "prison_visit") {
  await world.prisma.fieldTrip.create({
    data: {
      ...{ id: randomUUID(), kind, day: new Date(day), institutionId },
      ...{ staffId: randomUUID(), topics: [], recordedAt: AT },
    },
  });
}

test("the passport's figures of 2023, entered as rows, come out equal to the last digit", async () => {
  const region = newRegion();
  const one = await world.institution({ region });
  const served = async (kind: string, people: number) => {
    for (let nth = 0; nth < people; nth += 1) {
      await world.record({
        ...{ kind, institutionId: one, day: `2023-0${1 + (nth % 9)}-15` },
        whom: { kind: "case", case: cases[nth % cases.length]!, released: true },
      });
    }
  };
  const cases = await Promise.all(
    Array.from({ length: 100 }, () => world.case(one, { releaseDate: "2022-12-01" })),
  );
  await served("benefits", 100);
  await served("legal_help", 93);
  await served("employment", 14);
  await served("guidance", 59);
  await served("clothes", 7);
  for (const month of ["02", "05", "11"]) await trip(one, `2023-${month}-01`);
  const values = await valuesOf({ kind: "institution", region, institutions: [one] }, 2023);
  for (const { section, code, baseline, fact } of passport.indicators) {
    if (section !== "2" || fact === null) continue;
    expect([code, values[code]]).toEqual([code, baseline!.value / 10]);
  }
  // Nobody here counts the work of convicts: it is not known, and not nought.
  expect(values.convicts_at_work).toBeUndefined();
});

interface Entry {
  readonly person: number;
  readonly kind: string;
  readonly month: number;
  readonly year: number;
  readonly at: number;
  readonly released: boolean;
  readonly change: "none" | "taken_back" | "other_kind" | "other_year";
}

const KINDS = ["legal_help", "psychological_help", "guidance", "employment", "clothes", "papers"];
const entry: fc.Arbitrary<Entry> = fc.record({
  person: fc.nat(4),
  kind: fc.constantFrom(...KINDS),
  month: fc.integer({ min: 1, max: 9 }),
  year: fc.constantFrom(2024, 2025),
  at: fc.nat(1),
  released: fc.boolean(),
  change: fc.constantFrom("none", "none", "none", "taken_back", "other_kind", "other_year"),
});

test("whatever happened: every indicator equals a naive recount", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(entry, { maxLength: 25 }), async (history) => {
      const region = newRegion();
      const places = [await world.institution({ region }), await world.institution({ region })];
      const people = await Promise.all(Array.from({ length: 4 }, () => world.case(places[0]!)));
      const left: Entry[] = [];
      for (const one of history) {
        const who = people[one.person];
        const id = await world.record({
          ...{ kind: one.kind, institutionId: places[one.at]! },
          day: `${one.year}-0${one.month}-10`,
          whom: who
            ? { kind: "case", case: who, released: one.released }
            : { kind: "nameless", people: 3, released: one.released ? 2 : 0 },
        });
        const read = (await readService(world.prisma, id!))!;
        const by = { at: AT, staffId: null };
        await world.write(async (tx) => {
          if (one.change === "taken_back") await takeBackService(tx, read, by);
          if (one.change === "other_kind") await correctService(tx, read, { kind: "clothes" }, by);
          if (one.change === "other_year")
            await correctService(tx, read, { day: "2024-12-31" }, by);
        });
        if (one.change === "other_kind") left.push({ ...one, kind: "clothes" });
        else if (one.change === "other_year") left.push({ ...one, year: 2024 });
        else if (one.change !== "taken_back") left.push(one);
      }
      for (const year of [2024, 2025]) {
        const of = left.filter((one) => one.year === year);
        const all = { kind: "region", region, institutions: places } as const;
        expect(await valuesOf(all, year)).toEqual(recount(of));
        for (const [at, place] of places.entries()) {
          const here = { kind: "institution", region, institutions: [place] } as const;
          expect(await valuesOf(here, year)).toEqual(recount(of.filter((one) => one.at === at)));
        }
      }
    }),
    { numRuns: 12 },
  );
});

/** By walking the history, a person at a time. */
function recount(history: readonly Entry[]) {
  const released = (kinds?: readonly string[]) => {
    const of = history.filter((one) => one.released && (kinds?.includes(one.kind) ?? true));
    const named = new Set(of.filter(({ person }) => person < 4).map(({ person }) => person));
    return named.size + of.filter(({ person }) => person === 4).length * 2;
  };
  const units = (kinds: readonly string[], onlyReleased: boolean) =>
    history
      .filter(({ kind }) => kinds.includes(kind))
      .map((one) => {
        if (one.person < 4) return onlyReleased && !one.released ? 0 : 1;
        return onlyReleased ? (one.released ? 2 : 0) : 3;
      })
      .reduce((sum: number, one) => sum + one, 0);
  const all = released();
  const share = (kinds: readonly string[]) =>
    all === 0 ? undefined : Math.round((released(kinds) / all) * 1000) / 10;
  const legal = units(["legal_help", "psychological_help", "urgent_kit"], true);
  const guided = share(["guidance", "psychological_help"]);
  return {
    people_served: all,
    ...{ legal_and_social: legal, result_legal_and_social: legal },
    ...(all > 0
      ? {
          employed_share: share(["employment"]),
          ...{ guidance_share: guided, result_employment_programmes: guided },
        }
      : {}),
    ...{ prison_visits: 0, result_prison_visits: 0 },
    ...{ clothes: units(["clothes"], false), result_clothes: units(["clothes"], false) },
  };
}

test("a visit in its quarter shows that a control point was reached; one in another does not", async () => {
  const one = await world.institution();
  await trip(one, "2024-02-20");
  await trip(one, "2024-07-01");
  await trip(one, "2024-11-01", "online_consultation");
  const reached = await reachedPoints(world.prisma, passport, [one]);
  expect([...reached].toSorted()).toEqual(["visits_1", "visits_3"]);
});

test("many at once lose nothing: what is written and what is taken back add up", async () => {
  const region = newRegion();
  const [one, two] = [await world.institution({ region }), await world.institution({ region })];
  const who = await world.case(one);
  const whom = { kind: "case", case: who, released: true } as const;
  const first = await world.record({ kind: "clothes", institutionId: one, whom });
  const read = (await readService(world.prisma, first!))!;
  await Promise.all([
    world.write((tx) => takeBackService(tx, read, { at: AT, staffId: null })),
    ...KINDS.map((kind, at) => world.record({ kind, institutionId: at % 2 ? one : two, whom })),
    ...KINDS.map((kind) => world.record({ kind, institutionId: one, whom })),
  ]);
  const values = await valuesOf({ kind: "region", region, institutions: [one, two] }, 2024);
  expect(values).toMatchObject({ people_served: 1, legal_and_social: 4, clothes: 2 });
  expect(values).toMatchObject({ employed_share: 100, guidance_share: 100 });
});
