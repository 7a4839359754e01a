import type { ReportSheet } from "../../../src/features/report/sheet.ts";

/** A usual month of someone who mends shoes. */
export const sheet: ReportSheet = {
  programme: "krasnoyarsk",
  contract: { number: "17-СК", on: "2024-03-14" },
  period: { from: "2024-04-01", to: "2024-04-30" },
  name: "Образцов Пример Примерович",
  signedOn: "2024-05-08",
  done: [
    {
      activity: "Постановка на учет в качестве налогоплательщика налога на профессиональный доход",
      measures: "Зарегистрировался в приложении «Мой налог» 3 апреля.",
    },
    { activity: "Приобретение основных средств", measures: "Купил швейную машину." },
  ],
  spending: [
    {
      activity: "Приобретение основных средств",
      item: "Швейная машина для обуви",
      kopecks: 8_750_000,
    },
    { activity: "Приобретение основных средств", item: "Клей, нитки № 40", kopecks: 1_234_567 },
  ],
  notDone: [{ activity: "Аренда помещения", reason: "Собственник болел, подпишем в мае." }],
  results: "Первый доход по новому делу – 14 200 рублей.",
  attachments: [
    { name: "Чек на швейную машину (копия)", count: 1 },
    { name: "Чеки на материалы (копии)", count: 4 },
  ],
};

/** @param count lines of section 2 */
export function longSheet(count: number): ReportSheet {
  return {
    ...sheet,
    spending: Array.from({ length: count }, (_, index) => ({
      activity: `Приобретение основных средств, часть ${index + 1}я`,
      item: `Инструменты, клей, нитки и всё прочее по чеку № ${1000 + index}`,
      kopecks: 100_000 + index * 7_919,
    })),
  };
}
