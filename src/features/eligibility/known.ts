import type { Known } from "../../forms/condition.ts";
import type { Again } from "./again.ts";
import type { Facts } from "./facts.ts";
import type { HouseholdIncome } from "./income.ts";
import type { Threshold } from "./threshold.ts";

/** Facts and what follows from them, as the conditions of the rules see them. */
export function knownOf(
  facts: Facts,
  household: HouseholdIncome,
  threshold: Threshold,
  again: Again,
  date: string,
): Known {
  return {
    ...conditionFacts(facts),
    date,
    activeContract: facts.activeContract,
    adult: facts.adult,
    capacity: facts.capacity,
    hadContract: again.hadContract,
    waitOver: again.waitOver,
    jobSearchYearOver: again.jobSearchYearOver,
    lastMeasure: typeof facts.lastContract === "object" ? facts.lastContract.measure : undefined,
    incomeBelow: threshold.value === null ? "unknown" : household.below(threshold.value),
    causes: facts.causes === "unknown" ? "unknown" : facts.causes.length > 0 ? "some" : "none",
    someoneNotCounted: household.someoneNotCounted ? "yes" : "no",
  };
}

/** The plain facts that rules and papers put conditions on. */
export function conditionFacts(facts: Facts): Known {
  const family = facts.family === "unknown" ? undefined : facts.family;
  const together = family?.filter((member) => member.livesTogether !== "no");
  const any = (...ages: string[]) => {
    if (together?.some(({ age }) => ages.includes(age))) return "yes";
    return together?.every(({ age }) => age !== "unknown") ? "no" : undefined;
  };
  return {
    livesInRegion: facts.livesInRegion,
    registered: facts.registered,
    measure: facts.measure,
    training: facts.training,
    employmentService: facts.employmentService,
    identityPaper: facts.identityPaper,
    familyPapers: facts.familyPapers,
    foreignBirthCertificate: facts.foreignBirthCertificate,
    representative: facts.representative,
    snils: facts.snils,
    pricePapers: facts.pricePapers,
    household: together && (together.length > 0 ? "family" : "alone"),
    hasChildren: any("under_14", "14_17"),
    hasMembersUnder14: any("under_14"),
    hasMembersFrom14: any("14_17", "adult"),
  };
}
