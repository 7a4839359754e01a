import { afterAll, beforeAll, expect, it } from "vitest";
import { cardScreen } from "../../../src/features/cases/screens/card.ts";
import { readCase } from "../../../src/features/cases/store.ts";
import { readEvents } from "../../../src/features/cases/timeline.ts";
import type { Database } from "../../../src/platform/postgres/database.ts";
import type { Handler } from "../../../src/platform/telegram/screen.ts";
import { type Desk, startDesk } from "./desk.ts";

let desk: Desk;
beforeAll(async () => {
  desk = await startDesk();
});
afterAll(() => desk.stop());

/** A database in which something happens right after a case was read for so many times. */
function interrupted(database: Database, reads: number, happen: () => Promise<void>): Database {
  let left = reads;
  const { prisma } = database;
  const findUnique = async (args: Parameters<typeof prisma.case.findUnique>[0]) => {
    const row = await prisma.case.findUnique(args);
    left -= 1;
    if (left === 0) await happen();
    return row;
  };
  const cases = new Proxy(prisma.case, {
    get: (target, name) => (name === "findUnique" ? findUnique : Reflect.get(target, name)),
  });
  const slow = new Proxy(prisma, {
    get: (target, name) => (name === "case" ? cases : Reflect.get(target, name)),
  });
  return { ...database, prisma: slow };
}

it.each([1, 2])("is taken by one of two, whatever lies between (%i reads)", async (reads) => {
  const institutionId = await desk.institution();
  const { id } = await desk.open({ institutionId });
  const [first, second] = await Promise.all([
    desk.member(institutionId),
    desk.member(institutionId),
  ]);

  async function press(who: typeof first, database: Database): Promise<void> {
    const turn = desk.turnOf(who.person);
    turn.go({ name: "case", id });
    const take = cardScreen({ ...desk.deps, database }, {}).presses?.take as Handler;
    await take(desk.ctxOf(turn), "1.");
    await desk.commit(turn, who.person);
  }

  const rival = () => press(second, desk.database);
  // Whoever is overtaken decides again, as the bot does.
  await press(first, interrupted(desk.database, reads, rival)).catch(() =>
    press(first, desk.database),
  );
  const after = await readCase(desk.database.prisma, desk.keyring, id);
  const taken = await readEvents(desk.database.prisma, after!, { limit: 9, kinds: ["taken"] });
  expect(taken.map(({ staffId }) => staffId)).toEqual([after?.curatorId]);
});
