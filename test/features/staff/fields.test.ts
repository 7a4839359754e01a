import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { FIELDS, type Field, hearField, hearPlace } from "../../../src/features/staff/fields.ts";

const WORDS: Readonly<Record<string, string>> = { shelter: "Приют", bed: "Ночлег", work: "Работа" };
const listening = {
  locale: "kk",
  region: "RU-KYA",
  known: { hours: { ru: "пн–пт 9–18" } },
  called: (_what: string, code: string) => WORDS[code] ?? code,
} as const;

const hear = (field: Field, text: string) => hearField(field, text, listening);

describe("a typed field of an institution", () => {
  it.each<[Field, string, unknown]>([
    ["kind", " приют ", "shelter"],
    ["name", "  Приют «Тепло» ", "Приют «Тепло»"],
    ["town", "Канск", 1504682],
    ["coordinates", "56.0106, 92.8526", { latitude: 56.0106, longitude: 92.8526 }],
    ["coordinates", "56,0106 92,8526", { latitude: 56.0106, longitude: 92.8526 }],
    ["coordinates", "-56.5;-92.5", { latitude: -56.5, longitude: -92.5 }],
    ["phones", "+7 391 000-00-00; 8 (39161) 0-00-00", ["+7 391 000-00-00", "8 (39161) 0-00-00"]],
    ["email", " info@example.org ", "info@example.org"],
    ["hours", "дс–жм 9–18", { ru: "пн–пт 9–18", kk: "дс–жм 9–18" }],
    ["services", "ночлег, душ\nРАБОТА", ["bed", "душ", "work"]],
  ])("%s %j is %j", (field, text, value) => {
    expect(hear(field, text)).toEqual({ kind: "value", value });
  });

  it.each<[Field, string]>([
    ["kind", "вокзал"],
    ["name", "я"],
    ["town", "Нигдеград"],
    ["coordinates", "на севере"],
    ["coordinates", "56, 92"],
    ["coordinates", "156.0106, 92.8526"],
    ["phones", "нету"],
    ["email", "почта"],
    ["email", `${"а".repeat(120)}@example.org`],
    ["hours", " "],
    ["services", "у".repeat(81)],
  ])("%s %j is asked again", (field, text) => {
    expect(hear(field, text)).toEqual({ kind: "again" });
  });

  it("names the towns that are called alike", () => {
    const heard = hear("town", "Каменка");
    expect(heard.kind).toBe("towns");
  });

  it("is never a fault, whatever was typed", () => {
    fc.assert(
      fc.property(fc.constantFrom(...FIELDS), fc.string({ unit: "binary" }), (field, text) => {
        expect(["value", "towns", "again"]).toContain(hear(field, text).kind);
      }),
    );
  });
});

it("a place that was sent is its coordinates", () => {
  const place = { kind: "location", latitude: 56.2, longitude: 95.7 };
  expect(hearPlace(place)).toEqual({ kind: "value", value: { latitude: 56.2, longitude: 95.7 } });
});
