import type { Chart } from "../../../src/platform/pictures/chart.ts";

/** Charts with what real ones bring: long words, Kazakh letters, gaps, too much, nothing. */
export const SAMPLES: Readonly<Record<string, Chart>> = {
  "plan-and-fact": {
    kind: "plan_and_fact",
    title: "План и факт",
    subtitle: "Забайкальский край, 2024 год, на 30.06.2024",
    words: { plan: "план", fact: "факт", forecast: "прогноз к концу года" },
    rows: [
      {
        label: "Освобождённые, получившие социальные услуги",
        ...{ plan: 100, fact: 47, forecast: 95, shown: "47 из 100 человек · прогноз 95" },
      },
      {
        label: "Юридические и социально-психологические услуги, включая экстренную помощь",
        ...{ plan: 200, fact: 180, forecast: 362, shown: "180 из 200 услуг · прогноз 362" },
      },
      {
        label: "Доля трудоустроенных",
        ...{ plan: 149, fact: 121, forecast: null, shown: "12,1 % при плане 14,9 %" },
      },
      {
        label: "Привлечённые к труду осуждённые",
        ...{ plan: 107, fact: null, forecast: null, shown: "план 107 человек, факт неизвестен" },
      },
      {
        label: "Обувь и одежда по сезону",
        ...{ plan: null, fact: 12, forecast: null, shown: "12 · плана на этот год нет" },
      },
    ],
  },
  occupancy: {
    kind: "occupancy",
    title: "Занятость мест за 12 недель",
    subtitle: "Центр социальной адаптации, Сургут",
    words: { occupied: "занято", beds: "всего мест" },
    weeks: [98, 104, 110, 121, 125, null, 117, 112, 9, 0, 116, 119].map((occupied, at) => ({
      label: `${String(1 + ((at * 7) % 28)).padStart(2, "0")}.0${1 + Math.floor(at / 4)}`,
      occupied,
      beds: occupied === null ? null : at < 8 ? 125 : 130,
    })),
  },
  cohorts: {
    kind: "cohorts",
    title: "Босатылғаннан кейін не болды",
    subtitle: "2024 жылғы 1-тоқсанда босатылғандар: 38 адам. Өңір: Қостанай облысы",
    groups: [
      ["Құжаттары бар", [42, 71, 88]],
      ["Тұратын орны бар", [79, 82, null]],
      ["Жұмысы бар", [5, 34, null]],
      ["Әлеуметтік келісімшарт", [0, 100, null]],
    ].map(([label, percents]) => ({
      label: label as string,
      bars: [30, 90, 365].map((day, at) => {
        const percent = (percents as (number | null)[])[at] ?? null;
        return {
          label: `${day}-күн`,
          percent,
          shown:
            percent === null
              ? "белгісіз"
              : `${percent} % (38 адамның ${Math.round(percent * 0.38)})`,
        };
      }),
    })),
  },
  overdue: {
    kind: "overdue",
    title: "Overdue, and due within a week",
    subtitle: "Adaptation centre, 30.06.2024",
    words: { overdue: "overdue", soon: "due soon" },
    rows: [
      { label: "Check of the monthly report", overdue: 3, soon: 8 },
      {
        label: "Interview with the applicant about the family, its incomes and property",
        overdue: 0,
        soon: 2,
      },
      { label: "Payment", overdue: 1, soon: 0 },
    ],
  },
};
