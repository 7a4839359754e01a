import { describe, expect, it } from "vitest";
import en from "../../locales/en/forms-common.json" with { type: "json" };
import enContract from "../../locales/en/forms-social_contract.json" with { type: "json" };
import kk from "../../locales/kk/forms-common.json" with { type: "json" };
import kkContract from "../../locales/kk/forms-social_contract.json" with { type: "json" };
import ru from "../../locales/ru/forms-common.json" with { type: "json" };
import ruContract from "../../locales/ru/forms-social_contract.json" with { type: "json" };
import { questionsOf } from "../../src/forms/check.ts";
import { parse } from "../../src/forms/parse/index.ts";
import { notUnderstoodCodes } from "../../src/forms/parse/parsed.ts";
import { socialContract } from "../../src/forms/social-contract.ts";

interface QuestionText {
  ask: string;
  why: string;
  hint?: string;
  options?: Record<string, string>;
}

const common = { ru, kk, en };
const contract: Record<string, Record<string, QuestionText>> = {
  ru: ruContract,
  kk: kkContract,
  en: enContract,
};
const groups = socialContract.items.flatMap((item) => ("group" in item ? item.questions : []));

describe.each(["ru", "kk", "en"] as const)("the texts of the social contract in %s", (language) => {
  const texts = contract[language]!;

  it("should word every question and option, and nothing else", () => {
    const worded = Object.entries(texts).map(([code, { options }]) => [
      code,
      Object.keys(options ?? {}),
    ]);
    const asked = questionsOf(socialContract).map(({ code, options }) => [
      code,
      [...(options ?? [])],
    ]);
    expect(worded).toEqual(asked);
  });

  it("should name the member in a group and the months of an income, and put in nothing else", () => {
    for (const { code, kind } of questionsOf(socialContract)) {
      const said = texts[code]!.ask;
      const names = [...said.matchAll(/\{\{(\w+)\}\}/g)].map(([, name]) => name);
      const ofMember = groups.some((question) => question.code === code) ? ["member"] : [];
      const months = kind === "money" || code.endsWith("_kinds") || code === "alimony_withheld";
      expect([code, ...names]).toEqual([code, ...ofMember, ...(months ? ["months"] : [])]);
    }
  });

  it("should be short: 600 characters a message, 20 words a sentence", () => {
    for (const { ask, why, hint = "" } of Object.values(texts)) {
      expect(`${ask} ${hint} ${why}`.length).toBeLessThanOrEqual(600);
      for (const sentence of `${ask} ${hint} ${why}`.split(/[.?!]\s/)) {
        expect([sentence, sentence.split(/\s+/).length <= 20]).toEqual([sentence, true]);
      }
    }
  });

  it("should be understood when a label is typed, and never lead to another option", () => {
    for (const question of questionsOf(socialContract)) {
      const labels = texts[question.code]!.options;
      if (labels === undefined) continue;
      const asked = { code: question.code, text: question.code, question };
      for (const [option, label] of Object.entries(labels)) {
        const value = question.kind === "many" ? [option] : option;
        const parsed = parse(asked, label, { today: "2026-02-10", labels });
        expect([label, parsed]).toEqual([label, { kind: "value", value }]);
      }
    }
  });

  it("should have a sentence for every answer that is not understood", () => {
    expect(Object.keys(common[language].not_understood).sort()).toEqual(
      [...notUnderstoodCodes].sort(),
    );
  });
});
