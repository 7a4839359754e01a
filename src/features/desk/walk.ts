import type { ScreenRef } from "../../platform/conversation/conversation.ts";
import type { Handler } from "../../platform/telegram/screen.ts";
import type { Ctx, OpenTurn } from "../../platform/telegram/turn.ts";
import { type Beside, openCaseCard } from "../cases/index.ts";

/** So many cases around the opened one can be walked through. */
const LONGEST_WALK = 100;
const WALK = "desk.walk";

/** The list that a member opened a case from, as it was then: a case that leaves it keeps its place. */
interface Walk {
  readonly from: ScreenRef;
  /** Ids one after another, without their dashes. */
  readonly ids: string;
  /** The place of the first of them in the list, from 0. */
  readonly first: number;
  readonly total: number;
}

const ID_LENGTH = 32;

/** A part of a list that reaches far enough around a case to be walked through. */
export interface Stretch {
  readonly ids: readonly string[];
  /** The place of the first of them in the list, from 0. */
  readonly first: number;
  readonly total: number;
}

/** The part of a list to be read for a walk that begins at a place, from 0. */
export function stretchAround(place: number): { readonly limit: number; readonly offset: number } {
  return { limit: LONGEST_WALK, offset: Math.max(0, place - LONGEST_WALK / 2) };
}

/** To a case's card, with the way back to its list and to the cases beside it. */
export function openFromList(turn: OpenTurn, caseId: string, { ids, first, total }: Stretch): void {
  const skipped = Math.min(
    stretchAround(ids.indexOf(caseId)).offset,
    Math.max(0, ids.length - LONGEST_WALK),
  );
  const walk: Walk = {
    from: turn.screen,
    ids: ids
      .slice(skipped, skipped + LONGEST_WALK)
      .join("")
      .replaceAll("-", ""),
    first: first + skipped,
    total,
  };
  turn.keep(WALK, walk);
  openCaseCard(turn, caseId);
}

/** The neighbours of a case in the list that it was opened from. */
export async function beside({ turn }: Ctx, caseId: string): Promise<Beside | undefined> {
  const walk = turn.slot<Walk | undefined>(WALK, undefined);
  const at = walk ? walk.ids.indexOf(caseId.replaceAll("-", "")) / ID_LENGTH : -1;
  if (!walk || at < 0 || !Number.isInteger(at)) return undefined;
  const idAt = (place: number) => {
    const hex = walk.ids.slice(place * ID_LENGTH, (place + 1) * ID_LENGTH);
    return hex.length === ID_LENGTH
      ? hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5")
      : undefined;
  };
  const previous = at > 0 ? idAt(at - 1) : undefined;
  const next = idAt(at + 1);
  return {
    ...(previous ? { previous } : {}),
    ...(next ? { next } : {}),
    place: walk.first + at + 1,
    total: walk.total,
  };
}

/** Back to the list that the case was opened from; to the desk, if it was opened otherwise. */
export const toList: Handler = ({ turn }) =>
  turn.go(turn.slot<Walk | undefined>(WALK, undefined)?.from ?? { name: "desk" });
