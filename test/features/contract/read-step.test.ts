import { describe, expect, it } from "vitest";
import type { Step } from "../../../src/features/contract/draft.ts";
import { readPastDay, readStep } from "../../../src/features/contract/read-step.ts";

const context = { today: "2024-02-20", startsOn: "2024-01-31" };
const value = (found: unknown) => ({ kind: "value", value: found });
const problem = (code: string) => ({ kind: "not_understood", code });

describe("a typed answer", () => {
  it.each<[Step, string, unknown]>([
    ["number", " № 12-К/2024 ", value("12-К/2024")],
    ["number", "   ", problem("empty")],
    ["number", "9".repeat(61), problem("long")],
    ["startsOn", "15.01.2024", value("2024-01-15")],
    ["startsOn", "21.02.2024", problem("date_future")],
    ["startsOn", "31 февраля 2024", problem("date_impossible")],
    ["startsOn", "давно", problem("date")],
    ["endsOn", "30 октября 2024", value("2024-10-30")],
    ["endsOn", "30 января 2024", problem("ends_before")],
    // A month that has no such number ends on its last day.
    ["endsOn", "1", { kind: "choose", options: ["2024-02-28", "2024-02-29"] }],
    ["endsOn", "на 9 месяцев", { kind: "choose", options: ["2024-10-30", "2024-10-31"] }],
    ["endsOn", "9 ай", { kind: "choose", options: ["2024-10-30", "2024-10-31"] }],
    ["endsOn", "9 months", { kind: "choose", options: ["2024-10-30", "2024-10-31"] }],
    ["endsOn", "99", problem("months")],
    ["registeredOn", "нет", value(null)],
    ["registeredOn", "10.02.2024", value("2024-02-10")],
    ["registeredOn", "10.03.2024", problem("date_future")],
    ["money:after_signing", "17 152,50", value(1_715_250)],
    ["money:after_signing", "17 тыс", value(1_700_000)],
    ["money:training_fee", "нет", value(null)],
    ["money:training_fee", "0", value(null)],
    ["money:training_fee", "сто рублей в день", problem("money")],
    ["part:start_up.premises", "500", value(50_000)],
    ["months:during_training", "3", value(3)],
    ["months:during_training", "три", value(3)],
    ["months:during_training", "0", problem("months")],
    ["measure", "работа", problem("press")],
    ["training", "да", problem("press")],
  ])("%s: %s", (step, text, read) => {
    expect(readStep(step, text, context)).toEqual(read);
  });

  it.each([
    ["1 февраля", value("2024-02-01")],
    ["вчера", value("2024-02-19")],
    ["1 декабря", problem("date_no_day")],
    ["1 марта 2024", problem("date_future")],
    ["1 февраля 2023", value("2023-02-01")],
  ])("a past day of the contract: %s", (text, read) => {
    expect(readPastDay(text, context)).toEqual(read);
  });
});
