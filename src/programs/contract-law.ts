import { z } from "zod";
import { clause, code, measureCode } from "./codes.ts";

/**
 * What an edition says about a contract that runs: its activities, how it is changed, ended and looked
 * back upon. A `title` is the wording of the source, for documents; only the quotation marks are those
 * of Russian print, and a line begins with a capital.
 */
const title = z.string().min(1);

const activity = z.strictObject({
  code,
  clause,
  measure: measureCode,
  /** Without the words "if the contract sets this duty": `onlyIf` says so. */
  title,
  /** Left out: everybody with the measure has it. */
  onlyIf: z
    .enum(["training", "internship", "agreed", "licensed", "registration_costs_paid"])
    .optional(),
  /** The clock that gives its last day; without one it lasts as long as the contract. */
  clock: code.optional(),
});

const ending = z.strictObject({
  code,
  clause,
  title,
  /** Holds for these measures only. */
  measures: z.array(measureCode).optional(),
  onlyIf: z.enum(["training", "internship"]).optional(),
  /** The recipient must tell of it. */
  tell: z.boolean(),
  /** Aid stops on the day that the clock `aid_stops` gives; false: the source names no day. */
  aidStops: z.boolean(),
  /** The agency sends a notice of its decision. */
  notice: z.boolean(),
  /** A valid reason takes the ground away. */
  validReasonExcuses: z.boolean(),
});
export type EndingGround = z.infer<typeof ending>;

/** What a specialist writes by a clock. */
const conclusion = z.strictObject({
  clause,
  clock: code,
  points: z.array(z.strictObject({ code, clause, title })).min(1),
});

export const contractLaw = z.strictObject({
  /** Where it is said that a contract has these at all. */
  clauses: z.strictObject({
    number: clause,
    inForce: clause,
    money: clause,
    activities: clause,
    activitiesTerm: clause,
  }),
  extension: z.strictObject({
    clause,
    times: z.int().positive(),
    /** Of the first term, as a fraction. */
    share: z.tuple([z.int().positive(), z.int().positive()]),
    reading: code,
  }),
  activities: z.array(activity),
  /** On what ground a monthly payment is refused after the check of a report. */
  paymentRefusal: z.strictObject({ clause, title, validReasonExcuses: z.boolean() }),
  validReasons: z.strictObject({ clause, list: z.array(z.strictObject({ code, title })).min(1) }),
  endings: z.strictObject({
    clause,
    tellClause: clause,
    stopClause: clause,
    noticeClause: clause,
    list: z.array(ending),
    /** Both sides agree. */
    agreed: z.strictObject({ clause, title, aidStops: z.boolean(), notice: z.boolean() }),
  }),
  /** What else the recipient must tell of. */
  changes: z.strictObject({ clause, list: z.array(code) }),
  conclusion,
  /** Whom the agency hands the report on to; left out where the source names nobody. */
  effectiveness: conclusion.extend({ handedTo: title.optional() }),
  /** What is looked at after the end, by measure, and how. */
  monitoring: z.array(
    z.strictObject({
      measure: measureCode,
      clause,
      clock: code,
      title,
      ways: z.array(code).min(1),
    }),
  ),
});
