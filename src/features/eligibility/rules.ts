import {
  type Condition,
  codesOf,
  evaluate as evaluateCondition,
  type Known,
} from "../../forms/condition.ts";
import { type Edition, editionOn, type Program } from "../../programs/index.ts";
import type { Effect, Rule } from "../../programs/schema.ts";
import { type Due, dueAfterApplication } from "../deadlines/rules.ts";
import { type Again, waiting } from "./again.ts";
import type { Facts } from "./facts.ts";
import { type HouseholdIncome, householdIncome } from "./income.ts";
import { knownOf } from "./known.ts";
import { type MeasureAnswer, measuresOn } from "./measures.ts";
import { type Threshold, thresholdOn } from "./threshold.ts";

export type { Facts } from "./facts.ts";
export { conditionFacts } from "./known.ts";

export type Outcome = "likely" | "unlikely" | "specialist";

/** One rule that was looked at; its words are in the locales by code and truth. */
export interface Reason {
  readonly code: string;
  readonly clause: string | null;
  readonly truth: "yes" | "no" | "unknown";
  readonly effect: Effect;
  /** Figures for the wording: `income` and `threshold` in kopecks, dates, counts. */
  readonly values: Readonly<Record<string, string | number | null>>;
}

/** Something that would change the outcome, with the day from which it may, if there is one. */
export interface CouldChange {
  readonly code: string;
  readonly clause: string | null;
  readonly date: string | null;
}

export interface Assessment {
  readonly program: string;
  readonly region: string;
  /** The day of application that was judged. */
  readonly date: string;
  /** The edition that the reasons are taken from; null when none had begun. */
  readonly edition: {
    readonly code: string;
    readonly act: string;
    readonly confirmed: boolean;
  } | null;
  readonly outcome: Outcome;
  /** The agency decides, whatever is said here. */
  readonly decidedBy: "agency";
  readonly reasons: readonly Reason[];
  /** Kopecks per head and month, rounded down; null when something in it is not known. */
  readonly incomePerHead: number | null;
  readonly incomeMonths: readonly string[];
  readonly members: number | null;
  readonly threshold: Threshold;
  readonly measures: readonly MeasureAnswer[];
  /** Codes of facts and values that are not known. */
  readonly unknowns: readonly string[];
  readonly couldChange: readonly CouldChange[];
  /** What both sides must do by when, if the application is handed in on the day. */
  readonly clocks: readonly Due[];
  /** Places of the text that can be read in more than one way, and were. */
  readonly readings: readonly { readonly code: string; readonly clause: string | null }[];
}

/**
 * Judges facts by the edition of a day.
 *
 * "unlikely" needs a known reason against, "likely" needs every condition known to hold; anything
 * else is for the specialist. So is every day on which no edition is known to hold: the reasons of
 * the last known edition are then shown as not confirmed, without its terms and amounts.
 *
 * @param date the day of application, "YYYY-MM-DD"
 */
export function evaluate(facts: Facts, program: Program, date: string): Assessment {
  const found = editionOn(program, date);
  const edition = found.kind === "known" ? found.edition : found.last;
  const threshold = thresholdOn(program, facts.territory, date);
  if (edition === null) return withoutEdition(program, date, threshold);

  const confirmed = found.kind === "known";
  const household = householdIncome(facts, edition, date);
  const again = waiting(facts, edition, date);
  const values = valuesOf(household, threshold, again);
  const known = knownOf(facts, household, threshold, again, date);
  const judged = edition.rules.flatMap((rule) => judge(rule, known, values));
  const reasons = judged.map(({ reason }) => reason);
  const wanted = facts.measure === "unknown" ? undefined : facts.measure;
  return {
    program: program.code,
    region: program.region,
    date,
    edition: { code: edition.code, act: edition.act, confirmed },
    outcome: confirmed ? outcomeOf(reasons) : "specialist",
    decidedBy: "agency",
    reasons: confirmed ? reasons : [notConfirmed(edition), ...reasons],
    incomePerHead: household.perHead,
    incomeMonths: household.months,
    members: household.members,
    threshold,
    measures: measuresOn(program, edition, confirmed, facts, again.jobSearchYearOver, date),
    unknowns: unknownsOf(facts, household, threshold, again, judged, confirmed),
    couldChange: judged.flatMap((one) => changes(one, again)),
    clocks: dueAfterApplication(program, date, wanted),
    readings: readingsOf(facts, edition, confirmed, household, threshold, again),
  };
}

