import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { triageForm } from "../../../src/features/triage/form.ts";
import { type Triage, triage } from "../../../src/features/triage/rules.ts";
import { checkForm } from "../../../src/forms/check.ts";
import type { Answers, Question } from "../../../src/forms/form.ts";
import { readHelp } from "../../../src/programs/help.ts";

const data = readHelp();

/** A person who needs nothing in particular: each test adds what it is about. */
const content: Answers = {
  situation: "released",
  town: "1",
  night: "safe",
  urgent: [],
  papers: ["release_certificate", "passport", "snils", "oms"],
  registered: "yes",
  care: [],
  work: "have",
  more: [],
};

function ask(region: string | null, today: string, answers: Answers = {}): Triage {
  return triage({ answers: { ...content, ...answers }, region }, today, data);
}

const shown = (result: Triage): string[] => result.items.map((item) => `${item.pack}.${item.code}`);

const careLeaver = { situation: "care_leaver" };
const soon = { situation: "soon" };
const rows: [
  row: string,
  region: string,
  inside: Answers,
  outside: Answers,
  from: string,
  until: string,
][] = [
  ["common.probation", "RU-TUL", {}, soon, "2025-01-01", "2027-01-24"],
  ["common.probation_inside", "RU-TUL", soon, {}, "2024-01-01", "2026-12-19"],
  [
    "khmao.bed",
    "RU-KHM",
    { night: "short" },
    { night: "short", ...careLeaver },
    "2024-01-01",
    "2025-01-01",
  ],
  ["khmao.bed", "RU-KHM", { night: "nowhere", ...careLeaver }, {}, "2024-01-01", "2025-01-01"],
  [
    "khmao.patrol",
    "RU-KHM",
    { night: "nowhere" },
    { night: "nowhere", ...soon },
    "2024-01-01",
    "2025-01-01",
  ],
  [
    "khmao.kit",
    "RU-KHM",
    { urgent: ["food"] },
    { urgent: ["clothes"] },
    "2024-01-01",
    "2025-01-01",
  ],
  ["khmao.kit", "RU-KHM", { urgent: ["things"] }, { urgent: [] }, "2024-01-01", "2025-01-01"],
  [
    "khmao.clothes",
    "RU-KHM",
    { urgent: ["clothes"] },
    { urgent: ["clothes"], ...careLeaver },
    "2024-01-01",
    "2025-01-01",
  ],
  ["khmao.route_card", "RU-KHM", soon, {}, "2024-01-01", "2025-01-01"],
  ["khmao.papers", "RU-KHM", { papers: ["snils", "oms"] }, {}, "2024-01-01", "2025-01-01"],
  ["khmao.registration", "RU-KHM", { registered: "no" }, {}, "2024-01-01", "2025-01-01"],
  [
    "khmao.medical",
    "RU-KHM",
    { care: ["doctor"] },
    { care: ["doctor"], ...careLeaver },
    "2024-01-01",
    "2025-01-01",
  ],
  ["khmao.insurance", "RU-KHM", { papers: ["passport", "oms"] }, {}, "2024-01-01", "2025-01-01"],
  ["khmao.work", "RU-KHM", { work: "seek" }, { work: "cannot" }, "2024-01-01", "2025-01-01"],
  ["khmao.legal_and_talk", "RU-KHM", { more: ["legal"] }, {}, "2024-01-01", "2025-01-01"],
  [
    "khmao.legal_and_talk",
    "RU-KHM",
    { more: ["talk"] },
    { more: ["home"] },
    "2024-01-01",
    "2025-01-01",
  ],
  [
    "khmao.disability",
    "RU-KHM",
    { care: ["disability"] },
    { care: ["doctor"] },
    "2024-01-01",
    "2025-01-01",
  ],
  ["khmao.pension", "RU-KHM", { care: ["pension"] }, {}, "2024-01-01", "2025-01-01"],
  ["khmao.constant_care", "RU-KHM", { care: ["constant_care"] }, {}, "2024-01-01", "2025-01-01"],
  ["khmao.benefits", "RU-KHM", { more: ["benefits"] }, {}, "2024-01-01", "2025-01-01"],
  ["khmao.home", "RU-KHM", { more: ["home"] }, {}, "2024-01-01", "2025-01-01"],
  ["khmao.family", "RU-KHM", { more: ["family"] }, {}, "2024-01-01", "2025-01-01"],
  ["khmao.curator", "RU-KHM", {}, careLeaver, "2024-01-01", "2025-01-01"],
  [
    "zabaykalsky.clothes",
    "RU-ZAB",
    { urgent: ["clothes"] },
    { urgent: ["clothes"], ...soon },
    "2024-01-01",
    "2026-01-01",
  ],
  [
    "zabaykalsky.urgent",
    "RU-ZAB",
    { urgent: ["food"] },
    { urgent: ["clothes"] },
    "2024-01-01",
    "2036-01-01",
  ],
  [
    "zabaykalsky.urgent",
    "RU-ZAB",
    { night: "nowhere" },
    { night: "nowhere", ...soon },
    "2024-01-01",
    "2036-01-01",
  ],
  ["zabaykalsky.visits", "RU-ZAB", soon, {}, "2024-01-01", "2036-01-01"],
  ["zabaykalsky.work", "RU-ZAB", { work: "learn" }, {}, "2024-01-01", "2036-01-01"],
  ["zabaykalsky.legal_and_talk", "RU-ZAB", { more: ["legal"] }, {}, "2024-01-01", "2036-01-01"],
  ["zabaykalsky.services", "RU-ZAB", {}, careLeaver, "2024-01-01", "2036-01-01"],
  [
    "irkutsk-care-leavers.work",
    "RU-IRK",
    { ...careLeaver, work: "seek" },
    { work: "seek" },
    "2022-01-01",
    "2025-01-01",
  ],
  [
    "irkutsk-care-leavers.legal",
    "RU-IRK",
    { ...careLeaver, more: ["legal"] },
    { more: ["legal"] },
    "2022-01-01",
    "2025-01-01",
  ],
  ["irkutsk-care-leavers.talk", "RU-IRK", careLeaver, {}, "2022-01-01", "2025-01-01"],
  [
    "irkutsk-care-leavers.housing",
    "RU-IRK",
    { ...careLeaver, more: ["housing"] },
    { more: ["housing"] },
    "2022-01-01",
    "2025-01-01",
  ],
  ["irkutsk-care-leavers.mentor", "RU-IRK", careLeaver, {}, "2022-01-01", "2025-01-01"],
  ["kazakhstan.social_and_legal", "KZ-KUS", {}, soon, "2017-01-01", "2020-01-01"],
  [
    "krasnoyarsk.goods",
    "RU-KYA",
    { urgent: ["clothes"] },
    { urgent: ["clothes"], ...soon },
    "2021-10-14",
    "2025-01-01",
  ],
  ["krasnoyarsk.work", "RU-KYA", { work: "seek" }, {}, "2021-10-14", "2025-01-01"],
  [
    "krasnoyarsk.training",
    "RU-KYA",
    { work: "learn" },
    { work: "seek" },
    "2021-10-14",
    "2025-01-01",
  ],
  ["krasnoyarsk.social_contract", "RU-KYA", { work: "cannot" }, {}, "2021-10-14", "2025-01-01"],
];

