import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { EMPTY_RECORD } from "../../../src/features/cases/record.ts";
import {
  CODE_LENGTH,
  CODE_SIGNS,
  fitsField,
  groupedCode,
  newCode,
  openingStatus,
  readCode,
  readField,
  readPhone,
  readUnaskedCode,
  readYear,
  statusFrom,
} from "../../../src/features/cases/rules.ts";
import { findTowns } from "../../../src/features/places/index.ts";
import { CASE_STATUSES } from "../../../src/features/staff/index.ts";

const context = {
  today: "2024-03-12",
  findTown: (text: string) => findTowns(text, { region: "RU-KYA" }),
  needs: { bed: "Ночлег", papers: "Паспорт и другие документы" },
};

describe("a code", () => {
  const codes = fc
    .array(fc.constantFrom(...CODE_SIGNS), { minLength: CODE_LENGTH, maxLength: CODE_LENGTH })
    .map((signs) => signs.join(""));

  it("is read back however it is grouped, in capital or small, Latin or Cyrillic letters", () => {
    const cyrillic = new Map(Array.from("ACEHKMPTXY", (sign, at) => [sign, "АСЕНКМРТХУ"[at]!]));
    fc.assert(
      fc.property(codes, (code) => {
        const asTyped = Array.from(code, (sign) => cyrillic.get(sign) ?? sign).join("");
        expect(readCode(groupedCode(code))).toBe(code);
        expect(readCode(code.toLowerCase())).toBe(code);
        expect(readCode(`${asTyped.slice(0, 3)}-${asTyped.slice(3)}`.toLowerCase())).toBe(code);
      }),
    );
  });

  it("has a figure, by which it is told from words where none was asked for", () => {
    const letters = Array.from({ length: CODE_LENGTH }, () => CODE_SIGNS.indexOf("A"));
    const drawn = [...letters, ...letters.with(3, CODE_SIGNS.indexOf("7"))];
    const code = newCode(() => drawn.shift() ?? 0);
    expect(code).toBe("AAA7AAAA");
    expect(readUnaskedCode("ааа7 аааа")).toBe(code);
    expect(readCode("Нет места")).toBe("HETMECTA");
    expect(readUnaskedCode("Нет места")).toBeUndefined();
  });

  it("has no signs that are taken for one another", () => {
    expect(new Set(CODE_SIGNS).size).toBe(CODE_SIGNS.length);
    expect(CODE_SIGNS).not.toMatch(/[01OIБBSZGQЗ]/);
  });

  it.each([
    ["", "ACEH234"],
    ["", "ACEH23456"],
    ["", "ACEH234Ы"],
    ["", "' OR 1=1"],
    ["", ""],
  ])("is not anything else: %s%s", (_, text) => expect(readCode(text)).toBeUndefined());

  it("never throws, whatever is typed", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 200 }), (text) => {
        const code = readCode(text);
        expect(code === undefined || code.length === CODE_LENGTH).toBe(true);
      }),
    );
  });
});

