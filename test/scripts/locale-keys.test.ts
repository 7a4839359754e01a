import { describe, expect, it } from "vitest";
import { localeKeys } from "../../scripts/checks/locale-keys.ts";
import { folderWith } from "./fixture.ts";

type Texts = Record<string, unknown>;

async function check(ru: Texts, kk: Texts, en: Texts) {
  const root = await folderWith({
    "locales/ru/a.json": JSON.stringify(ru),
    "locales/kk/a.json": JSON.stringify(kk),
    "locales/en/a.json": JSON.stringify(en),
  });
  return localeKeys.run(root);
}

const days = {
  ru: {
    days_one: "{{count}} день",
    days_few: "{{count}} дня",
    days_many: "{{count}} дней",
    days_other: "{{count}} дня",
  },
  kk: { days_one: "{{count}} күн", days_other: "{{count}} күн" },
  en: { days_one: "a day", days_other: "{{count}} days" },
};

describe("locale keys", () => {
  it("finds equal keys with each language's own plural forms right", async () => {
    const nested = { inner: { text: "{{- name}}", mother_other: "x" } };
    const outcome = await check(
      { ...days.ru, ...nested },
      { ...days.kk, ...nested },
      { ...days.en, ...nested },
    );
    expect(outcome).toEqual({ kind: "ok", note: "3 texts in ru, kk, en" });
  });

  const { days_many: _many, ...withoutMany } = days.ru;
  it.each<[string, Texts, Texts, Texts]>([
    ["kk: a:b.c is missing", { b: { c: "x" } }, { b: {} }, { b: { c: "x" } }],
    ["ru: a:d is missing", {}, { d: "x" }, { d: "x" }],
    ["ru: a:days_many is missing", withoutMany, days.kk, days.en],
    [
      "en: a:days_few: the language has no such form",
      days.ru,
      days.kk,
      { ...days.en, days_few: "x" },
    ],
    ["en: a:t has no value where ru has name", { t: "{{name}}" }, { t: "{{name}}" }, { t: "you" }],
    [
      "kk: a:t has other where ru has name",
      { t: "{{name}}" },
      { t: "{{other}}" },
      { t: "{{name}}" },
    ],
    ["locales/ru/a.json: a:t is not a text", { t: ["x"] }, {}, {}],
  ])("says: %s", async (line, ru, kk, en) => {
    expect(await check(ru, kk, en)).toEqual({ kind: "failed", lines: [line] });
  });

  it("names a file that is no JSON, and a language without a folder", async () => {
    const root = await folderWith({ "locales/ru/a.json": "{", "locales/kk/a.json": "{}" });
    const outcome = await localeKeys.run(root);
    expect(JSON.stringify(outcome)).toContain("locales/ru/a.json: ");
    expect(JSON.stringify(outcome)).toContain("locales/en is missing");
  });
});
