import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { LISTS } from "../src/features/desk/worklists.ts";
import { MODES } from "../src/features/notifications/rules.ts";
import { CASE_STATUSES, INSTITUTION_KINDS, RELATIONS, ROLES } from "../src/features/staff/index.ts";
import { LOCALES, loadTexts } from "../src/platform/texts/texts.ts";

const glossary = readFileSync(new URL("../docs/glossary.md", import.meta.url), "utf8");
const [words = "", codes = ""] = glossary.split("## Codes and their words");
const texts = loadTexts();

/** Codes with their words in Russian, Kazakh and English, by what they are of. */
const rows = Map.groupBy(
  codes
    .split("\n")
    .filter((line) => /^\| [^-]/.test(line))
    .slice(1)
    .map((line) => line.split("|").map((cell) => cell.trim())),
  ([, of = ""]) => of,
);

const rowsOf = (of: string) => rows.get(of) ?? [];

describe("the glossary", () => {
  it.each<[string, readonly string[], string]>([
    ["role", ROLES, "staff:role"],
    ["case status", CASE_STATUSES, "cases:status"],
    ["kind of institution", INSTITUTION_KINDS, "staff:kind"],
    ["list of the desk", LISTS, "desk:list"],
    ["wish for a notification", MODES, "notifications:mode"],
  ])("has every %s, as each language says it", (of, expected, prefix) => {
    expect(
      rowsOf(of)
        .map(([, , code]) => code)
        .toSorted(),
    ).toEqual([...expected].toSorted());
    for (const [, , code, ...said] of rowsOf(of)) {
      expect(said.slice(0, 3)).toEqual(
        LOCALES.map((locale) => texts.for(locale)(`${prefix}.${code}`)),
      );
    }
  });

  it("has every relation to a case", () => {
    expect(rowsOf("relation to a case").map(([, , code]) => code)).toEqual([...RELATIONS]);
  });

  it.each([
    ["route card", "route-card:title"],
    ["timeline", "cases:history"],
    ["desk", "desk:title"],
    ["transfer", "cases:button.transfer"],
    ["merge", "cases:button.merge"],
    ["search", "desk:search.title"],
    ["status", "cases:button.status"],
    ["notifications", "desk:button.settings"],
    ["messages", "messages:title"],
  ])("says %s as each language does", (term, key) => {
    const said = rowsOf("term").find(([, , code]) => code === term);
    expect(said?.slice(3, 6)).toEqual(LOCALES.map((locale) => texts.for(locale)(key)));
  });

  it("has each word once", () => {
    const terms = words
      .split("\n")
      .filter((line) => /^\| [^-]/.test(line))
      .slice(1)
      .map((line) => line.split("|")[1]!.trim());
    expect(new Set(terms).size).toBe(terms.length);
  });
});
