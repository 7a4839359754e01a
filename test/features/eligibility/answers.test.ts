import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { factsFromAnswers } from "../../../src/features/eligibility/answers.ts";
import { evaluate } from "../../../src/features/eligibility/rules.ts";
import { unknownWordings } from "../../../src/features/eligibility/wording.ts";
import type { Answers } from "../../../src/forms/form.ts";
import { territories, townsWithKnownTerritory } from "../../../src/forms/social-contract.ts";
import { day, krasnoyarsk } from "./person.ts";

const facts = (answers: Answers) => factsFromAnswers(answers, krasnoyarsk, day);

const answers: Answers = {
  lives_in_krai: "yes",
  town: 1502026,
  adult: "yes",
  active_contract: "no",
  had_contract: "no",
  household: "family",
  people: 2,
  own_income_kinds: ["work", "other"],
  own_income_work: 1_200_000,
  own_income_other: 300,
  "member.1.kin": "child",
  "member.1.age": "under_14",
  "member.1.income_kinds": [],
  alimony_withheld: "by_writ",
  alimony_withheld_sum: 100,
  low_income_reasons: ["released"],
  measure: "other",
  identity_paper: "passport",
};

describe("facts from answers", () => {
  it("carry every answer over, kinds that were not named as zero", () => {
    expect(facts(answers)).toMatchObject({
      applicationDate: day,
      livesInRegion: "yes",
      territory: "rest",
      family: [{ kin: "child", age: "under_14", income: { work: 0, other: 0 } }],
      income: { work: 1_200_000, pension: 0, other: 300 },
      alimonyWithheld: 100,
      alimonyWithoutWrit: "no",
      causes: ["released"],
      lastContract: "none",
      measure: "other",
    });
    const assessment = evaluate(facts(answers), krasnoyarsk, day);
    // (1 200 300 - 100) / (3 x 2)
    expect(assessment).toMatchObject({ outcome: "likely", incomePerHead: 200_033, members: 2 });
  });

  it("leave unknown what was not asked or not known", () => {
    expect(facts({})).toMatchObject({
      livesInRegion: "unknown",
      territory: "unknown",
      family: "unknown",
      income: "unknown",
      alimonyWithheld: "unknown",
      causes: "unknown",
      lastContract: "unknown",
    });
    const told = facts({
      ...answers,
      own_income_work: "unknown",
      "member.1.income_kinds": "unknown",
    });
    expect(told.income).toMatchObject({ work: "unknown", other: 300 });
    expect(told.family).toMatchObject([{ income: "unknown" }]);
  });

  it("take the territory from the town, or else from the answer", () => {
    expect(facts({ town: 1497337, territory: "rest" }).territory).toBe("norilsk");
    expect(facts({ town: 1, territory: "evenkia" }).territory).toBe("evenkia");
  });

  it("take nothing off for alimony without a writ", () => {
    expect(facts({ alimony_withheld: "without_writ" })).toMatchObject({
      alimonyWithheld: 0,
      alimonyWithoutWrit: "yes",
    });
  });

  it("keep a contract of which only some is known", () => {
    expect(facts({ had_contract: "yes", contract_ended_on: "2022-02-30" }).lastContract).toEqual({
      endedOn: "unknown",
      ending: "unknown",
      measure: "unknown",
    });
  });

  it("never throw, whatever answers were kept", () => {
    const value = fc.oneof(
      fc.constantFrom("yes", "no", "unknown", "family", "alone", "by_writ"),
      fc.nat(20),
      fc.constant([]),
    );
    const codes = fc.constantFrom(
      ...Object.keys(answers).filter((code) => !/kin|age|measure|paper|reasons/.test(code)),
    );
    fc.assert(
      fc.property(fc.dictionary(codes, value), (kept) => {
        expect(() => facts({ ...answers, ...kept } as Answers)).not.toThrow();
      }),
    );
  });
});

describe("the form and the programme", () => {
  it("speak of the same territories and towns", () => {
    expect(krasnoyarsk.territories.map(({ code }) => code).sort()).toEqual([...territories].sort());
    expect(krasnoyarsk.territories.flatMap(({ towns }) => towns).sort()).toEqual(
      [...townsWithKnownTerritory].sort(),
    );
  });
});

describe("words for what is not known", () => {
  it("are one for all codes of one subject, with the member where it is about one", () => {
    expect(
      unknownWordings(["income.work", "income.other", "family.1.income.work", "family.1.kin"]),
    ).toEqual([
      { key: "unknown.income" },
      { key: "unknown.family_income", member: 2 },
      { key: "unknown.family_place", member: 2 },
    ]);
  });
});
