import { describe, expect, it } from "vitest";
import {
  endingGrounds,
  lawOf,
  offeredActivities,
} from "../../../../src/features/contract/rules/index.ts";
import { contract, edition, krasnoyarsk } from "./contracts.ts";
import { activityRows, endingRows } from "./rows.ts";

const law = edition.contract;

describe("the law of a contract", () => {
  it.each([
    ["2021-10-13", null],
    ["2021-10-14", true],
    ["2024-12-31", true],
    ["2025-01-01", false],
  ])("of %s is confirmed: %s", (startsOn, confirmed) => {
    expect(lawOf(krasnoyarsk, { startsOn })?.confirmed ?? null).toBe(confirmed);
  });

  it("names only clocks and measures that the edition has", () => {
    const clocks = new Set(edition.clocks.map(({ code }) => code));
    const named = [
      ...law.activities.flatMap(({ clock }) => clock ?? []),
      ...law.monitoring.map(({ clock }) => clock),
      law.conclusion.clock,
      law.effectiveness.clock,
    ];
    expect(named.filter((code) => !clocks.has(code))).toEqual([]);
    const measures = edition.measures.map(({ code }) => code);
    expect(law.monitoring.map(({ measure }) => measure)).toEqual(measures);
  });

  it("looks after the end at what п. 31 names for each measure", () => {
    expect(law.monitoring.map(({ clause, title }) => [clause, title])).toEqual([
      ["п. 31(1)", "Факт осуществления получателем трудовой деятельности"],
      ["п. 31(2)", "Факт осуществления получателем предпринимательской деятельности"],
      ["п. 31(3)", "Факт ведения получателем личного подсобного хозяйства"],
      ["п. 31(4)", "Факт ухудшения материально-бытового состояния получателя (семьи получателя)"],
    ]);
  });

  it("refuses a monthly payment on one ground, which a valid reason takes away (п. 28)", () => {
    const { clause, title, validReasonExcuses } = law.paymentRefusal;
    expect([clause, validReasonExcuses]).toEqual(["п. 28 абз. 3", true]);
    expect(title).toMatch(/^Невыполнение получателем мероприятий, /);
  });

  it("takes four reasons for valid (п. 34), and no more", () => {
    expect(law.validReasons).toMatchObject({
      clause: "п. 34",
      list: [
        { title: "Тяжелая болезнь (беспомощное состояние)" },
        { title: "Смерть близких родственников" },
        { title: "Чрезвычайные, объективно непредотвратимые обстоятельства" },
        { title: "Другие непредвиденные, непреодолимые препятствия" },
      ],
    });
  });
});

describe("activities", () => {
  it.each(activityRows)(
    "$clause: $code, for $measure",
    ({ code, clause, measure, onlyIf, until }) => {
      const offered = (training: boolean) =>
        offeredActivities(krasnoyarsk, contract({ measure }, { training })).find(
          (one) => one.code === code,
        );
      const always = onlyIf === undefined || onlyIf === "training";
      expect(offered(true)).toMatchObject({ clause, always, until: until ?? null });
      expect(offered(false) === undefined).toBe(onlyIf === "training");
    },
  );

  it("have a row each, and are offered for their own measure only", () => {
    expect(law.activities.map(({ code }) => code)).toEqual(activityRows.map(({ code }) => code));
    for (const { code: measure } of edition.measures) {
      const codes = offeredActivities(krasnoyarsk, contract({ measure }, { training: true }));
      const rows = activityRows.filter((row) => row.measure === measure);
      expect(codes.map(({ code }) => code)).toEqual(rows.map(({ code }) => code));
    }
  });

  it("are worded as the form of the contract words them", () => {
    const [first] = offeredActivities(krasnoyarsk, contract());
    expect(first!.title).toBe(
      "Встать на учет в учреждении службы занятости населения в качестве безработного или ищущего работу в течение 20 дней со дня заключения социального контракта",
    );
  });

  it("are none where no edition is known to have begun", () => {
    expect(offeredActivities(krasnoyarsk, contract({ startsOn: "2021-10-13" }))).toEqual([]);
  });
});

describe("grounds to end a contract early", () => {
  it.each(endingRows)("$clause: $code", ({ clause, code, ...more }) => {
    const found = law.endings.list.find((one) => one.code === code);
    const { measures, onlyIf, ...rest } = { measures: undefined, onlyIf: undefined, ...more };
    expect(found).toMatchObject({ clause, ...rest });
    expect(found?.measures).toEqual(measures);
    expect(found?.onlyIf).toEqual(onlyIf);
  });

  it("are the thirteen of п. 35, and mutual consent without a notice (п. 37)", () => {
    const thirteen = Array.from({ length: 13 }, (_, at) => `п. 35(${at + 1})`);
    expect(law.endings.list.map(({ clause }) => clause)).toEqual(thirteen);
    expect(endingRows.map(({ clause }) => clause)).toEqual(thirteen);
    expect(law.endings.agreed).toMatchObject({ aidStops: true, notice: false });
  });

  it("are those of the measure, and of training where there is some", () => {
    const codes = (measure: "other" | "household_farm", training: boolean) =>
      endingGrounds(krasnoyarsk, contract({ measure }, { training })).map(({ clause }) => clause);
    const forAll = [1, 2, 3, 4, 5, 6, 11, 13].map((number) => `п. 35(${number})`);
    expect(codes("other", false)).toEqual(forAll);
    expect(codes("household_farm", false)).toEqual(
      [1, 2, 3, 4, 5, 6, 10, 11, 13].map((number) => `п. 35(${number})`),
    );
    expect(codes("household_farm", true)).toContain("п. 35(8)");
  });
});
