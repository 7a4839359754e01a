import { readFile } from "node:fs/promises";
import { findTowns } from "../../src/features/places/index.ts";
import { importRegister } from "../../src/features/shelters/index.ts";
import type { TestBot } from "../support/bot.ts";

const SEED = new URL("../../prisma/seed/", import.meta.url);

/**
 * `shelters-demonstration.csv`: the register has these places since now, nobody works there, has said how
 * many beds are free, or asked for one. What other scenarios said is forgotten.
 */
export async function importShelters({ database, now }: TestBot, name: string): Promise<void> {
  const { prisma } = database;
  const unsaid = { confirmedAt: null, occupied: 0, held: 0, outOfUse: 0, createdAt: now() };
  await prisma.bedUnit.updateMany({ data: unsaid });
  const bytes = await readFile(new URL(name, SEED));
  const outcome = await importRegister(database, "csv", bytes, { now: now() });
  if (outcome.kind !== "imported") throw new Error(`${name}: ${JSON.stringify(outcome)}`);
  await prisma.bedUnit.updateMany({ data: unsaid });
  await prisma.staffMember.updateMany({
    where: { institution: { shelter: { isNot: null } }, revokedAt: null },
    data: { revokedAt: now() },
  });
  await prisma.hold.deleteMany();
  await prisma.bedChange.deleteMany();
  await prisma.unmetNeed.deleteMany();
}

/** `Приют 7: women 5/8`: so many of so many are taken, and it has just been said. */
export async function setBeds({ database, now }: TestBot, text: string): Promise<void> {
  const [, name, unit, occupied, capacity] = /^(.+): (\w+) (\d+)\/(\d+)$/.exec(text) ?? [];
  const { count } = await database.prisma.bedUnit.updateMany({
    where: { unit: unit ?? "", shelter: { institution: { name: name ?? "", closedAt: null } } },
    data: { occupied: Number(occupied), capacity: Number(capacity), confirmedAt: now() },
  });
  if (count !== 1) throw new Error(`${count} units are meant by ${text}`);
}

/** `Сургут: 3 on 2024-03-03`: so many asked for a bed there on that day and were not placed. */
export async function addUnmet({ database }: TestBot, text: string): Promise<void> {
  const [, name = "", count, day = ""] = /^(.+): (\d+) on (\d{4}-\d\d-\d\d)$/.exec(text) ?? [];
  const found = findTowns(name);
  if (found.kind !== "one" || !found.town.region) throw new Error(`No town in ${text}`);
  const { id: town, region } = found.town;
  const need = { region, town, day: new Date(day), who: "unknown" };
  const data = Array.from({ length: Number(count) }, () => need);
  await database.prisma.unmetNeed.createMany({ data });
}
