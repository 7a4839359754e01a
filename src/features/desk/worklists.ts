import type { Case } from "../cases/index.ts";
import type { CaseDue } from "../deadlines/index.ts";
import { releasedSoonUntil } from "./due-days.ts";

/** The lists of the desk, the most urgent first. */
export const LISTS = ["overdue", "today", "waiting", "unanswered", "released_soon", "new"] as const;
export type ListCode = (typeof LISTS)[number];

export function isListCode(text: string): text is ListCode {
  return (LISTS as readonly string[]).includes(text);
}

/** What somebody waits for: an answer to a transfer or a move, help with a paper, or to be found. */
export type Waiting = "transfer" | "move_asked" | "cannot_get_paper" | "unreachable";

/** A case with what is known of it now. */
export interface DeskCase {
  readonly case: Case;
  /** The desk is this curator's; false for one that nobody has yet, or that is offered. */
  readonly own: boolean;
  readonly dues: readonly CaseDue[];
  readonly waiting: Waiting | undefined;
}

/** Why a case is in a list. */
export type Why =
  | { readonly kind: "due"; readonly due: CaseDue }
  | { readonly kind: "waiting"; readonly waiting: Waiting }
  | { readonly kind: "message"; readonly since: Date }
  | { readonly kind: "new"; readonly since: Date };

export interface Entry {
  readonly case: Case;
  readonly why: Why;
}

export type Worklists = Readonly<Record<ListCode, readonly Entry[]>>;

/**
 * Sorts the cases of a desk into its lists; a case may be in several.
 *
 * A release concerns everybody of the institution while the case has no curator, so that nobody comes out
 * unmet; what is due concerns the curator.
 * @param today "YYYY-MM-DD" where the institution is
 */
export function sortOut(desk: readonly DeskCase[], today: string): Worklists {
  const soon = releasedSoonUntil(today);
  const lists: Record<ListCode, Entry[]> = {
    overdue: [],
    today: [],
    waiting: [],
    unanswered: [],
    released_soon: [],
    new: [],
  };
  for (const one of desk) {
    const { case: shown, own, dues, waiting } = one;
    const { unansweredSince } = shown;
    const add = (list: ListCode, why: Why) => lists[list].push({ case: shown, why });
    if (waiting) add("waiting", { kind: "waiting", waiting });
    // Who is only asked to take a case over knows no more of it than that.
    if (waiting === "transfer" && !own) continue;
    if (shown.curatorId === null) add("new", { kind: "new", since: shown.createdAt });
    if (unansweredSince) add("unanswered", { kind: "message", since: unansweredSince });
    const release = dues.find(({ source }) => source === "release");
    if (release && release.on > today && release.on <= soon) {
      add("released_soon", { kind: "due", due: release });
    }
    const mine = dues.filter(({ source }) => own || source === "release");
    const late = mine.find(({ overdue }) => overdue);
    if (late) add("overdue", { kind: "due", due: late });
    const now = mine.find(({ on }) => on === today);
    if (now) add("today", { kind: "due", due: now });
  }
  for (const list of Object.values(lists)) list.sort((a, b) => order(a).localeCompare(order(b)));
  return lists;
}

/** The oldest first: it has waited longest. */
function order({ why, case: { id } }: Entry): string {
  if (why.kind === "due") return `${why.due.on} ${id}`;
  return `${"since" in why ? why.since.toISOString() : ""} ${id}`;
}

/** How many of a curator's own cases have something due after today, up to a day. */
export function dueUntil(desk: readonly DeskCase[], today: string, until: string): number {
  return desk.filter(
    ({ own, dues }) => own && dues.some(({ on, overdue }) => !overdue && on > today && on <= until),
  ).length;
}
