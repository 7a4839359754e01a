import { z } from "zod";
import { clause, code, measureCode } from "./codes.ts";
import { condition } from "./condition-schema.ts";
import { contractLaw } from "./contract-law.ts";
import { isoDate } from "./dates.ts";
import { reportForm } from "./report-form.ts";

/**
 * What a programme's data may say. A region, an edition and an amount are data of these shapes, so a
 * new one needs no code.
 */

export { type MeasureCode, measureCode } from "./codes.ts";
export type { EndingGround } from "./contract-law.ts";

/** Rubles in the data file, integer kopecks in the program; null: no value is known. */
const rubles = z
  .number()
  .nonnegative()
  .transform((value) => Math.round(value * 100))
  .nullable();

const minimumRow = z.strictObject({
  region: z.string(),
  /** A territory of the region; "whole" is the region's own figure and stands in for no territory. */
  territory: code,
  /** The territory as the source names it. */
  named: z.string().optional(),
  from: isoDate,
  until: isoDate,
  perCapita: rubles,
  workingAge: rubles,
  pensioner: rubles,
  child: rubles,
  source: z.string(),
  confidence: z.enum(["high", "medium", "low"]),
});
export type MinimumRow = z.infer<typeof minimumRow>;

export const subsistenceMinimumFile = z.strictObject({
  currency: z.literal("RUB"),
  per: z.literal("month"),
  note: z.string(),
  rows: z.array(minimumRow),
});

const workYear = z.strictObject({
  country: z.enum(["RU", "KZ"]),
  year: z.int(),
  /** Holidays and moved days off; those on a Saturday or Sunday change nothing. */
  daysOff: z.array(isoDate),
  workingWeekends: z.array(isoDate),
  /** Working days of the year by the source, to check the list against. */
  workingDays: z.int(),
  /** Taken from, or checked against, an official calendar. */
  official: z.boolean(),
  source: z.string(),
  status: z.string(),
});
export type WorkYear = z.infer<typeof workYear>;

export const workdaysFile = z.strictObject({ note: z.string(), years: z.array(workYear) });

/**
 * What a rule's truth does to the outcome. `against` decides for "unlikely"; `open` leaves the
 * decision to the specialist; `prepare` must be put right before handing in and decides nothing;
 * `for` and `note` are only told.
 */
export const effect = z.enum(["for", "against", "open", "prepare", "note"]);
export type Effect = z.infer<typeof effect>;

const rule = z.strictObject({
  code,
  clause,
  /** The rule is looked at unless this is "no". */
  onlyIf: condition.optional(),
  holds: condition,
  yes: effect,
  no: effect.nullable(),
  /** null: not knowing says nothing worth telling. */
  unknown: effect.nullable(),
  /** Derived figures that the wording needs. */
  values: z.array(z.string()).default([]),
  /** What the person could do when the rule does not hold. */
  couldChange: z.array(code).default([]),
});
export type Rule = z.infer<typeof rule>;

const amount = z.union([
  /** Whole rubles, read into kopecks. */
  z.strictObject({ rubles: z.int().positive() }),
  /** A share of the working-age minimum of the territory. */
  z.strictObject({ workingAgeMinimum: z.tuple([z.int().positive(), z.int().positive()]) }),
]);

/** What may happen in a contract, on a day that its record keeps. */
const contractEvent = z.enum(["registration", "first_job", "training", "price_papers"]);
export type ContractEvent = z.infer<typeof contractEvent>;

/** How the days of a payment follow from what happens in a contract. */
const schedule = z.strictObject({
  /** What must have happened; left out: nothing but the contract. */
  after: contractEvent.optional(),
  /** Clocks of the first one, two where the texts name two days; none: it follows a report too. */
  first: z.array(code).default([]),
  /** The clock of each one that follows an accepted report. */
  later: code.optional(),
  /** The first report that is followed: so many months after the month of `after`. */
  firstReport: z.int().min(0).default(0),
  readings: z.array(code).default([]),
});
export type Schedule = z.infer<typeof schedule>;

const payment = z.strictObject({
  code,
  clause,
  kind: z.enum(["monthly", "once"]),
  /** How many months it is paid at most; null for one payment. */
  months: z.int().positive().nullable(),
  /** Of one payment the amount, of monthly ones the number of months, is the most that may be given. */
  upTo: z.boolean(),
  amount,
  /** Parts of one payment that are limited by percent. */
  parts: z.array(z.strictObject({ code, percent: z.int().positive() })).default([]),
  /** Paid only when training is a part of the programme. */
  training: z.boolean().default(false),
  schedule,
});
export type Payment = z.infer<typeof payment>;

const measure = z.strictObject({
  code: measureCode,
  clause,
  maxTermMonths: z.int().positive(),
  termClause: clause,
  money: z.array(payment),
});
export type Measure = z.infer<typeof measure>;

export const wayCode = z.enum(["in_person", "mfc", "post", "epgu", "regional_portal"]);
export type WayCode = z.infer<typeof wayCode>;

const paper = z.strictObject({
  code,
  /** null: practice order, not a clause. */
  clause: clause.nullable(),
  onlyIf: condition.optional(),
  /**
   * Who brings it: the person; the person or else the agency asks for it; the agency alone;
   * `tell`: written into the application, no paper; `nobody`: not asked for at all.
   */
  who: z.enum(["person", "person_or_agency", "agency", "tell", "nobody"]),
  /** A copy, so that the way of handing in says how it is certified. */
  copy: z.boolean().default(false),
  /** Papers that unlock this one. */
  after: z.array(code).default([]),
  replacedBy: z.array(code).default([]),
});
export type Paper = z.infer<typeof paper>;

