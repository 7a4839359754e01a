import fc from "fast-check";
import { Temporal } from "temporal-polyfill";
import { describe, expect, it } from "vitest";
import { parse } from "../../src/forms/parse/index.ts";
import { asked } from "./asked.ts";

const today = "2026-02-10";
const past = (text: string) => parse(asked({ kind: "date", past: true }), text, { today });
const any = (text: string) => parse(asked({ kind: "date" }), text, { today });

describe("a day", () => {
  it.each([
    ["1 марта 2025", "2025-03-01"],
    ["1-го марта 2025 г.", "2025-03-01"],
    ["01.03.25", "2025-03-01"],
    ["1.3.2025", "2025-03-01"],
    ["2025-03-01", "2025-03-01"],
    ["01032025", "2025-03-01"],
    ["13/2/2025", "2025-02-13"],
    ["1 наурыз 2025", "2025-03-01"],
    ["2025 жылғы 1 наурыз", "2025-03-01"],
    ["1 қыркүйек 2025 ж.", "2025-09-01"],
    ["1 кыркуйек 2025", "2025-09-01"],
    ["1 Mar 2025", "2025-03-01"],
    ["March 1st, 2025", "2025-03-01"],
    ["5 мая 95", "1995-05-05"],
    ["29.02.2024", "2024-02-29"],
    ["вчера", "2026-02-09"],
    ["Позавчера", "2026-02-08"],
    ["бүгін", "2026-02-10"],
    ["кеше", "2026-02-09"],
  ])("should read %j as %s", (text, date) => {
    expect(past(text)).toEqual({ kind: "value", value: date });
  });

  it("should ask for the year, and for the order of figures with slashes", () => {
    expect(past("1 марта")).toEqual({ kind: "choose", options: ["2024-03-01", "2025-03-01"] });
    expect(any("1 марта")).toEqual({ kind: "choose", options: ["2025-03-01", "2026-03-01"] });
    expect(any("1/2/2025")).toEqual({ kind: "choose", options: ["2025-01-02", "2025-02-01"] });
  });

  it.each([
    ["завтра", "date_future"],
    ["11.02.2026", "date_future"],
    ["31.02.2025", "date_impossible"],
    ["29.02.2025", "date_impossible"],
    ["32 марта 2025", "date_impossible"],
    ["март 2025", "date_no_day"],
    ["2025", "date_no_day"],
    ["01.03", "date_no_day"],
    ["давно", "date"],
    ["1 марта или 2 марта 2025", "date"],
    ["3 дня назад", "date"],
  ])("should answer %j with %s", (text, code) => {
    expect(past(text)).toEqual({ kind: "not_understood", code });
  });

  it("should take a day after today where that is possible", () => {
    expect(any("завтра")).toEqual({ kind: "value", value: "2026-02-11" });
  });

  it.each(["ru", "kk", "en"])("should read back any day as %s writes it", (language) => {
    const formats = (["long", "medium"] as const).map(
      (dateStyle) => new Intl.DateTimeFormat(language, { dateStyle, timeZone: "UTC" }),
    );
    fc.assert(
      fc.property(
        fc.constantFrom(...formats),
        fc.integer({ min: 0, max: 40_000 }),
        (format, day) => {
          const date = Temporal.PlainDate.from("1950-01-01").add({ days: day }).toString();
          expect(any(format.format(new Date(`${date}T00:00Z`)))).toEqual({
            kind: "value",
            value: date,
          });
        },
      ),
    );
  });
});
