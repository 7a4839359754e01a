import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { readOutcomes } from "../../../src/features/indicators/outcomes-store.ts";
import { createWorld, type World } from "../services/world.ts";

let world: World;
beforeAll(async () => {
  world = await createWorld();
});
afterAll(() => world.close());

const QUARTER = { from: "2024-01-01", until: "2024-04-01" };

async function served(institutionId: string, releaseDate: string | null, services: object) {
  const one = await world.case(institutionId, { releaseDate });
  for (const [kind, day] of Object.entries(services) as [string, string][]) {
    await world.record({ kind, institutionId, day, whom: { kind: "case", case: one } });
  }
  return one;
}

async function contract(caseId: string, startsOn: string, reports: object = {}) {
  const id = randomUUID();
  await world.prisma.contract.create({
    data: {
      ...{ id, caseId, programme: "krasnoyarsk", measure: "job_search" },
      ...{ startsOn: new Date(startsOn), endsOn: new Date("2024-06-30") },
      ...{ record: new Uint8Array(), createdAt: new Date(startsOn) },
    },
  });
  for (const [month, [filed, decided]] of Object.entries(reports) as [string, string[]][]) {
    await world.prisma.report.create({
      data: {
        ...{ id: randomUUID(), caseId, contractId: id, month: new Date(`${month}-01`) },
        ...{ state: decided ? "accepted" : "filed", content: new Uint8Array() },
        ...{ createdAt: new Date(), filedAt: new Date(`${filed}T05:00:00Z`) },
        decidedAt: decided ? new Date(`${decided}T05:00:00Z`) : null,
      },
    });
  }
}

test("those released in a quarter are found by hashes of its days, and nobody else", async () => {
  const here = await world.institution();
  const elsewhere = await world.institution();
  const first = await served(here, "2024-01-10", {
    ...{ papers: "2024-02-01", shelter: "2024-01-10", employment: "2024-05-01" },
  });
  await contract(first.id, "2024-03-15");
  await served(here, "2024-03-31", { registration: "2024-04-20" });
  await served(here, "2024-04-01", { papers: "2024-04-02" });
  await served(here, null, { papers: "2024-02-01" });
  await served(elsewhere, "2024-02-01", { papers: "2024-02-02" });
  const found = await readOutcomes(world, {
    ...{ institutions: [here], period: QUARTER, today: "2024-07-01" },
  });
  expect(found.people).toBe(2);
  expect(found.cohort).toEqual({
    papers: { 30: { have: 1, of: 2 }, 90: { have: 1, of: 2 }, 365: { have: 0, of: 0 } },
    place: { 30: { have: 2, of: 2 }, 90: { have: 2, of: 2 }, 365: { have: 0, of: 0 } },
    work: { 30: { have: 0, of: 2 }, 90: { have: 0, of: 2 }, 365: { have: 0, of: 0 } },
    contract: { 30: { have: 0, of: 2 }, 90: { have: 1, of: 2 }, 365: { have: 0, of: 0 } },
  });
  expect(found.medians).toEqual({
    bed: { days: 0, of: 1 },
    papers: { days: 22, of: 1 },
    work: { days: 112, of: 1 },
  });
});

test("a person with two cases is one, and what either case knows is so", async () => {
  const [here, there] = [await world.institution(), await world.institution()];
  const name = "Пример Пётр Примерович";
  const record = { name, yearOfBirth: 1980, releaseDate: "2024-02-01" };
  const one = await world.case(here, record);
  const other = await world.case(there, record);
  for (const [of, institutionId, kind] of [
    [one, here, "papers"],
    [other, there, "employment"],
  ] as const) {
    await world.record({
      ...{ kind, institutionId, day: "2024-02-10" },
      whom: { kind: "case", case: of },
    });
  }
  const found = await readOutcomes(world, {
    ...{ institutions: [here, there], period: QUARTER, today: "2024-04-01" },
  });
  expect(found.people).toBe(1);
  expect(found.cohort.papers[30]).toEqual({ have: 1, of: 1 });
  expect(found.cohort.work[30]).toEqual({ have: 1, of: 1 });
});

test("reports in time and checks within ten days, by the days of the contract's edition", async () => {
  const here = await world.institution();
  const one = await world.case(here);
  await contract(one.id, "2024-01-15", {
    // In time, and checked on the tenth day.
    "2024-01": ["2024-02-14", "2024-02-24"],
    // A day late, and checked on the eleventh.
    "2024-02": ["2024-03-15", "2024-03-26"],
    // Handed in, not yet due, and not yet checked.
    "2024-03": ["2024-04-01"],
  });
  const found = await readOutcomes(world, {
    ...{ institutions: [here], period: { from: "2024-01-01", until: "2024-07-01" } },
    today: "2024-04-05",
  });
  expect(found.reports).toEqual({ have: 1, of: 2 });
  expect(found.checks).toEqual({ have: 1, of: 2 });
});

test("more than a year of days is refused", async () => {
  const over = { institutions: [], period: { from: "2022-01-01", until: "2024-01-01" } };
  await expect(readOutcomes(world, { ...over, today: "2024-07-01" })).rejects.toThrow("a year");
});
