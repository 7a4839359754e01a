import type { Database } from "../../platform/postgres/database.ts";
import type { Group } from "./same-rules.ts";

/** Rows are read and written so many at a time. */
export const BATCH = 5_000;

/** A contract of whose report somebody has to hear, by what is plain in the rows. */
export interface DueRow {
  /** What the word is about: the contract, or the report. */
  readonly aboutId: string;
  readonly caseId: string;
  readonly personId: string | null;
  readonly curatorId: string | null;
  readonly institutionId: string;
}

const WHO = `k.id AS "caseId", k.person_id AS "personId", k.curator_id AS "curatorId",
  k.institution_id AS "institutionId"`;
const GROUPS =
  "JOIN unnest($2::text[], $3::date[], $4::date[]) AS g(measure, since, until)\n" +
  "  ON c.measure = g.measure AND c.starts_on >= g.since AND c.starts_on < g.until";

interface Awaited {
  readonly programme: string;
  readonly groups: readonly Group[];
  /** "YYYY-MM". */
  readonly month: string;
  /** Who is told. */
  readonly side: "person" | "staff";
  readonly kind: string;
  readonly once: string;
  /** Who of the persons wants it; none for staff. */
  readonly wishes: readonly string[];
}

/**
 * Contracts that touch a month whose report is not handed in, as far as their side was not told this yet.
 * @param after the id of the last one of before
 */
export async function awaitedReports(
  pool: Database["pool"],
  { programme, groups, month, side, kind, once, wishes }: Awaited,
  after: string,
): Promise<DueRow[]> {
  const toPerson = side === "person";
  const to = toPerson ? "k.person_id" : "COALESCE(k.curator_id, k.institution_id)";
  const { rows } = await pool.query<DueRow>(
    `SELECT c.id AS "aboutId", ${WHO}
     FROM contracts c
     ${GROUPS}
     JOIN cases k ON k.id = c.case_id AND k.status <> 'closed' AND k.wrapped_key IS NOT NULL
     ${toPerson ? "JOIN people p ON p.id = k.person_id AND p.wrapped_key IS NOT NULL" : ""}
     WHERE c.programme = $1 AND c.id > $5::uuid
       AND c.starts_on < ($6::date + interval '1 month') AND COALESCE(c.ended_on, c.ends_on) >= $6::date
       AND NOT EXISTS (SELECT FROM reports r
         WHERE r.contract_id = c.id AND r.month = $6::date AND r.state <> 'draft')
       AND NOT EXISTS (SELECT FROM notifications n
         WHERE n.once = $7 || '/' || c.id || '/' || ${to} || '/' || $8)
       ${toPerson ? "AND p.report_reminders = ANY($9::text[])" : "AND $9::text[] IS NOT NULL"}
     ORDER BY c.id LIMIT ${BATCH}`,
    [programme, ...columns(groups), ...[after, `${month}-01`, kind, once, [...wishes]]],
  );
  return rows;
}

export interface Unchecked {
  readonly programme: string;
  readonly groups: readonly Group[];
  /** Received from this moment to before the other. */
  readonly from: Date;
  readonly to: Date;
  readonly side: "keeper" | "supervisors";
  readonly kind: string;
  readonly once: string;
}

/** Reports that were received in a span and wait for their check, as far as that side was not told this yet. */
export async function uncheckedReports(
  pool: Database["pool"],
  { programme, groups, from, to, side, kind, once }: Unchecked,
  after: string,
): Promise<DueRow[]> {
  // Of a limit that ran out the mornings tell too, by the case: it is said once.
  const of =
    side === "keeper"
      ? "r.id || '/' || COALESCE(k.curator_id, k.institution_id)"
      : "k.id || '/' || k.institution_id";
  const { rows } = await pool.query<DueRow>(
    `SELECT r.id AS "aboutId", ${WHO}
     FROM reports r
     JOIN contracts c ON c.id = r.contract_id
     ${GROUPS}
     JOIN cases k ON k.id = c.case_id AND k.status <> 'closed'
     WHERE c.programme = $1 AND r.id > $5::uuid
       AND r.state = 'filed' AND r.filed_at >= $6 AND r.filed_at < $7
       AND NOT EXISTS (SELECT FROM notifications n
         WHERE n.once = $8 || '/' || ${of} || '/' || $9)
     ORDER BY r.id LIMIT ${BATCH}`,
    [programme, ...columns(groups), after, from, to, kind, once],
  );
  return rows;
}

function columns(groups: readonly Group[]): string[][] {
  return [
    groups.map(({ measure }) => measure),
    groups.map(({ since }) => since),
    groups.map(({ until }) => until),
  ];
}
