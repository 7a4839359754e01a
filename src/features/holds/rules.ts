import { Temporal } from "temporal-polyfill";

/**
 * What a hold goes through. It is *asked* for; the shelter accepts, declines, or asks for a call; an
 * accepted bed is kept until its time.
 */
export const STATES = [
  "asked",
  "call",
  "accepted",
  "declined",
  "lapsed",
  "cancelled",
  "arrived",
  "no_show",
  "left",
] as const;
export type HoldState = (typeof STATES)[number];

export const EVENTS = [
  "accept",
  "decline",
  "call_me",
  "cancel",
  "lapse",
  "arrive",
  "no_show",
  "leave",
] as const;
export type HoldEvent = (typeof EVENTS)[number];

/** Who makes it happen: the person or their specialist, the shelter's staff, or time itself. */
export const SIDES = ["seeker", "shelter", "clock"] as const;
export type Side = (typeof SIDES)[number];

/** What happens to the figures of the unit: a free bed is kept, let go, taken, or left by its guest. */
export type BedStep = "take" | "release" | "occupy" | "vacate";

export interface Move {
  readonly next: HoldState;
  readonly bed?: BedStep;
}

interface Row {
  readonly by: Side;
  readonly event: HoldEvent;
  readonly from: readonly HoldState[];
  readonly next: HoldState;
  readonly bed?: BedStep;
}

/** What no row allows does not happen. */
const ROWS: readonly Row[] = [
  { by: "shelter", event: "accept", from: ["asked", "call"], next: "accepted", bed: "take" },
  { by: "shelter", event: "decline", from: ["asked", "call"], next: "declined" },
  { by: "shelter", event: "call_me", from: ["asked"], next: "call" },
  { by: "shelter", event: "arrive", from: ["accepted"], next: "arrived", bed: "occupy" },
  { by: "shelter", event: "no_show", from: ["accepted"], next: "no_show", bed: "release" },
  { by: "shelter", event: "leave", from: ["arrived"], next: "left", bed: "vacate" },
  { by: "seeker", event: "cancel", from: ["asked", "call"], next: "cancelled" },
  { by: "seeker", event: "cancel", from: ["accepted"], next: "cancelled", bed: "release" },
  { by: "clock", event: "lapse", from: ["asked", "call"], next: "lapsed" },
  { by: "clock", event: "lapse", from: ["accepted"], next: "lapsed", bed: "release" },
];

/** What comes of an event in a state; undefined: nothing. */
export function moveOf(state: HoldState, event: HoldEvent, by: Side): Move | undefined {
  const row = ROWS.find((one) => one.by === by && one.event === event && one.from.includes(state));
  return row && { next: row.next, ...(row.bed ? { bed: row.bed } : {}) };
}

/** Somebody waits for an answer, or a bed is kept for them. */
export const ACTIVE: readonly HoldState[] = ["asked", "call", "accepted"];

export function isActive(state: HoldState): boolean {
  return ACTIVE.includes(state);
}

/** What the staff of a shelter still have to do with. */
export const ON_THE_LIST: readonly HoldState[] = [...ACTIVE, "arrived"];

/** Why a shelter declines; each has its words in `holds:reason.<code>`. */
export const REASONS = ["full", "papers", "conditions", "not_for_you", "other"] as const;
export type DeclineReason = (typeof REASONS)[number];

/** What somebody may need at night; each has its words in `holds:need.<code>`. */
export const NEEDS = ["walking", "medicine", "wounds", "pet"] as const;
export type Need = (typeof NEEDS)[number];

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
/** So long somebody who looks for a bed tonight waits for an answer before the next place is offered. */
const ANSWER_HOURS = 2;
/** Until then, by the shelter's clock, a night still belongs to the day before. */
const NIGHT_ENDS_HOUR = 6;
/** Until then a bed of a later night may be answered for, and is kept by itself. */
const USUAL_HOUR = 20;
/** A shelter that accepts keeps the bed at least so long. */
const LEAST_MINUTES = 45;

