import { addDays, daysBetween } from "../../../programs/dates.ts";

/** What somebody who was released may come to, in the order of need. */
export const OUTCOMES = ["papers", "place", "work", "contract"] as const;
export type Outcome = (typeof OUTCOMES)[number];

/** Kinds of service by which an outcome is known; of a contract its first day is. */
export const KINDS_OF: Readonly<Record<Exclude<Outcome, "contract">, readonly string[]>> = {
  papers: ["papers"],
  place: ["shelter", "residential_care", "registration"],
  work: ["employment"],
};

/** The days on which a cohort is looked at, counted from the release. */
export const MARKS = [30, 90, 365] as const;
export type MarkDay = (typeof MARKS)[number];

/** Somebody released, with the first day of each outcome; days "YYYY-MM-DD", null: not so far. */
export interface Released {
  readonly on: string;
  readonly first: Readonly<Record<Outcome, string | null>>;
  /** The first night in a place with beds; a registration is a place, and no bed. */
  readonly bed: string | null;
}

/** Of those whose day has passed, how many have it; nobody's day has passed: not known. */
export interface Share {
  readonly have: number;
  readonly of: number;
}

export type Cohort = Readonly<Record<Outcome, Readonly<Record<MarkDay, Share>>>>;

/** How many of a cohort have what by which day; whoever had it before the release has it. */
export function cohortOf(people: readonly Released[], today: string): Cohort {
  const at = (outcome: Outcome, mark: MarkDay): Share => {
    const passed = people.filter(({ on }) => addDays(on, mark) <= today);
    const have = passed.filter(({ on, first }) => {
      const day = first[outcome];
      return day !== null && day <= addDays(on, mark);
    });
    return { have: have.length, of: passed.length };
  };
  const marks = (outcome: Outcome) => ({
    30: at(outcome, 30),
    90: at(outcome, 90),
    365: at(outcome, 365),
  });
  return {
    papers: marks("papers"),
    place: marks("place"),
    work: marks("work"),
    contract: marks("contract"),
  };
}

export const STEPS = ["bed", "papers", "work"] as const;
export type Step = (typeof STEPS)[number];

/** How long something took, of those who have it: half of them took at most so many days. */
export interface Median {
  readonly days: number | null;
  readonly of: number;
}

/** Median days from the release to the first bed, passport and job. What came before the release took none. */
export function mediansOf(people: readonly Released[]): Readonly<Record<Step, Median>> {
  const of = (first: (person: Released) => string | null): Median => {
    const days = people
      .flatMap((person) => {
        const day = first(person);
        return day === null ? [] : [Math.max(daysBetween(person.on, day), 0)];
      })
      .toSorted((a, b) => a - b);
    return { days: days[Math.floor((days.length - 1) / 2)] ?? null, of: days.length };
  };
  return {
    bed: of(({ bed }) => bed),
    papers: of(({ first }) => first.papers),
    work: of(({ first }) => first.work),
  };
}

/** A report that was due or received in a period. */
export interface ReportDay {
  /** The last safe day. */
  readonly lastDay: string;
  /** When it was handed in first; null: not. */
  readonly filedOn: string | null;
  readonly excused: boolean;
}

/** Of the reports whose last day has passed, how many came in time; an excused one is not counted. */
export function inTime(reports: readonly ReportDay[], today: string): Share {
  const due = reports.filter(({ lastDay, excused }) => lastDay < today && !excused);
  return {
    have: due.filter(({ lastDay, filedOn }) => filedOn !== null && filedOn <= lastDay).length,
    of: due.length,
  };
}

/** A report that was received, and by when it had to be checked. */
export interface CheckDay {
  readonly lastDay: string;
  readonly decidedOn: string | null;
}

/** Of the checks whose last day has passed or that are done, how many were done by it. */
export function checkedInTime(checks: readonly CheckDay[], today: string): Share {
  const due = checks.filter(({ lastDay, decidedOn }) => decidedOn !== null || lastDay < today);
  return {
    have: due.filter(({ lastDay, decidedOn }) => decidedOn !== null && decidedOn <= lastDay).length,
    of: due.length,
  };
}