describe("a row of help", () => {
  it.each(rows)(
    "%s in %s is shown to whom it is for and in its time",
    (row, region, inside, outside, from, until) => {
      const last = dayBefore(until);
      expect(shown(ask(region, from, inside))).toContain(row);
      expect(shown(ask(region, last, inside))).toContain(row);
      expect(shown(ask(region, dayBefore(from), inside))).not.toContain(row);
      expect(shown(ask(region, until, inside))).not.toContain(row);
      expect(shown(ask(region, last, outside))).not.toContain(row);
      expect(shown(ask(region.startsWith("KZ") ? "RU-KYA" : "KZ-KUS", last, inside))).not.toContain(
        row,
      );
    },
  );

  it("has a line in the table above", () => {
    const all = [...data.packs, data.common].flatMap((pack) =>
      pack.help.map((row) => `${pack.code}.${row.code}`),
    );
    expect(all.filter((row) => !rows.some(([tested]) => tested === row))).toEqual([]);
  });
});

describe("the list", () => {
  const everything: Answers = {
    night: "nowhere",
    urgent: ["food", "clothes", "things"],
    papers: [],
    registered: "no",
    care: ["doctor", "disability", "pension", "constant_care"],
    work: "learn",
    more: ["legal", "benefits", "home", "family", "talk", "housing"],
  };

  it("goes from a bed tonight down to the social contract", () => {
    const result = ask("RU-KHM", "2024-06-01", everything);
    expect(shown(result)).toEqual([
      "khmao.bed",
      "khmao.patrol",
      "khmao.kit",
      "khmao.clothes",
      "khmao.papers",
      "khmao.registration",
      "khmao.medical",
      "khmao.insurance",
      "khmao.work",
      "khmao.legal_and_talk",
      "khmao.disability",
      "khmao.pension",
      "khmao.constant_care",
      "khmao.benefits",
      "khmao.home",
      "khmao.family",
      "khmao.curator",
    ]);
    expect(result.missing.map((one) => one.need)).toEqual([
      "training",
      "housing",
      "probation",
      "social_contract",
    ]);
  });

  it("shows a row once, with every need that it answers", () => {
    const [first] = ask("RU-ZAB", "2026-03-01", { night: "nowhere", urgent: ["food"] }).items;
    expect(first).toMatchObject({
      code: "urgent",
      need: "bed",
      needs: ["bed", "food"],
      urgency: 1,
    });
    expect(first!.why).toEqual(["night", "urgent", "situation"]);
  });

  it("puts the region's own row before the common one", () => {
    const result = ask("RU-ZAB", "2026-03-01", { work: "seek" });
    expect(shown(result).slice(0, 2)).toEqual(["zabaykalsky.work", "common.probation"]);
  });

  it("names the source with its date and clause", () => {
    const item = ask("RU-ZAB", "2026-03-01", { more: ["legal"] }).items[0]!;
    expect(item.source).toEqual({
      title:
        "Паспорт комплекса процессных мероприятий «Ресоциализация и адаптация лиц, освобожденных из мест лишения свободы»",
      date: "2024-07-04",
      clause: "разд. 2, 1.2; разд. 4, 1.2.1",
    });
    expect(item.next).toBe("program-zabaykalsky:help.legal_and_talk.next");
  });
});

