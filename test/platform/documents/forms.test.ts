import { describe, expect, it } from "vitest";
import {
  type Block,
  type DocumentModel,
  renderDocument,
} from "../../../src/platform/documents/index.ts";
import { type PlacedPage, type PlacedText, readPdf, readPlaces } from "./read.ts";

/** What official forms need: captions, grids, totals, what stays together, a cover. */
const print = (blocks: readonly Block[], more: Partial<DocumentModel> = {}) =>
  renderDocument({
    title: "Форма",
    language: "ru",
    created: "2026-03-02T09:00:00Z",
    blocks,
    footer: "Подвал.",
    pageLabel: "стр. {n} из {total}",
    ...more,
  });

const LEFT = 56;
const RIGHT = 595.28 - 42;

function textOf(pages: readonly PlacedPage[], start: string): PlacedText {
  return pages.flatMap(({ texts }) => texts).find(({ text }) => text.startsWith(start))!;
}

const filler = (lines: number): Block[] =>
  Array.from({ length: lines }, () => ({ kind: "paragraph", text: "Строка." }));

describe("a form", () => {
  it("sets lines to the right and titles in the middle", async () => {
    const pages = await readPlaces(
      await print([
        { kind: "paragraph", text: "Приложение\nк форме", align: "right" },
        { kind: "title", text: "Отчет", look: "form" },
      ]),
    );
    for (const start of ["Приложение", "к форме"]) {
      const { x, width } = textOf(pages, start);
      expect(x + width).toBeCloseTo(RIGHT, 0);
    }
    const { x, width } = textOf(pages, "Отчет");
    expect(x + width / 2).toBeCloseTo((LEFT + RIGHT) / 2, 0);
  });

  it("prints a value on its line, a caption under it, and leaves an empty line empty", async () => {
    const value = "Очень длинное имя ".repeat(9).trim();
    const pages = await readPlaces(
      await print([
        { kind: "blanks", rows: [[{ label: "", share: 1, value, caption: "(имя)" }]] },
        {
          kind: "blanks",
          rows: [
            [
              { label: "«__»", share: 1, line: false },
              { label: "", share: 1, caption: "(подпись)" },
            ],
          ],
        },
      ]),
    );
    const names = pages[0]!.texts.filter(({ text }) => text.includes("имя"));
    const caption = textOf(pages, "(имя)");
    expect(names.length).toBeGreaterThan(2);
    const lowest = Math.min(...names.filter((one) => one !== caption).map(({ y }) => y));
    expect(caption.y).toBeLessThan(lowest);
    const signature = textOf(pages, "(подпись)");
    expect(signature.x).toBeGreaterThan((LEFT + RIGHT) / 2);
    expect(textOf(pages, "«__»").y).toBeGreaterThan(signature.y);
  });

  it("never parts a total from the last row, nor a block from what it keeps with", async () => {
    for (let lines = 24; lines < 44; lines += 1) {
      const { pages } = await readPdf(
        await print([
          ...filler(lines),
          {
            kind: "table",
            grid: true,
            columns: [
              { head: "Что", share: 1 },
              { head: "Сумма", share: 1, align: "right" },
            ],
            rows: [
              ["Первое", "1,00"],
              ["Второе", "2,00"],
            ],
            total: { label: "Итого", value: "3,00" },
            keep: true,
          },
          { kind: "blanks", rows: [[{ label: "Подпись", share: 1 }]] },
        ]),
      );
      const page = pages.find((text) => text.includes("Итого"))!;
      expect(page).toContain("Второе");
      expect(page).toContain("Итого 3,00");
      expect(page).toContain("Подпись");
      expect(page).toContain("Что Сумма");
    }
  });

  it("divides what should stay together and has no room on any page", async () => {
    const blocks = filler(90).map((block) => ({ ...block, keep: true }) as const);
    const places = await readPlaces(await print(blocks));
    expect(places.length).toBeGreaterThan(1);
    const texts = places.flatMap(({ texts }) => texts.filter(({ text }) => text === "Строка."));
    expect(texts).toHaveLength(90);
    for (const { y } of texts) expect(y).toBeGreaterThan(40);
  });

  it("divides a tall row of a grid, two lines at least on each page, under its head", async () => {
    const words = Array.from({ length: 500 }, (_, index) => `слово${index + 1}`);
    for (const lines of [30, 31, 32, 33]) {
      const file = await print([
        ...filler(lines),
        {
          kind: "table",
          grid: true,
          columns: [
            { head: "N", share: 1 },
            { head: "Меры", share: 9 },
          ],
          rows: [["1", words.join(" ")]],
        },
      ]);
      const { pages } = await readPdf(file);
      expect(pages.length).toBeGreaterThan(1);
      expect(pages.flatMap((page) => page.match(/слово\d+/g))).toEqual(words);
      const places = await readPlaces(file);
      const parts = places
        .map(
          ({ texts }) => new Set(texts.filter(({ text }) => /слово/.test(text)).map(({ y }) => y)),
        )
        .filter(({ size }) => size > 0);
      for (const part of parts) expect(part.size).toBeGreaterThan(1);
      for (const page of pages.slice(1)) expect(page).toMatch(/^N Меры слово/);
    }
  });

  it("has a cover in its own language that is not numbered", async () => {
    const cover = {
      language: "kk",
      blocks: [{ kind: "title", text: "Бұл парақпен не істеу керек" }],
    } as const;
    const file = await print([{ kind: "title", text: "Отчет" }], { cover });
    const { pages, language, structure } = await readPdf(file);
    expect(pages).toEqual(["Бұл парақпен не істеу керек", "Отчет Подвал. стр. 1 из 1"]);
    expect(language).toBe("ru");
    expect(structure).toEqual(["Document", "Sect", "H1"]);
    expect(file.toString("latin1")).toMatch(/\/Lang \(kk\)/);
    const alone = await readPdf(await print([{ kind: "title", text: "Отчет" }]));
    expect(alone.pages).toEqual(pages.slice(1));
  });
});