/** The night that it is now, as the day on which it begins: at three in the morning, yesterday. */
export function nightOf(at: Date, timeZone: string): string {
  return zoned(at, timeZone).subtract({ hours: NIGHT_ENDS_HOUR }).toPlainDate().toString();
}

/** Until when an answer is waited for. @param night the day on which the night begins */
export function answerUntil(night: string, at: Date, timeZone: string): Date {
  const soon = new Date(at.getTime() + ANSWER_HOURS * HOUR);
  const evening = atHour(night, USUAL_HOUR, timeZone);
  return night > nightOf(at, timeZone) && evening > soon ? evening : soon;
}

/**
 * The times until which a bed can be kept, the usual one first: eight in the evening of the night's day
 * while there is time until then, else the next full hour; then two and four hours more.
 */
export function keepUntil(night: string, at: Date, timeZone: string): Date[] {
  const least = new Date(at.getTime() + LEAST_MINUTES * MINUTE);
  const usual = atHour(night, USUAL_HOUR, timeZone);
  const first = usual >= least ? usual : nextFullHour(least, timeZone);
  return [0, 2, 4].map((hours) => new Date(first.getTime() + hours * HOUR));
}

/** Whether a shelter may keep a bed until then: not in the past, and not beyond the noon after the night. */
export function mayKeepUntil(until: Date, night: string, at: Date, timeZone: string): boolean {
  const latest = new Date(endOfNight(night, timeZone).getTime() + NIGHT_ENDS_HOUR * HOUR);
  return until > at && until <= latest;
}

/** When a night is over, by the shelter's clock. */
export function endOfNight(night: string, timeZone: string): Date {
  const morning = Temporal.PlainDate.from(night).add({ days: 1 }).toString();
  return atHour(morning, NIGHT_ENDS_HOUR, timeZone);
}

/** Nobody asks for a night that is over, or for one so far away. */
const FURTHEST_DAYS = 60;
export function mayAskFor(night: string, at: Date, timeZone: string): boolean {
  const tonight = nightOf(at, timeZone);
  const last = Temporal.PlainDate.from(tonight).add({ days: FURTHEST_DAYS }).toString();
  return night >= tonight && night <= last;
}

/** What is sealed of a hold goes so long after its end: somebody may still ask what came of it. */
const KEPT_HOURS = 24;
/** While somebody stays, the staff find them by the name; after so long the name goes all the same. */
const GUEST_DAYS = 7;

/** When the hold's key is destroyed at the latest; undefined while the hold is active. */
export function forgetAt(state: HoldState, settledAt: Date | null): Date | undefined {
  if (isActive(state) || settledAt === null) return undefined;
  const hours = state === "arrived" ? GUEST_DAYS * 24 : KEPT_HOURS;
  return new Date(settledAt.getTime() + hours * HOUR);
}

/** Whoever was told of a free bed has it to themselves for so long. */
const HEAD_START_MINUTES = 20;
export function headStartSince(at: Date): Date {
  return new Date(at.getTime() - HEAD_START_MINUTES * MINUTE);
}

function zoned(at: Date, timeZone: string): Temporal.ZonedDateTime {
  return Temporal.Instant.fromEpochMilliseconds(at.getTime()).toZonedDateTimeISO(timeZone);
}

function atHour(day: string, hour: number, timeZone: string): Date {
  const plainTime = Temporal.PlainTime.from({ hour });
  const moment = Temporal.PlainDate.from(day).toZonedDateTime({ timeZone, plainTime });
  return new Date(moment.epochMilliseconds);
}

function nextFullHour(at: Date, timeZone: string): Date {
  const hour = zoned(at, timeZone).round({ smallestUnit: "hour", roundingMode: "ceil" });
  return new Date(hour.epochMilliseconds);
}
