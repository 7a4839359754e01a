import { readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { serviceData } from "./services.ts";

/** What can be said of work outside of the institution: places, outcomes, topics, prisons. */
const code = z.string().regex(/^[a-z][a-z_]{0,31}$/);
const basis = { source: code, clause: z.string().min(1) };

const schema = z
  .strictObject({
    /** Where a patrol looks for people; words in `fieldwork:place.<code>`. */
    places: z.strictObject({ ...basis, codes: z.array(code).min(1) }),
    /**
     * Where people went whom a patrol found; words in `fieldwork:outcome.<code>`. `countsAs` is the kind of
     * service that the same help is in the quarterly table, so that it is not entered there again.
     */
    outcomes: z.array(z.strictObject({ code, ...basis, countsAs: code.nullable() })).min(1),
    /** What was talked about in a prison; words in `fieldwork:topic.<code>`. */
    topics: z.array(z.strictObject({ code, ...basis })).min(1),
    /** By region, those that the sources name; others are typed. */
    prisons: z.record(z.string(), z.strictObject({ ...basis, names: z.array(z.string().min(1)) })),
  })
  .superRefine((data, context) => {
    const kinds = new Set(serviceData.kinds.map((one) => one.code));
    for (const { countsAs } of data.outcomes) {
      if (countsAs === null || kinds.has(countsAs)) continue;
      context.addIssue({ code: "custom", message: `there is no kind "${countsAs}"` });
    }
  });
export type FieldworkData = z.output<typeof schema>;

export const FIELD_KINDS = [
  "patrol",
  "prison_visit",
  "online_consultation",
  "letter",
  "family_visit",
] as const;
export type FieldKind = (typeof FIELD_KINDS)[number];

/**
 * Reads `common/fieldwork.json`.
 * @throws Error naming what is wrong with it
 */
export function readFieldworkData(root = import.meta.dirname): FieldworkData {
  const path = join(root, "common/fieldwork.json");
  const found = schema.safeParse(JSON.parse(readFileSync(path, "utf8")));
  if (found.success) return found.data;
  const issue = found.error.issues[0];
  throw new Error(`${path}: ${issue?.path.join(".")}: ${issue?.message}`);
}

export const fieldworkData: FieldworkData = readFieldworkData();

/** The kind of service that an outcome of a patrol counts as in the quarterly table, if it does. */
export function countsAs(outcome: string, data = fieldworkData): string | null {
  return data.outcomes.find((one) => one.code === outcome)?.countsAs ?? null;
}
