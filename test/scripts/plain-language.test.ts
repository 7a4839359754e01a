import { describe, expect, it } from "vitest";
import { plainLanguage } from "../../scripts/checks/plain-language.ts";
import { folderWith } from "./fixture.ts";

async function check(texts: Record<string, unknown>, language = "ru") {
  const empty = { "locales/ru/a.json": "{}", "locales/kk/a.json": "{}", "locales/en/a.json": "{}" };
  const root = await folderWith({
    ...empty,
    [`locales/${language}/forms-a.json`]: JSON.stringify(texts),
  });
  const outcome = await plainLanguage.run(root);
  return outcome.kind === "failed" ? outcome.lines : [];
}

const words = (count: number) => Array.from({ length: count }, () => "слово").join(" ");

describe("plain language", () => {
  it("lets plain texts pass: abbreviations and clauses end no sentence, lines do", async () => {
    const ask = `Сколько вы заработали в марте (п. 39, ст. 5)? Напишите сумму.\n${words(20)}\n${words(20)}`;
    expect(await check({ income: { ask, hint: "Например, 15 000 ₽." } })).toEqual([]);
  });

  it.each<[string, Record<string, unknown>, string?]>([
    ["21 words", { t: `${words(21)}.` }],
    ["21 words", { t: `Да. <b>Слово ${words(18)}</b> {{sum}} ₽ слово.` }],
    ["601 characters", { q: { ask: `${"а".repeat(300)}.`, hint: "б".repeat(300) } }],
    ['"осуществля"', { t: "Выплату осуществляет учреждение." }],
    ['"pursuant"', { t: "Paid pursuant to clause 5." }, "en"],
    ['"жүзеге асыр"', { t: "Төлемді мекеме жүзеге асырады." }, "kk"],
    ['"батырма"', { t: "Батырманы басыңыз." }, "kk"],
    ["no ending", { t: "Есепті <b>{{date}}</b> дейін тапсырыңыз." }, "kk"],
    ["picture alone", { t: "✅ " }],
  ])("refuses %s", async (found, texts, language) => {
    const lines = await check(texts, language);
    expect(lines).toHaveLength(1);
    expect(lines[0]).toContain(found);
  });
});
