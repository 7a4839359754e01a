import { createHash } from "node:crypto";
import fc from "fast-check";
import { getDocument } from "pdfjs-dist/legacy/build/pdf.mjs";
import { describe, expect, it } from "vitest";
import { reportFile } from "../../../src/features/report/document.ts";
import type { ReportSheet } from "../../../src/features/report/sheet.ts";
import {
  difference,
  drawPage,
  readPicture,
  storedPicture,
} from "../../platform/documents/picture.ts";
import { readPdf, readPlaces } from "../../platform/documents/read.ts";
import { longSheet, sheet } from "./sheets.ts";

const CREATED = "2024-05-08T03:00:00Z";
const print = (changed: Partial<ReportSheet> = {}) => reportFile({ ...sheet, ...changed }, CREATED);
const pagesOf = async (changed: Partial<ReportSheet> = {}) =>
  (await readPdf(await print(changed))).pages;
const textOf = async (changed: Partial<ReportSheet> = {}) => (await pagesOf(changed)).join(" ");

/** Spaces and what cannot be seen are no part of a text. */
const folded = (text: string) => text.replace(/[\s\u200d]/g, "");

/** Прил. 2 to прил. 6 of the procedure, in its order. */
const FORM = [
  "Приложение N 2 к форме социального контракта",
  "Отчет о выполнении мероприятий, предусмотренных социальным контрактом от 14 марта 2024 года N 17-СК и программой социальной адаптации,",
  "за период с 1 апреля 2024 года по 30 апреля 2024 года",
  "(фамилия, имя, отчество гражданина)",
  "1. Информация о выполнении мероприятий программы социальной адаптации:",
  "N п/п Наименование мероприятия Предпринятые меры по выполнению мероприятия",
  "2. Информация о расходовании государственной социальной помощи на основании социального контракта за отчетный период:",
  "N п/п Наименование мероприятия, на выполнение которого произведены расходы Наименование затрат Сумма затрат",
  "3. Информация о невыполнении мероприятий программы социальной адаптации:",
  "N п/п Наименование мероприятия Причины невыполнения мероприятия",
  "4. Достигнутые результаты по выходу из трудной жизненной ситуации:",
  "К отчету прилагаю:",
  "N п/п Наименование документа Количество документов",
  "(подпись гражданина)",
  "Отчет принят",
  "(должность, фамилия, имя, отчество должностного лица КГКУ «Управление социальной защиты населения»)",
  "(подпись)",
];

describe("the monthly report", () => {
  it("has every part of the official form to the letter, in its order", async () => {
    const text = folded(await textOf());
    let from = 0;
    for (const part of FORM) {
      const at = text.indexOf(folded(part), from);
      expect(at, part).toBeGreaterThanOrEqual(from);
      from = at + folded(part).length;
    }
  });

  it("says everything that the sheet says, numbered, with the sum of all lines", async () => {
    const text = await textOf();
    for (const said of [
      "Образцов Пример Примерович",
      "1 Постановка на учет в качестве налогоплательщика налога на профессиональный доход Зарегистрировался",
      "2 Приобретение основных средств Купил швейную машину.",
      "1 Приобретение основных средств Швейная машина для обуви 87 500,00",
      "2 Приобретение основных средств Клей, нитки № 40 12 345,67",
      "Итого, рублей 99 845,67",
      "1 Аренда помещения Собственник болел, подпишем в мае.",
      "Первый доход по новому делу – 14 200 рублей.",
      "1 Чек на швейную машину (копия) 1",
      "2 Чеки на материалы (копии) 4",
      "«08» мая 2024 года",
    ]) {
      expect(text).toContain(said);
    }
    expect(text).not.toContain("□");
  });

  it("leaves the name and the day to be written by hand", async () => {
    const text = await textOf({ name: null, signedOn: null });
    expect(text).not.toContain("Образцов");
    expect(text.match(/«_+» _+ 20_+ года/g)).toHaveLength(2);
    expect((await textOf()).match(/«_+» _+ 20_+ года/g)).toHaveLength(1);
  });

  it("strikes out what there is nothing to say about", async () => {
    const text = await textOf({
      done: [],
      spending: [],
      notDone: [],
      results: null,
      attachments: [],
    });
    expect(text).toContain("Сумма затрат – – – Итого, рублей 0,00");
    expect(text).toContain("выполнению мероприятия – – 2.");
    expect(text).toContain("трудной жизненной ситуации: – К отчету прилагаю:");
    expect(text).toContain("Количество документов – – «08»");
  });

  it("takes the form of the latest edition for a contract of a day that no edition covers", async () => {
    for (const on of ["2027-05-01", "2019-05-01"]) {
      expect(await textOf({ contract: { number: "1", on } })).toContain("Приложение N 2");
    }
    await expect(async () => print({ programme: "atlantis" })).rejects.toThrow("atlantis");
  });
});

