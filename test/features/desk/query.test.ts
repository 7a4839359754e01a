import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { daysOf, LONGEST_DAYS } from "../../../src/features/desk/period.ts";
import { type Query, readLine } from "../../../src/features/desk/query.ts";
import { townById, townsCalled } from "../../../src/features/places/index.ts";

const me = "11111111-1111-4111-8111-111111111111";
const other = "22222222-2222-4222-8222-222222222222";
const context = {
  today: "2026-03-12",
  townsCalled,
  me,
  curators: [
    { id: me, name: "Анна Сергеевна" },
    { id: other, name: "Петрова Ольга" },
  ],
};

/** A query as a person would say it. */
function said({ names, phone, born, release, towns, status, curator }: Query): string {
  const town = towns?.map((id) => townById(id)?.names.ru);
  return [
    ...(names.length > 0 ? [names.join(" ")] : []),
    ...(phone ? [`phone ${phone}`] : []),
    ...(born ? [`born ${born}`] : []),
    ...(release ? [`${release.from}..${release.to}`] : []),
    ...(town ? [`town ${[...new Set(town)].join("/")}`] : []),
    ...(status ? [status] : []),
    ...(curator ? [curator === me ? "mine" : curator === other ? "theirs" : curator] : []),
  ].join(", ");
}

const first = (line: string) => said(readLine(line, context)[0]!);

describe("a line is understood", () => {
  it.each<[string, string]>([
    // names
    ["Иванов", "ivanov"],
    ["  сергей   ИВАНОВ ", "sergei ivanov"],
    ["Қуанышев", "kuaniwev"],
    ["Ivanov Sergey", "ivanov sergei"],
    ["Римский-Корсаков", "rimski korsakov"],
    ["Иванова Мария", "ivanova maria"],
    // with where and when
    ["Иванов Сургут март", "ivanov, 2026-03-01..2026-03-31, town Сургут"],
    ["иванов в Сургуте", "ivanov, town Сургут"],
    ["Сургут", "surgut"],
    ["г. Сургут", "town Сургут"],
    ["Нижний Новгород Петров", "nijni novgorod petrov"],
    ["Петров Нижний Новгород", "petrov, town Нижний Новгород"],
    ["Марат Марина", "marat marina"],
    // days and periods
    ["15.03.2026", "2026-03-15..2026-03-15"],
    ["15.03.26", "2026-03-15..2026-03-15"],
    ["2026-03-15", "2026-03-15..2026-03-15"],
    ["15.03", "2026-03-15..2026-03-15"],
    ["15 марта", "2026-03-15..2026-03-15"],
    ["15 марта 2027 года", "2027-03-15..2027-03-15"],
    ["20 декабря", "2025-12-20..2025-12-20"],
    ["1-15 марта", "2026-03-01..2026-03-15"],
    ["с 1 по 15 марта", "2026-03-01..2026-03-15"],
    ["01.03.2026 - 15.04.2026", "2026-03-01..2026-04-15"],
    ["с 01.03 по 15.04", "2026-03-01..2026-04-15"],
    ["март-апрель", "2026-03-01..2026-04-30"],
    ["март 2027", "2027-03-01..2027-03-31"],
    ["2027", "2027-01-01..2027-12-31"],
    ["сегодня", "2026-03-12..2026-03-12"],
    ["Иванов завтра", "ivanov, 2026-03-13..2026-03-13"],
    ["эта неделя", "2026-03-09..2026-03-15"],
    ["на следующей неделе", "2026-03-16..2026-03-22"],
    ["в марте", "2026-03-01..2026-03-31"],
    ["Иванов в мае 2024 года", "ivanov, 2024-05-01..2024-05-31"],
    ["в этом месяце", "2026-03-01..2026-03-31"],
    ["в 2024", "2024-01-01..2024-12-31"],
    ["03.2024", "2024-03-01..2024-03-31"],
    ["Иванов 3/2024", "ivanov, 2024-03-01..2024-03-31"],
    ["2024-03", "2024-03-01..2024-03-31"],
    ["03-2024", "2024-03-01..2024-03-31"],
    ["03.24", "2024-03-01..2024-03-31"],
    ["11.2025-02.2026", "2025-11-01..2026-02-28"],
    ["15-03-2026", "2026-03-15..2026-03-15"],
    ["1–15.03.2026", "2026-03-01..2026-03-15"],
    ["1-15.03", "2026-03-01..2026-03-15"],
    ["от 1 до 15 марта", "2026-03-01..2026-03-15"],
    ["с 15 марта", "2026-03-15..2027-03-15"],
    ["после 15 марта", "2026-03-16..2027-03-16"],
    ["до 15 марта", "2025-03-15..2026-03-15"],
    ["по март 2026", "2025-03-31..2026-03-31"],
    ["1 наурыздан 15 наурызға дейін", "2026-03-01..2026-03-15"],
    ["15 наурызға дейін", "2025-03-15..2026-03-15"],
    ["наурыз айында", "2026-03-01..2026-03-31"],
    ["since March 2026", "2026-03-01..2027-03-01"],
    ["следующий месяц", "2026-04-01..2026-04-30"],
    ["наурыз", "2026-03-01..2026-03-31"],
    ["2026 жылғы наурыз", "2026-03-01..2026-03-31"],
    ["next month", "2026-04-01..2026-04-30"],
    ["Иванов ИК-27", "ivanov ik"],
    // phones
    ["+7 (912) 345-67-89", "phone 79123456789"],
    ["8 912 345 67 89", "phone 89123456789"],
    ["345-67-89", "phone 3456789"],
    ["6789", "phone 6789"],
    ["тел 6789 Иванов", "ivanov, phone 6789"],
    // years of birth
    ["Иванов 1985", "ivanov, born 1985"],
    // statuses and curators
    ["новые", "new"],
    ["Иванов в работе", "ivanov, in_work"],
    ["на контракте Сургут", "town Сургут, on_contract"],
    ["закрытые март", "2026-03-01..2026-03-31, closed"],
    ["жұмыста", "in_work"],
    ["мои", "mine"],
    ["менің жаңа", "new, mine"],
    ["куратор Петрова", "theirs"],
    ["специалист ольга петрова в работе", "in_work, theirs"],
    ["без куратора новые", "new, none"],
  ])("%s", (line, understood) => {
    expect(first(line)).toBe(understood);
  });
});

