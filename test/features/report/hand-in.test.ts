import { describe, expect, it } from "vitest";
import { townsCalled } from "../../../src/features/places/index.ts";
import { reportFile } from "../../../src/features/report/document.ts";
import { type HandInPlace, handInFile, handInGuide } from "../../../src/features/report/hand-in.ts";
import { LOCALES, loadTexts } from "../../../src/platform/texts/texts.ts";
import { readPdf } from "../../platform/documents/read.ts";
import { sheet } from "./sheets.ts";

const CREATED = "2024-05-08T03:00:00Z";
const KANSK = townsCalled("Канск").towns[0]!.id;
const texts = loadTexts();

const place: HandInPlace = {
  institution: {
    name: "Управление (показательное)",
    town: KANSK,
    address: "ул. Показательная, 1",
    phones: ["+7 391 000-00-00"],
    hours: { ru: "пн–пт 9–18", kk: "дс–жм 9–18" },
  },
  lastSafeDay: "2024-05-14",
  clause: "п. 28",
  late: false,
};

/** As it goes into the chat. */
const blank = { ...sheet, name: null, signedOn: null };

const guide = (locale: (typeof LOCALES)[number], changed: Partial<HandInPlace> = {}) =>
  handInGuide({ t: texts.for(locale), locale }, { ...place, ...changed });

describe("a report to hand in by hand", () => {
  it("has one page in front that says how, by which day and where", async () => {
    const { pages } = await readPdf(await handInFile(sheet, guide("ru"), CREATED));
    for (const said of [
      "Что сделать с этим отчётом",
      "Сдайте отчёт не позже 14 мая 2024 года",
      "п. 28",
      "подпись над словами «подпись гражданина»",
      "☐ Чек на швейную машину (копия) – 1",
      "☐ Чеки на материалы (копии) – 4",
      "Управление (показательное)",
      "ул. Показательная, 1",
      "пн–пт 9–18",
      "+7 391 000-00-00",
    ]) {
      expect(pages[0]).toContain(said);
    }
    const report = await readPdf(await reportFile(sheet, CREATED));
    expect(pages.slice(1)).toEqual(report.pages);
  });

  it("asks to write by hand only what is left blank, and to enclose only what there is", async () => {
    const [full, empty] = await Promise.all(
      [sheet, { ...blank, attachments: [] }].map(async (one) => {
        const { pages } = await readPdf(await handInFile(one, guide("ru"), CREATED));
        return pages[0]!;
      }),
    );
    const { name, date, enclose, papers } = guide("ru").words;
    for (const asked of [name, date]) {
      expect(empty).toContain(asked);
      expect(full).not.toContain(asked);
    }
    for (const paper of [enclose, papers]) {
      expect(full).toContain(paper);
      expect(empty).not.toContain(paper);
    }
  });

  it("says that the last day is over", async () => {
    const { pages } = await readPdf(await handInFile(sheet, guide("ru", { late: true }), CREATED));
    expect(pages[0]).toContain("Последний день был 14 мая 2024 года.");
    expect(pages[0]).not.toContain("не позже");
  });

  it.each(LOCALES)("speaks %s in front, and the form stays Russian", async (locale) => {
    const kept = JSON.parse(JSON.stringify(guide(locale)));
    const { pages, language } = await readPdf(await handInFile(blank, kept, CREATED));
    expect(language).toBe("ru");
    for (const said of Object.values(guide(locale).words)) expect(pages[0]).toContain(said);
    expect(pages[1]).toContain("Приложение N 2");
  });

  it("keeps a report with many papers in order", async () => {
    const attachments = Array.from({ length: 60 }, (_, index) => ({
      name: `Чек ${index + 1}й`,
      count: 1,
    }));
    const { pages } = await readPdf(
      await handInFile({ ...sheet, attachments }, guide("ru"), CREATED),
    );
    const cover = pages.slice(
      0,
      pages.findIndex((page) => page.includes("Приложение N 2")),
    );
    expect(cover.join(" ").match(/☐/g)).toHaveLength(60);
    for (const page of cover) expect(page).not.toContain("стр.");
  });
});
