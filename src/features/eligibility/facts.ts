import { z } from "zod";
import { wrongField } from "../../forms/wrong-field.ts";
import { isoDate, isoMonth } from "../../programs/dates.ts";
import { measureCode } from "../../programs/schema.ts";

/**
 * What is told about a person who asks for a social contract. Everything may be left out: what is
 * absent, or "unknown", is not known, and never counts as "no". Sums are whole kopecks.
 */

const tri = z.enum(["yes", "no", "unknown"]).default("unknown");

/** Far above any income, so that sums of a family stay exact integers. */
const kopecks = z.int().min(0).max(1_000_000_000_000).describe("whole kopecks");

const perMonth = z
  .record(isoMonth, kopecks)
  .describe("kopecks by month; a month that is left out is unknown, other months are ignored");

const ofKind = z
  .union([kopecks, perMonth, z.literal("unknown")])
  .default("unknown")
  .describe("the three full months before the month of application together, or month by month");

const income = z
  .union([
    z.literal("unknown"),
    z.strictObject({ total: kopecks.describe("all kinds, three months together") }),
    z
      .strictObject({
        work: ofKind.describe("pay, own business, allowance for service"),
        pension: ofKind,
        social: ofKind.describe("benefits, compensations, stipends"),
        alimony: ofKind.describe("alimony received"),
        other: ofKind.describe("sale of home produce, rent, anything else"),
      })
      .describe("by the kinds of form 3 §9; 0 where there is none"),
  ])
  .default("unknown");

const member = z.strictObject({
  kin: z
    .enum(["spouse", "child", "parent", "sibling", "other_relative", "not_relative", "unknown"])
    .default("unknown"),
  age: z.enum(["under_14", "14_17", "adult", "unknown"]).default("unknown"),
  livesTogether: z
    .enum(["yes", "no", "unknown"])
    .default("yes")
    .describe("in fact, wherever registered (clause 4)"),
  income,
});

const lastContract = z.strictObject({
  endedOn: z.union([isoDate, z.literal("unknown")]).default("unknown"),
  ending: z.enum(["in_time", "early_valid_reason", "early_other", "unknown"]).default("unknown"),
  measure: z.union([measureCode, z.literal("unknown")]).default("unknown"),
});

export const factsSchema = z
  .strictObject({
    applicationDate: isoDate.optional().describe("day of application; left out: the day of asking"),
    livesInRegion: tri.describe("lives or stays in the region, registered or not"),
    registered: tri.describe("registered at a place of living or stay there"),
    territory: z.string().default("unknown").describe("code of the territory in the programme"),
    adult: tri,
    capacity: tri.describe("not declared by a court to be without legal capacity"),
    family: z
      .union([z.array(member).max(30), z.literal("unknown")])
      .default("unknown")
      .describe("people who live with the applicant, without the applicant; []: lives alone"),
    income: income.describe("the applicant's own"),
    alimonyWithheld: z
      .union([kopecks, z.literal("unknown")])
      .default("unknown")
      .describe("withheld from members by writ in the three months, kopecks"),
    alimonyWithoutWrit: tri.describe("a member pays alimony without a writ"),
    causes: z
      .union([
        z.array(
          z.enum([
            "health",
            "employer_closed",
            "no_childcare",
            "no_vacancies",
            "low_pay",
            "released",
            "other",
          ]),
        ),
        z.literal("unknown"),
      ])
      .default("unknown")
      .describe("reasons for the low income (clause 22, an open list)"),
    activeContract: tri.describe("the applicant or anyone in the family has one now"),
    lastContract: z
      .union([lastContract, z.literal("none"), z.literal("unknown")])
      .default("unknown")
      .describe("the applicant's own last ended contract"),
    measure: z.union([measureCode, z.literal("unknown")]).default("unknown"),
    training: tri.describe("wants training"),
    employmentService: tri.describe("registered there as unemployed or looking for work"),
    identityPaper: z.enum(["passport", "other_identity", "none", "unknown"]).default("unknown"),
    familyPapers: tri.describe("identity papers of every member"),
    foreignBirthCertificate: tri.describe("a child under 14 has a foreign birth certificate"),
    representative: tri.describe("a representative hands the papers in"),
    snils: tri.describe("has a number of the pension account"),
    pricePapers: tri.describe("papers with prices for the business or the farm"),
  })
  .describe("Facts for the check of a social contract. Sums in whole kopecks, dates YYYY-MM-DD.");

export type Facts = z.output<typeof factsSchema>;
export type FactsInput = z.input<typeof factsSchema>;
export type Income = Facts["income"];
export type Member = z.output<typeof member>;

/** Reads facts; the problem names the first field that is wrong, e.g. "family.0.income.work". */
export function parseFacts(
  input: unknown,
): { kind: "facts"; facts: Facts } | { kind: "wrong"; field: string; problem: string } {
  const parsed = factsSchema.safeParse(input);
  if (parsed.success) return { kind: "facts", facts: parsed.data };
  return { kind: "wrong", ...wrongField(parsed.error) };
}

/** JSON Schema (draft 2020-12) of what `parseFacts` reads. */
export function factsJsonSchema(): object {
  return z.toJSONSchema(factsSchema, { io: "input" });
}
