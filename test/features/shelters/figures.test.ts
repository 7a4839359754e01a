import * as fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  changeFigures,
  type FigureChange,
  type Figures,
  figuresAfter,
  freeOf,
  readUnit,
} from "../../../src/features/shelters/index.ts";
import { connectDatabase, type Database } from "../../../src/platform/postgres/database.ts";
import { createDatabase, type TestDatabase } from "../../servers/database.ts";
import { putPlaces } from "./world.ts";

const at = new Date("2024-03-12T12:00:00Z");
const by = { at, staffId: null };
const none: Figures = { capacity: 10, occupied: 0, held: 0, outOfUse: 0 };
const beds = (occupied: number, held = 0, outOfUse = 0): Figures => ({
  ...{ capacity: 10, occupied, held, outOfUse },
});

/** A unit, a change, and its figures afterwards or why it cannot be. */
const rows: [string, Figures, FigureChange, Figures | string][] = [
  ["one free bed less", beds(4), { kind: "free_by", step: -1 }, beds(5)],
  ["one free bed more", beds(4), { kind: "free_by", step: 1 }, beds(3)],
  ["no less than none is free", beds(7, 2, 1), { kind: "free_by", step: -1 }, "none_free"],
  ["nobody leaves an empty house", none, { kind: "free_by", step: 1 }, "none_occupied"],
  ["so many are free", beds(0, 2, 1), { kind: "free", beds: 5 }, beds(2, 2, 1)],
  ["none is free", beds(0, 2, 1), { kind: "free", beds: 0 }, beds(7, 2, 1)],
  ["more than there are", beds(0, 2, 1), { kind: "free", beds: 8 }, "too_many"],
  ["all taken but those that are kept", beds(3, 2, 1), { kind: "full" }, beds(7, 2, 1)],
  ["as yesterday", beds(3), { kind: "confirmed" }, beds(3)],
  ["free ones go out of use", beds(3, 1), { kind: "out_of_use", beds: 6 }, beds(3, 1, 6)],
  ["taken ones do not", beds(3, 1), { kind: "out_of_use", beds: 7 }, "too_many"],
  ["more beds", beds(9, 1), { kind: "capacity", beds: 12 }, { ...beds(9, 1), capacity: 12 }],
  ["fewer than are taken", beds(9, 1), { kind: "capacity", beds: 9 }, "too_many"],
  ["the last one is kept", beds(8, 1), { kind: "take" }, beds(8, 2)],
  ["none is left to keep", beds(8, 1, 1), { kind: "take" }, "none_free"],
  ["a kept one is let go", beds(8, 1), { kind: "release" }, beds(8)],
  ["nothing is kept", beds(8), { kind: "release" }, "none_held"],
  ["who it was kept for is there", beds(8, 2), { kind: "occupy" }, beds(9, 1)],
  ["nothing was kept for them", beds(8), { kind: "occupy" }, "none_held"],
  ["somebody left", beds(8), { kind: "vacate" }, beds(7)],
  ["nobody was there", none, { kind: "vacate" }, "none_occupied"],
];

describe("what a change makes of the figures", () => {
  it.each(rows)("%s", (_, before, change, after) => {
    expect(figuresAfter({ ...before, confirmedAt: at }, change)).toEqual(
      typeof after === "string"
        ? { kind: "refused", why: after }
        : { kind: "changed", figures: after },
    );
  });

  it.each<FigureChange>([{ kind: "confirmed" }, { kind: "free_by", step: 1 }])(
    "$kind means nothing where nobody ever said",
    (change) => {
      const outcome = figuresAfter({ ...beds(3), confirmedAt: null }, change);
      expect(outcome).toEqual({ kind: "refused", why: "never_said" });
    },
  );
});