describe("a field", () => {
  it.each([
    ["name", "  Сидоров \n Пётр\u200b ", "Сидоров Пётр"],
    ["name", "Әлия Қасымова", "Әлия Қасымова"],
    ["yearOfBirth", "1985", 1985],
    ["yearOfBirth", "1985 г.р.", 1985],
    ["releaseDate", "15 марта 2025", "2025-03-15"],
    ["releaseDate", "завтра", "2024-03-13"],
    ["releasedFrom", "ИК-27, <Красноярск>", "ИК-27, <Красноярск>"],
    ["town", "Красноярск", 1502026],
    ["relativePhone", "8 (913) 000-00-00", "+79130000000"],
    ["needs", "ночлег", ["bed"]],
    ["appliedOn", "11.03.2024", "2024-03-11"],
  ] as const)("%s: %j is %j", (field, text, expected) => {
    expect(readField(field, text, context)).toEqual({ kind: "value", value: expected });
  });

  it.each([
    ["name", "7", "name"],
    ["name", "Пётр 2", "name"],
    ["name", "я".repeat(121), "long"],
    ["name", "\u200b \n", "empty"],
    ["yearOfBirth", "85", "year"],
    ["yearOfBirth", "1800", "year"],
    ["yearOfBirth", "2024", "year"],
    ["releaseDate", "скоро", "date"],
    ["releaseDate", "31 февраля 2024", "date_impossible"],
    ["releaseDate", "март 2025", "date_no_day"],
    ["appliedOn", "13.03.2024", "date_future"],
    ["town", "Нигдеград", "town"],
    ["relativePhone", "позвони мне", "phone"],
    ["relativePhone", "12345", "phone"],
    ["address", "я".repeat(201), "long"],
    ["needs", "луну", "needs"],
  ] as const)("%s: %j is asked again: %s", (field, text, code) => {
    expect(readField(field, text, context)).toEqual({ kind: "not_understood", code });
  });

  it("offers the days that a date can mean", () => {
    expect(readField("releaseDate", "15 апреля", context)).toEqual({
      kind: "choose",
      options: ["2023-04-15", "2024-04-15"],
    });
  });

  it.each([
    ["town", 1502026, true],
    ["town", "1502026", false],
    ["releaseDate", "2024-04-15", true],
    ["releaseDate", "2024-04-15; DROP", false],
    ["name", "Пётр", false],
  ] as const)("%s: a button may bring %j: %s", (field, value, fits) => {
    expect(fitsField(field, value)).toBe(fits);
  });

  it("is read without throwing, whatever is typed", () => {
    const fields = fc.constantFrom("name", "yearOfBirth", "releaseDate", "relativePhone", "needs");
    fc.assert(
      fc.property(fields, fc.string({ unit: "binary", maxLength: 300 }), (field, text) => {
        expect(readField(field as "name", text, context).kind).toMatch(/value|choose|not_under/);
      }),
    );
  });
});

it.each([
  ["+7 913 000 00 00", "+79130000000"],
  ["9130000000", "+79130000000"],
  ["+7 (701) 000-00-00", "+77010000000"],
  ["+1 202 555 0100", "+12025550100"],
  ["8 800 5", undefined],
  ["+7 913 000 00 00 доб. 5", undefined],
])("the phone %s is %s", (text, phone) => expect(readPhone(text)).toBe(phone));

it.each([
  ["1914", 1914],
  ["1913", undefined],
  ["2010", 2010],
  ["2011", undefined],
  ["в 1985", undefined],
])("born in %s, asked in 2024: %s", (text, year) =>
  expect(readYear(text, "2024-03-12")).toBe(year),
);

it.each([
  [null, "before_release"],
  ["2024-03-13", "before_release"],
  ["2024-03-12", "in_work"],
  ["2024-03-01", "in_work"],
] as const)("released on %s, opened on 2024-03-12: %s", (releaseDate, status) => {
  expect(openingStatus({ ...EMPTY_RECORD, releaseDate }, "2024-03-12")).toBe(status);
});

describe("on the day of release", () => {
  const of = (releaseDate: string | null, curatorId: string | null) => ({
    status: "before_release" as const,
    curatorId,
    record: { releaseDate },
  });
  it.each([
    [null, "olga", "before_release"],
    ["2024-03-13", "olga", "before_release"],
    ["2024-03-12", "olga", "in_work"],
    ["2024-03-12", null, "new"],
    ["2023-01-01", null, "new"],
  ] as const)("%s, curator %s: %s", (releaseDate, curatorId, status) => {
    expect(statusFrom(of(releaseDate, curatorId), "2024-03-12")).toBe(status);
  });

  it("what somebody decided stays", () => {
    for (const status of CASE_STATUSES.filter((one) => one !== "before_release")) {
      expect(statusFrom({ ...of("2024-03-12", null), status }, "2024-03-12")).toBe(status);
    }
  });
});
