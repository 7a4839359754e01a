import type { Database } from "../../platform/postgres/database.ts";

/** A case of which contracts tell what is due, and what it looked like. */
export interface Followed {
  readonly id: string;
  /** Another one after any change of the case, its contracts or what hangs on them. */
  readonly stamp: string;
}

/** The open cases of a curator or an institution that have a contract, running or ended. */
export const followedCases = ({ pool }: Pick<Database, "pool">) => ({
  which: "EXISTS (SELECT FROM contracts k WHERE k.case_id = c.id)",
  async list(
    whose: { readonly curatorId: string } | { readonly institutionId: string },
  ): Promise<readonly Followed[]> {
    const [column, id] =
      "curatorId" in whose
        ? ["curator_id", whose.curatorId]
        : ["institution_id", whose.institutionId];
    const { rows } = await pool.query<Followed>(stampsOf(`c.${column} = $1`), [id]);
    return rows;
  },
});

const HANGING = ["reports", "obligation_marks", "payments", "circumstances"];

/** Nothing is opened, however many there are: a row's `xmin` is the transaction that wrote it last. */
function stampsOf(where: string): string {
  const hanging = HANGING.map(
    (table) => `UNION ALL SELECT k.case_id, p.xmin FROM k JOIN ${table} p ON p.contract_id = k.id`,
  );
  return `WITH k AS MATERIALIZED (
    SELECT k.id, k.case_id, k.xmin AS contract, c.xmin AS of
    FROM cases c JOIN contracts k ON k.case_id = c.id
    WHERE ${where} AND c.status <> 'closed' AND c.wrapped_key IS NOT NULL
  ), parts AS (
    SELECT case_id, contract AS written FROM k
    UNION ALL SELECT case_id, of FROM k
    ${hanging.join(" ")}
  )
  SELECT case_id AS id, count(*) || '/' || sum(written::text::bigint) AS stamp
  FROM parts GROUP BY case_id`;
}
