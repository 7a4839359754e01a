import type { OpenTurn } from "../../../platform/telegram/turn.ts";
import type { CardNote } from "./common.ts";

/** What of a case waits for an answer, as its card has it. */
export interface Pending {
  readonly transfer: boolean;
  readonly move: boolean;
}

/** After these nothing that was asked before waits any more. */
const ENDS_TRANSFER: readonly CardNote[] = [
  ...(["transfer_accepted", "transfer_withdrawn", "taken"] as const),
  ...(["closed", "reopened", "merged"] as const),
];
const ENDS_MOVE: readonly CardNote[] = ["moved", "move_declined"];

/** What waits for an answer. What a turn is about to write is not in the rows yet: then the note says it. */
export function pendingNow(
  { screen: { note } }: OpenTurn,
  { transfer, move }: { readonly transfer?: unknown; readonly move?: unknown },
): Pending {
  const asked = note === "transfer_asked" || transfer !== undefined;
  return {
    transfer: asked && !ENDS_TRANSFER.some((ends) => ends === note),
    move: move !== undefined && !ENDS_MOVE.some((ends) => ends === note),
  };
}
