import { describe, expect, it } from "vitest";
import type { Answers } from "../../src/forms/form.ts";
import { position } from "../../src/forms/position.ts";
import {
  socialContract,
  territories,
  townsWithKnownTerritory,
} from "../../src/forms/social-contract.ts";
import { programs } from "../../src/programs/index.ts";

/** Gives these answers in turn and lists what was asked. */
function asked(answers: Answers): string[] {
  const codes: string[] = [];
  let given: Answers = {};
  for (let now = position(socialContract, given); now.kind === "ask"; ) {
    const { code } = now.asked;
    codes.push(code);
    if (answers[code] === undefined) break;
    given = { ...given, [code]: answers[code] };
    now = position(socialContract, given);
  }
  return codes;
}

const alone: Answers = {
  lives_in_krai: "yes",
  town: 1502026,
  adult: "yes",
  active_contract: "no",
  had_contract: "no",
  household: "alone",
  own_income_kinds: [],
  alimony_withheld: "no",
  low_income_reasons: ["released"],
  measure: "other",
  identity_paper: "passport",
  representative: "no",
  snils: "unknown",
};

describe("the social contract form", () => {
  it("should ask a person alone and without income thirteen questions", () => {
    expect(asked(alone)).toEqual(Object.keys(alone));
  });

  it.each<[string, Answers, string[]]>([
    ["п. 2: lives elsewhere", { lives_in_krai: "no" }, ["lives_in_krai"]],
    [
      "п. 21(4): an active contract",
      { ...alone, active_contract: "yes" },
      ["lives_in_krai", "town", "adult", "active_contract"],
    ],
  ])("should end where the outcome is certain: %s", (_clause, answers, codes) => {
    expect(asked(answers)).toEqual(codes);
  });

  it("should go on when the person does not know whether a contract is active", () => {
    expect(asked({ ...alone, active_contract: "unknown" })).toEqual(Object.keys(alone));
  });

  it("should ask for the territory only where the town does not tell it", () => {
    expect(asked({ ...alone, town: 1490624 })).toContain("territory");
    expect(asked({ ...alone, town: "unknown" })).toContain("territory");
    expect(asked(alone)).not.toContain("territory");
  });

  it("should ask for a sum of each kind of income that was named, of each member", () => {
    const family = {
      ...alone,
      household: "family",
      people: 2,
      own_income_kinds: ["work", "other"],
    };
    const member = {
      "member.1.kin": "child",
      "member.1.age": "under_14",
      "member.1.income_kinds": [],
    };
    const answers = { ...family, ...member, own_income_work: 100, own_income_other: "unknown" };
    const codes = asked({ ...answers, family_papers: "yes", foreign_birth_certificate: "no" });
    expect(codes.filter((code) => /income_|^member/.test(code))).toEqual([
      "own_income_kinds",
      "own_income_work",
      "own_income_other",
      "member.1.kin",
      "member.1.age",
      "member.1.income_kinds",
      "low_income_reasons",
    ]);
    expect(codes).toContain("foreign_birth_certificate");
  });

  it("should know the same territories and towns as the programme", () => {
    const program = programs.find(({ region }) => region === "RU-KYA")!;
    expect(program.territories.map(({ code }) => code)).toEqual([...territories]);
    const towns = program.territories.flatMap((territory) => territory.towns);
    expect(new Set(towns)).toEqual(new Set(townsWithKnownTerritory));
  });
});