describe("the file", () => {
  it("has its title and language, and no name or number of anybody", async () => {
    const file = await print();
    const { title, language, tagged } = await readPdf(file);
    expect({ title, language, tagged }).toEqual({
      title:
        "Отчет о выполнении мероприятий, предусмотренных социальным контрактом и программой социальной адаптации за период с 1 апреля 2024 года по 30 апреля 2024 года",
      language: "ru",
      tagged: true,
    });
    const task = getDocument({ data: new Uint8Array(file), verbosity: 0 });
    const { info, metadata } = await (await task.promise).getMetadata();
    const about = JSON.stringify(info) + JSON.stringify(metadata?.getRaw() ?? "");
    await task.destroy();
    expect(about).toContain("D:20240508");
    for (const secret of ["Образцов", "17-СК", "Author"]) expect(about).not.toContain(secret);
  });

  it("is the same bytes for the same sheet and moment, other bytes for another", async () => {
    const hash = async (file: Promise<Buffer>) =>
      createHash("sha256")
        .update(await file)
        .digest("hex");
    const [one, same, later, other] = await Promise.all([
      hash(print()),
      hash(reportFile(structuredClone(sheet), CREATED)),
      hash(reportFile(sheet, "2024-05-08T03:00:01Z")),
      hash(print({ results: "Первый доход по новому делу – 14 201 рубль." })),
    ]);
    expect(same).toBe(one);
    expect(new Set([one, later, other]).size).toBe(3);
  });

  it("looks as the stored picture does, to 6 of 255 in every square of a letter's size", async () => {
    const path = new URL("./report-page.png", import.meta.url).pathname;
    const drawn = await drawPage(await print(), 1);
    const stored = await storedPicture(path, drawn);
    expect(difference(await readPicture(drawn), stored)).toBeLessThan(6);
    // One figure of one sum is enough to be seen.
    const [machine, ...others] = sheet.spending;
    const changed = await print({ spending: [{ ...machine!, kopecks: 8_750_001 }, ...others] });
    const other = await readPicture(await drawPage(changed, 1));
    expect(difference(other, stored)).toBeGreaterThan(6);
  });
});

describe("a long report", () => {
  it("of 60 lines loses none, divides none, repeats the head and numbers its pages", async () => {
    const long = longSheet(60);
    const pages = await pagesOf(long);
    expect(pages.length).toBeGreaterThan(3);
    const lines = pages.flatMap((page) => [
      ...page.matchAll(
        /(\d+) Приобретение основных средств, часть (\d+)я .*? № (\d+) ([\d ]+,\d\d)/g,
      ),
    ]);
    expect(lines.map(([, number, part, paper]) => [number, part, paper].map(Number))).toEqual(
      long.spending.map((_, index) => [index + 1, index + 1, 1000 + index]),
    );
    const printed = lines.map(([, , , , sum]) => Number(sum!.replace(/\D/g, "")));
    expect(printed).toEqual(long.spending.map(({ kopecks }) => kopecks));
    expect(pages.join(" ")).toContain("Итого, рублей 200 166,30 3.");
    for (const [index, page] of pages.entries()) {
      expect(page).toContain(`стр. ${index + 1} из ${pages.length}`);
      expect(page).toContain(
        "Отчет по социальному контракту от 14.03.2024 N 17-СК за период с 01.04.2024 по 30.04.2024",
      );
      if (/часть \d+я/.test(page)) expect(page).toContain("Наименование затрат Сумма затрат");
    }
  });

  it("goes on over pages in every text, in order, and parts no heading from what follows", async () => {
    const words = (name: string, count: number) =>
      Array.from({ length: count }, (_, index) => `${name}${index + 1}`);
    const texts = [words("мера", 900), words("причина", 700), words("итог", 800)];
    const pages = await pagesOf({
      done: [{ activity: "Поиск работы", measures: texts[0]!.join(" ") }],
      notDone: [{ activity: "Обучение", reason: texts[1]!.join("\n") }],
      results: texts[2]!.join(" "),
    });
    const text = pages.join(" ");
    expect(text.match(/мера\d+/g)).toEqual(texts[0]);
    expect(text.match(/причина\d+/g)).toEqual(texts[1]);
    expect(text.match(/итог\d+/g)).toEqual(texts[2]);
    const follows: [string, RegExp][] = [
      ["1. Информация", /мера1 /],
      ["2. Информация", /Швейная машина/],
      ["3. Информация", /причина1 /],
      ["4. Достигнутые", /итог1 /],
      ["К отчету прилагаю:", /Чек на швейную машину/],
      ["(подпись гражданина)", /Чеки на материалы .* Отчет принят/],
    ];
    for (const [heading, next] of follows) {
      expect(pages.find((page) => page.includes(heading))).toMatch(next);
    }
  });

  it("never parts the signatures from the last paper, wherever the page ends", async () => {
    for (let count = 1; count < 40; count += 3) {
      const attachments = Array.from({ length: count }, (_, index) => ({
        name: `Чек ${index + 1}й`,
        count: 1,
      }));
      const pages = await pagesOf({ attachments });
      const last = pages.at(-1)!;
      expect(last).toContain(`Чек ${count}й`);
      expect(last).toContain("(подпись гражданина)");
      expect(last).toContain("(подпись)");
    }
  });
});

