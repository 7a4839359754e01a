import { describe, expect, it } from "vitest";
import { programs } from "../../src/programs/index.ts";
import { reportForm } from "../../src/programs/report-form.ts";

const forms = programs.flatMap(({ editions }) => editions.map((edition) => edition.reportForm));
const [krasnoyarsk] = forms;

describe("the form of the monthly report", () => {
  it("is the one of Krasnoyarsk krai to the letter (прил. 2 к прил. 6)", () => {
    expect(krasnoyarsk).toMatchObject({
      annex: ["Приложение N 2", "к форме", "социального контракта"],
      done: { heading: "1. Информация о выполнении мероприятий программы социальной адаптации:" },
      spending: {
        columns: [
          "N п/п",
          "Наименование мероприятия, на выполнение которого произведены расходы",
          "Наименование затрат",
          "Сумма затрат",
        ],
      },
      notDone: {
        heading: "3. Информация о невыполнении мероприятий программы социальной адаптации:",
      },
      results: "4. Достигнутые результаты по выходу из трудной жизненной ситуации:",
    });
  });

  it.each([
    ["a column less", { done: { heading: "1.", columns: ["N п/п", "Наименование"] } }],
    ["no place for the number of the contract", { title: "Отчет от {on}" }],
    ["no place for the period", { period: "за период" }],
    ["a section that nobody prints", { more: "5." }],
  ])("is refused with %s", (_, change) => {
    expect(reportForm.safeParse(krasnoyarsk).success).toBe(true);
    expect(reportForm.safeParse({ ...krasnoyarsk, ...change }).success).toBe(false);
  });
});
