import { parseDate } from "../../forms/parse/date.ts";
import { parseMoney } from "../../forms/parse/money.ts";
import { parseNumber } from "../../forms/parse/number.ts";
import type { NotUnderstood, Parsed } from "../../forms/parse/parsed.ts";
import { plain } from "../../forms/parse/text.ts";
import { saysNo } from "../../forms/parse/yes-no.ts";
import { addDays, addMonths } from "../../programs/dates.ts";
import { isFact, type Step, type StepValue } from "./draft.ts";

/** Why a typed answer is asked for again; its words are `contract:problem.<code>`. */
export type StepProblem =
  | "empty"
  | "long"
  | "press"
  | "date"
  | "date_no_day"
  | "date_impossible"
  | "date_future"
  | "ends_before"
  | "money"
  | "months";

export type StepRead =
  | { readonly kind: "value"; readonly value: StepValue }
  | { readonly kind: "choose"; readonly options: readonly (string | number)[] }
  | { readonly kind: "not_understood"; readonly code: StepProblem };

export interface StepContext {
  /** "YYYY-MM-DD" where the institution is. */
  readonly today: string;
  /** The day of the contract, once it is known. */
  readonly startsOn: string | undefined;
}

const LONGEST_NUMBER = 60;
const MOST_MONTHS = 60;

/** What a typed text means as the answer to a step. */
export function readStep(step: Step, text: string, context: StepContext): StepRead {
  const said = text.replace(/\s+/gu, " ").trim();
  if (said === "") return problem("empty");
  const { today, startsOn } = context;
  if (isFact(step)) {
    return saysNo(plain(said)) ? value(null) : dated(parseDate(plain(said), { today, past: true }));
  }
  const [kind] = step.split(":");
  switch (kind) {
    case "number":
      return said.length > LONGEST_NUMBER ? problem("long") : value(said.replace(/^№\s*/, ""));
    case "startsOn":
      return dated(parseDate(plain(said), { today, past: true }));
    case "endsOn":
      return endOf(plain(said), today, startsOn ?? today);
    case "money":
    case "part":
      return summed(parseMoney(plain(said), { min: 0 }));
    case "months": {
      const read = parseNumber(plain(said), { min: 1, max: MOST_MONTHS });
      return read.kind === "value" ? value(read.value) : problem("months");
    }
    default:
      return problem("press");
  }
}

/**
 * A past day of a contract, as it is typed; without a year it is the one after the contract's beginning.
 */
export function readPastDay(
  text: string,
  { today, startsOn }: { readonly today: string; readonly startsOn: string },
):
  | { readonly kind: "value"; readonly value: string }
  | { readonly kind: "not_understood"; readonly code: StepProblem } {
  const read = dated(parseDate(plain(text), { today, past: true }));
  if (read.kind === "value") return { kind: "value", value: String(read.value) };
  if (read.kind === "not_understood") return read;
  const since = read.options.map(String).filter((day) => day >= startsOn);
  const [only, ...others] = since;
  return only !== undefined && others.length === 0
    ? { kind: "value", value: only }
    : { kind: "not_understood", code: "date_no_day" };
}

/**
 * The last day as it is typed, or a term in months. Whether a term of months ends on the same number or on
 * the day before, only the signed paper tells: both are offered.
 */
function endOf(said: string, today: string, startsOn: string): StepRead {
  const months = /^(?:на )?(\d{1,2})(?: ?(?:мес\S*|ай\S*|m\S*))?$/u.exec(said)?.[1];
  if (months !== undefined) {
    const count = Number(months);
    if (count < 1 || count > MOST_MONTHS) return problem("months");
    return { kind: "choose", options: lastDaysOf(startsOn, count) };
  }
  const read = dated(parseDate(said, { today }));
  if (read.kind === "value" && String(read.value) < startsOn) return problem("ends_before");
  return read;
}

/** The two days with which a term of so many months may end. */
export function lastDaysOf(startsOn: string, months: number): [string, string] {
  const same = addMonths(startsOn, months);
  return [addDays(same, -1), same];
}

const DATES = ["date", "date_no_day", "date_impossible", "date_future"] as const;

function dated(read: Parsed<string>): StepRead {
  return known(read, DATES.find((one) => one === codeOf(read)) ?? "date");
}

function summed(read: Parsed<number>): StepRead {
  if (read.kind === "value" && read.value === 0) return value(null);
  return known(read, "money");
}

function known(read: Parsed<string> | Parsed<number>, code: StepProblem): StepRead {
  if (read.kind === "value") return value(read.value);
  if (read.kind === "choose") return { kind: "choose", options: read.options };
  return problem(code);
}

function codeOf(read: Parsed | NotUnderstood): string {
  return read.kind === "not_understood" ? read.code : "";
}

function value(found: StepValue): StepRead {
  return { kind: "value", value: found };
}

function problem(code: StepProblem): StepRead {
  return { kind: "not_understood", code };
}
