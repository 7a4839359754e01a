import { describe, expect, it } from "vitest";
import {
  type Block,
  type DocumentModel,
  renderDocument,
} from "../../../src/platform/documents/index.ts";
import { readPdf } from "./read.ts";

function model(blocks: readonly Block[], more: Partial<DocumentModel> = {}): DocumentModel {
  return {
    title: "Отчёт",
    language: "ru",
    created: "2026-03-02T09:00:00Z",
    blocks,
    footer: "Источник: п. 28.",
    pageLabel: "стр. {n} из {total}",
    ...more,
  };
}

const paragraph = (text: string): Block => ({ kind: "paragraph", text });
const sentences = (count: number) =>
  Array.from(
    { length: count },
    (_, index) => `Предложение номер ${index + 1} о том, что сделано за месяц.`,
  ).join(" ");

describe("renderDocument", () => {
  it("writes a tagged file with its title, language and embedded fonts", async () => {
    const blocks: Block[] = [
      { kind: "title", text: "Есеп", aside: "2026" },
      { kind: "heading", text: "Құжаттар" },
      {
        kind: "paragraph",
        text: ["әғқңөұүһі ", { text: "ӘҒҚҢӨҰҮҺІ", style: "bold" }, " 5 ₸, 7 ₽, № 3"],
      },
      { kind: "list", items: ["бір", [{ text: "екі", style: "italic" }]] },
      {
        kind: "boxes",
        items: [
          { text: "Паспорт", note: "МФЦ" },
          { text: "СНИЛС", ticked: true },
        ],
      },
      { kind: "table", columns: [{ head: "Іс", share: 1 }], rows: [["Жұмыс"]] },
      { kind: "blanks", rows: [[{ label: "Қолы", share: 1 }]] },
    ];
    const pdf = await readPdf(
      await renderDocument(model(blocks, { title: "Есеп", language: "kk" })),
    );
    expect(pdf).toMatchObject({ title: "Есеп", language: "kk", tagged: true });
    expect(pdf.pages[0]).toBe(
      "Есеп 2026 Құжаттар әғқңөұүһі ӘҒҚҢӨҰҮҺІ 5 ₸ , 7 ₽, № 3 – бір – екі ☐ Паспорт МФЦ ☑ СНИЛС Іс Жұмыс Қолы Источник: п. 28. стр. 1 из 1",
    );
    expect([...pdf.fonts].sort()).toEqual([
      "DejaVuSans",
      "PTSerif-Bold",
      "PTSerif-Italic",
      "PTSerif-Regular",
    ]);
    expect(pdf.structure).toEqual([
      "Document",
      "H1",
      "P",
      "H2",
      "P",
      "L",
      "LI",
      "Lbl",
      "LBody",
      "LI",
      "Lbl",
      "LBody",
      "L",
      "LI",
      "Lbl",
      "LBody",
      "LI",
      "Lbl",
      "LBody",
      "Table",
      "TR",
      "TH",
      "TR",
      "TD",
      "P",
    ]);
  });

  it("gives equal bytes for equal models", async () => {
    const twice = [model([paragraph(sentences(200))]), model([paragraph(sentences(200))])];
    const [first, second] = await Promise.all(twice.map(renderDocument));
    expect(first!.equals(second!)).toBe(true);
  });

  it("repeats the head of a table of 60 rows on each page, loses no row and divides none", async () => {
    const table: Block = {
      kind: "table",
      columns: [
        { head: "Мероприятие", share: 2 },
        { head: "Что сделано", share: 3 },
        { head: "Сумма", share: 1, align: "right" },
      ],
      rows: Array.from({ length: 60 }, (_, index) => [
        `Строка ${index + 1}а`,
        "Куплены семена и инструменты, вскопана земля, посажена картошка",
        `${index + 1}000,50`,
      ]),
    };
    const { pages } = await readPdf(await renderDocument(model([table])));
    expect(pages.length).toBeGreaterThan(2);
    for (const [index, page] of pages.entries()) {
      expect(page.match(/Мероприятие Что сделано Сумма/g)).toHaveLength(1);
      expect(page).toContain(`стр. ${index + 1} из ${pages.length}`);
      for (const [, row] of page.matchAll(/Строка (\d+)а/g)) expect(page).toContain(`${row}000,50`);
    }
    const rows = pages.flatMap((page) =>
      [...page.matchAll(/Строка (\d+)а/g)].map(([, row]) => Number(row)),
    );
    expect(rows).toEqual(Array.from({ length: 60 }, (_, index) => index + 1));
  });

  it("divides a cell taller than a page between pages", async () => {
    const table: Block = {
      kind: "table",
      columns: [{ share: 1 }, { share: 1 }],
      rows: [[sentences(120), "рядом"]],
    };
    const { pages } = await readPdf(await renderDocument(model([table])));
    expect(pages.length).toBeGreaterThan(1);
    expect(pages.join(" ").match(/Предложение/g)).toHaveLength(120);
  });

  it("never leaves a heading at the foot of a page", async () => {
    // A page holds 39 of these lines.
    for (let filler = 34; filler < 43; filler += 1) {
      const blocks = [
        ...Array.from({ length: filler }, () => paragraph("Строка.")),
        { kind: "heading", text: "Заголовок" } as const,
        paragraph("Продолжение."),
      ];
      const { pages } = await readPdf(await renderDocument(model(blocks)));
      const page = pages.find((text) => text.includes("Заголовок"));
      expect(page).toContain("Продолжение.");
    }
  });

  it("breaks a word of 300 letters", async () => {
    const word = "Ж".repeat(300);
    const { pages } = await readPdf(await renderDocument(model([paragraph(word)])));
    expect(pages[0]!.replaceAll(" ", "")).toContain(word);
  });

  it("prints smaller to fit one page, and full size where even that is too much", async () => {
    const text = Array.from({ length: 13 }, () => paragraph(sentences(6)));
    const loose = await readPdf(await renderDocument(model(text)));
    const fitted = await readPdf(await renderDocument(model(text, { fitPages: 1 })));
    expect([loose.pages.length, fitted.pages.length]).toEqual([2, 1]);
    const much = Array.from({ length: 30 }, () => paragraph(sentences(6)));
    const sizes = await Promise.all(
      [model(much), model(much, { fitPages: 1 })].map(renderDocument),
    );
    const [full, tried] = await Promise.all(sizes.map(readPdf));
    expect(tried!.pages).toEqual(full!.pages);
  });
});
