import { fullMonthsBefore } from "../../programs/dates.ts";
import type { Edition } from "../../programs/index.ts";
import type { Facts, Income, Member } from "./facts.ts";

/**
 * Income per head (п. 3, прил. 3 §9, прил. 5 п. 1.2): all incomes of all members in the three full
 * months before the month of application, less alimony withheld by writ, divided by three and by the
 * members. What is not known leaves a range instead of a figure, so that a comparison can still be
 * decided when every possible value decides it alike. All sums are integer kopecks.
 */

/** From `least` to `most`; no upper end is Infinity. */
export interface Range {
  readonly least: number;
  readonly most: number;
}

export interface HouseholdIncome {
  /** The months that count, oldest first. */
  readonly months: readonly string[];
  /** The figure to show, rounded down to whole kopecks; null when something is not known. */
  readonly perHead: number | null;
  /** Who is counted, the applicant among them; null when it is not known who lives there. */
  readonly members: number | null;
  readonly someoneNotCounted: boolean;
  /** Codes of what is not known, e.g. "income.work", "family.1.income". */
  readonly unknowns: readonly string[];
  readonly readings: readonly string[];
  /** Is the income per head strictly below a sum per head and month? */
  below(threshold: number): "yes" | "no" | "unknown";
}

/**
 * Adds up the household on a day of application.
 *
 * Sums of three months together belong to the day of application in the facts: on a day of another
 * month they are not known. Sums by month count by their own months.
 */
export function householdIncome(facts: Facts, edition: Edition, date: string): HouseholdIncome {
  const months = fullMonthsBefore(date, edition.income.months);
  const sameMonths = (facts.applicationDate ?? date).slice(0, 7) === date.slice(0, 7);
  const unknowns: string[] = [];
  const readings: string[] = [];
  const read = (income: Income, field: string) =>
    rangeOf(income, field, months, sameMonths, unknowns);

  const own = read(facts.income, "income");
  const family = facts.family === "unknown" ? [] : facts.family;
  if (facts.family === "unknown") unknowns.push("family");
  const sure: Range[] = [own];
  const perhaps: Range[] = [];
  let someoneNotCounted = false;
  for (const [index, member] of family.entries()) {
    const field = `family.${index}`;
    const place = placeOf(member, edition);
    if (place === "out") {
      someoneNotCounted = true;
      if (member.livesTogether === "no") readings.push("living_together_decides");
      continue;
    }
    const range = read(member.income, `${field}.income`);
    if (place === "in") {
      sure.push(range);
      continue;
    }
    perhaps.push(range);
    if (member.livesTogether === "unknown") unknowns.push(`${field}.livesTogether`);
    if (member.kin === "unknown") unknowns.push(`${field}.kin`);
    else if (edition.household.uncertain.includes(member.kin))
      readings.push("distant_kin_both_ways");
  }

  const total = sum([...sure, ...perhaps]);
  const withheld = alimony(facts, sameMonths, total, unknowns, readings);
  const members = facts.family === "unknown" ? null : sure.length + perhaps.length;
  const exact =
    members !== null &&
    total.least === total.most &&
    withheld.shown !== null &&
    !unknowns.some((code) => code.endsWith("livesTogether") || code.endsWith("kin"));
  return {
    months,
    perHead: exact
      ? Math.floor(Math.max(0, total.most - (withheld.shown ?? 0)) / (months.length * members))
      : null,
    members,
    someoneNotCounted,
    unknowns,
    readings: [...new Set(readings)],
    below: (threshold) =>
      facts.family === "unknown"
        ? "unknown"
        : compare(sure, perhaps, withheld.range, threshold * months.length),
  };
}

/** Living together in fact comes first, then kin; some kin cannot be judged from the sources. */
function placeOf(member: Member, edition: Edition): "in" | "out" | "perhaps" {
  const { counted, notCounted } = edition.household;
  if (member.livesTogether === "no" || notCounted.includes(member.kin)) return "out";
  if (member.livesTogether === "unknown" || !counted.includes(member.kin)) return "perhaps";
  return "in";
}

