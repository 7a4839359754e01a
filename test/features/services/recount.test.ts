import fc from "fast-check";
import { afterAll, beforeAll, expect, it } from "vitest";
import type { Case } from "../../../src/features/cases/index.ts";
import {
  adoptServices,
  correctService,
  countByKind,
  countByPart,
  countTogether,
  recordService,
  takeBackService,
} from "../../../src/features/services/index.ts";
import { AT, createWorld, type World } from "./world.ts";

/*
 * Random histories of services, corrections, withdrawals and merges: every count equals one that goes over
 * a plain list and knows nothing of the database.
 */
const KINDS = ["papers", "medical", "urgent_kit"] as const;
const DAYS = ["2023-12-31", "2024-01-01", "2024-02-29", "2024-03-31", "2024-04-01"] as const;
const PERIOD = { from: "2024-01-01", until: "2024-04-01" };

let world: World;
let institutions: string[];
let cases: Case[];
/** Who is who: two cases have the same full name and year. */
const SAME = [0, 1, 2, 2, 3];
const SURNAMES = ["Сидоров", "Петров", "Кузнецов", "Соколов"];
beforeAll(async () => {
  world = await createWorld();
  institutions = await Promise.all([0, 1, 2].map(() => world.institution()));
  cases = [];
  for (const who of SAME) {
    const name = `Иван Иванович ${SURNAMES[who]}`;
    const record = { name, yearOfBirth: 1980, releaseDate: who < 2 ? "2024-02-01" : null };
    cases.push(await world.case(institutions[who % 3]!, record));
  }
});
afterAll(() => world.close());

const index = (most: number) => fc.nat({ max: most - 1 });
const step = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      ...{ step: fc.constant("record" as const), kind: fc.constantFrom(...KINDS) },
      ...{ day: fc.constantFrom(...DAYS), at: index(3), of: index(SAME.length) },
      nameless: fc.option(fc.record({ people: fc.integer({ min: 1, max: 9 }), share: index(10) }), {
        freq: 4,
      }),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      ...{ step: fc.constant("correct" as const), nth: fc.nat() },
      ...{ kind: fc.constantFrom(...KINDS), day: fc.constantFrom(...DAYS) },
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ step: fc.constant("take_back" as const), nth: fc.nat() }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      ...{ step: fc.constant("merge" as const), from: index(SAME.length), to: index(SAME.length) },
    }),
  },
);

interface Kept {
  readonly id: bigint;
  version: number;
  kind: string;
  day: string;
  readonly institution: string;
  person: number | null;
  readonly people: number;
  readonly released: number;
}

it("counts a person once whose third case is served after two became one", async () => {
  await world.prisma.service.deleteMany();
  await world.prisma.servedCase.deleteMany();
  const day = "2024-02-29";
  const record = (of: number, source: string) =>
    world.write((tx) =>
      recordService(tx, world.keyring, {
        ...{ kind: "papers", day, institutionId: institutions[0]!, staffId: null },
        ...{ source, at: AT, whom: { kind: "case", case: cases[of]! } },
      }),
    );
  // The cases 2 and 3 are of one name and year.
  await world.write((tx) => adoptServices(world.keyring)(tx, cases[2]!, cases[0]!));
  await record(0, "first");
  await record(3, "third");
  expect((await countTogether(world.prisma, { institutions, ...PERIOD })).people).toBe(1);
});

