import { quartersUntil } from "../../src/features/quarterly/index.ts";
import { recordService } from "../../src/features/services/index.ts";
import type { Keyring } from "../../src/platform/crypto/keyring.ts";
import type { Database } from "../../src/platform/postgres/database.ts";
import { DEMO_SHELTER, demoPerson } from "./demo-people.ts";

/** People, and of them released, in this quarter and a year ago; of one kind too few to be told outside. */
const HELP = {
  employment: [14, 9, 8, 5],
  papers: [11, 6, 7, 2],
  registration: [23, 12, 19, 8],
  urgent_kit: [41, 17, 36, 12],
  medical: [3, 1, 6, 0],
  legal_help: [12, 7, 5, 5],
} as const;

/** What was done in the made-up institutions of the supervisor's region, for people without a name. */
export async function seedServices(database: Database, keyring: Keyring, now: Date): Promise<void> {
  const { member } = await demoPerson(database, keyring, 1005);
  const shelter = await database.prisma.institution.findFirst({ where: { name: DEMO_SHELTER } });
  const [quarter] = quartersUntil(now.toISOString().slice(0, 10), 1);
  if (!member || !shelter || !quarter) throw new Error("The demonstration has no institutions");
  const places = [member.institutionId, shelter.id];
  await database.transaction(async (tx) => {
    for (const [kind, [people, released, peopleBefore, releasedBefore]] of Object.entries(HELP)) {
      const counts = [
        { day: quarter.from, people, released },
        { day: quarter.before.from, people: peopleBefore, released: releasedBefore },
      ];
      for (const [at, institutionId] of places.entries()) {
        for (const { day, ...whom } of counts) {
          await recordService(tx, keyring, {
            ...{ kind, day, institutionId, staffId: null, at: now },
            ...{ source: `demo:${kind}:${day}:${at}`, whom: { kind: "nameless", ...whom } },
          });
        }
      }
    }
  });
}