interface Judged {
  readonly rule: Rule;
  readonly reason: Reason;
}

function judge(
  rule: Rule,
  known: Known,
  values: Readonly<Record<string, string | number | null>>,
): Judged[] {
  if (rule.onlyIf && !mayHold(rule.onlyIf, known)) return [];
  const truth = evaluateCondition(rule.holds, known);
  const effect = rule[truth];
  if (effect === null) return [];
  const picked = Object.fromEntries(rule.values.map((name) => [name, values[name] ?? null]));
  return [
    { rule, reason: { code: rule.code, clause: rule.clause, truth, effect, values: picked } },
  ];
}

function mayHold(condition: Condition, known: Known): boolean {
  return evaluateCondition(condition, known) !== "no";
}

function outcomeOf(reasons: readonly Reason[]): Outcome {
  if (reasons.some(({ effect }) => effect === "against")) return "unlikely";
  return reasons.some(({ effect }) => effect === "open") ? "specialist" : "likely";
}

function valuesOf(household: HouseholdIncome, threshold: Threshold, again: Again) {
  return {
    income: household.perHead,
    threshold: threshold.value,
    members: household.members,
    endedOn: again.endedOn,
    againFrom: again.againFrom,
    jobSearchFrom: again.jobSearchFrom,
  };
}

function unknownsOf(
  facts: Facts,
  household: HouseholdIncome,
  threshold: Threshold,
  again: Again,
  judged: readonly Judged[],
  confirmed: boolean,
): string[] {
  const behind = judged
    .filter(({ reason }) => reason.truth === "unknown" && reason.effect !== "note")
    .flatMap(({ rule }) => codesOf(rule.holds).filter((code) => code in facts));
  return [
    ...(confirmed ? [] : ["edition"]),
    ...behind,
    ...household.unknowns,
    ...(threshold.missing === "territory" ? ["territory"] : []),
    ...(threshold.missing === "value" ? ["threshold"] : []),
    ...again.unknowns,
    ...(facts.measure === "unknown" ? ["measure"] : []),
  ];
}

function changes({ rule, reason }: Judged, again: Again): CouldChange[] {
  if (reason.effect !== "against" && reason.effect !== "open" && reason.effect !== "prepare") {
    return [];
  }
  if (reason.truth === "unknown") return [];
  const dates: Readonly<Record<string, string | null>> = {
    apply_from_date: again.againFrom,
    apply_for_job_search_from_date: again.jobSearchFrom,
  };
  return rule.couldChange.map((code) => ({
    code,
    clause: rule.clause,
    date: dates[code] ?? null,
  }));
}

function readingsOf(
  facts: Facts,
  edition: Edition,
  confirmed: boolean,
  household: HouseholdIncome,
  threshold: Threshold,
  again: Again,
) {
  const used = new Set([
    threshold.reading,
    "threshold_on_application_date",
    "minimum_of_application_year",
    "calendar_days_unmoved",
    ...(confirmed ? [] : ["edition_period"]),
    ...household.readings,
    ...again.readings,
    ...(facts.measure === "job_search" ? ["payments_after_job_follow_it"] : []),
    ...(again.jobSearchYearOver === "no" ? ["job_search_year_on_application_date"] : []),
  ]);
  return edition.readings.filter(({ code }) => used.has(code));
}

function notConfirmed(edition: Edition): Reason {
  return {
    code: "edition_not_confirmed",
    clause: null,
    truth: "unknown",
    effect: "open",
    values: { edition: edition.code, until: edition.until },
  };
}

function withoutEdition(program: Program, date: string, threshold: Threshold): Assessment {
  return {
    program: program.code,
    region: program.region,
    date,
    edition: null,
    outcome: "specialist",
    decidedBy: "agency",
    reasons: [
      { code: "edition_unknown", clause: null, truth: "unknown", effect: "open", values: { date } },
    ],
    incomePerHead: null,
    incomeMonths: [],
    members: null,
    threshold,
    measures: [],
    unknowns: ["edition"],
    couldChange: [],
    clocks: [],
    readings: [],
  };
}
