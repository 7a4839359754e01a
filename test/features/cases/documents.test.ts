import { describe, expect, it } from "vitest";
import { EMPTY_RECORD } from "../../../src/features/cases/index.ts";
import {
  type RouteSheet,
  routeDocument,
  routeSheetOf,
} from "../../../src/features/cases/route-document.ts";
import { type InviteSlip, slipDocument } from "../../../src/features/cases/slip.ts";
import { renderDocument } from "../../../src/platform/documents/index.ts";
import { loadTexts } from "../../../src/platform/texts/texts.ts";
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
  whoLabel: "Аты:",
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

  it.each([
    [true, ["Сидоров Пётр Ильич, 1985", "ИК-27", "ул. Мира"], []],
    [false, ["Имя:", "Город после: Красноярск"], ["Сидоров", "1985", "ИК-27", "ул. Мира"]],
  ])("is a route card whose name a chat may carry: %s", async (named, told, untold) => {
    const record = {
      ...EMPTY_RECORD,
      ...{ name: "Сидоров Пётр Ильич", yearOfBirth: 1985, releaseDate: "2024-03-20" },
      ...{ releasedFrom: "ИК-27", town: 1502026, address: "ул. Мира, 1" },
    };
    const turn = { t: loadTexts().for("ru"), locale: "ru", now: new Date(created) } as const;
    const steps = [{ code: "arrived", dueOn: "2024-03-20", ticked: false, clause: null }];
    const phones = ["8 (391) 000-00-00"];
    const place = { town: 1502026, address: "пр. Мира, 7", hours: null };
    const institution = { name: "Центр", phones, ...place };
    const about = { curator: "Ольга", institution, named };
    const card = routeSheetOf(turn, { record }, steps, about);
    const pdf = await readPdf(await renderDocument(routeDocument(card)));
    const text = pdf.pages.join(" ").replace(/\s+/g, " ");
    for (const words of ["Ольга", "пр. Мира, 7", "8 (391) 000-00-00", "Добрался", ...told])
      expect(text).toContain(words);
    for (const words of untold) expect(text).not.toContain(words);
  });

  it("is the same bytes for the same words", async () => {
    const [one, other] = await Promise.all([
      renderDocument(slipDocument(slip)),
      renderDocument(slipDocument(slip)),
    ]);
    expect(one.equals(other)).toBe(true);
  });
});
