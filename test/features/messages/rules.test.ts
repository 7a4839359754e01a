import { describe, expect, it } from "vitest";
import { expectedAnswer } from "../../../src/features/messages/rules/expected.ts";
import { markOf } from "../../../src/features/messages/rules/marks.ts";
import { readOpeningHours } from "../../../src/features/messages/rules/opening-hours.ts";

const WEEK = [1, 2, 3, 4, 5];
const h = (hour: number, minute = 0) => hour * 60 + minute;

describe("opening hours", () => {
  it.each([
    { text: "Пн–Пт 9:00–18:00", read: [{ days: WEEK, from: h(9), until: h(18) }] },
    { text: "пн-пт: с 8.30 до 17.30", read: [{ days: WEEK, from: h(8, 30), until: h(17, 30) }] },
    {
      text: "Пн–Чт 9:00–18:00, Пт 9–16:45, обед 13:00–14:00, сб и вс – выходные",
      read: [
        { days: [1, 2, 3, 4], from: h(9), until: h(18) },
        { days: [5], from: h(9), until: h(16, 45) },
      ],
    },
    {
      text: "Пн–Пт 9:00–13:00, 14:00–18:00",
      read: [
        { days: WEEK, from: h(9), until: h(13) },
        { days: WEEK, from: h(14), until: h(18) },
      ],
    },
    { text: "вт, чт 10–16", read: [{ days: [2, 4], from: h(10), until: h(16) }] },
    {
      text: "Ежедневно 8:00–20:00",
      read: [{ days: [1, 2, 3, 4, 5, 6, 7], from: h(8), until: h(20) }],
    },
    { text: "круглосуточно", read: [{ days: [1, 2, 3, 4, 5, 6, 7], from: 0, until: h(24) }] },
    {
      text: "дс–жм 9:00–18:30, түскі үзіліс 13:00–14:30",
      read: [{ days: WEEK, from: h(9), until: h(18, 30) }],
    },
    {
      text: "Пт–Вс 18:00–8:00",
      read: [
        { days: [5, 6, 7], from: h(18), until: h(24) },
        { days: [6, 7, 1], from: 0, until: h(8) },
      ],
    },
    {
      text: "ежедневно с 20:00 до 0:00",
      read: [{ days: [1, 2, 3, 4, 5, 6, 7], from: h(20), until: h(24) }],
    },
    { text: "Mon-Fri 9:00 to 17:00", read: [{ days: WEEK, from: h(9), until: h(17) }] },
  ])("$text", ({ text, read }) => {
    expect(readOpeningHours(text)).toEqual(read);
  });

  it.each([
    "по записи",
    "Пн–Пт",
    "9:00–18:00",
    "Пн–Пт 9:00–18:00, первый четверг месяца до 20:00",
    "пт–пн 9:00–18:00",
    "Пн–Пт 9:00–9:00",
    "Пн–Пт 25:00–9:00",
    "",
  ])("%j is not guessed", (text) => {
    expect(readOpeningHours(text)).toBeUndefined();
  });
});

describe("when to expect an answer", () => {
  const office = {
    hours: "Пн–Пт 9:00–18:00",
    timeZone: "Asia/Krasnoyarsk",
    country: "RU",
  } as const;

  it.each([
    { name: "a Tuesday morning", at: "2024-03-12T10:00+07:00", expected: { kind: "open" } },
    {
      name: "before opening",
      at: "2024-03-12T07:15+07:00",
      expected: { kind: "opens", day: "2024-03-12", time: "09:00" },
    },
    {
      name: "the minute of closing",
      at: "2024-03-12T18:00+07:00",
      expected: { kind: "opens", day: "2024-03-13", time: "09:00" },
    },
    {
      name: "Friday evening before a holiday on Friday",
      at: "2024-03-07T19:00+07:00",
      expected: { kind: "opens", day: "2024-03-11", time: "09:00" },
    },
    {
      name: "the long holidays of January",
      at: "2024-01-01T12:00+07:00",
      expected: { kind: "opens", day: "2024-01-09", time: "09:00" },
    },
  ])("on $name", ({ at, expected }) => {
    expect(expectedAnswer(new Date(at), office)).toEqual(expected);
  });

  it("a shelter that is open on all days is open on holidays", () => {
    const shelter = { ...office, hours: "круглосуточно" };
    expect(expectedAnswer(new Date("2024-01-01T03:00+07:00"), shelter)).toEqual({ kind: "open" });
  });

  it("hours in words stay words, and no hours are none", () => {
    const at = new Date("2024-03-12T23:00+07:00");
    expect(expectedAnswer(at, { ...office, hours: "по записи" })).toEqual({
      kind: "in_words",
      hours: "по записи",
    });
    expect(expectedAnswer(at, { ...office, hours: undefined })).toEqual({ kind: "unknown" });
  });
});

describe("the mark of a message", () => {
  const day = new Date("2024-03-12T10:00:00Z");

  it.each([
    { deliveredAt: null, readAt: null, reachable: true, mark: "sent" },
    { deliveredAt: null, readAt: null, reachable: false, mark: "undelivered" },
    { deliveredAt: day, readAt: null, reachable: true, mark: "delivered" },
    { deliveredAt: day, readAt: null, reachable: false, mark: "delivered" },
    { deliveredAt: day, readAt: day, reachable: true, mark: "read" },
    { deliveredAt: null, readAt: day, reachable: false, mark: "read" },
  ])("is $mark", ({ reachable, mark, ...message }) => {
    expect(markOf(message, reachable)).toBe(mark);
  });
});
