import { type Condition, codesOf, evaluate } from "../../forms/condition.ts";
import type { Answers } from "../../forms/form.ts";
import { holdsOn } from "../../programs/dates.ts";
import type { HelpData, HelpRow, Need, Pack } from "../../programs/help-schema.ts";

/** What triage knows of a person. */
export interface TriageFacts {
  /** The pruned answers of the triage form. */
  readonly answers: Answers;
  /** ISO 3166-2 region of the town in the answers ("RU-ZAB", "KZ-KUS", "KZ"); null: not known. */
  readonly region: string | null;
}

export interface HelpSource {
  /** The official title, to the letter. */
  readonly title: string;
  readonly date: string | null;
  readonly clause: string;
}

/** Half-open: shown from `from`, no longer on `until`. */
export interface HelpPeriod {
  readonly from: string;
  readonly until: string;
}

export interface HelpItem {
  readonly code: string;
  /** The programme that the row is of: its name is the text `program-<pack>:name`. */
  readonly pack: string;
  /** The most urgent of the needs that it answers, and all of them, most urgent first. */
  readonly need: string;
  readonly needs: readonly string[];
  /** Place of the need in the one order of urgency, 1 for the most urgent. */
  readonly urgency: number;
  /** Codes of the answers that decided. */
  readonly why: readonly string[];
  /** Text keys: the name of the help, and what to do next. */
  readonly name: string;
  readonly next: string;
  readonly source: HelpSource;
  readonly period: HelpPeriod;
}

/** Somebody to ask, with the text keys of the name and of what to say there. */
export interface WhomToAsk {
  readonly pack: string;
  readonly code: string;
  readonly name: string;
  readonly how: string;
}

/**
 * Why there is no rule; each is said to the person in its own words. `no_programme`: none of the
 * region is known to be in force; `no_rule`: one is, and does not mention the need.
 */
export type MissingCause = "no_region" | "no_programme" | "no_rule" | "expired" | "not_yet";

export interface MissingHelp {
  readonly need: string;
  readonly urgency: number;
  readonly why: readonly string[];
  readonly cause: MissingCause;
  readonly ask: WhomToAsk;
  /** For "expired" and "not_yet": the source whose period does not hold this date. */
  readonly other?: { readonly source: HelpSource; readonly period: HelpPeriod };
}

export interface Triage {
  readonly kind: "help";
  readonly items: readonly HelpItem[];
  readonly missing: readonly MissingHelp[];
}

/** A row that is for this person in this region, at whatever time. */
interface Offer {
  readonly pack: Pack;
  readonly row: HelpRow;
  readonly period: HelpPeriod;
}

/**
 * What a person may count on: for every need that the answers show, the rows of the programmes of
 * the region whose period holds the date and whose condition holds; for a need without such a row,
 * whom to ask. Nothing is taken from a row outside its period. Both lists go from the most urgent
 * to the least, and rows of one need from the region's own programmes to the common ones.
 *
 * @param today "YYYY-MM-DD" where the person is.
 */
export function triage(facts: TriageFacts, today: string, data: HelpData): Triage {
  const { answers, region } = facts;
  const inRegion = (pack: Pack): boolean => region !== null && covers(pack.regions, region);
  const packs = data.packs.filter(inRegion);
  const offers = [...packs, data.common]
    .filter(inRegion)
    .flatMap((pack) => offersOf(pack, answers));
  const inForce = packs.some((pack) =>
    Object.values(pack.periods).some((period) => holdsOn(period, today)),
  );
  const open = offers.filter(({ period }) => holdsOn(period, today));

  const answered = new Map<Offer, Need[]>();
  const missing: MissingHelp[] = [];
  for (const need of data.needs.filter((one) => arises(one, facts))) {
    const fitting = open.filter((offer) => offer.row.needs.includes(need.code));
    for (const offer of fitting) answered.set(offer, [...(answered.get(offer) ?? []), need]);
    if (fitting.length > 0) continue;
    const known = offers.filter((offer) => offer.row.needs.includes(need.code));
    missing.push({
      need: need.code,
      urgency: urgencyOf(need, data),
      why: deciding([need.when], answers),
      ...absence(known, region, inForce, today),
      ask: whomToAsk(need, [...packs, data.common], answers),
    });
  }
  const items = [...answered].map(([offer, needs]) => itemOf(offer, needs, answers, data));
  return { kind: "help", items, missing };
}