describe("a need without a rule", () => {
  const of = (result: Triage, need: string) => result.missing.find((one) => one.need === need);

  it("says that the plan of Irkutsk has ended, and names the bureau", () => {
    const result = ask("RU-IRK", "2026-03-01", { ...careLeaver, more: ["legal"] });
    expect(result.items).toEqual([]);
    expect(of(result, "legal")).toMatchObject({
      cause: "expired",
      ask: { pack: "irkutsk-care-leavers", code: "legal_bureau" },
      other: { period: { from: "2022-01-01", until: "2025-01-01" } },
    });
  });

  it("has no rule for Kazakhstan today and names the probation service and the akimat", () => {
    const result = ask("KZ-KUS", "2026-03-01", { night: "nowhere", more: ["legal"] });
    expect(result.items).toEqual([]);
    expect(of(result, "legal")).toMatchObject({
      cause: "expired",
      ask: { code: "probation_service" },
    });
    expect(of(result, "bed")).toMatchObject({ cause: "no_programme", ask: { code: "akimat" } });
  });

  it("asks for the town first where the region is not known", () => {
    const result = ask(null, "2026-03-01", { night: "nowhere" });
    expect(result.items).toEqual([]);
    expect(of(result, "bed")).toMatchObject({
      cause: "no_region",
      ask: { pack: "common", code: "social_protection" },
    });
  });

  it("tells a region without a programme from a programme without a row", () => {
    expect(of(ask("RU-TUL", "2026-03-01", { night: "nowhere" }), "bed")?.cause).toBe(
      "no_programme",
    );
    expect(of(ask("RU-ZAB", "2026-03-01", { care: ["disability"] }), "disability")?.cause).toBe(
      "no_rule",
    );
  });

  it("says from when a row will hold", () => {
    expect(of(ask("RU-ZAB", "2023-06-01", { urgent: ["clothes"] }), "clothes")).toMatchObject({
      cause: "not_yet",
      other: { period: { from: "2024-01-01" } },
    });
  });

  it("shows clothes in Zabaykalsky krai until the end of 2025 only", () => {
    expect(shown(ask("RU-ZAB", "2025-12-31", { urgent: ["clothes"] }))).toContain(
      "zabaykalsky.clothes",
    );
    expect(of(ask("RU-ZAB", "2026-01-01", { urgent: ["clothes"] }), "clothes")?.cause).toBe(
      "expired",
    );
  });
});

