import type { Answers } from "../../forms/form.ts";
import { isDay } from "../../programs/dates.ts";
import type { Program } from "../../programs/index.ts";
import { type Facts, type FactsInput, factsSchema } from "./facts.ts";

const incomeKinds = ["work", "pension", "social", "alimony", "other"] as const;

/**
 * Facts from the answers to the form `social_contract`. A question that was not asked or was
 * answered "don't know" leaves the fact unknown. The sums asked for are those of the three full
 * months together, so they belong to the day of the answers, which is the day of application.
 */
export function factsFromAnswers(answers: Answers, program: Program, today: string): Facts {
  const told: FactsInput = {
    applicationDate: today,
    livesInRegion: tri(answers.lives_in_krai),
    territory: territoryOf(answers, program),
    adult: tri(answers.adult),
    // The question about age asks about legal capacity in the same breath.
    capacity: answers.adult === "yes" ? "yes" : "unknown",
    family: familyOf(answers),
    income: incomeOf(answers, "own_income"),
    alimonyWithheld: withheldOf(answers),
    alimonyWithoutWrit: withoutWrit(answers),
    causes: list(answers.low_income_reasons) as FactsInput["causes"],
    activeContract: tri(answers.active_contract),
    lastContract: lastContractOf(answers),
    measure: text(answers.measure) as FactsInput["measure"],
    training: tri(answers.training),
    employmentService: tri(answers.employment_service),
    identityPaper: text(answers.identity_paper) as FactsInput["identityPaper"],
    familyPapers: tri(answers.family_papers),
    foreignBirthCertificate: tri(answers.foreign_birth_certificate),
    representative: tri(answers.representative),
    snils: tri(answers.snils),
    pricePapers: tri(answers.price_papers),
  };
  return factsSchema.parse(told);
}

type Answer = Answers[string] | undefined;
type Tri = "yes" | "no" | "unknown";

function tri(answer: Answer): Tri {
  return answer === "yes" || answer === "no" ? answer : "unknown";
}

function text(answer: Answer): string {
  return typeof answer === "string" ? answer : "unknown";
}

function day(answer: Answer): string {
  return typeof answer === "string" && isDay(answer) ? answer : "unknown";
}

function list(answer: Answer): readonly unknown[] | "unknown" {
  return typeof answer === "object" ? [...answer] : "unknown";
}

function sum(answer: Answer): number | "unknown" {
  return typeof answer === "number" ? answer : "unknown";
}

/** A town that surely lies in one territory tells it; otherwise the territory was asked. */
function territoryOf(answers: Answers, program: Program): string {
  const town = answers.town;
  const known = program.territories.find(({ towns }) => towns.includes(Number(town)));
  return known?.code ?? text(answers.territory);
}

function familyOf(answers: Answers): FactsInput["family"] {
  if (answers.household === "alone") return [];
  if (answers.household !== "family" || typeof answers.people !== "number") return "unknown";
  return Array.from({ length: answers.people - 1 }, (_, index) => {
    const prefix = `member.${index + 1}`;
    return {
      kin: text(answers[`${prefix}.kin`]),
      age: text(answers[`${prefix}.age`]),
      livesTogether: "yes",
      income: incomeOf(answers, `${prefix}.income`),
    };
  }) as FactsInput["family"];
}

/** Kinds that were not named are zero; without an answer about kinds nothing is known. */
function incomeOf(answers: Answers, prefix: string): FactsInput["income"] {
  const kinds = list(answers[`${prefix}_kinds`]);
  if (kinds === "unknown") return "unknown";
  return Object.fromEntries(
    incomeKinds.map((kind) => [kind, kinds.includes(kind) ? sum(answers[`${prefix}_${kind}`]) : 0]),
  );
}

function withheldOf(answers: Answers): number | "unknown" {
  const how = answers.alimony_withheld;
  if (how === "no" || how === "without_writ") return 0;
  return how === "by_writ" ? sum(answers.alimony_withheld_sum) : "unknown";
}

function withoutWrit(answers: Answers): Tri {
  const how = answers.alimony_withheld;
  if (how === "without_writ") return "yes";
  return how === "no" || how === "by_writ" ? "no" : "unknown";
}

function lastContractOf(answers: Answers): FactsInput["lastContract"] {
  if (answers.had_contract === "no") return "none";
  if (answers.had_contract !== "yes") return "unknown";
  return {
    endedOn: day(answers.contract_ended_on),
    ending: text(answers.contract_ended_how),
    measure: text(answers.contract_measure),
  } as FactsInput["lastContract"];
}
