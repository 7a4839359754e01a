import type { PersonKey } from "../../platform/crypto/keyring.ts";
import { addDays } from "../../programs/dates.ts";
import type { Program } from "../../programs/index.ts";
import { type Due, due, dueAfterApplication } from "./rules.ts";

/** The days of a case from which its due dates follow; "YYYY-MM-DD", null where a day is not known. */
export interface CaseDays {
  readonly releaseDate: string | null;
  /** The application for a social contract was handed in. */
  readonly appliedOn: string | null;
  /** The social contract was concluded. */
  readonly contractOn: string | null;
  /** Nothing is due in a closed case. */
  readonly closed: boolean;
  readonly steps: readonly RouteDay[];
  /** What features know to be due; given, the clocks of the contract are theirs. */
  readonly matters?: readonly Matter[];
}

/** A step of the route card. */
export interface RouteDay {
  readonly code: string;
  readonly dueOn: string;
  readonly ticked: boolean;
  /** Where the template takes the day from, when it is a clause. */
  readonly clause?: string | null;
}

/** Something due in a case that a feature keeps itself: a payment of a contract, a report to check. */
export interface Matter {
  readonly source: "matter";
  /** The last day, "YYYY-MM-DD". */
  readonly on: string;
  readonly overdue: boolean;
  /** The key of its words. */
  readonly what: string;
  readonly owner: Due["owner"];
  readonly clause: string;
}

/**
 * What a feature knows to be due in cases, by the id of the case: soonest first, what was done left out.
 * A case that it keeps nothing of has no entry.
 */
export type DueSource = (
  cases: readonly { readonly id: string; readonly key: PersonKey }[],
  today: string,
) => Promise<ReadonlyMap<string, readonly Matter[]>>;

/** What all of them know. */
export function joinSources(sources: readonly DueSource[]): DueSource {
  return async (cases, today) => {
    const all = new Map<string, Matter[]>();
    for (const known of await Promise.all(sources.map((source) => source(cases, today)))) {
      for (const [id, matters] of known) all.set(id, [...(all.get(id) ?? []), ...matters]);
    }
    return all;
  };
}

export type CaseDue =
  | Matter
  | { readonly source: "release"; readonly on: string; readonly overdue: false }
  | {
      readonly source: "route";
      readonly on: string;
      readonly overdue: boolean;
      readonly code: string;
      readonly clause: string | null;
    }
  | {
      readonly source: "clock";
      readonly on: string;
      readonly overdue: boolean;
      readonly clock: Due;
    };

/**
 * What is due in a case: first what the law had set a day for that has passed, then the soonest.
 *
 * Overdue is only what is known not to be done: an unticked step of the route card, and a step of the
 * procedure on which later ones hang while nothing after it is known. Of other clocks nobody tells
 * whether they were met: they are named until their day and then left out.
 *
 * @param program the rules of the institution's region; without one there are no clocks
 */
export function dueOfCase(
  { releaseDate, appliedOn, contractOn, closed, steps, matters }: CaseDays,
  program: Program | undefined,
  today: string,
): CaseDue[] {
  if (closed) return [];
  const release: CaseDue[] =
    releaseDate !== null && releaseDate >= today
      ? [{ source: "release", on: releaseDate, overdue: false }]
      : [];
  const route = steps
    .filter(({ ticked }) => !ticked)
    .map(
      ({ code, dueOn, clause = null }): CaseDue => ({
        source: "route",
        on: dueOn,
        overdue: dueOn < today,
        code,
        clause,
      }),
    );
  const clocks = program
    ? clocksOf(program, { appliedOn, contractOn, matters }, today).map(
        ({ on, clock }): CaseDue => ({ source: "clock", on, overdue: on < today, clock }),
      )
    : [];
  const lateByLaw = ({ overdue, source }: CaseDue) =>
    overdue && (source === "clock" || source === "matter");
  return [...release, ...route, ...clocks, ...(matters ?? [])].sort(
    (a, b) => Number(lateByLaw(b)) - Number(lateByLaw(a)) || (a.on < b.on ? -1 : 1),
  );
}

/**
 * A contract ends the clocks of its application: all of its steps lie behind. What others know of the
 * contract stands in for its clocks.
 */
function clocksOf(
  program: Program,
  { appliedOn, contractOn, matters }: Pick<CaseDays, "appliedOn" | "contractOn" | "matters">,
  today: string,
): ClockDay[] {
  const again = matters !== undefined && appliedOn !== null && appliedOn > (contractOn ?? "");
  if (contractOn === null || again) return clockDays(program, { appliedOn }, today);
  return matters ? [] : clockDays(program, { contractOn }, today);
}

/** A day by which something is due by the law. */
export interface ClockDay {
  readonly on: string;
  readonly clock: Due;
}

/**
 * What is due by the law on or after a day, or is overdue on it, in a case that has reached this. A
 * contract ends the clocks of the application: all of its steps lie behind. What a case came to more than
 * a year ago is history, and nothing is due from it any more.
 */
export function clockDays(
  program: Program,
  reached: { readonly appliedOn: string | null } | { readonly contractOn: string },
  today: string,
): ClockDay[] {
  const since = "contractOn" in reached ? reached.contractOn : reached.appliedOn;
  if (since === null || since <= addDays(today, -FOLLOWED_DAYS)) return [];
  return clocksFrom(program, "contractOn" in reached ? "contract" : "application", since).flatMap(
    (clock) => {
      if (clock.due === null || clock.onlyIf !== null) return [];
      return clock.due < today && !awaited(clock) ? [] : [{ on: clock.due, clock }];
    },
  );
}

/** How long a case is followed after a day of it. */
export const FOLLOWED_DAYS = 366;

/** The same days come again in many cases, and their clocks do not change while the process runs. */
const known = new WeakMap<Program, Map<string, readonly Due[]>>();
const MOST_KNOWN = 4 * FOLLOWED_DAYS;

function clocksFrom(
  program: Program,
  event: "application" | "contract",
  date: string,
): readonly Due[] {
  const days = known.get(program) ?? new Map<string, readonly Due[]>();
  known.set(program, days);
  const key = `${event} ${date}`;
  const found = days.get(key);
  if (found) return found;
  if (days.size >= MOST_KNOWN) days.clear();
  const clocks =
    event === "contract"
      ? afterContract(program, date)
      : dueAfterApplication(program, date, undefined);
  days.set(key, clocks);
  return clocks;
}

function afterContract(program: Program, date: string): readonly Due[] {
  const answer = due(program, "contract_concluded", date);
  return answer.kind === "due" ? answer.list.filter(({ measures }) => measures === null) : [];
}

/** Later steps hang on it, it takes longer than its event, and its day does not rest on a guess. */
function awaited({ triggers, due: on, eventDate, assumed }: Due): boolean {
  return triggers.length > 0 && on !== eventDate && !assumed;
}
