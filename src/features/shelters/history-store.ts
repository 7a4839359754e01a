import type { Database, Transaction } from "../../platform/postgres/database.ts";
import type { ChangedBy } from "./change-store.ts";

/** One row of a unit's history, the newest first where there are several. */
export interface BedChange {
  readonly at: Date;
  /** Null: nobody of the staff. */
  readonly staffId: string | null;
  /** capacity, occupied, held, out_of_use, confirmed or note. */
  readonly figure: string;
  readonly before: number;
  readonly after: number;
  /** What the note says since, if the note was changed. */
  readonly note: string | null;
}

export async function historyOf(
  prisma: Pick<Database["prisma"], "bedChange">,
  unitId: string,
  { limit, offset = 0 }: { readonly limit: number; readonly offset?: number },
): Promise<BedChange[]> {
  return prisma.bedChange.findMany({
    where: { unitId },
    orderBy: { id: "desc" },
    omit: { id: true, unitId: true },
    take: limit,
    skip: offset,
  });
}

/**
 * Changes what is written beside the figures; null takes it away. It confirms nothing.
 * @returns false when the unit is closed or unknown
 */
export async function changeNote(
  tx: Transaction,
  unitId: string,
  text: string | null,
  { at, staffId }: ChangedBy,
): Promise<boolean> {
  const { count } = await tx.bedUnit.updateMany({
    where: { id: unitId, closedAt: null },
    data: { note: text, version: { increment: 1 } },
  });
  if (count === 0) return false;
  const change = { figure: "note", before: 0, after: 0, note: text };
  await tx.bedChange.create({ data: { unitId, at, staffId, ...change } });
  return true;
}