describe("on the database", () => {
  let server: TestDatabase;
  let database: Database;
  beforeAll(async () => {
    server = await createDatabase();
    database = connectDatabase(server.url);
  });
  afterAll(async () => {
    await database.close();
    await server.drop();
  });

  async function unitOf(figures: Figures & { confirmedAt?: Date | null }) {
    const [made] = await putPlaces(database, [{ latitude: 61, longitude: 73, unit: figures }]);
    return made?.unitId ?? "";
  }
  const change = (id: string, what: FigureChange) =>
    database.transaction((tx) => changeFigures(tx, id, what, by));
  async function history(id: string) {
    const found = await database.prisma.bedChange.findMany({
      where: { unitId: id },
      orderBy: { id: "asc" },
    });
    return found.map(({ figure, before, after }) => `${figure} ${before}-${after}`);
  }
  async function figuresOf(id: string): Promise<Figures> {
    const unit = await readUnit(database.prisma, id);
    if (!unit) throw new Error("no unit");
    const { capacity, occupied, held, outOfUse } = unit;
    return { capacity, occupied, held, outOfUse };
  }

  it("each change does what the rule says, with its history, and one that cannot be does nothing", async () => {
    const count = fc.integer({ min: 0, max: 4 });
    const figures = fc
      .tuple(count, count, count, count)
      .map(([occupied, held, outOfUse, free]) => ({
        ...{ capacity: occupied + held + outOfUse + free, occupied, held, outOfUse },
      }));
    const changes = fc.oneof(
      fc.constantFrom<FigureChange>(
        ...rows.flatMap(([, , { kind }]) =>
          kind === "free_by" || kind === "free" || kind === "out_of_use" || kind === "capacity"
            ? []
            : [{ kind }],
        ),
      ),
      fc.record({ kind: fc.constant("free_by" as const), step: fc.constantFrom(1 as const, -1) }),
      fc.record({
        kind: fc.constantFrom("free" as const, "out_of_use" as const, "capacity" as const),
        beds: fc.integer({ min: 0, max: 12 }),
      }),
    );
    const said = fc.option(fc.constant(at), { freq: 4 });
    const property = fc.asyncProperty(figures, said, changes, async (before, confirmedAt, what) => {
      const id = await unitOf({ ...before, confirmedAt });
      const expected = figuresAfter({ ...before, confirmedAt }, what);
      const outcome = await change(id, what);
      expect(outcome).toMatchObject(
        expected.kind === "changed" ? { kind: "changed", unit: expected.figures } : expected,
      );
      const after = await figuresOf(id);
      expect(after).toEqual(expected.kind === "changed" ? expected.figures : before);
      const notes = await history(id);
      const moved = Object.keys(before).filter(
        (key) => before[key as keyof Figures] !== after[key as keyof Figures],
      );
      const confirms = ["free_by", "free", "full", "confirmed"].includes(what.kind);
      const silent = expected.kind === "refused" || !confirms;
      expect(notes).toHaveLength(moved.length || (silent ? 0 : 1));
    });
    await fc.assert(property, { numRuns: 150 });
  });

  it("of sixty changers at the same moment no count is lost, and the history has each", async () => {
    const id = await unitOf({ capacity: 100, occupied: 40, held: 10, outOfUse: 0 });
    const all: FigureChange[] = Array.from({ length: 60 }, (_, index) => {
      const turn = index % 6;
      if (turn === 0) return { kind: "take" };
      if (turn === 1) return { kind: "occupy" };
      return { kind: "free_by", step: turn === 2 ? 1 : -1 };
    });
    await Promise.all(all.map((what) => change(id, what)));
    // 10 kept, 10 of the kept came; 10 left and 30 came by the count of the staff.
    expect(await figuresOf(id)).toEqual({ capacity: 100, occupied: 70, held: 10, outOfUse: 0 });
    expect(await readUnit(database.prisma, id)).toMatchObject({ version: 61, confirmedAt: at });
    const changes = await database.prisma.bedChange.findMany({ where: { unitId: id } });
    expect(changes).toHaveLength(70);
    const sum = (figure: string) =>
      changes
        .filter((one) => one.figure === figure)
        .reduce((total, { before, after }) => total + after - before, 0);
    expect([sum("occupied"), sum("held")]).toEqual([30, 0]);
  });

  it("of fifty who want the last bed at the same moment one gets it", async () => {
    const id = await unitOf({ capacity: 8, occupied: 6, held: 0, outOfUse: 1 });
    const got = await Promise.all(Array.from({ length: 50 }, () => change(id, { kind: "take" })));
    expect(got.filter(({ kind }) => kind === "changed")).toHaveLength(1);
    expect(got).toContainEqual(expect.objectContaining({ kind: "refused", why: "none_free" }));
    expect(await history(id)).toEqual(["held 0-1"]);
  });

  it("a typed number and a hold at the same moment: both are in it, and free stays above nought", async () => {
    for (let round = 0; round < 10; round += 1) {
      const id = await unitOf({ capacity: 10, occupied: 9, held: 0, outOfUse: 0 });
      await Promise.all([
        change(id, { kind: "take" }),
        change(id, { kind: "free", beds: 3 }),
        change(id, { kind: "full" }),
        change(id, { kind: "take" }),
      ]);
      const after = await figuresOf(id);
      expect(freeOf(after)).toBeGreaterThanOrEqual(0);
      const kept = (await history(id)).filter((one) => one.startsWith("held"));
      expect(after.held).toBe(kept.length);
    }
  });

  it("an arrival moves two figures and notes both; what nobody looked at is not confirmed", async () => {
    const id = await unitOf({ capacity: 2, occupied: 0, held: 1, outOfUse: 0, confirmedAt: null });
    await change(id, { kind: "occupy" });
    expect(await history(id)).toEqual(["held 1-0", "occupied 0-1"]);
    expect((await readUnit(database.prisma, id))?.confirmedAt).toBeNull();
  });

  it("a closed unit is gone", async () => {
    const id = await unitOf(beds(3));
    await database.prisma.bedUnit.update({ where: { id }, data: { closedAt: at } });
    expect(await change(id, { kind: "full" })).toEqual({ kind: "gone" });
  });

  it.each<Partial<Figures>>([
    { occupied: -1 },
    { held: -1 },
    { outOfUse: -1 },
    { capacity: 4 },
    { held: 6 },
  ])("the database itself refuses %o", async (data) => {
    const id = await unitOf(beds(5));
    const written = database.prisma.bedUnit.update({ where: { id }, data });
    await expect(written).rejects.toThrow(/bed_units_figures/);
  });
});
