import type { Clock } from "../../platform/clock.ts";
import type { Database } from "../../platform/postgres/database.ts";
import type { Queue } from "../../platform/queue.ts";
import { dayAt } from "../cases/index.ts";
import { type Many, notifyMany, type Reason, type Reasons } from "../notifications/index.ts";
import { ageOf, readUnit } from "../shelters/index.ts";
import { whoIsAsked } from "./rules.ts";

interface JobDeps {
  readonly database: Database;
  readonly queue: Queue;
  readonly clock: Clock;
}

/** Each hour, so that a night shelter is asked soon after its day is over. */
const CRON = "7 * * * *";

export async function startCountingJobs(deps: JobDeps): Promise<void> {
  await deps.queue.every("counting-unconfirmed", CRON, () => askForFigures(deps));
}

/** Asks the staff of each unit that nobody confirmed in time, once a day; then its supervisors, once. */
export async function askForFigures({
  database,
  clock,
}: Pick<JobDeps, "database" | "clock">): Promise<void> {
  const now = clock();
  const units = await unconfirmedUnits(database, now);
  if (units.length === 0) return;
  const supervisors = await supervisedRegions(database);
  const notices = units.flatMap((unit): Many[] => {
    const asked = whoIsAsked(unit, now);
    if (asked === "nobody") return [];
    const about = { about: unit.id, now };
    const once = dayAt(now, unit.timeZone);
    const to = { shelterStaffOf: unit.institutionId };
    const since = (unit.confirmedAt ?? unit.createdAt).toISOString();
    const above = asked === "supervisors" ? (supervisors.get(unit.region) ?? []) : [];
    return [
      { kind: "beds_unconfirmed", to, once, ...about },
      ...above.map((institutionId): Many => {
        return { kind: "beds_stale", to: { supervisorsOf: institutionId }, once: since, ...about };
      }),
    ];
  });
  await database.transaction((tx) => notifyMany(tx, notices));
}

interface Unconfirmed {
  readonly id: string;
  readonly institutionId: string;
  readonly region: string;
  readonly timeZone: string;
  readonly confirmedAt: Date | null;
  readonly confirmEvery: number;
  readonly createdAt: Date;
}

/** Units past their period of places where somebody counts beds: nobody else could be asked. */
async function unconfirmedUnits({ pool }: Database, now: Date): Promise<Unconfirmed[]> {
  const { rows } = await pool.query<Unconfirmed>(
    `SELECT u.id, u.institution_id AS "institutionId", i.region, i.time_zone AS "timeZone",
       u.confirmed_at AS "confirmedAt", u.confirm_every AS "confirmEvery", u.created_at AS "createdAt"
     FROM (
       SELECT DISTINCT institution_id FROM staff_members
       WHERE role = 'shelter_staff' AND revoked_at IS NULL
     ) s
     JOIN institutions i ON i.id = s.institution_id AND i.closed_at IS NULL
     JOIN bed_units u ON u.institution_id = i.id AND u.closed_at IS NULL
     WHERE u.confirmed_at IS NULL
       OR u.confirmed_at < $1::timestamptz - make_interval(days => u.confirm_every)
     ORDER BY u.id`,
    [now],
  );
  return rows;
}

/** By region the institutions whose supervisors look at it. */
async function supervisedRegions({ prisma }: Database): Promise<ReadonlyMap<string, string[]>> {
  const found = await prisma.institution.findMany({
    where: { closedAt: null, staff: { some: { role: "supervisor", revokedAt: null } } },
    select: { id: true, region: true },
    orderBy: { id: "asc" },
  });
  return new Map(
    [...Map.groupBy(found, ({ region }) => region)].map(([region, all]) => [
      region,
      all.map(({ id }) => id),
    ]),
  );
}

/** Asked for only as long as nobody has answered. */
const isUnconfirmed: Reason = async (tx, { aboutId }, now) => {
  const unit = aboutId ? await readUnit(tx, aboutId) : undefined;
  return unit !== undefined && ageOf(unit, now).kind !== "fresh";
};

export const countingReasons: Reasons = {
  beds_unconfirmed: isUnconfirmed,
  beds_stale: isUnconfirmed,
};
