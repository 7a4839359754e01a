import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Contract, EMPTY_CONTRACT } from "../../../src/features/contract/index.ts";
import {
  activitiesIn,
  EMPTY_CONTENT,
  type Line,
  type LineBody,
  openPlaces,
  sheetOf,
  spentIn,
} from "../../../src/features/report/index.ts";

const activity = (code: string, title: string, until: string | null = null) => ({
  ...{ code, title, until, body: null, responsible: null },
});
const programme = [activity("a1", "Встать на учёт"), activity("a2", "Искать работу")];
const contract: Contract = {
  ...{ id: "c", caseId: "k", programme: "krasnoyarsk", measure: "job_search", version: 1 },
  ...{ startsOn: "2024-05-10", endsOn: "2025-02-09", endedOn: null },
  record: { ...EMPTY_CONTRACT, number: "12", activities: programme },
};
const lines = (...bodies: readonly LineBody[]): Line[] =>
  bodies.map((body, at) => ({ ...body, id: String(at), position: at + 1 }));
const done = (code: string, title = "прежнее название"): LineBody => ({
  ...{ section: "done", activity: code, title, text: `сделано ${code}` },
});
const notDone = (code: string): LineBody => ({
  ...{ section: "not_done", activity: code, title: "", reason: "болел" },
});
const spent = (item: string, kopecks: number | null): LineBody => ({
  ...{ section: "spending", activity: "a2", title: "", item, kopecks },
});
const sheet = (written: readonly Line[], month = "2024-05") =>
  sheetOf({
    ...{ contract, lines: written, name: null, signedOn: "2024-06-03" },
    report: { month, content: { ...EMPTY_CONTENT, results: "нашёл работу" } },
    papers: [{ name: "Кассовый чек", count: 2 }],
  });

describe("the sheet of a report", () => {
  it("has the sections of the form, activities in the programme's order and by its names", () => {
    const paper: LineBody = { section: "attachments", name: "Справка", count: 1 };
    const written = lines(done("a2"), spent("Обувь", 150_050), notDone("a1"), paper, done("gone"));
    expect(sheet(written)).toEqual({
      programme: "krasnoyarsk",
      contract: { number: "12", on: "2024-05-10" },
      period: { from: "2024-05-10", to: "2024-05-31" },
      ...{ name: null, signedOn: "2024-06-03" },
      done: [
        { activity: "Искать работу", measures: "сделано a2" },
        { activity: "прежнее название", measures: "сделано gone" },
      ],
      spending: [{ activity: "Искать работу", item: "Обувь", kopecks: 150_050 }],
      notDone: [{ activity: "Встать на учёт", reason: "болел" }],
      results: "нашёл работу",
      attachments: [
        { name: "Кассовый чек", count: 2 },
        { name: "Справка", count: 1 },
      ],
    });
  });

  it("names no cost whose sum is not known, and adds up whole kopecks", () => {
    const sums = fc.array(fc.option(fc.integer({ min: 1, max: 25_000_000 }), { nil: null }), {
      maxLength: 60,
    });
    fc.assert(
      fc.property(sums, (kopecks) => {
        const written = lines(...kopecks.map((one, at) => spent(`трата ${at}`, one)));
        const listed = sheet(written).spending;
        expect(listed.map((one) => one.kopecks)).toEqual(kopecks.filter((one) => one !== null));
        expect(spentIn(written)).toBe(listed.reduce((sum, one) => sum + one.kopecks, 0));
      }),
    );
  });

  it("is of a month that the contract touches", () => {
    expect(() => sheet([], "2024-04")).toThrow("does not touch");
  });
});

describe("where the person goes on", () => {
  const places = (
    written: readonly Line[],
    content: Partial<Parameters<typeof openPlaces>[2]> = {},
  ) =>
    openPlaces(programme, written, { ...EMPTY_CONTENT, ...content }).map((place) =>
      place.at === "activity" ? place.activity.code : place.at,
    );

  it("is each part of the form that has no answer yet, in the order of the form", () => {
    expect(places([])).toEqual(["a1", "a2", "spending", "results", "attachments"]);
    expect(places(lines(done("a1")))).toEqual(["a2", "spending", "results", "attachments"]);
    expect(places(lines(notDone("a1"), done("a2")))).toEqual([
      ...["spending", "results", "attachments"],
    ]);
  });

  it("is a cost without a sum before anything after it", () => {
    const written = lines(done("a1"), done("a2"), spent("Обувь", 1), spent("Проезд", null));
    expect(places(written, { finished: ["spending"] })).toEqual(["sum", "results", "attachments"]);
  });

  it("is nowhere once all is said, also that there is nothing to say", () => {
    const written = lines(done("a1"), notDone("a2"));
    const finished = ["spending", "results", "attachments"] as const;
    expect(places(written, { finished })).toEqual([]);
    expect(places(written, { finished: ["spending", "attachments"], results: "есть" })).toEqual([]);
  });

  it("asks about no activity whose own term was over before", () => {
    const all = [...programme, activity("a3", "Учиться", "2024-05-31")];
    const asked = (from: string) => activitiesIn(all, { from }).map(({ code }) => code);
    expect(asked("2024-05-10")).toEqual(["a1", "a2", "a3"]);
    expect(asked("2024-06-01")).toEqual(["a1", "a2"]);
  });
});
