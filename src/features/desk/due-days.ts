import { addDays } from "../../programs/dates.ts";
import { programForRegion } from "../../programs/index.ts";
import { planAround, reachOfPlan } from "../cases/index.ts";
import { clockDays, FOLLOWED_DAYS } from "../deadlines/index.ts";

/** Who is released within so many days is told of as soon. */
const RELEASED_SOON_DAYS = 30;
/** What is due within so many days is told of in the morning. */
const DUE_SOON_DAYS = 7;

/** The last day on which a release is soon. */
export function releasedSoonUntil(today: string): string {
  return addDays(today, RELEASED_SOON_DAYS);
}

/** The last day on which what is due is soon. */
export function dueSoonUntil(today: string): string {
  return addDays(today, DUE_SOON_DAYS);
}

/** A step of a plan with its day. */
export interface PlannedCode {
  readonly code: string;
  readonly on: string;
}

/** What a day of release means for the cases that have it, while nothing of the route card is done. */
export interface ReleaseDay {
  readonly day: string;
  /** Steps that should be done by now, those for today, and those for the days after it. */
  readonly late: readonly PlannedCode[];
  readonly now: readonly PlannedCode[];
  readonly soon: readonly PlannedCode[];
}

/** What follows by the law from a day of a case: the application, or the contract. */
export interface ClockedDay {
  readonly day: string;
  /** Since when something is overdue. */
  readonly late: string | null;
  readonly now: boolean;
  readonly soon: boolean;
}

/** The days of a case from which something is due around today. All other days mean nothing today. */
export interface DueDays {
  readonly release: readonly ReleaseDay[];
  readonly applied: readonly ClockedDay[];
  readonly contract: readonly ClockedDay[];
}

/**
 * Turns the clocks round: not what is due in a case, but which days lead to something that is due. So a
 * desk can be counted where no day is written in the clear.
 * @param region of the institution, ISO 3166-2
 * @param today "YYYY-MM-DD" where it is
 */
export function dueDays(region: string, today: string): DueDays {
  const until = dueSoonUntil(today);
  const ahead = Math.max(RELEASED_SOON_DAYS, reachOfPlan(region).before + DUE_SOON_DAYS);
  const past = Array.from({ length: FOLLOWED_DAYS }, (_, back) => addDays(today, -back));
  const coming = Array.from({ length: ahead }, (_, at) => addDays(today, at + 1));
  const program = programForRegion(region);

  function release(day: string): ReleaseDay {
    const steps = planAround(region, day, today).filter(({ over }) => !over);
    return {
      day,
      late: steps.filter(({ on }) => on < today),
      now: steps.filter(({ on }) => on === today),
      soon: steps.filter(({ on }) => on > today && on <= until),
    };
  }

  function clocked(day: string, reached: Parameters<typeof clockDays>[1]): ClockedDay {
    const days = program ? clockDays(program, reached, today).map(({ on }) => on) : [];
    const late = days.filter((on) => on < today).toSorted();
    return {
      day,
      late: late[0] ?? null,
      now: days.includes(today),
      soon: days.some((on) => on > today && on <= until),
    };
  }

  const leads = ({ late, now, soon }: ClockedDay) => late !== null || now || soon;
  return {
    release: [...past, ...coming].map(release),
    applied: past.map((day) => clocked(day, { appliedOn: day })).filter(leads),
    contract: past.map((day) => clocked(day, { contractOn: day })).filter(leads),
  };
}
