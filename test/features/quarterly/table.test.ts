import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  forOutside,
  type QuarterlyTable,
  quarterlyTable,
  readQuarter,
  type Scope,
} from "../../../src/features/quarterly/index.ts";
import { createWorld, type World } from "../services/world.ts";
import { enter, Q1_2023, Q1_2024 } from "./seed.ts";

let world: World;
let table: QuarterlyTable;
let state: string[];
let nonState: string[];
beforeAll(async () => {
  world = await createWorld();
  state = await Promise.all([1490624, 1490624, 1497917].map((town) => world.institution({ town })));
  nonState = await Promise.all(
    [1490624, 1503772].map((town) => world.institution({ town, kind: "ngo" })),
  );
  for (const reported of [Q1_2023, Q1_2024]) await enter(world, { state, nonState }, reported);
  table = await tableOf("2024Q1");
});
afterAll(() => world.close());

async function tableOf(code: string, scope: Scope = { kind: "region", region: "RU-KHM" }) {
  const tabled = await quarterlyTable(world.database, readQuarter(code)!, scope);
  if (tabled.kind !== "table") throw new Error(tabled.kind);
  return tabled.table;
}

const numbers = (of: QuarterlyTable) =>
  Object.fromEntries(of.numbers.map(({ code, now, before }) => [code, [now, before]]));

describe("the quarterly table of KhMAO-Yugra, first quarter of 2024", () => {
  it("comes out as appendix 3 has it, with last year beside", () => {
    const kinds = Object.keys(Q1_2024.kinds);
    expect(table.rows.map(({ number }) => number)).toEqual(kinds.map((_, at) => String(at + 1)));
    expect(
      table.rows.map(({ now, before }) => [
        [now.people, now.released],
        [before?.people, before?.released],
      ]),
    ).toEqual(kinds.map((kind) => [Q1_2024.kinds[kind], Q1_2023.kinds[kind]]));
    expect(table.rows[0]?.title).toBe("Содействие в трудоустройстве");
    expect(table.confirmed).toBe(true);
  });

  it("comes out with the numbers of sections 6 and 7", () => {
    expect(numbers(table)).toEqual({
      patrol_trips: [1141, 1665],
      patrol_found: [184, 129],
      "outcome.state_institution": [48, 33],
      "outcome.ngo": [42, 12],
      "outcome.health_care": [5, 2],
      "outcome.home": [3, 0],
      "outcome.urgent_help": [86, 82],
      served: [793, 752],
      served_released: [238, 222],
      "served.state": [606, 614],
      "served_released.state": [181, 193],
      "served.non_state": [187, 138],
      "served_released.non_state": [57, 29],
      family_visits: [23, 0],
      letters: [26, 0],
      online_consultations: [2, 0],
      prison_visits: [2, 0],
      prison_advised: [110, 0],
    });
  });

  it("says how many were counted without a name", () => {
    expect(table.rows.map(({ now }) => now.nameless)).toEqual([
      0, 3, 0, 0, 0, 0, 86, 0, 0, 0, 5, 0,
    ]);
  });

  it("adds up over institutions where nobody was served in two of one kind", () => {
    for (const dimension of ["state", "town", "institution"] as const) {
      const parts = table.parts[dimension];
      table.rows.forEach(({ now, before }, at) => {
        const sum = (pick: (row: (typeof table.rows)[number]) => unknown) =>
          parts.reduce((all, { rows }) => all + Number(pick(rows[at]!) ?? 0), 0);
        expect(sum((row) => row.now.people)).toBe(now.people);
        expect(sum((row) => row.now.released)).toBe(now.released);
        expect(sum((row) => row.before?.people)).toBe(before?.people);
      });
    }
    expect(table.parts.state.map(({ code }) => code)).toEqual(["state", "non_state"]);
    expect(table.parts.town).toHaveLength(3);
    expect(table.parts.institution).toHaveLength(5);
  });

  it("withholds for outside what is small, and what would tell it", () => {
    const outside = forOutside(table);
    const released = outside.rows.map(({ now }) => now.released);
    // 3, 4, 2, 1 and 1 people released; with 7 people who became disabled, 1 of them released, 6 others.
    for (const at of [1, 2, 7, 9, 11]) expect(released[at]).toBe("withheld");
    expect(outside.rows[0]?.now).toEqual({ people: 165, released: 88, nameless: 0 });
    expect(numbers(outside)["outcome.home"]?.[0]).toBe("withheld");
    expect(numbers(outside).patrol_trips).toEqual([1141, 1665]);
    const together = ["outcome.ngo", "outcome.health_care", "outcome.urgent_help", "patrol_found"];
    // The one that is withheld could be worked out if all the others were told.
    expect(together.map((code) => numbers(outside)[code]?.[0])).toContain("withheld");
    expect(outside.parts.institution).toEqual([]);
    const all = [...outside.parts.state, ...outside.parts.town].flatMap(({ rows }) => rows);
    for (const { now, before } of [...all, ...outside.rows]) {
      // Those without a name, taken from all, would be those with one.
      for (const one of [now, before]) expect([0, "withheld", undefined]).toContain(one?.nameless);
      for (const figure of [now.people, now.released, before?.people, before?.released]) {
        if (typeof figure === "number") expect(figure === 0 || figure > 4).toBe(true);
      }
    }
  });

  it("withholds a period alike in its own table and beside that of a year later", async () => {
    const own = forOutside(await tableOf("2023Q1"));
    expect(forOutside(table).rows.map(({ before }) => before)).toEqual(
      own.rows.map(({ now }) => now),
    );
    const [own2023, later] = [numbers(own), numbers(forOutside(table))];
    for (const code of Object.keys(own2023)) expect(later[code]?.[1]).toBe(own2023[code]?.[0]);
  });

  it("of one institution is its part of the region's", async () => {
    const one = await tableOf("2024Q1", { kind: "institution", id: nonState[0] ?? "" });
    const part = table.parts.institution.find(({ code }) => code === nonState[0]);
    expect(one.rows).toEqual(part?.rows);
    expect(one.parts.town).toEqual([]);
  });

  it("of 2023 knows nothing of 2022, and of 2026 that its form is not confirmed", async () => {
    const earlier = await tableOf("2023Q1");
    expect(earlier.rows[0]).toMatchObject({ now: { people: 80, released: 43 }, before: null });
    expect(earlier.numbers[0]).toMatchObject({ now: 1665, before: null });
    const later = await tableOf("2026Q1");
    expect(later.confirmed).toBe(false);
    expect(later.rows[0]).toMatchObject({ now: { people: 0 }, before: { people: 0 } });
  });

  it("is refused where there is nothing to count", async () => {
    const quarter = readQuarter("2024Q1")!;
    const nowhere = { kind: "region", region: "RU-MOW" } as const;
    expect(await quarterlyTable(world.database, quarter, nowhere)).toEqual({ kind: "nowhere" });
    const old = await quarterlyTable(world.database, readQuarter("2021Q1")!, {
      ...{ kind: "region", region: "RU-KHM" },
    });
    expect(old).toEqual({ kind: "no_form" });
  });
});