describe("a need", () => {
  const needs = (region: string, answers: Answers): string[] => {
    const { items, missing } = ask(region, "2024-06-01", answers);
    return [...items.flatMap((item) => item.needs), ...missing.map((one) => one.need)];
  };

  it.each<[string, Answers]>([
    ["bed", { night: "unknown" }],
    ["papers", { papers: "unknown" }],
    ["papers", { papers: ["passport"] }],
    ["registration", { registered: "unknown" }],
    ["insurance", { papers: ["passport"] }],
    ["social_contract", { work: "unknown" }],
  ])("%s arises also where the person does not know: %o", (need, answers) => {
    expect(needs("RU-KHM", {})).not.toContain(need);
    expect(needs("RU-KHM", answers)).toContain(need);
  });

  it("for a certificate of release arises only after release", () => {
    expect(needs("RU-KHM", { papers: ["passport", "snils", "oms"], ...soon })).not.toContain(
      "papers",
    );
  });

  it("that only one country knows does not arise in another", () => {
    expect(needs("KZ-ALA", { papers: ["passport"] })).not.toContain("insurance");
  });
});

describe("the words of the form", () => {
  it.each(["ru", "kk", "en"])(
    "are there in %s for every question and option, and short",
    (language) => {
      const path = `../../../locales/${language}/forms-triage.json`;
      const texts = JSON.parse(readFileSync(new URL(path, import.meta.url), "utf8"));
      const questions = triageForm.items as readonly Question[];
      expect(Object.keys(texts)).toEqual(questions.map((question) => question.code));
      for (const { code, options = [] } of questions) {
        const { ask: question, why, hint = "", options: labels = {} } = texts[code];
        expect(Object.keys(labels)).toEqual(options);
        expect(`${question} ${why} ${hint}`.length).toBeLessThanOrEqual(600);
        for (const sentence of `${question} ${why} ${hint}`.split(/[.?!]\s/)) {
          expect(sentence.split(/\s+/).length, sentence).toBeLessThanOrEqual(20);
        }
      }
    },
  );
});

describe("every path of the form", () => {
  const questions = triageForm.items.filter((item): item is Question => "code" in item);
  const value = (question: Question): fc.Arbitrary<string | string[]> => {
    const options = [...(question.options ?? [])];
    if (question.kind === "many") return fc.oneof(fc.subarray(options), fc.constant("unknown"));
    if (question.kind === "choice")
      return fc.constantFrom(...options, ...(question.unknown ? ["unknown"] : []));
    return fc.constantFrom("yes", "no", "unknown");
  };
  const answers = fc.record(Object.fromEntries(questions.map((one) => [one.code, value(one)])));
  const region = fc.constantFrom(
    null,
    "RU-KYA",
    "RU-KHM",
    "RU-ZAB",
    "RU-IRK",
    "RU-TUL",
    "KZ",
    "KZ-ALA",
    "BY",
  );
  const today = fc.constantFrom(
    "2018-05-01",
    "2021-10-14",
    "2024-06-01",
    "2025-12-31",
    "2026-11-21",
    "2040-01-01",
  );

  it("is sound, and asks at most ten questions", () => {
    expect(checkForm(triageForm)).toEqual([]);
    expect(questions.length).toBe(triageForm.items.length);
    expect(questions.length).toBeLessThanOrEqual(10);
  });

  it("gives help or names what is missing, in one order of urgency, from rows that hold", () => {
    fc.assert(
      fc.property(answers, region, today, (given, where, day) => {
        const { items, missing } = triage({ answers: given, region: where }, day, data);
        expect(items.length + missing.length).toBeGreaterThan(0);
        for (const list of [items, missing]) {
          expect(list.map((one) => one.urgency)).toEqual(
            list.map((one) => one.urgency).sort((a, b) => a - b),
          );
        }
        for (const { period } of items) expect(period.from <= day && day < period.until).toBe(true);
        const answered = new Set(items.flatMap((item) => item.needs));
        expect(missing.some((one) => answered.has(one.need))).toBe(false);
      }),
      { numRuns: 500 },
    );
  });

  it("never loses an item when a need is added", () => {
    const additions: [code: string, option: string][] = questions
      .filter((question) => question.kind === "many" && question.code !== "papers")
      .flatMap((question) =>
        question.options!.map((option): [string, string] => [question.code, option]),
      );
    fc.assert(
      fc.property(
        answers,
        region,
        today,
        fc.constantFrom(...additions),
        (given, where, day, [code, option]) => {
          const chosen = given[code];
          const more = { ...given, [code]: [...(Array.isArray(chosen) ? chosen : []), option] };
          const items = shown(triage({ answers: given, region: where }, day, data));
          expect(shown(triage({ answers: more, region: where }, day, data))).toEqual(
            expect.arrayContaining(items),
          );
        },
      ),
      { numRuns: 500 },
    );
  });
});

function dayBefore(day: string): string {
  return new Date(Date.parse(day) - 86_400_000).toISOString().slice(0, 10);
}
