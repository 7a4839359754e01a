import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { holdsOn, isoDate, type Period } from "./dates.ts";
import { serviceData } from "./services.ts";

/**
 * The plans of regions: indicators with a value for each year, control points with their day and proof, and
 * what has to be told every half-year. A plan is an `indicators.json` in its region's folder. A year or day
 * without data is unknown, never the last value.
 */
const code = z.string().regex(/^[a-z][a-z0-9_]{0,31}$/);
const year = z.string().regex(/^20\d\d$/);

export const UNITS = ["people", "units", "percent"] as const;

/** Values in tenths: the plans go to one place after the comma, and sums of tenths are exact. */
const tenths = z
  .number()
  .nonnegative()
  .refine(
    (value) => Number.isInteger(Math.round(value * 1e9) / 1e8),
    "has more than one decimal place",
  )
  .transform((value) => Math.round(value * 10));

/** Where the fact comes from; null: from no row that is kept here. */
const fact = z
  .union([
    /** A row of the region's table of services, alone or as a share of another one's people. */
    z.strictObject({ row: z.string(), shareOf: z.string().optional() }),
    /** Trips of a kind. */
    z.strictObject({ trips: code }),
    /** People whose social contract began. */
    z.strictObject({ contracts: z.literal("begun") }),
  ])
  .nullable();
export type FactSource = z.output<typeof fact>;

const indicator = z.strictObject({
  code,
  /** Of the source; results of activities have another one than the indicators themselves. */
  section: z.string(),
  number: z.string(),
  /** To the letter of the source. */
  title: z.string().min(1),
  unit: z.enum(UNITS),
  baseline: z.strictObject({ year: z.int(), value: tenths }).nullable(),
  plan: z.record(year, tenths),
  fact,
  responsible: code,
});
export type Indicator = z.output<typeof indicator>;

const controlPoint = z.strictObject({
  code,
  activity: z.string(),
  /** The indicator that it leads to. */
  indicator: code,
  date: isoDate,
  text: z.string().min(1),
  proof: z.string().min(1),
  responsible: code,
  /** Rows that show by themselves that it was reached; without it somebody says so. */
  shownBy: z
    .strictObject({ trips: code, from: isoDate, until: isoDate, atLeast: z.int().positive() })
    .optional(),
});
export type ControlPoint = z.output<typeof controlPoint>;

const information = z.strictObject({
  code,
  every: z.literal("half_year"),
  /** The last day of the month after the half-year. */
  by: z.int().min(1).max(28),
  clause: z.string(),
  from: isoDate,
  until: isoDate,
  responsible: code,
});
export type Information = z.output<typeof information>;

const plan = z.strictObject({
  regions: z.array(z.string()).min(1),
  source: z.strictObject({ title: z.string().min(1), date: isoDate }),
  /** For whoever maintains the data. */
  note: z.string(),
  /** Who answers for it: the title by the source, and the institutions whose supervisors are reminded. */
  responsible: z.record(
    code,
    z.strictObject({ title: z.string().min(1), institutions: z.array(code).min(1) }),
  ),
  indicators: z.array(indicator),
  activities: z.array(z.strictObject({ number: z.string(), title: z.string().min(1) })),
  controlPoints: z.array(controlPoint),
  information: z.array(information),
});

/** The plan of a programme; `code` is its folder. */
export interface Plan extends z.output<typeof plan> {
  readonly code: string;
}

/**
 * Reads every `indicators.json` below a folder.
 * @throws Error naming the file and what is wrong with it
 */
export function readPlans(root = import.meta.dirname): readonly Plan[] {
  return readdirSync(root)
    .filter((folder) => existsSync(join(root, folder, "indicators.json")))
    .sort()
    .map((folder) => ({ code: folder, ...read(join(root, folder, "indicators.json")) }));
}

export const plans: readonly Plan[] = readPlans();

export function planOf(region: string): Plan | undefined {
  return plans.find(({ regions }) => regions.includes(region));
}

/** The information on a half-year that the source asks for; undefined when it is not known to ask for it. */
export function informationOn({ information }: Plan, halfYear: Period): Information | undefined {
  return information.find((one) => holdsOn(one, halfYear.from));
}

function read(path: string): z.output<typeof plan> {
  const parsed = plan.safeParse(JSON.parse(readFileSync(path, "utf8")));
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    throw new Error(`${path}: ${issue?.path.join(".")}: ${issue?.message}`);
  }
  const missing = missingNames(parsed.data);
  if (missing.length > 0) throw new Error(`${path}: names "${missing[0]}", which is not there`);
  return parsed.data;
}

/** Names that lead nowhere would be silence. */
function missingNames({ regions, responsible, ...data }: z.output<typeof plan>): string[] {
  const rows = serviceData.packs
    .filter((pack) => pack.regions.some((region) => regions.includes(region)))
    .flatMap(({ tables }) => tables.flatMap((table) => table.rows.map(({ number }) => number)));
  const named = data.indicators.flatMap(({ fact: from }) =>
    from && "row" in from ? [from.row, ...(from.shareOf ? [from.shareOf] : [])] : [],
  );
  const roles = [...data.indicators, ...data.controlPoints, ...data.information];
  const indicators = data.indicators.map((one) => one.code);
  const activities = data.activities.map(({ number }) => number);
  return [
    ...named.filter((number) => !rows.includes(number)),
    ...roles.map((one) => one.responsible).filter((role) => !Object.hasOwn(responsible, role)),
    ...data.controlPoints.map((one) => one.indicator).filter((one) => !indicators.includes(one)),
    ...data.controlPoints.map((one) => one.activity).filter((one) => !activities.includes(one)),
  ];
}