it("counts as a plain list does, whatever happened", { timeout: 60_000 }, async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 24 }), async (history) => {
      await world.prisma.service.deleteMany();
      await world.prisma.servedCase.deleteMany();
      await world.prisma.serviceHistory.deleteMany();
      const list: Kept[] = [];
      /** Which person each case is, and which case it became part of. */
      const person = [...SAME];
      const became = SAME.map((_, at) => at);
      let changes = 0;
      await world.write(async (tx) => {
        const by = { at: AT, staffId: null };
        for (const [nth, one] of history.entries()) {
          if (one.step === "record") {
            const of = became[one.of]!;
            const found = cases[of]!;
            const nameless = one.nameless && {
              ...{ kind: "nameless" as const, people: one.nameless.people },
              released: Math.min(one.nameless.people, one.nameless.share),
            };
            const { releaseDate } = found.record;
            const institution = institutions[one.at]!;
            const id = await recordService(tx, world.keyring, {
              ...{ kind: one.kind, day: one.day, institutionId: institution, staffId: null },
              ...{ source: `step:${nth}`, at: AT, whom: nameless ?? { kind: "case", case: found } },
            });
            list.push({
              ...{ id: id!, version: 1, kind: one.kind, day: one.day, institution },
              person: nameless ? null : person[of]!,
              people: nameless?.people ?? 1,
              released:
                nameless?.released ?? Number(releaseDate !== null && releaseDate <= one.day),
            });
          } else if (one.step === "merge") {
            const [from, to] = [became[one.from]!, became[one.to]!];
            if (from === to) continue;
            const served = (at: number) => list.some((kept) => kept.person === person[at]);
            await adoptServices(world.keyring)(tx, cases[from]!, cases[to]!);
            const [gone, kept] = [person[from]!, person[to]!];
            if (served(from) || served(to)) {
              for (const other of list) if (other.person === gone) other.person = kept;
            }
            person.forEach((who, at) => {
              if (who === gone) person[at] = kept;
            });
            became.forEach((at, place) => {
              if (at === from) became[place] = to;
            });
          } else {
            const kept = list[one.nth % Math.max(1, list.length)];
            if (!kept) continue;
            changes += 1;
            if (one.step === "correct") {
              await correctService(tx, kept, { kind: one.kind, day: one.day }, by);
              Object.assign(kept, { kind: one.kind, day: one.day, version: kept.version + 1 });
            } else {
              await takeBackService(tx, kept, by);
              list.splice(list.indexOf(kept), 1);
            }
          }
        }
      });
      const within = list.filter(({ day }) => day >= PERIOD.from && day < PERIOD.until);
      const over = { institutions, ...PERIOD };
      expect(Object.fromEntries(await countByKind(world.prisma, over))).toEqual(byKind(within));
      expect(await countTogether(world.prisma, over)).toEqual(count(within));
      const some = KINDS.slice(0, 2);
      expect(await countTogether(world.prisma, { ...over, kinds: some })).toEqual(
        count(within.filter(({ kind }) => some.includes(kind as never))),
      );
      const parts = { one: [institutions[0]!], rest: institutions.slice(1), all: institutions };
      const counted = await countByPart(world.prisma, parts, PERIOD);
      for (const [part, ids] of Object.entries(parts)) {
        const here = within.filter(({ institution }) => ids.includes(institution));
        const people = ({ people, released, nameless }: ReturnType<typeof count>) => ({
          ...{ people, released, nameless },
        });
        const kinds = Object.entries(byKind(here)).map(([kind, one]) => [kind, people(one)]);
        expect(Object.fromEntries(counted.get(part)?.kinds ?? [])).toEqual(
          Object.fromEntries(kinds),
        );
        expect(counted.get(part)?.together).toEqual(people(count(here)));
      }
      expect(await world.prisma.serviceHistory.count()).toBe(changes);
    }),
    { numRuns: 30 },
  );
});

function byKind(list: readonly Kept[]) {
  const kinds = [...new Set(list.map(({ kind }) => kind))];
  return Object.fromEntries(
    kinds.map((kind) => [kind, count(list.filter((one) => one.kind === kind))]),
  );
}

function count(list: readonly Kept[]) {
  const sum = (of: readonly Kept[], pick: (one: Kept) => number) =>
    of.reduce((all, one) => all + pick(one), 0);
  const nameless = list.filter(({ person }) => person === null);
  const named = new Map<number, boolean>();
  for (const { person, released } of list) {
    if (person !== null) named.set(person, (named.get(person) ?? false) || released > 0);
  }
  const free = [...named.values()].filter(Boolean).length;
  return {
    people: named.size + sum(nameless, ({ people }) => people),
    released: free + sum(nameless, ({ released }) => released),
    nameless: sum(nameless, ({ people }) => people),
    units: sum(list, ({ people }) => people),
    releasedUnits: sum(list, ({ released }) => released),
  };
}
