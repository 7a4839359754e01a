import type { Database } from "../../platform/postgres/database.ts";
import { dayOf } from "../../platform/postgres/days.ts";
import type { Days } from "./rules.ts";

/** One service that a number is counted from: no name, only whose case it belongs to. */
export interface RecordBehind {
  /** "YYYY-MM-DD". */
  readonly day: string;
  readonly people: number;
  /** null: people without a name. */
  readonly caseId: string | null;
}

export interface RecordsBehind {
  readonly total: number;
  readonly records: readonly RecordBehind[];
}

interface Asked extends Days {
  readonly institutionId: string;
  readonly kinds: readonly string[];
  readonly limit: number;
  readonly skip: number;
}

/** The services of some kinds in a period, newest first. People are counted once, so these may be more. */
export async function recordsBehind(
  prisma: Pick<Database["prisma"], "service">,
  { institutionId, from, until, kinds, limit, skip }: Asked,
): Promise<RecordsBehind> {
  const day = { gte: new Date(from), lt: new Date(until) };
  const where = { institutionId, day, kind: { in: [...kinds] } };
  const [total, rows] = await Promise.all([
    prisma.service.count({ where }),
    prisma.service.findMany({
      where,
      select: { day: true, people: true, caseId: true },
      orderBy: [{ day: "desc" }, { id: "desc" }],
      ...{ take: limit, skip },
    }),
  ]);
  return {
    total,
    records: rows.map((row) => ({ ...row, day: dayOf(row.day) })),
  };
}
