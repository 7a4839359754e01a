import { describe, expect, it } from "vitest";
import {
  checklistSheet,
  SHEET_WORDS,
  sheetWords,
} from "../../../src/features/checklist/document.ts";
import { renderDocument } from "../../../src/platform/documents/index.ts";
import { readPdf } from "../../platform/documents/read.ts";
import { sheets } from "./sheets.ts";

const { ru } = sheets;
const print = async (sheet: typeof ru) => readPdf(await renderDocument(checklistSheet(sheet)));

describe("the result and checklist sheet", () => {
  it.each(Object.values(sheets))(
    "of twelve papers is one page in $language, with all that it must say",
    async (sheet) => {
      const { pages, language, title } = await print(sheet);
      expect(pages).toHaveLength(1);
      expect({ language, title }).toEqual({ language: sheet.language, title: sheet.title });
      const said = [
        sheet.date,
        sheet.outcome,
        sheet.income,
        sheet.threshold,
        ...sheet.reasons.flatMap(({ text, clause }) => [text, `(${clause})`]),
        ...sheet.papers.flatMap(({ name, how }) => [name, how ?? name]),
        ...sheet.notNeeded,
        ...sheet.ways.flatMap(({ name, how }) => [`${name}:`, how]),
        sheet.nextDue!,
        sheet.words.name,
        sheet.words.decision,
        sheet.source,
      ];
      const bare = (text: string) => text.replace(/\s/g, "");
      for (const text of said) expect(bare(pages[0]!)).toContain(bare(text));
      expect(pages[0]!.match(/[☐☑]/g)).toHaveLength(12);
      expect(pages[0]!.match(/☑/g)).toHaveLength(1);
    },
  );

  it("flows to a second page at full size when it must, and no paper is divided", async () => {
    const papers = Array.from({ length: 32 }, (_, index) => ({
      name: `Документ ${index + 1}х`,
      how: `Куда ${index + 1}х`,
    }));
    const { pages } = await print({ ...ru, papers });
    expect(pages.length).toBe(2);
    for (const page of pages) {
      for (const [, number] of page.matchAll(/Документ (\d+)х/g))
        expect(page).toContain(`Куда ${number}х`);
    }
    expect(pages.join(" ").match(/☐/g)).toHaveLength(32);
  });

  it("leaves out what there is nothing to say about", async () => {
    const { pages } = await print({
      ...ru,
      income: "",
      threshold: "",
      notNeeded: [],
      nextDue: null,
    });
    for (const word of ["income", "threshold", "notNeeded", "nextDue"] as const) {
      expect(pages[0]).not.toContain(ru.words[word]);
    }
  });

  it("takes its fixed words by key", () => {
    const words = sheetWords((key) => key);
    expect(Object.keys(words)).toEqual([...SHEET_WORDS]);
    expect(words.papers).toBe("document-checklist:papers");
    for (const { words: own } of Object.values(sheets))
      expect(Object.keys(own).sort()).toEqual([...SHEET_WORDS].sort());
  });

  it("is printed in less than 150 ms", async () => {
    await renderDocument(checklistSheet(ru));
    const times: number[] = [];
    for (let run = 0; run < 5; run += 1) {
      const start = performance.now();
      await renderDocument(checklistSheet(ru));
      times.push(performance.now() - start);
    }
    expect(Math.min(...times)).toBeLessThan(150);
  });
});
