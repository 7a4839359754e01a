import { factsFromAnswers } from "../features/eligibility/answers.ts";
import { evaluate } from "../features/eligibility/rules.ts";
import { triageForm } from "../features/triage/form.ts";
import { triage } from "../features/triage/rules.ts";
import { forms } from "../forms/catalogue.ts";
import type { Answers, Form } from "../forms/form.ts";
import { allSlots, type WalkOptions, walk } from "../forms/walk.ts";
import { readHelp } from "../programs/help.ts";
import { programs } from "../programs/index.ts";

export interface PathsReport {
  readonly forms: number;
  readonly questions: number;
  readonly paths: number;
  /** By form, how many paths end in each outcome. */
  readonly outcomes: Readonly<Record<string, Readonly<Record<string, number>>>>;
  /** Paths whose end has no outcome, or an outcome for which no clause or source is given. */
  readonly deadEnds: number;
  /** Questions that no path asks. */
  readonly unreachable: number;
}

type Samples = NonNullable<WalkOptions["samples"]>;

/** The outcome of a finished form on a day, or null when there is none to give: a dead end. */
type End = (answers: Answers, date: string) => string | null;

const help = readHelp();

/** Triage belongs to its feature, which the catalogue of forms does not know. */
const allForms: readonly Form[] = [...new Set([triageForm, ...forms])];

/**
 * Values on both sides of every rule that no condition of the form looks at, the plain case first:
 * the walk takes later questions from the first value of the earlier ones.
 */
const samples: Readonly<Record<string, Samples>> = {
  social_contract: {
    had_contract: ["no", "yes", "unknown"],
    contract_ended_on: ["2021-03-10", "2022-05-10", "2023-03-10", "unknown"],
    town: [1502026, 1497337, 1, "unknown"],
    territory: ["rest", "norilsk", "unknown"],
  },
};

const ends: Readonly<Record<string, End>> = {
  social_contract: (answers, date) => {
    const [program] = programs;
    if (!program) return null;
    const { outcome, reasons } = evaluate(factsFromAnswers(answers, program, date), program, date);
    return reasons.some(({ clause }) => clause !== null) ? outcome : null;
  },
  triage: (answers, date) => {
    const { items, missing } = triage({ answers, region: "RU-KYA" }, date, help);
    if (items.some(({ source }) => source.clause === "")) return null;
    if (items.length > 0) return missing.length > 0 ? "help_and_whom_to_ask" : "help";
    return missing.length > 0 ? "whom_to_ask" : null;
  },
};

/** Walks every path of every form and judges each end as on the given day. */
export function walkPaths(date: string, all: readonly Form[] = allForms): PathsReport {
  const outcomes: Record<string, Record<string, number>> = {};
  let questions = 0;
  let paths = 0;
  let deadEnds = 0;
  let unreachable = 0;
  for (const form of all) {
    const never = new Set(allSlots(form).map(({ asked }) => asked.code));
    questions += new Set(allSlots(form).map(({ asked }) => asked.question)).size;
    const counted: Record<string, number> = {};
    for (const answers of walk(form, { samples: samples[form.code] })) {
      paths += 1;
      for (const code of Object.keys(answers)) never.delete(code);
      const outcome = ends[form.code]?.(answers, date) ?? null;
      if (outcome === null) deadEnds += 1;
      else counted[outcome] = (counted[outcome] ?? 0) + 1;
    }
    unreachable += never.size;
    outcomes[form.code] = counted;
  }
  return { forms: all.length, questions, paths, outcomes, deadEnds, unreachable };
}
