import { describe, expect, it } from "vitest";
import { due } from "../../src/features/deadlines/rules.ts";
import { addDays } from "../../src/programs/dates.ts";
import {
  editionOn,
  minimumOn,
  programByCode,
  programForRegion,
  programs,
} from "../../src/programs/index.ts";
import { paperRows, wayRows } from "../features/checklist/rows.ts";
import { activityRows, contractClauses, endingRows } from "../features/contract/rules/rows.ts";
import { clockRows } from "../features/deadlines/rows.ts";
import { judge } from "../features/eligibility/person.ts";
import {
  incomeClause,
  measureRows,
  paymentClauses,
  ruleRows,
} from "../features/eligibility/rows.ts";

const krasnoyarsk = programs[0]!;

/** "п. 2, 21(3)" names two clauses: "п. 2" and "п. 21(3)". */
const clausesIn = (text: string): string[] =>
  text.split(", ").map((part) => (/^\d/.test(part) ? `п. ${part}` : part));

/** Every text of a part of the data that is a clause: the value of a field called so. */
function clausesWithin(part: unknown, field = ""): string[] {
  if (typeof part === "string") return /clause/i.test(field) ? [part] : [];
  if (typeof part !== "object" || part === null) return [];
  return Object.entries(part).flatMap(([name, value]) =>
    clausesWithin(value, field === "clauses" ? field : name),
  );
}

describe("programmes", () => {
  it("are found by region and by code, and nowhere else", () => {
    expect(programForRegion("RU-KYA")).toBe(krasnoyarsk);
    expect(programByCode("krasnoyarsk")).toBe(krasnoyarsk);
    expect(programForRegion("RU-KHM")).toBeUndefined();
  });

  it.each([
    ["2021-10-13", "unknown"],
    ["2021-10-14", "known"],
    ["2024-12-31", "known"],
    ["2025-01-01", "unknown"],
  ])("have an edition on %s: %s", (date, kind) => {
    expect(editionOn(krasnoyarsk, date).kind).toBe(kind);
  });

  it("give the last edition with an unknown day, and none before the first", () => {
    expect(editionOn(krasnoyarsk, "2026-01-01")).toMatchObject({ last: { code: "2021-10-14" } });
    expect(editionOn(krasnoyarsk, "2020-01-01")).toEqual({ kind: "unknown", last: null });
  });
});

describe("each edition", () => {
  const edition = krasnoyarsk.editions[0]!;

  it("has a test row for every clause that it names", () => {
    const named = [
      ...edition.rules.map(({ clause }) => clause),
      ...edition.measures.flatMap((one) => [one.clause, one.termClause]),
      ...edition.measures.flatMap(({ money }) => money.map(({ clause }) => clause)),
      ...edition.papers.flatMap(({ clause }) => clause ?? []),
      ...edition.ways.map(({ clause }) => clause),
      ...edition.clocks.map(({ clause }) => clause),
      ...clausesWithin(edition.contract),
      edition.again.clause,
      edition.jobSearchAgain.clause,
      edition.household.clause,
      edition.threshold.clause,
      edition.income.kindsClause,
      edition.income.clause,
      ...edition.readings.flatMap(({ clause }) => clause ?? []),
    ];
    const tested = new Set(
      [
        ...[...ruleRows, ...measureRows, ...paperRows, ...wayRows, ...clockRows].flatMap(
          ({ clause }) => clause ?? [],
        ),
        ...measureRows.map(({ termClause }) => termClause),
        ...paymentClauses,
        ...contractClauses,
        ...[...activityRows, ...endingRows].map(({ clause }) => clause),
        incomeClause,
      ].flatMap(clausesIn),
    );
    expect(named.flatMap(clausesIn).filter((clause) => !tested.has(clause))).toEqual([]);
  });

  it("lists each reading once, and every one of them is shown somewhere", () => {
    const uncle = [{ kin: "other_relative", age: "adult" } as const];
    const apart = [{ kin: "spouse", livesTogether: "no" } as const];
    const recent = { endedOn: "2023-01-31", ending: "in_time", measure: "job_search" } as const;
    const assessed = [
      judge({ family: uncle, alimonyWithoutWrit: "yes" }),
      judge({ family: apart, lastContract: recent }),
      judge({}, "2025-01-01"),
    ].flatMap(({ readings }) => readings.map(({ code }) => code));
    const events = new Set(edition.clocks.map(({ event }) => event));
    const clocked = [...events].flatMap((event) => {
      const answer = due(krasnoyarsk, event, "2023-05-10");
      return answer.kind === "due" ? answer.list.flatMap(({ readings }) => readings) : [];
    });
    const contracts = [
      edition.contract.extension.reading,
      ...edition.measures.flatMap(({ money }) => money.flatMap((one) => one.schedule.readings)),
    ];
    const listed = edition.readings.map(({ code }) => code).sort();
    expect([...new Set([...assessed, ...clocked, ...contracts])].sort()).toEqual(listed);
  });

  it("counts the kinds of kin once each", () => {
    const { counted, uncertain, notCounted } = edition.household;
    const all = [...counted, ...uncertain, ...notCounted];
    expect(new Set(all).size).toBe(all.length);
  });
});

describe("subsistence minimums", () => {
  it("are kopecks by half-open period", () => {
    expect(minimumOn(krasnoyarsk, "rest", "2023-12-31")?.perCapita).toBe(1_509_300);
    expect(minimumOn(krasnoyarsk, "rest", "2024-01-01")).toBeUndefined();
    expect(minimumOn(krasnoyarsk, "taimyr", "2023-06-01")).toMatchObject({
      workingAge: 2_646_400,
      pensioner: null,
    });
  });

  it("never overlap for one territory", () => {
    for (const row of krasnoyarsk.minimums) {
      const same = krasnoyarsk.minimums.filter(
        (one) =>
          one.territory === row.territory &&
          one.from <= addDays(row.until, -1) &&
          row.from < one.until,
      );
      expect(same).toEqual([row]);
    }
  });

  it("belong to territories of the programme, or to the whole krai", () => {
    const codes = ["whole", ...krasnoyarsk.territories.map(({ code }) => code)];
    expect(codes).toEqual(expect.arrayContaining(krasnoyarsk.minimums.map((row) => row.territory)));
  });
});
