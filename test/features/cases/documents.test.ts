import { describe, expect, it } from "vitest";
import { type RouteSheet, routeDocument } from "../../../src/features/cases/route-document.ts";
import { type InviteSlip, slipDocument } from "../../../src/features/cases/slip.ts";
import { renderDocument } from "../../../src/platform/documents/index.ts";
import { readPdf } from "../../platform/documents/read.ts";

const created = "2024-03-12T03:00:00Z";

const slip: InviteSlip = {
  language: "ru",
  created,
  title: "Ваш код для Опоры",
  code: "Код: ACEH 2345",
  link: "https://t.me/opora_local_bot?start=c_ACEH2345",
  steps: ["Откройте ссылку.", "Назовите год рождения.", "Согласитесь."],
  footer: "Лист выдали: Центр. На нём нет вашего имени.",
  pageLabel: "стр. {n} из {total}",
};

const sheet: RouteSheet = {
  language: "kk",
  created,
  title: "Бағыт картасы",
  who: "Қасымова Әлия, 1990 ж. т.",
  facts: ["Босатылуы: 2024 жылғы 20 наурыз"],
  days: [
    { day: "20 наурыз", steps: [{ text: "Жетті, байланыс бар", ticked: true }] },
    { day: "23 наурыз", steps: [{ text: "Маманмен кездесті", ticked: false }] },
  ],
  footer: "Бұл көмек жоспары.",
  pageLabel: "{n}/{total} бет",
};

describe("printed", () => {
  it("is a slip of one small page, with the code and the whole link", async () => {
    const pdf = await readPdf(await renderDocument(slipDocument(slip)));
    expect(pdf.pages).toHaveLength(1);
    const text = pdf.pages.join(" ").replace(/\s+/g, "");
    expect(text).toContain("ACEH2345");
    expect(text).toContain("https://t.me/opora_local_bot?start=c_ACEH2345");
  });

  it("is a route card with its days and steps", async () => {
    const pdf = await readPdf(await renderDocument(routeDocument(sheet)));
    const text = pdf.pages.join(" ").replace(/\s+/g, " ");
    for (const said of ["Қасымова Әлия", "20 наурыз", "Жетті", "Маманмен кездесті"]) {
      expect(text.replaceAll("\u00a0", " ")).toContain(said);
    }
  });

  it("is the same bytes for the same words", async () => {
    const [one, other] = await Promise.all([
      renderDocument(slipDocument(slip)),
      renderDocument(slipDocument(slip)),
    ]);
    expect(one.equals(other)).toBe(true);
  });
});
