import { readFile } from "node:fs/promises";
import { changeFigures, importRegister, unitsOf } from "../../src/features/shelters/index.ts";
import { listInstitutions } from "../../src/features/staff/index.ts";
import type { Keyring } from "../../src/platform/crypto/keyring.ts";
import type { Database } from "../../src/platform/postgres/database.ts";
import { DEMO_SHELTER, demoPerson } from "./demo-people.ts";

const REGISTER = new URL("../../prisma/seed/shelters-demonstration.csv", import.meta.url);
const SHELTER_WORKER = 1004;
const HOUR = 3_600_000;
const WEEK = 7 * 24 * HOUR;
/** How much of a unit is free, in percent, week by week up to now. */
const FREE = [40, 35, 30, 32, 25, 20, 22, 15, 12, 18, 10, 14, 8];

/**
 * Places with beds that are marked as made up, known for longer than the twelve weeks of a picture. What is
 * there already stays as it is.
 */
export async function seedRegister(database: Database, now: Date): Promise<void> {
  if ((await database.prisma.shelter.count()) > 0) return;
  const long = new Date(now.getTime() - (FREE.length + 1) * WEEK);
  const outcome = await importRegister(database, "csv", await readFile(REGISTER), { now: long });
  if (outcome.kind !== "imported") throw new Error("The places of the demonstration are refused");
}

/** What the shelter worker said in the last twelve weeks. The other places never said anything. */
export async function seedFigures(database: Database, keyring: Keyring, now: Date): Promise<void> {
  if ((await database.prisma.bedChange.count({ where: { staffId: { not: null } } })) > 0) return;
  const { member } = await demoPerson(database, keyring, SHELTER_WORKER);
  const place = (await listInstitutions(database.prisma)).find(({ name }) => name === DEMO_SHELTER);
  if (!place || !member) throw new Error("The shelter of the demonstration is not there");
  const units = await unitsOf(database.prisma, place.id);
  await database.transaction(async (tx) => {
    for (const [week, percent] of FREE.entries()) {
      const at = new Date(now.getTime() - 2 * HOUR - (FREE.length - 1 - week) * WEEK);
      for (const { id, capacity } of units) {
        const beds = Math.round((capacity * percent) / 100);
        await changeFigures(tx, id, { kind: "free", beds }, { at, staffId: member.id });
      }
    }
  });
}
