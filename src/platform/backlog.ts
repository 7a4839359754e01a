import type { Metrics } from "./metrics.ts";
import { type Database, isOutage } from "./postgres/database.ts";

/** What waits longer than its own time takes: a minute late is a minute that somebody waits. */
const BACKLOG = `
  SELECT
    (SELECT count(*)::int FROM outbox) AS calls,
    (SELECT coalesce(extract(epoch FROM now() - min(lease_until)), 0)::int
       FROM outbox WHERE lease_until < now()) AS late_seconds,
    (SELECT count(*)::int FROM quarantined_updates) AS set_aside,
    (SELECT count(*)::int FROM pgboss.job
       WHERE state IN ('created', 'retry') AND start_after < now() - interval '1 minute') AS late_jobs,
    (SELECT count(*)::int FROM pgboss.job WHERE state = 'failed') AS failed_jobs`;

interface Row {
  readonly calls: number;
  readonly late_seconds: number;
  readonly set_aside: number;
  readonly late_jobs: number;
  readonly failed_jobs: number;
}

/** Looks what waits in the database, for the figures an operator watches; without it they are unknown (NaN). */
export async function noteBacklog({ pool }: Database, { backlog }: Metrics): Promise<void> {
  const row = await pool.query<Row>(BACKLOG).then(
    ({ rows }) => rows[0],
    (error: unknown) => {
      if (!isOutage(error)) throw error;
      return undefined;
    },
  );
  backlog.calls.set(row?.calls ?? Number.NaN);
  backlog.lateSeconds.set(row?.late_seconds ?? Number.NaN);
  backlog.setAside.set(row?.set_aside ?? Number.NaN);
  backlog.lateJobs.set(row?.late_jobs ?? Number.NaN);
  backlog.failedJobs.set(row?.failed_jobs ?? Number.NaN);
}
