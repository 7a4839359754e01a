import type { Transaction } from "../../platform/postgres/database.ts";
import { type FigureChange, figuresAfter, moveOf, type Refusal } from "./figures.ts";
import type { BedUnit } from "./unit.ts";

/** Who changes a figure, and when. Null: nobody of the staff, as when a hold lapses. */
export interface ChangedBy {
  readonly at: Date;
  readonly staffId: string | null;
}

export type Changed =
  /** With its row of history, or rows when two figures moved. */
  | { readonly kind: "changed"; readonly unit: BedUnit }
  /** Nothing was written: by the figures that the unit has now it cannot be. */
  | { readonly kind: "refused"; readonly why: Refusal; readonly unit: BedUnit }
  /** The unit is closed or unknown. */
  | { readonly kind: "gone" };

/**
 * Changes the figures of a unit in one statement together with its history. Whoever comes at the same
 * moment waits for the row and counts from what it has then; see `figuresAfter` for what can be.
 */
export async function changeFigures(
  tx: Pick<Transaction, "$queryRaw">,
  unitId: string,
  change: FigureChange,
  { at, staffId }: ChangedBy,
): Promise<Changed> {
  const { capacityTo, outOfUseTo, heldBy, occupiedBy, freeTo, confirms, needsFigure } =
    moveOf(change);
  const [row] = await tx.$queryRaw<(BedUnit & { readonly changed: boolean })[]>`
    WITH seen AS MATERIALIZED (
      SELECT * FROM bed_units WHERE id = ${unitId}::uuid AND closed_at IS NULL FOR NO KEY UPDATE
    ), set_to AS (
      SELECT id, capacity, out_of_use, held,
        CASE WHEN ${freeTo}::int IS NULL THEN occupied + ${occupiedBy}::int
          ELSE capacity - held - out_of_use - ${freeTo}::int END AS occupied
      FROM (
        SELECT id, occupied, held + ${heldBy}::int AS held,
          coalesce(${capacityTo}::int, capacity) AS capacity,
          coalesce(${outOfUseTo}::int, out_of_use) AS out_of_use
        FROM seen WHERE NOT ${needsFigure} OR confirmed_at IS NOT NULL
      ) moved
    ), changed AS (
      UPDATE bed_units u SET
        capacity = s.capacity, occupied = s.occupied, held = s.held, out_of_use = s.out_of_use,
        confirmed_at = CASE WHEN ${confirms} THEN ${at}::timestamptz ELSE u.confirmed_at END,
        version = u.version + 1
      FROM set_to s
      WHERE u.id = s.id AND least(s.capacity, s.occupied, s.held, s.out_of_use) >= 0
        AND s.occupied + s.held + s.out_of_use <= s.capacity
      RETURNING u.*
    ), moved AS (
      SELECT f.* FROM changed c JOIN seen s ON s.id = c.id CROSS JOIN LATERAL (VALUES
        ('capacity', s.capacity, c.capacity), ('held', s.held, c.held),
        ('occupied', s.occupied, c.occupied), ('out_of_use', s.out_of_use, c.out_of_use)
      ) f (figure, before, after)
      WHERE f.before <> f.after
    ), noted AS (
      INSERT INTO bed_changes (unit_id, at, staff_id, figure, before, after)
      SELECT ${unitId}::uuid, ${at}::timestamptz, ${staffId}::uuid, figure, before, after FROM moved
      UNION ALL
      -- Said again as it was: that somebody looked is history too.
      SELECT c.id, ${at}::timestamptz, ${staffId}::uuid, 'confirmed', c.occupied, c.occupied
      FROM changed c WHERE ${confirms} AND NOT EXISTS (SELECT FROM moved)
    )
    SELECT id, institution_id AS "institutionId", unit, capacity, occupied, held,
      out_of_use AS "outOfUse", funded, note, confirmed_at AS "confirmedAt",
      confirm_every AS "confirmEvery", version, changed
    FROM (
      SELECT *, true AS changed FROM changed
      UNION ALL SELECT *, false FROM seen WHERE NOT EXISTS (SELECT FROM changed)
    ) result`;
  if (!row) return { kind: "gone" };
  const { changed, ...unit } = row;
  if (changed) return { kind: "changed", unit };
  const outcome = figuresAfter(unit, change);
  if (outcome.kind === "changed") throw new Error(`The database refused ${change.kind}`);
  return { kind: "refused", why: outcome.why, unit };
}
