import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, it } from "vitest";
import { InputError } from "../../src/cli/input.ts";
import { readCommand } from "../../src/cli/statistics-commands.ts";
import { createWorld, type World } from "../features/services/world.ts";

let world: World;
let here: string;
beforeAll(async () => {
  world = await createWorld();
  here = await world.institution({ region: "RU-ZAB", town: 2025339 });
  for (let nth = 0; nth < 9; nth += 1) {
    const one = await world.case(here, { releaseDate: "2024-01-10" });
    const whom = { kind: "case", case: one } as const;
    await world.record({ kind: nth < 3 ? "employment" : "legal_help", institutionId: here, whom });
  }
  await world.prisma.fieldTrip.create({
    data: {
      ...{ id: randomUUID(), kind: "prison_visit", day: new Date("2024-02-20") },
      ...{ institutionId: here, staffId: randomUUID(), topics: [], recordedAt: new Date() },
    },
  });
});
afterAll(() => world.close());

interface Told {
  readonly indicators: readonly Record<string, unknown>[];
  readonly controlPoints: readonly Record<string, unknown>[];
}

const perform = async (...argv: string[]) => (await readCommand(argv)(world)) as Told;

it("prints plan, fact and forecast of a year, with the control points and who answers for them", async () => {
  const told = await perform("indicators", "2024", "--date", "2024-06-30");
  expect(told).toMatchObject({ plan: "zabaykalsky", year: 2024, institutions: 1 });
  expect(told.indicators).toHaveLength(14);
  const of = (code: string) => told.indicators.find((one) => one.code === code);
  expect(of("people_served")).toMatchObject({ plan: 100, fact: 9, forecast: 18, missing: 91 });
  expect(of("employed_share")).toMatchObject({
    ...{ number: "1.3", unit: "percent", plan: 14.9, fact: 33.3, forecast: 33.3, missing: 0 },
    of: { part: 3, whole: 9 },
  });
  expect(of("prison_visits")).toMatchObject({ plan: 4, fact: 1, missing: 3 });
  expect(of("convicts_at_work")).toMatchObject({ plan: 107, fact: null, missing: null });
  expect(told.controlPoints).toHaveLength(32);
  const [first] = told.controlPoints;
  expect(first).toMatchObject({ date: "2024-03-29", state: "reached", proof: "Иной документ" });
  expect(JSON.stringify(told)).not.toMatch(/Сиренко|Каргина/);
});

it("withholds few people where it is published, and what would tell them", async () => {
  const told = await perform("indicators", "2024", "--institution", here, "--published");
  const of = (code: string) => told.indicators.find((one) => one.code === code);
  expect(of("people_served")).toMatchObject({ fact: 9, withheld: false });
  expect(of("employed_share")).toMatchObject({ fact: null, of: null, withheld: true });
  // Visits are nobody.
  expect(of("prison_visits")).toMatchObject({ fact: 1, withheld: false });
});

it.each([
  [["indicators", "24"], "YEAR: is not a year (2024)"],
  [["indicators", "2024", "--date", "2024-02-30"], "--date: is not a day (YYYY-MM-DD)"],
  [["indicators", "2024", "--institution", "x"], "--institution: is not the id of an institution"],
  [["indicators", "2024", "--region", "RU-IRK"], "--region: has no institutions"],
])("%j is one line", async (argv, line) => {
  await expect(perform(...argv)).rejects.toThrow(new InputError(line));
});
