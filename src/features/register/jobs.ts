import type { Clock } from "../../platform/clock.ts";
import type { Database } from "../../platform/postgres/database.ts";
import type { Queue } from "../../platform/queue.ts";
import { type Many, notifyMany } from "../notifications/index.ts";
import { registerDay } from "./week.ts";

interface JobDeps {
  readonly database: Database;
  readonly queue: Queue;
  readonly clock: Clock;
}

/** At each full hour it is nine somewhere. */
const CRON = "0 * * * *";

export async function startRegisterJobs(deps: JobDeps): Promise<void> {
  await deps.queue.every("register-weekly", CRON, () => tellOfRegister(deps));
}

/** On Monday from nine on, once: the register of the week is ready, for those who place and who plan. */
export async function tellOfRegister({
  database,
  clock,
}: Pick<JobDeps, "database" | "clock">): Promise<void> {
  const now = clock();
  const notices = (await readers(database)).flatMap(({ id, timeZone }): Many[] => {
    const day = registerDay(now, timeZone);
    if (day === undefined) return [];
    const reason = { kind: "register_ready", about: id, now } as const;
    return [
      { ...reason, to: { specialistsOf: id }, once: `${day} specialists` },
      { ...reason, to: { supervisorsOf: id }, once: `${day} supervisors` },
    ];
  });
  if (notices.length > 0) await database.transaction((tx) => notifyMany(tx, notices));
}

/** Institutions with somebody who reads the register, in regions that have beds. */
async function readers({ pool }: Database): Promise<{ id: string; timeZone: string }[]> {
  const { rows } = await pool.query<{ id: string; timeZone: string }>(
    `SELECT i.id, i.time_zone AS "timeZone" FROM institutions i
     WHERE i.closed_at IS NULL
       AND EXISTS (SELECT FROM staff_members s WHERE s.institution_id = i.id
         AND s.role IN ('specialist', 'supervisor') AND s.revoked_at IS NULL)
       AND EXISTS (SELECT FROM shelters b JOIN institutions p ON p.id = b.institution_id
         WHERE p.region = i.region AND p.closed_at IS NULL)
     ORDER BY i.id`,
  );
  return rows;
}
