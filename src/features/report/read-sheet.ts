import { z } from "zod";
import { type WrongField, wrongField } from "../../forms/wrong-field.ts";
import { isoDate } from "../../programs/dates.ts";
import { programs } from "../../programs/index.ts";
import type { ReportSheet } from "./sheet.ts";

const text = (longest: number) => z.string().trim().min(1, "is empty").max(longest);
/** Far above any aid, so that the sum of all lines stays an exact integer. */
const kopecks = z.int("is not a whole number of kopecks").min(0).max(1_000_000_000_000);
const activity = text(1_000);
const lines = <Line extends z.ZodType>(line: Line) => z.array(line).max(500);

const reportSheet = z.strictObject({
  programme: z.enum(programs.map(({ code }) => code)),
  contract: z.strictObject({ number: text(60), on: isoDate }),
  period: z
    .strictObject({ from: isoDate, to: isoDate })
    .refine(({ from, to }) => from <= to && from.slice(0, 7) === to.slice(0, 7), {
      error: "is not a part of one month",
    }),
  name: text(200).nullable(),
  signedOn: isoDate.nullable(),
  done: lines(z.strictObject({ activity, measures: text(10_000) })),
  spending: lines(z.strictObject({ activity, item: text(1_000), kopecks })),
  notDone: lines(z.strictObject({ activity, reason: text(10_000) })),
  results: text(20_000).nullable(),
  attachments: lines(z.strictObject({ name: text(500), count: z.int().min(1).max(999) })),
}) satisfies z.ZodType<ReportSheet>;

export type ReadSheet =
  | { readonly kind: "sheet"; readonly sheet: ReportSheet }
  | ({ readonly kind: "wrong" } & WrongField);

/** A report's sheet from outside, such as a file. Money is integer kopecks there too. */
export function readSheet(input: unknown): ReadSheet {
  const parsed = reportSheet.safeParse(input);
  if (parsed.success) return { kind: "sheet", sheet: parsed.data };
  return { kind: "wrong", ...wrongField(parsed.error) };
}
