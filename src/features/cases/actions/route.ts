import type { Transaction } from "../../../platform/postgres/database.ts";
import type { OpenTurn } from "../../../platform/telegram/turn.ts";
import type { CaseDeps } from "../reach.ts";
import type { RouteStep } from "../route.ts";
import type { Case } from "../store.ts";
import { addEvent } from "../timeline.ts";

/** Ticks a step, or takes the tick back. @param staffId null: the person themselves */
export function tickStep(
  { onTick = [] }: Pick<CaseDeps, "onTick">,
  turn: OpenTurn,
  ticked: Case,
  { code, ticked: was }: RouteStep,
  { staffId, day }: { readonly staffId: string | null; readonly day: string },
): void {
  turn.write(async (tx) => {
    const changed = was ? await untick(tx, ticked.id, code) : await addTick(tx, ticked.id, code);
    // The other side did the same at the same moment: then it is as it should be.
    if (changed === 0) return;
    await addEvent(tx, ticked, {
      at: turn.now,
      staffId,
      kind: was ? "route_unticked" : "route_ticked",
      details: { step: code },
    });
    const tick = { step: code, ticked: !was, staffId, at: turn.now, day };
    for (const follow of onTick) await follow(tx, ticked, tick);
  });
}

function addTick(tx: Transaction, caseId: string, code: string): Promise<number> {
  return tx.$executeRaw`
    UPDATE cases SET route_ticks = array_append(route_ticks, ${code})
    WHERE id = ${caseId}::uuid AND ${code} <> ALL (route_ticks)`;
}

function untick(tx: Transaction, caseId: string, code: string): Promise<number> {
  return tx.$executeRaw`
    UPDATE cases SET route_ticks = array_remove(route_ticks, ${code})
    WHERE id = ${caseId}::uuid AND ${code} = ANY (route_ticks)`;
}

/** What was done in one case is done in the other too: a merge of two cases of one person. */
export async function adoptTicks(
  tx: Transaction,
  from: Pick<Case, "id">,
  to: Pick<Case, "id">,
): Promise<void> {
  await tx.$executeRaw`
    UPDATE cases c
    SET route_ticks = ARRAY(SELECT DISTINCT unnest(c.route_ticks || o.route_ticks))
    FROM cases o WHERE c.id = ${to.id}::uuid AND o.id = ${from.id}::uuid`;
}