describe("typed texts", () => {
  it("are printed whatever they hold, and what no font has is told", async () => {
    const measures = `Қазақша әғқңөұүһі, Latin, ${"безпробелов".repeat(30)} 🧿, \t\u0007конец`;
    const text = await textOf({ done: [{ activity: "А", measures }] });
    expect(folded(text)).toContain(folded(measures).replace("🧿", "□").replace("\u0007", ""));
    expect(text).toContain("□ – на этом месте стоял знак");
    const family = await textOf({ results: "Семья 👨‍👩‍👧 рада" });
    expect(family).toContain("Семья □□□ рада");
  });

  it("leave no text outside the page, and the sum is the sum of kopecks", async () => {
    const letters = [..."абвгдеёжзийклмнопрстуфхцчшщъыьэюя", ..."ӘҒҚҢӨҰҮҺІ", ..."azQW", ..."0129"];
    const sign = fc.constantFrom(
      ...letters,
      " ",
      " ",
      " ",
      ",",
      "–",
      "№",
      "«",
      "»",
      "%",
      "\n",
      "🧿",
    );
    const typed = (longest: number) =>
      fc
        .string({ unit: sign, minLength: 1, maxLength: longest })
        .filter((text) => text.trim() !== "");
    const kopecks = fc.integer({ min: 0, max: 10_000_000_000 });
    const sheets = fc.record({
      name: fc.option(typed(80)),
      done: fc.array(fc.record({ activity: typed(120), measures: typed(300) }), { maxLength: 5 }),
      spending: fc.array(fc.record({ activity: typed(120), item: typed(120), kopecks }), {
        maxLength: 12,
      }),
      notDone: fc.array(fc.record({ activity: typed(120), reason: typed(200) }), { maxLength: 3 }),
      results: fc.option(typed(400)),
      attachments: fc.array(
        fc.record({ name: typed(80), count: fc.integer({ min: 1, max: 99 }) }),
        {
          maxLength: 5,
        },
      ),
    });
    const inFigures = (sum: bigint) => {
      const digits = String(sum).padStart(3, "0");
      return `${digits.slice(0, -2)},${digits.slice(-2)}`;
    };
    await fc.assert(
      fc.asyncProperty(sheets, async (changed) => {
        const file = await print(changed);
        const text = folded((await readPdf(file)).pages.join(" "));
        const sum = changed.spending.reduce((all, line) => all + BigInt(line.kopecks), 0n);
        expect(text).toContain(`Итого,рублей${inFigures(sum)}`);
        for (const { kopecks } of changed.spending) {
          expect(text).toContain(inFigures(BigInt(kopecks)));
        }
        const said = [
          changed.name ?? "",
          changed.results ?? "",
          ...changed.done.flatMap((line) => [line.activity, line.measures]),
          ...changed.spending.flatMap((line) => [line.activity, line.item]),
          ...changed.notDone.flatMap((line) => [line.activity, line.reason]),
          ...changed.attachments.map(({ name }) => name),
        ];
        for (const one of said) expect(text).toContain(folded(one).replaceAll("🧿", "□"));
        for (const page of await readPlaces(file)) {
          for (const { text, x, y, width, height } of page.texts) {
            expect(x, text).toBeGreaterThanOrEqual(55);
            expect(x + width, text).toBeLessThanOrEqual(page.width - 41);
            expect(y, text).toBeGreaterThan(20);
            expect(y + height, text).toBeLessThan(page.height - 20);
          }
        }
      }),
      { numRuns: 30 },
    );
  });
});
