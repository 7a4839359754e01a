import fc from "fast-check";
import { describe, expect, it } from "vitest";
import en from "../../../locales/en/notifications.json" with { type: "json" };
import kk from "../../../locales/kk/notifications.json" with { type: "json" };
import ru from "../../../locales/ru/notifications.json" with { type: "json" };
import { kindsFor } from "../../../src/features/notifications/heard-by.ts";
import {
  digestDay,
  endOfBatch,
  nextDigest,
  PERSON_KINDS,
  personWords,
  STAFF_KINDS,
} from "../../../src/features/notifications/rules.ts";
import type { DueNotice } from "../../../src/features/notifications/store.ts";
import {
  type DayCounts,
  nextMode,
  personMessage,
  staffMessage,
} from "../../../src/features/notifications/view.ts";
import { ROLES } from "../../../src/features/staff/index.ts";
import { LOCALES, loadTexts } from "../../../src/platform/texts/texts.ts";

const at = (time: string) => new Date(time);

describe("the ten minutes of a batch", () => {
  it.each([
    { now: "2024-03-12T10:00:00.000Z", end: "2024-03-12T10:00:00.000Z" },
    { now: "2024-03-12T10:00:00.001Z", end: "2024-03-12T10:10:00.000Z" },
    { now: "2024-03-12T10:09:59.999Z", end: "2024-03-12T10:10:00.000Z" },
    { now: "2024-03-12T23:55:00.000Z", end: "2024-03-13T00:00:00.000Z" },
  ])("of $now end at $end", ({ now, end }) => {
    expect(endOfBatch(at(now))).toEqual(at(end));
  });

  it("keep nobody waiting longer", () => {
    fc.assert(
      fc.property(fc.date({ noInvalidDate: true }), (now) => {
        const waited = endOfBatch(now).getTime() - now.getTime();
        return waited >= 0 && waited < 10 * 60_000;
      }),
    );
  });
});

describe("the digest", () => {
  it.each([
    { now: "2024-03-12T01:59:59Z", day: undefined },
    { now: "2024-03-12T02:00:00Z", day: "2024-03-12" },
    { now: "2024-03-12T13:59:59Z", day: "2024-03-12" },
    { now: "2024-03-12T14:00:00Z", day: undefined },
  ])("of Krasnoyarsk at $now is that of $day", ({ now, day }) => {
    expect(digestDay(at(now), "Asia/Krasnoyarsk")).toBe(day);
  });

  it.each([
    { zone: "Asia/Krasnoyarsk", now: "2024-03-12T01:59:00Z", next: "2024-03-12T02:00:00Z" },
    { zone: "Asia/Krasnoyarsk", now: "2024-03-12T02:00:00Z", next: "2024-03-13T02:00:00Z" },
    { zone: "Asia/Almaty", now: "2024-03-12T10:00:00Z", next: "2024-03-13T04:00:00Z" },
    { zone: "Europe/Kaliningrad", now: "2024-03-12T23:00:00Z", next: "2024-03-13T07:00:00Z" },
  ])("in $zone comes next after $now at $next", ({ zone, now, next }) => {
    expect(nextDigest(at(now), zone)).toEqual(at(next));
  });
});

