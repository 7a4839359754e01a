import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  ACTIVE,
  answerUntil,
  EVENTS,
  endOfNight,
  forgetAt,
  type HoldEvent,
  type HoldState,
  isActive,
  keepUntil,
  mayAskFor,
  mayKeepUntil,
  moveOf,
  nightOf,
  SIDES,
  type Side,
  STATES,
} from "../../../src/features/holds/rules.ts";

/** Written by hand from what was agreed: `who event`, then what comes of it in each state. */
const AGREED = `
                   asked          call           accepted           declined lapsed cancelled arrived     no_show left
shelter accept     accepted+take  accepted+take  .                  .        .      .         .           .       .
shelter decline    declined       declined       .                  .        .      .         .           .       .
shelter call_me    call           .              .                  .        .      .         .           .       .
shelter arrive     .              .              arrived+occupy     .        .      .         .           .       .
shelter no_show    .              .              no_show+release    .        .      .         .           .       .
shelter leave      .              .              .                  .        .      .         left+vacate .       .
seeker cancel      cancelled      cancelled      cancelled+release  .        .      .         .           .       .
clock lapse        lapsed         lapsed         lapsed+release     .        .      .         .           .       .`;

const [head = "", ...lines] = AGREED.trim().split("\n");
const states = head.trim().split(/ +/) as HoldState[];
const cells = new Map(
  lines.flatMap((line) => {
    const [by, event, ...row] = line.trim().split(/ +/);
    return row.map((cell, at) => [`${by} ${event} ${states[at]}`, cell] as const);
  }),
);

describe("what a hold goes through", () => {
  it("has every state in the table", () => expect(states).toEqual([...STATES]));

  const all = SIDES.flatMap((by) => EVENTS.map((event) => [by, event] as [Side, HoldEvent]));
  it.each(all)("%s, %s: in every state", (by, event) => {
    for (const state of STATES) {
      const move = moveOf(state, event, by);
      const said = move ? [move.next, move.bed].filter(Boolean).join("+") : ".";
      expect([state, said]).toEqual([state, cells.get(`${by} ${event} ${state}`) ?? "."]);
    }
  });

  it("keeps a bed exactly while it is accepted, and takes one exactly while its guest stays", () => {
    const steps = { take: [1, 0], release: [-1, 0], occupy: [-1, 1], vacate: [0, -1] } as const;
    const events = fc.array(fc.tuple(fc.constantFrom(...SIDES), fc.constantFrom(...EVENTS)), {
      maxLength: 12,
    });
    fc.assert(
      fc.property(events, (happened) => {
        let state: HoldState = "asked";
        let [held, occupied] = [0, 0];
        for (const [by, event] of happened) {
          const move = moveOf(state, event, by);
          if (!move) continue;
          const [h, o] = move.bed ? steps[move.bed] : [0, 0];
          [state, held, occupied] = [move.next, held + h, occupied + o];
        }
        expect([held, occupied]).toEqual([
          Number(state === "accepted"),
          Number(state === "arrived"),
        ]);
      }),
    );
  });

  it("is active until it is settled", () => {
    expect(STATES.filter(isActive)).toEqual([...ACTIVE]);
    expect(forgetAt("accepted", null)).toBeUndefined();
  });
});

const ZONE = "Asia/Yekaterinburg";
/** A moment of March 2024 by the shelter's clock, five hours ahead. */
const at = (day: number, time: string) => new Date(`2024-03-${day}T${time}:00+05:00`);

describe("a night", () => {
  it.each([
    [at(12, "18:00"), "2024-03-12"],
    [at(12, "23:59"), "2024-03-12"],
    [at(13, "03:00"), "2024-03-12"],
    [at(13, "05:59"), "2024-03-12"],
    [at(13, "06:00"), "2024-03-13"],
  ])("%s belongs to %s", (moment, night) => expect(nightOf(moment, ZONE)).toBe(night));

  it("is over in the morning", () =>
    expect(endOfNight("2024-03-12", ZONE)).toEqual(at(13, "06:00")));

  it.each([
    ["2024-03-11", false],
    ["2024-03-12", true],
    ["2024-05-11", true],
    ["2024-05-12", false],
  ])("%s may be asked for: %s", (night, may) =>
    expect(mayAskFor(night, at(12, "18:00"), ZONE)).toBe(may),
  );
});

describe("times", () => {
  it("an answer for tonight is waited for two hours", () => {
    expect(answerUntil("2024-03-12", at(12, "18:00"), ZONE)).toEqual(at(12, "20:00"));
  });

  it("for a later night until its evening", () => {
    expect(answerUntil("2024-03-15", at(12, "18:00"), ZONE)).toEqual(at(15, "20:00"));
  });

  it.each([
    [
      "in the morning, until the evening",
      at(12, "10:00"),
      [
        [12, "20:00"],
        [12, "22:00"],
        [13, "00:00"],
      ],
    ],
    [
      "shortly before eight, later",
      at(12, "19:30"),
      [
        [12, "21:00"],
        [12, "23:00"],
        [13, "01:00"],
      ],
    ],
    [
      "at night, soon",
      at(13, "02:10"),
      [
        [13, "03:00"],
        [13, "05:00"],
        [13, "07:00"],
      ],
    ],
  ] as const)("a bed is kept: %s", (_when, moment, times) => {
    const night = nightOf(moment, ZONE);
    expect(keepUntil(night, moment, ZONE)).toEqual(times.map(([day, time]) => at(day, time)));
  });

  it("each time that is offered may be chosen, whenever it is", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 60 * 24 * 3 }), (minutes) => {
        const now = new Date(at(12, "00:00").getTime() + minutes * 60_000);
        const night = nightOf(now, ZONE);
        for (const until of keepUntil(night, now, ZONE)) {
          expect(mayKeepUntil(until, night, now, ZONE)).toBe(true);
        }
      }),
    );
  });

  it("no bed is kept into the past or into the next day's evening", () => {
    const now = at(12, "18:00");
    expect(mayKeepUntil(at(12, "17:59"), "2024-03-12", now, ZONE)).toBe(false);
    expect(mayKeepUntil(at(13, "20:00"), "2024-03-12", now, ZONE)).toBe(false);
  });
});

describe("what is sealed of a hold", () => {
  it.each([
    ["declined", 24],
    ["lapsed", 24],
    ["cancelled", 24],
    ["no_show", 24],
    ["left", 24],
    ["arrived", 7 * 24],
  ] as const)("%s: goes after %i hours", (state, hours) => {
    const settled = at(12, "18:00");
    expect(forgetAt(state, settled)).toEqual(new Date(settled.getTime() + hours * 3_600_000));
  });
});