const way = z.strictObject({
  code: wayCode,
  clause,
  to: z.enum(["agency", "mfc"]),
  /** Any one of these makes a copy good. */
  copies: z.array(code),
  /** What the way itself asks for. */
  needs: z.array(code),
});
export type Way = z.infer<typeof way>;

/** How a due date follows from an event; the day of the event is never counted. */
export const limit = z.union([
  z.strictObject({ days: z.int().min(0), unit: z.enum(["calendar", "working"]) }),
  z.strictObject({ months: z.int().positive(), unit: z.literal("months") }),
  /** Not sooner than that many months: the first safe day is the one after. */
  z.strictObject({ notBeforeMonths: z.int().positive(), unit: z.literal("months") }),
  /** By a day of a later month; `before`: the day itself is already late. */
  z.strictObject({
    day: z.int().min(1).max(28),
    monthsAfter: z.int().min(0),
    before: z.boolean().default(false),
    unit: z.literal("day_of_month"),
  }),
  /** Within a whole calendar month. */
  z.strictObject({ within: z.int().positive(), unit: z.literal("calendar_month") }),
  /** Within so many months before the event itself. */
  z.strictObject({ lastMonths: z.int().positive(), unit: z.literal("months_before") }),
]);
export type Limit = z.infer<typeof limit>;

const clock = z.strictObject({
  code,
  event: code,
  owner: z.enum(["agency", "mfc", "curator", "recipient", "head", "both"]),
  clause,
  limit,
  /** Holds for these measures only. */
  measures: z.array(measureCode).optional(),
  /** Holds in a case that the event alone does not tell. */
  onlyIf: code.optional(),
  /** Comes every month until the due date. */
  monthly: z.boolean().default(false),
  readings: z.array(code).default([]),
  /** Events that happen when it is done, for what follows from an application at the latest. */
  triggers: z.array(code).default([]),
  /** The same duty as this clock, told at another event. */
  sameAs: code.optional(),
  /** It is done when this has happened. */
  doneBy: contractEvent.optional(),
  /** Holds only where training is a part of the programme. */
  training: z.boolean().default(false),
});
export type Clock = z.infer<typeof clock>;

/** How an unclear place is read; null: it is about no single clause. */
const reading = z.strictObject({ code, clause: clause.nullable() });
export type Reading = z.infer<typeof reading>;

const editionParts = z.strictObject({
  code: z.string(),
  act: z.string(),
  from: isoDate,
  until: isoDate.nullable(),
  /** Why the period is what it is. */
  note: z.string(),
  income: z.strictObject({
    months: z.int().positive(),
    clause,
    kinds: z.array(code),
    kindsClause: clause,
  }),
  household: z.strictObject({
    clause,
    counted: z.array(code),
    uncertain: z.array(code),
    notCounted: z.array(code),
  }),
  threshold: z.strictObject({ group: z.literal("perCapita"), clause }),
  again: z.strictObject({ months: z.int().positive(), clause }),
  jobSearchAgain: z.strictObject({ months: z.int().positive(), clause }),
  readings: z.array(reading),
  rules: z.array(rule),
  measures: z.array(measure),
  papers: z.array(paper),
  ways: z.array(way),
  clocks: z.array(clock),
  contract: contractLaw,
  reportForm,
});
/** An edition whose names all lead somewhere: a clock or a reading that is not there would be silence. */
export const edition = editionParts.superRefine((data, context) => {
  const clocks = new Set(data.clocks.map((one) => one.code));
  const readings = new Set(data.readings.map((one) => one.code));
  const { activities, conclusion, effectiveness, extension, monitoring } = data.contract;
  const schedules = data.measures.flatMap(({ money }) => money.map((one) => one.schedule));
  const named = [
    ...data.clocks.map((one) => one.sameAs),
    ...schedules.flatMap(({ first, later }) => [...first, later]),
    ...[...activities, ...monitoring, conclusion, effectiveness].map((one) => one.clock),
  ];
  const read = [
    extension.reading,
    ...[...data.clocks, ...schedules].flatMap((one) => one.readings),
  ];
  const missing = [
    ...named.filter((code) => code !== undefined && !clocks.has(code)),
    ...read.filter((code) => !readings.has(code)),
  ];
  for (const code of missing) {
    context.addIssue({ code: "custom", message: `names "${code}", which is not there` });
  }
});
export type Edition = z.infer<typeof edition>;

const territory = z.strictObject({
  code,
  /** The group of territories that the source puts it into. */
  group: code,
  /** GeoNames ids of towns that surely lie in it. */
  towns: z.array(z.int()).default([]),
});

export const programHeader = z.strictObject({
  code,
  region: z.string(),
  country: z.enum(["RU", "KZ"]),
  timeZone: z.string(),
  territories: z.array(territory),
  territoriesSource: z.string(),
});

/** One region's social contract: its editions and the minimums of its territories. */
export interface Program extends z.infer<typeof programHeader> {
  readonly editions: readonly Edition[];
  readonly minimums: readonly MinimumRow[];
}