describe("what a stranger on the screen reads", () => {
  const pushes = LOCALES.flatMap((locale) => {
    const { told, count, person, day, digest, news } = { ru, kk, en }[locale];
    const groups = { told, count, person, day, heads: { digest, news } };
    return Object.entries(groups).flatMap(([group, texts]) =>
      Object.entries(texts).map(([key, text]) => ({ locale, key: `${group}.${key}`, text })),
    );
  });

  it.each(pushes)("$locale: $key says nothing but how many", ({ text }) => {
    const holes = [...text.matchAll(/\{\{(.*?)\}\}|\$t\(/g)].map(([, name]) => name);
    expect(holes.filter((name) => name !== "count")).toEqual([]);
  });

  it("is made of these texts and numbers alone", () => {
    const texts = loadTexts();
    const kinds = Object.keys(STAFF_KINDS);
    const due = fc.array(
      fc.record({ kind: fc.constantFrom(...kinds), caseId: fc.uuid(), aboutId: fc.uuid() }),
      { minLength: 1, maxLength: 6 },
    );
    const day = fc.option(fc.record({ today: fc.nat(9), overdue: fc.nat(9), soon: fc.nat(9) }), {
      nil: undefined,
    });
    fc.assert(
      fc.property(due, day, fc.constantFrom(...LOCALES), (found, counts, locale) => {
        const said = staffMessage(
          texts.for(locale),
          notices(found),
          counts as DayCounts | undefined,
        );
        const known = pushes
          .filter((push) => push.locale === locale)
          .map(({ text }) => text.replace("{{count}}", "#"));
        const lines = said.text.split("\n").map((line) => line.replace(/\d+/g, "#"));
        expect(lines.filter((line) => !known.includes(line))).toEqual([]);
      }),
    );
  });

  const told = (...kinds: string[]) =>
    personMessage(
      loadTexts().for("ru"),
      notices(kinds.map((kind) => ({ kind, caseId: "c", aboutId: "a" }))),
    );

  it("is the same for every kind of news to a person", () => {
    const news = Object.keys(PERSON_KINDS).filter((kind) => personWords(kind).says === "news");
    expect(new Set(news.map((kind) => told(kind).text))).toEqual(new Set([ru.person.news]));
    expect(told("message").text).toBe(ru.person.message);
  });

  it("of a message leads to it, and what else is new is found there", () => {
    expect(told("message", "case_taken")).toEqual({
      text: ru.person.message,
      buttons: [[ru.button.read, "!.told_talk."]],
    });
    expect(told("case_taken", "curator_changed").buttons).toEqual([
      [ru.button.open, "!.told_person."],
    ]);
  });

  it("has names for the buttons of all places, for when there are several", () => {
    for (const { opens } of Object.keys(PERSON_KINDS).map(personWords)) {
      expect(Object.keys(ru.button)).toContain(opens);
    }
  });
});

describe("texts of kinds", () => {
  it.each(Object.keys(STAFF_KINDS))("%s has all of them", (kind) => {
    const t = loadTexts().for("ru");
    for (const group of ["told", "kind"]) expect(t(`notifications:${group}.${kind}`)).toBeTruthy();
    expect(t(`notifications:count.${kind}`, { count: 2 })).toContain("2");
  });
});

describe("the kinds that a role may hear of", () => {
  it("are none for who only looks after staff, and each is somebody's", () => {
    expect(kindsFor("administrator")).toEqual([]);
    expect(new Set(ROLES.flatMap(kindsFor))).toEqual(new Set(Object.keys(STAFF_KINDS)));
  });

  it.each([
    ["specialist", "message", true],
    ["specialist", "hold_asked", false],
    ["specialist", "clock_ran_out", false],
    ["supervisor", "clock_ran_out", true],
    ["supervisor", "curator_lost", true],
    ["supervisor", "control_point_due", true],
    ["specialist", "half_year_due", false],
    ["specialist", "register_ready", true],
    ["supervisor", "message", false],
    ["shelter_staff", "hold_asked", true],
    ["shelter_staff", "new_case", false],
  ] as const)("%s, %s: %s", (role, kind, heard) => {
    expect(kindsFor(role).includes(kind)).toBe(heard);
  });
});

it("a mode goes round by pressing", () => {
  expect(nextMode("at_once")).toBe("digest");
  expect(nextMode("digest")).toBe("muted");
  expect(nextMode("muted")).toBe("at_once");
});

function notices(found: readonly { kind: string; caseId: string; aboutId: string }[]): DueNotice[] {
  return found.map((notification) => ({ notification }) as unknown as DueNotice);
}
