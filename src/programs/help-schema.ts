import { z } from "zod";
import type { Condition } from "../forms/condition.ts";
import { condition } from "./condition-schema.ts";
import { isoDate } from "./dates.ts";

/**
 * Kinds of help as data. A programme says what it offers, to whom, from when until when, and by
 * which sentence of which source; the code knows no programme by name.
 *
 * Two shapes of files: `common/help.json` (needs in order of urgency, named conditions, federal rows,
 * whom to ask anywhere) and `<pack>/pack.json` (the same for one programme and its regions).
 */

const code = z.string().regex(/^[a-z][a-z0-9_-]*$/);
/** ISO 3166-2 ("RU-KYA") or a whole country ("RU", "KZ"). */
const region = z.string().regex(/^[A-Z]{2}(-[A-Z0-9]{1,3})?$/);
const source = z.strictObject({
  /** The official title, to the letter, in the language of the source. */
  title: z.string().min(1),
  /** The date of the document itself; null when the document bears none. */
  date: isoDate.nullable(),
  /** Where it was read, when it is not the act itself. */
  seen: z.string().optional(),
});

const period = z
  .strictObject({
    from: isoDate,
    /** The first day on which the row is no longer shown: periods are half-open. */
    until: isoDate,
    /** Why these two days, for whoever maintains the data. */
    why: z.string().min(1),
  })
  .refine((value) => value.from < value.until, { error: "a period ends after it begins" });

const row = z.strictObject({
  code,
  /** The needs that the row answers; it is shown once, with the most urgent of them. */
  needs: z.array(code).min(1),
  /** Name of the condition under which the row is for this person. */
  condition: code,
  /** Name of the period during which the source supports the row. */
  period: code,
  source: code,
  clause: z.string().min(1),
});

const ask = z.strictObject({
  code,
  /** Asked about these needs; about any need when absent. */
  needs: z.array(code).min(1).optional(),
  condition: code.optional(),
  /** The source that names them; absent for the services that exist everywhere. */
  source: code.optional(),
});

const need = z.strictObject({
  code,
  when: condition,
  /** Where there is such a need at all; everywhere when absent. */
  regions: z.array(region).min(1).optional(),
});

const body = {
  sources: z.record(code, source),
  periods: z.record(code, period),
  conditions: z.record(code, condition),
  help: z.array(row),
  /** Whom to ask where there is no row; the first that fits is named. */
  ask: z.array(ask),
};

export const packSchema = z.strictObject({ code, regions: z.array(region).min(1), ...body });
/** `needs` are listed from the most urgent to the least. */
export const commonSchema = z.strictObject({
  ...packSchema.shape,
  code: z.literal("common"),
  needs: z.array(need).min(1),
});

export type Pack = z.infer<typeof packSchema>;
export type Common = z.infer<typeof commonSchema>;
export type Need = z.infer<typeof need>;
export type HelpRow = z.infer<typeof row>;
export type Period = z.infer<typeof period>;
export type Source = z.infer<typeof source>;

/** Everything that is offered, ready to be asked: see `loadHelp`. */
export interface HelpData {
  readonly needs: readonly Need[];
  /** The programmes, in a fixed order. */
  readonly packs: readonly Pack[];
  /** What a whole country offers, and whom to ask anywhere. */
  readonly common: Pack;
}

/**
 * Reads parsed JSON into help data.
 * @throws Error naming the pack and the field when the shape is wrong or a name leads nowhere.
 */
export function loadHelp(common: unknown, packs: readonly unknown[]): HelpData {
  const { needs, ...federal } = read(commonSchema, common, "common");
  const named = packs.map((pack, index) => read(packSchema, pack, `pack ${index + 1}`));
  const sorted = named.sort((a, b) => (a.code < b.code ? -1 : 1));
  unique(
    [federal, ...sorted].map((pack) => pack.code),
    "packs",
  );
  unique(
    needs.map((one) => one.code),
    "common: needs",
  );
  const known = new Set(needs.map((one) => one.code));
  const link = (pack: Pack): Pack => linked(pack, federal.conditions, known);
  return { needs, packs: sorted.map(link), common: link(federal) };
}

/** A programme with the common conditions added, after every name in it was found. */
function linked(
  pack: Pack,
  shared: Readonly<Record<string, Condition>>,
  needs: ReadonlySet<string>,
): Pack {
  const conditions = { ...shared, ...pack.conditions };
  const check = (found: boolean, place: string, name: string): void => {
    if (!found) throw new Error(`${pack.code}: ${place} names "${name}", which is not there`);
  };
  unique(
    pack.help.map((one) => one.code),
    `${pack.code}: help`,
  );
  for (const one of pack.help) {
    const place = `help.${one.code}`;
    for (const name of one.needs) check(needs.has(name), place, name);
    check(one.condition in conditions, place, one.condition);
    check(one.period in pack.periods, place, one.period);
    check(one.source in pack.sources, place, one.source);
  }
  for (const one of pack.ask) {
    const place = `ask.${one.code}`;
    for (const name of one.needs ?? []) check(needs.has(name), place, name);
    if (one.condition !== undefined) check(one.condition in conditions, place, one.condition);
    if (one.source !== undefined) check(one.source in pack.sources, place, one.source);
  }
  return { ...pack, conditions };
}

function read<T>(schema: z.ZodType<T>, value: unknown, name: string): T {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const issue = result.error.issues[0];
  throw new Error(`${name}: ${issue?.path.join(".") || "file"}: ${issue?.message}`);
}

function unique(codes: readonly string[], place: string): void {
  const twice = codes.find((one, index) => codes.indexOf(one) !== index);
  if (twice !== undefined) throw new Error(`${place}: "${twice}" is there twice`);
}