describe("what may be meant otherwise is tried too", () => {
  const all = (line: string) => readLine(line, context).map(said);

  it("takes a lone town for a name first", () => {
    expect(all("Владимир")).toEqual(["vladimir", "town Владимир"]);
    expect(all("Орлов Сергей")).toEqual(["orlov sergei", "sergei, town Орлов"]);
  });

  it("takes a town at the end for a town first", () => {
    expect(all("Сергей Орлов")).toEqual(["sergei, town Орлов", "sergei orlov"]);
  });

  it("takes a month for a name last", () => {
    expect(all("Марта")).toEqual(["2026-03-01..2026-03-31", "marta"]);
  });

  it("takes a year of birth for the end of a phone last", () => {
    expect(all("1985")).toEqual(["born 1985", "phone 1985"]);
  });

  it("takes a year of release for the end of a phone last", () => {
    expect(all("2025")).toEqual(["2025-01-01..2025-12-31", "phone 2025"]);
    expect(all("Иванов 2025")).toEqual(["ivanov, 2025-01-01..2025-12-31", "ivanov, phone 2025"]);
    expect(all("15.03.2025")).toEqual(["2025-03-15..2025-03-15"]);
  });

  it("offers one meaning where there is one", () => {
    expect(all("Иванов")).toEqual(["ivanov"]);
  });
});

describe("any line", () => {
  it("is read without a fault, and periods stay within a year and a day", () => {
    const piece = fc.oneof(
      fc.string({ unit: "grapheme", maxLength: 12 }),
      fc.constantFrom("март", "-", "15", "по", "31.02.2026", "2026", "с", "в", "мои", "куратор"),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 8 }), (pieces) => {
        for (const query of readLine(pieces.join(" "), context)) {
          if (!query.release) continue;
          expect(query.release.from <= query.release.to).toBe(true);
          expect(daysOf(query.release).length).toBeLessThanOrEqual(LONGEST_DAYS);
        }
      }),
    );
  });

  it("asks for every day of a long period once", () => {
    const days = daysOf({ from: "2024-01-01", to: "2024-12-31" });
    expect(days).toHaveLength(366);
    expect(new Set(days).size).toBe(366);
  });
});
