import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { triageForm } from "../../src/features/triage/form.ts";
import { triage } from "../../src/features/triage/rules.ts";
import { codesOf } from "../../src/forms/condition.ts";
import type { Question } from "../../src/forms/form.ts";
import { readHelp } from "../../src/programs/help.ts";
import { loadHelp } from "../../src/programs/help-schema.ts";

const data = readHelp();
const common: unknown = read("src/programs/common/help.json");
const madeUp = {
  code: "made-up",
  regions: ["RU-XYZ"],
  sources: { decree: { title: "Постановление", date: "2025-12-01" } },
  periods: { year: { from: "2026-01-01", until: "2027-01-01", why: "The decree is for 2026." } },
  conditions: { without_passport: { not: { has: ["papers", "passport"] } } },
  help: [
    {
      code: "papers",
      needs: ["papers"],
      condition: "without_passport",
      period: "year",
      source: "decree",
      clause: "п. 5",
    },
  ],
  ask: [{ code: "office" }],
};

describe("the programmes", () => {
  it("are the five", () => {
    expect(data.packs.map((pack) => pack.code)).toEqual([
      "irkutsk-care-leavers",
      "kazakhstan",
      "khmao",
      "krasnoyarsk",
      "zabaykalsky",
    ]);
  });

  it("look only at answers that the form can give", () => {
    const questions = new Map(
      triageForm.items.map((item) => [(item as Question).code, item as Question]),
    );
    const conditions = [
      ...data.needs.map((need) => need.when),
      ...[...data.packs, data.common].flatMap((pack) => Object.values(pack.conditions)),
    ];
    for (const code of conditions.flatMap(codesOf)) expect([...questions.keys()]).toContain(code);
    for (const part of JSON.stringify(conditions).matchAll(/"(?:is|has)":\["(\w+)","(\w+)"\]/g)) {
      const question = questions.get(part[1]!)!;
      expect(question.options ?? ["yes", "no"]).toContain(part[2]);
    }
  });

  it("let every option of the form change some result", () => {
    const text = JSON.stringify([
      data.needs,
      data.packs.map((pack) => pack.conditions),
      data.common.conditions,
    ]);
    const silent = triageForm.items.flatMap((item) =>
      ((item as Question).options ?? []).filter((option) => !text.includes(`"${option}"`)),
    );
    expect(silent).toEqual(["safe", "have"]);
  });

  it.each(["ru", "kk", "en"])("have words in %s for every row and everyone to ask", (language) => {
    for (const pack of [...data.packs, data.common]) {
      const texts = read(`locales/${language}/program-${pack.code}.json`) as {
        name: string;
        help: Record<string, { name: string; next: string }>;
        ask: Record<string, { name: string; how: string }>;
      };
      expect(texts.name).toBeTruthy();
      expect(Object.keys(texts.help).sort()).toEqual(pack.help.map((row) => row.code).sort());
      expect(Object.keys(texts.ask).sort()).toEqual(
        [...new Set(pack.ask.map((row) => row.code))].sort(),
      );
      for (const [place, one] of Object.entries({ ...texts.help, ...texts.ask })) {
        for (const text of Object.values(one)) {
          expect(text.length, `${language} ${pack.code} ${place}`).toBeLessThanOrEqual(400);
          for (const sentence of text.split(/[.!?]\s/)) {
            expect(sentence.split(/\s+/).length, sentence).toBeLessThanOrEqual(20);
          }
        }
      }
    }
  });
});

describe("a new programme", () => {
  it("is a folder of data: its rows are shown without a line of code", () => {
    const answers = { situation: "released", papers: [] };
    const more = loadHelp(common, [madeUp]);
    const result = triage({ answers, region: "RU-XYZ" }, "2026-06-01", more);
    expect(result.items[0]).toMatchObject({
      pack: "made-up",
      code: "papers",
      need: "papers",
      why: ["papers"],
    });
    expect(result.missing[0]).toMatchObject({
      need: "bed",
      ask: { pack: "made-up", code: "office" },
    });
  });

  it.each([
    [
      "an unknown need",
      { help: [{ ...madeUp.help[0], needs: ["yacht"] }] },
      /help\.papers names "yacht"/,
    ],
    ["an unknown condition", { help: [{ ...madeUp.help[0], condition: "rich" }] }, /names "rich"/],
    ["an unknown period", { help: [{ ...madeUp.help[0], period: "ever" }] }, /names "ever"/],
    ["an unknown source", { help: [{ ...madeUp.help[0], source: "rumour" }] }, /names "rumour"/],
    [
      "an unknown source of whom to ask",
      { ask: [{ code: "office", source: "rumour" }] },
      /ask\.office/,
    ],
    ["a row twice", { help: [madeUp.help[0], madeUp.help[0]] }, /help: "papers" is there twice/],
    [
      "a period that ends before it begins",
      { periods: { year: { from: "2026-01-01", until: "2026-01-01", why: "x" } } },
      /periods\.year/,
    ],
    [
      "a day that is not in the calendar",
      { periods: { year: { from: "2026-02-30", until: "2027-01-01", why: "x" } } },
      /periods\.year\.from/,
    ],
    ["a field that nobody reads", { colour: "red" }, /colour/],
    ["the name of another programme", { code: "common" }, /packs: "common" is there twice/],
  ])("is refused with %s", (_, wrong, message) => {
    expect(() => loadHelp(common, [{ ...madeUp, ...wrong }])).toThrow(message);
  });
});

function read(path: string): unknown {
  return JSON.parse(readFileSync(new URL(`../../${path}`, import.meta.url), "utf8"));
}