/**
 * Tries every number of uncertain members with the highest and the lowest incomes they could have:
 * the answer is known when all of these agree. `perMember` is the threshold for all months together.
 */
function compare(
  sure: readonly Range[],
  perhaps: readonly Range[],
  withheld: Range,
  perMember: number,
): "yes" | "no" | "unknown" {
  const base = sum(sure);
  const highest = perhaps.map((range) => range.most).sort((a, b) => b - a);
  const lowest = perhaps.map((range) => range.least).sort((a, b) => a - b);
  let most = base.most;
  let least = base.least;
  let allBelow = true;
  let noneBelow = true;
  for (let extra = 0; extra <= perhaps.length; extra += 1) {
    if (extra > 0) {
      most += highest[extra - 1] ?? 0;
      least += lowest[extra - 1] ?? 0;
    }
    const limit = perMember * (sure.length + extra);
    allBelow &&= most - Math.min(withheld.least, most) < limit;
    noneBelow &&= least - Math.min(withheld.most, least) >= limit;
  }
  if (allBelow) return "yes";
  return noneBelow ? "no" : "unknown";
}

/**
 * Alimony withheld by writ is taken off. Alimony paid without a writ is not taken off the figure
 * shown, but may be as much as the whole income when the outcome is decided.
 */
function alimony(
  facts: Facts,
  sameMonths: boolean,
  total: Range,
  unknowns: string[],
  readings: string[],
): { range: Range; shown: number | null } {
  const byWrit = sameMonths ? facts.alimonyWithheld : "unknown";
  if (facts.alimonyWithoutWrit === "yes") {
    readings.push("alimony_by_writ_only");
    const paid = byWrit === "unknown" ? 0 : byWrit;
    return { range: { least: paid, most: Number.POSITIVE_INFINITY }, shown: paid };
  }
  if (byWrit !== "unknown") {
    if (facts.alimonyWithoutWrit === "no" || total.most === 0) {
      return { range: { least: byWrit, most: byWrit }, shown: byWrit };
    }
    // Nobody said that none is paid without a writ: that alone must not lead to "unlikely".
    unknowns.push("alimonyWithoutWrit");
    return { range: { least: byWrit, most: Number.POSITIVE_INFINITY }, shown: byWrit };
  }
  if (total.most === 0) return { range: { least: 0, most: 0 }, shown: 0 };
  unknowns.push("alimonyWithheld");
  return { range: { least: 0, most: Number.POSITIVE_INFINITY }, shown: null };
}

function rangeOf(
  income: Income,
  field: string,
  months: readonly string[],
  sameMonths: boolean,
  unknowns: string[],
): Range {
  if (income === "unknown") return unknown(field, unknowns);
  if ("total" in income) return sameMonths ? exactly(income.total) : unknown(field, unknowns);
  return sum(
    Object.entries(income).map(([kind, value]) => {
      const name = `${field}.${kind}`;
      if (value === "unknown") return unknown(name, unknowns);
      if (typeof value === "number") return sameMonths ? exactly(value) : unknown(name, unknowns);
      return sum(
        months.map((month) => {
          const amount = value[month];
          return amount === undefined ? unknown(`${name}.${month}`, unknowns) : exactly(amount);
        }),
      );
    }),
  );
}

function exactly(amount: number): Range {
  return { least: amount, most: amount };
}

function unknown(field: string, unknowns: string[]): Range {
  unknowns.push(field);
  return { least: 0, most: Number.POSITIVE_INFINITY };
}

function sum(ranges: readonly Range[]): Range {
  return ranges.reduce(
    (total, range) => ({ least: total.least + range.least, most: total.most + range.most }),
    { least: 0, most: 0 },
  );
}
