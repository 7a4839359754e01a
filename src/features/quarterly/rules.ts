import { addMonths } from "../../programs/dates.ts";
import type { ServiceTable, ServiceTableRow } from "../../programs/services.ts";

/** A half-open period of days. */
export interface Days {
  readonly from: string;
  readonly until: string;
}

/** A quarter of a year, with the same quarter of the year before (АППГ). */
export interface Quarter extends Days {
  /** "2024Q1". */
  readonly code: string;
  readonly year: number;
  /** 1 to 4. */
  readonly number: number;
  readonly before: Days;
}

const FIRST_YEAR = 2000;

/** @param code "2024Q1" @returns undefined for what is no quarter of this century */
export function readQuarter(code: string): Quarter | undefined {
  const [, years = "", number = ""] = /^(2\d{3})Q([1-4])$/.exec(code) ?? [];
  const year = Number(years);
  if (year < FIRST_YEAR) return undefined;
  const from = `${year}-${String(Number(number) * 3 - 2).padStart(2, "0")}-01`;
  const days = { from, until: addMonths(from, 3) };
  const before = { from: addMonths(from, -12), until: addMonths(days.until, -12) };
  return { code, year, number: Number(number), ...days, before };
}

/** The quarter that a day belongs to, and those before it, the newest first. */
export function quartersUntil(day: string, count: number): Quarter[] {
  const month = Number(day.slice(5, 7));
  const first = `${day.slice(0, 4)}-${String(month - ((month - 1) % 3)).padStart(2, "0")}-01`;
  return Array.from({ length: count }, (_, at) => quarterOf(addMonths(first, at * -3)));
}

function quarterOf(first: string): Quarter {
  const quarter = readQuarter(`${first.slice(0, 4)}Q${(Number(first.slice(5, 7)) + 2) / 3}`);
  if (!quarter) throw new Error(`${first} begins no quarter`);
  return quarter;
}

/** A number; "withheld" where it is too small to be told outside, or would tell such a one. */
export type Figure = number | "withheld";

/** People of one row in one period. */
export interface Cell {
  readonly people: Figure;
  /** Of them released from prison. */
  readonly released: Figure;
  /** Of them counted without a name: they may be the same people more than once. */
  readonly nameless: Figure;
}

export const NOBODY = { people: 0, released: 0, nameless: 0 } as const satisfies Cell;

export interface Row {
  readonly number: string;
  /** The official heading. */
  readonly title: string;
  readonly now: Cell;
  /** null: nothing was recorded in that period yet, so it is not known. */
  readonly before: Cell | null;
}

/** Counts by kind of service; a kind that is not there is nobody. */
export type ByKind = ReadonlyMap<string, Counted>;

/** A cell as it was counted. */
export type Counted = Readonly<Record<keyof Cell, number>>;

/** The rows of a form. @param before null: not known */
export function rowsOf(form: ServiceTable, now: ByKind, before: ByKind | null): Row[] {
  return form.rows.map((row) => ({
    number: row.number,
    title: row.title,
    now: cellOf(row, now),
    before: before && cellOf(row, before),
  }));
}

function cellOf({ kinds, title }: ServiceTableRow, counts: ByKind): Cell {
  // The data is checked when it is read: people of several kinds cannot be added up.
  const [kind, ...more] = kinds;
  if (kinds === "any" || kind === undefined || more.length > 0) {
    throw new Error(`"${title}" does not count one kind`);
  }
  const { people, released, nameless } = counts.get(kind) ?? NOBODY;
  return { people, released, nameless };
}

/** A heading of a form for a period. */
export function heading(text: string, { year, number }: { year: number; number: number }): string {
  return text.replaceAll("{quarter}", String(number)).replaceAll("{year}", String(year));
}

/** What the numbers beside the rows are made of. */
export interface Figures {
  readonly served: Counted;
  readonly servedBy: Readonly<Record<"state" | "non_state", Counted>>;
  readonly trips: Readonly<Record<string, number>>;
  readonly people: Readonly<Record<string, number>>;
  readonly outcomes: Readonly<Record<string, number>>;
}

/**
 * A number by its code in the data, such as "served.state" or "outcome.ngo".
 * @throws Error for a code that nothing counts
 */
export function numberOf(code: string, figures: Figures): number {
  const { served, servedBy, trips, people, outcomes } = figures;
  const [what, part = ""] = code.split(".");
  const whose = part === "state" || part === "non_state" ? servedBy[part] : served;
  switch (what) {
    case "served":
      return whose.people;
    case "served_released":
      return whose.released;
    case "outcome":
      return outcomes[part] ?? 0;
    case "patrol_trips":
      return trips.patrol ?? 0;
    case "patrol_found":
      return people.patrol ?? 0;
    case "family_visits":
      return trips.family_visit ?? 0;
    case "letters":
      return trips.letter ?? 0;
    case "online_consultations":
      return trips.online_consultation ?? 0;
    case "prison_visits":
      return trips.prison_visit ?? 0;
    case "prison_advised":
      return people.prison_visit ?? 0;
    default:
      throw new Error(`Nothing counts "${code}"`);
  }
}
