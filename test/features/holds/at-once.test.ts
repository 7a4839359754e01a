import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { moveHold } from "../../../src/features/holds/actions.ts";
import { Overtaken } from "../../../src/platform/conversation/conversation.ts";
import { createWorld, type World } from "./world.ts";

let world: World;
beforeAll(async () => {
  world = await createWorld();
});
afterAll(() => world.close());

const until = new Date("2024-03-12T22:00:00+05:00");
/** What came of each, where being overtaken is an answer. */
async function outcomes(work: readonly Promise<unknown>[]): Promise<string[]> {
  const settled = await Promise.allSettled(work);
  return settled.map((one) => {
    if (one.status === "fulfilled") return "done";
    if (one.reason instanceof Overtaken) return "overtaken";
    throw one.reason;
  });
}

describe("fifty people at the same moment", () => {
  it("ask for the last bed, and one of them gets it", async () => {
    const { unitId } = await world.shelter(10, 9);
    const chats = Array.from({ length: 50 }, (_, at) => `fifty-${at}`);
    const asked = await Promise.all(chats.map((chat) => world.ask(chat, unitId)));
    expect(asked.map(({ outcome }) => outcome)).toEqual(chats.map(() => "asked"));
    const staff = [randomUUID(), randomUUID()] as const;
    const accepted = await outcomes(
      asked.map(({ id }, at) =>
        world.does(id, { event: "accept", by: "shelter", staffId: staff[at % 2] as string, until }),
      ),
    );
    expect(accepted.filter((one) => one === "done")).toHaveLength(1);
    expect(await world.figures(unitId)).toEqual({ occupied: 9, held: 1, free: 0 });
    const where = { unitId, state: "accepted" };
    expect(await world.prisma.hold.count({ where })).toBe(1);
    // Whoever was too late still waits for an answer, and may be declined.
    expect(await world.prisma.hold.count({ where: { unitId, state: "asked" } })).toBe(49);
    expect(await world.prisma.bedChange.count({ where: { unitId, figure: "held" } })).toBe(1);
  });

  it("the same press fifty times is one hold, and one person has one however they ask", async () => {
    const { unitId } = await world.shelter(60, 0);
    const id = randomUUID();
    const repeated = await Promise.all(
      Array.from({ length: 25 }, () => world.ask("eager", unitId, { id })),
    );
    const others = await Promise.all(Array.from({ length: 25 }, () => world.ask("eager", unitId)));
    const won = [...repeated, ...others].filter(({ outcome }) => outcome === "asked");
    expect(won).toHaveLength(1);
    expect(await world.prisma.hold.count({ where: { unitId } })).toBe(1);
  });
});

describe("two of the staff", () => {
  it("answer at once: one wins, and the bed is counted once", async () => {
    const { unitId } = await world.shelter(10, 5);
    const { id } = await world.ask("both", unitId);
    const seen = await world.hold(id);
    const { database, deps } = world;
    const [olga, igor] = [randomUUID(), randomUUID()];
    const doings = [
      { event: "accept", by: "shelter", staffId: olga, until, at: world.now() },
      { event: "decline", by: "shelter", staffId: igor, reason: "full", at: world.now() },
      { event: "accept", by: "shelter", staffId: igor, until, at: world.now() },
    ] as const;
    const came = await outcomes(
      doings.map((doing) => database.transaction((tx) => moveHold(deps, tx, seen, doing))),
    );
    expect(came.filter((one) => one === "done")).toHaveLength(1);
    const after = await world.hold(id);
    expect([olga, igor]).toContain(after.answeredBy);
    expect((await world.figures(unitId)).held).toBe(after.state === "accepted" ? 1 : 0);
  });

  it("the bed that lapses while its person arrives is let go or taken, not both", async () => {
    for (let round = 0; round < 8; round += 1) {
      const { unitId } = await world.shelter(10, 5);
      const { id } = await world.ask(`race-${round}`, unitId);
      await world.does(id, { event: "accept", by: "shelter", staffId: randomUUID(), until });
      const seen = await world.hold(id);
      const { database, deps } = world;
      const at = until;
      const came = await outcomes([
        database.transaction((tx) => moveHold(deps, tx, seen, { event: "lapse", by: "clock", at })),
        database.transaction((tx) =>
          moveHold(deps, tx, seen, { event: "arrive", by: "shelter", staffId: randomUUID(), at }),
        ),
      ]);
      expect(came.toSorted()).toEqual(["done", "overtaken"]);
      const { state } = await world.hold(id);
      const figures = { lapsed: [5, 0], arrived: [6, 0] }[state as "lapsed" | "arrived"];
      const { occupied, held } = await world.figures(unitId);
      expect([occupied, held]).toEqual(figures);
    }
  });
});

describe("whatever is tried", () => {
  it("the database takes no second active hold, and no hold that is active without its key", async () => {
    const { unitId } = await world.shelter(10, 5);
    const { id } = await world.ask("guarded", unitId);
    const { activeKey } = await world.prisma.hold.findUniqueOrThrow({ where: { id } });
    const copy = {
      ...{ unitId, state: "asked", body: new Uint8Array(), night: world.now() },
      ...{ askedAt: world.now(), until },
    };
    const create = (data: object) =>
      world.prisma.hold.create({ data: { ...copy, id: randomUUID(), ...data } });
    await expect(create({ activeKey })).rejects.toThrow();
    await expect(create({ activeKey: null })).rejects.toThrow();
    await expect(create({ state: "left", activeKey: new Uint8Array([1]) })).rejects.toThrow();
    await expect(create({ state: "lost", activeKey: null })).rejects.toThrow();
  });
});
