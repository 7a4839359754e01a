import {
  type Facts,
  type FactsInput,
  factsSchema,
} from "../../../src/features/eligibility/facts.ts";
import { type Assessment, evaluate } from "../../../src/features/eligibility/rules.ts";
import { type Program, programs } from "../../../src/programs/index.ts";

export const krasnoyarsk = programs[0]!;
export const edition = krasnoyarsk.editions[0]!;

/** In 2023 the minimum of the group of central and southern territories is known: 15 093 rubles. */
export const day = "2023-05-10";
export const minimum = 1_509_300;

/** A lone person for whom every condition holds. */
export const fits: FactsInput = {
  livesInRegion: "yes",
  territory: "rest",
  adult: "yes",
  capacity: "yes",
  family: [],
  income: { total: 900_000 },
  alimonyWithheld: 0,
  alimonyWithoutWrit: "no",
  causes: ["released"],
  activeContract: "no",
  lastContract: "none",
  measure: "job_search",
};

export function person(changes: FactsInput = {}): Facts {
  return factsSchema.parse({ ...fits, ...changes });
}

export function judge(
  changes: FactsInput = {},
  on: string = day,
  program: Program = krasnoyarsk,
): Assessment {
  return evaluate(person(changes), program, on);
}
