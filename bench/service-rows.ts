import type { Database } from "../src/platform/postgres/database.ts";
import { serviceData } from "../src/programs/services.ts";

export const ROWS = 1_000_000;
const INSTITUTIONS = 34;
const PEOPLE = 200_000;
/** Of KhMAO-Yugra (GeoNames ids). */
const TOWNS = [1490624, 1497917, 1503772];

/** From a day, over so many days. */
export interface Spread {
  readonly from: string;
  readonly days: number;
}

/** Each institution has the same share; people come to one mostly, to others at times. */
export async function fillServices(
  { prisma }: Database,
  { from, days }: Spread,
  twoYears: boolean,
  region = "RU-KHM",
): Promise<void> {
  const kinds = serviceData.kinds.map(({ code }) => code);
  await prisma.$executeRaw`
    INSERT INTO institutions (id, kind, name, region, town, address, time_zone)
    SELECT lpad(to_hex(at), 32, '0')::uuid, CASE WHEN at % 3 = 0 THEN 'ngo' ELSE 'shelter' END,
      'Центр ' || at, ${region}, (${TOWNS}::int[])[1 + at % 3], '', 'Asia/Yekaterinburg'
    FROM generate_series(1, ${INSTITUTIONS}::int) at`;
  await prisma.$executeRaw`SELECT setseed(0.5)`;
  // A row at a time, the trigger counts each into its year; so many at once are counted together.
  await prisma.$executeRaw`ALTER TABLE services DISABLE TRIGGER services_count_into_year`;
  await prisma.$executeRaw`
    INSERT INTO services
      (kind, day, institution_id, case_id, person, people, released, source, recorded_at)
    SELECT (${kinds}::text[])[1 + floor(random() * ${kinds.length}::int)::int],
      ${from}::date + floor(random() * ${days}::int)::int
        - CASE WHEN ${twoYears} AND random() < 0.5 THEN 365 ELSE 0 END,
      lpad(to_hex(1 + (person + CASE WHEN random() < 0.1 THEN 1 ELSE 0 END) % ${INSTITUTIONS}::int),
        32, '0')::uuid,
      gen_random_uuid(), person * 7919 + 1, 1, (person % 3 = 0)::int, 'bench:' || at, now()
    FROM (SELECT at, floor(random() * ${PEOPLE}::int)::bigint AS person
      FROM generate_series(1, ${ROWS}::int) at) AS rows`;
  await prisma.$executeRaw`SELECT 1 FROM recount_services()`;
  await prisma.$executeRaw`ALTER TABLE services ENABLE TRIGGER services_count_into_year`;
  // What autovacuum does in a running database.
  await prisma.$executeRawUnsafe("VACUUM ANALYZE services, service_people, service_totals");
}