function itemOf(offer: Offer, needs: readonly Need[], answers: Answers, data: HelpData): HelpItem {
  const { pack, row, period } = offer;
  const condition = pack.conditions[row.condition]!;
  return {
    code: row.code,
    pack: pack.code,
    need: needs[0]!.code,
    needs: needs.map((need) => need.code),
    urgency: urgencyOf(needs[0]!, data),
    why: deciding([...needs.map((need) => need.when), condition], answers),
    name: `program-${pack.code}:help.${row.code}.name`,
    next: `program-${pack.code}:help.${row.code}.next`,
    source: sourceOf(offer),
    period,
  };
}

/** Says why nothing fits, and names the nearest row in time where there is one. */
function absence(
  known: readonly Offer[],
  region: string | null,
  inForce: boolean,
  today: string,
): Pick<MissingHelp, "cause" | "other"> {
  if (region === null) return { cause: "no_region" };
  const ended = known
    .filter(({ period }) => period.until <= today)
    .sort(byEnd)
    .at(-1);
  if (ended) return { cause: "expired", other: { source: sourceOf(ended), period: ended.period } };
  const later = known
    .filter(({ period }) => today < period.from)
    .sort(byStart)
    .at(0);
  if (later) return { cause: "not_yet", other: { source: sourceOf(later), period: later.period } };
  return { cause: inForce ? "no_rule" : "no_programme" };
}

function whomToAsk(need: Need, packs: readonly Pack[], answers: Answers): WhomToAsk {
  for (const pack of packs) {
    const found = pack.ask.find(
      ({ needs, condition }) =>
        (needs?.includes(need.code) ?? true) &&
        (condition === undefined || holds(pack.conditions[condition]!, answers)),
    );
    if (found) {
      const text = `program-${pack.code}:ask.${found.code}`;
      return { pack: pack.code, code: found.code, name: `${text}.name`, how: `${text}.how` };
    }
  }
  throw new Error(`nobody is named to ask about "${need.code}": add a row to common/help.json`);
}

function offersOf(pack: Pack, answers: Answers): Offer[] {
  return pack.help
    .filter((row) => holds(pack.conditions[row.condition]!, answers))
    .map((row) => {
      const { from, until } = pack.periods[row.period]!;
      return { pack, row, period: { from, until } };
    });
}

function sourceOf({ pack, row }: Offer): HelpSource {
  const { title, date } = pack.sources[row.source]!;
  return { title, date, clause: row.clause };
}

/** "RU" covers "RU-ZAB"; "RU-ZAB" covers itself only. */
function covers(regions: readonly string[], region: string): boolean {
  return regions.some((one) => region === one || region.startsWith(`${one}-`));
}

function arises({ when, regions }: Need, { answers, region }: TriageFacts): boolean {
  const here = regions === undefined || region === null || covers(regions, region);
  return here && holds(when, answers);
}

function urgencyOf(need: Need, data: HelpData): number {
  return data.needs.indexOf(need) + 1;
}

function deciding(conditions: readonly Condition[], answers: Answers): string[] {
  const looked = conditions.flatMap((condition) => deciders(condition, answers));
  return [...new Set(looked.filter((code) => answers[code] !== undefined))];
}

/** Codes that make a condition hold: of several that would do, the first. */
function deciders(condition: Condition, answers: Answers): string[] {
  if ("all" in condition) return condition.all.flatMap((part) => deciders(part, answers));
  if (!("any" in condition)) return codesOf(condition);
  const first = condition.any.find((part) => holds(part, answers));
  return first ? deciders(first, answers) : [];
}

/** An open condition does not hold: where not knowing matters, the data says so with `known`. */
function holds(condition: Condition, answers: Answers): boolean {
  return evaluate(condition, answers) === "yes";
}

function byEnd(a: Offer, b: Offer): number {
  return a.period.until < b.period.until ? -1 : a.period.until > b.period.until ? 1 : 0;
}

function byStart(a: Offer, b: Offer): number {
  return a.period.from < b.period.from ? -1 : a.period.from > b.period.from ? 1 : 0;
}
