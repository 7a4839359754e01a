import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { CARD, LIST, shelterScreens } from "../../../src/features/holds/screens/shelter.ts";
import { ROLES, type Role } from "../../../src/features/staff/index.ts";
import { sealName } from "../../../src/features/staff/store.ts";
import { postgresStore } from "../../../src/platform/conversation/postgres-store.ts";
import { type Ctx, OpenTurn } from "../../../src/platform/telegram/turn.ts";
import { loadTexts } from "../../../src/platform/texts/texts.ts";
import { createWorld, type World } from "./world.ts";

const texts = loadTexts();
let world: World;
beforeAll(async () => {
  world = await createWorld();
});
afterAll(() => world.close());

/** A member of this role at this institution, as their next update finds them. */
async function memberAt(institutionId: string, role: Role): Promise<Ctx> {
  const chat = randomUUID();
  const personId = await world.person(chat);
  const row = await world.prisma.person.findUniqueOrThrow({ where: { id: personId } });
  const id = randomUUID();
  const key = world.keyring.unwrap(row.wrappedKey ?? new Uint8Array(), personId);
  const name = sealName(key, id, "Ольга");
  await world.prisma.staffMember.create({ data: { id, personId, institutionId, role, name } });
  const loaded = await postgresStore(world.database, world.keyring).load(chat);
  if (loaded === "repeat") throw new Error("Nothing was said before");
  return { turn: new OpenTurn(chat, world.now(), loaded, texts) } as unknown as Ctx;
}

const presses = ["accept", "decline", "call_me", "arrive", "no_show", "leave"] as const;
const inMinutes = (time: string) => Math.floor(new Date(time).getTime() / 60_000).toString(36);
const argument = (press: string) =>
  press === "accept"
    ? `1 ${inMinutes("2024-03-12T20:00:00+05:00")}`
    : press === "decline"
      ? "1 full"
      : "1";

describe("a request for a bed", () => {
  it.each(ROLES.flatMap((role) => [true, false].map((own) => [role, own] as const)))(
    "%s, of this shelter: %s",
    async (role, own) => {
      const [here, there] = [await world.shelter(10, 5), await world.shelter(10, 5)];
      const { id } = await world.ask(randomUUID(), here.unitId);
      const ctx = await memberAt(own ? here.placeId : there.placeId, role);
      const screens = shelterScreens(world.deps);
      const allowed = role === "shelter_staff" && own;
      ctx.turn.go({ name: CARD, id });
      const card = await screens[CARD]?.view(ctx, ctx.turn.screen);
      expect(card?.text.includes("Петя")).toBe(allowed);
      if (!allowed) expect(card?.text).toBe(ctx.turn.t("holds:shelter.missing"));
      const list = await screens[LIST]?.view(ctx, { name: LIST });
      expect(JSON.stringify(list?.rows).includes(id)).toBe(allowed);
      for (const press of presses) {
        ctx.turn.go({ name: CARD, id });
        const accepted = await screens[CARD]?.presses?.[press]?.(ctx, argument(press));
        // What an asked one allows: an answer. Nothing else was pressed before in this turn.
        const answers = allowed && press === "accept";
        if (!allowed) expect([press, accepted]).toEqual([press, false]);
        if (answers) expect(accepted).not.toBe(false);
      }
      expect(ctx.turn.writes.length > 0).toBe(allowed);
    },
  );

  it("takes no time that is made up", async () => {
    const { placeId, unitId } = await world.shelter(10, 5);
    const { id } = await world.ask("made up", unitId);
    const ctx = await memberAt(placeId, "shelter_staff");
    ctx.turn.go({ name: CARD, id });
    const press = shelterScreens(world.deps)[CARD]?.presses?.accept;
    for (const time of ["2024-03-12T17:00:00+05:00", "2024-04-12T17:00:00+05:00"]) {
      expect(await press?.(ctx, `1 ${inMinutes(time)}`)).toBe(false);
    }
    for (const nonsense of ["", "1", "1 zzzzzzzzzzzz", "x 1", "1 -1"]) {
      expect(await press?.(ctx, nonsense)).toBe(false);
    }
    expect(ctx.turn.writes).toEqual([]);
  });
});
