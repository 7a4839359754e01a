import { parseDate } from "../../forms/parse/date.ts";
import { parseMany } from "../../forms/parse/options.ts";
import type { ParseContext, Parsed, TownFound } from "../../forms/parse/parsed.ts";
import { plain } from "../../forms/parse/text.ts";
import type { CaseStatus } from "../staff/access.ts";
import type { CaseField, CaseRecord, FieldValue } from "./record.ts";

/** Wrong years of birth that lock a code. */
export const MOST_TRIES = 5;

/**
 * What a code is made of. Each sign is written alike in Cyrillic and Latin letters, and none is taken for
 * another: no 0 and О, no 1 and I, no В beside 8.
 */
export const CODE_SIGNS = "23456789ACEHKMPTXY";
export const CODE_LENGTH = 8;

/** The same signs as a Cyrillic keyboard writes them, and П, which is how Р sounds when dictated. */
const CYRILLIC_SIGNS: Readonly<Record<string, string>> = Object.fromEntries(
  Array.from("АСЕНКМРТХУПЗ", (sign, at) => [sign, "ACEHKMPTXYP3"[at] as string]),
);

/** A code as people type it, in any letters, case and grouping; undefined when it cannot be one. */
export function readCode(text: string): string | undefined {
  const signs = Array.from(text.toUpperCase().replace(/[^\p{L}\p{N}]/gu, ""), (sign) => {
    const latin = CYRILLIC_SIGNS[sign] ?? sign;
    return CODE_SIGNS.includes(latin) ? latin : "";
  });
  return signs.length === CODE_LENGTH && !signs.includes("") ? signs.join("") : undefined;
}

/** A code where none was asked for. A figure tells it from words: "Нет места" has its letters too. */
export function readUnaskedCode(text: string): string | undefined {
  return /\d/.test(text) ? readCode(text) : undefined;
}

/** A new code, with a figure among its signs. @param below a random whole number from 0 up to its end */
export function newCode(below: (end: number) => number): string {
  for (;;) {
    const signs = Array.from({ length: CODE_LENGTH }, () => CODE_SIGNS[below(CODE_SIGNS.length)]);
    if (signs.some((sign) => /\d/.test(sign ?? ""))) return signs.join("");
  }
}

/** "ABCD EFGH": how it is shown, printed and dictated. */
export function groupedCode(code: string): string {
  return `${code.slice(0, CODE_LENGTH / 2)} ${code.slice(CODE_LENGTH / 2)}`;
}

/** Before release until the day has come; a day that is not known yet is before release too. */
export function openingStatus(
  { releaseDate }: Pick<CaseRecord, "releaseDate">,
  today: string,
): "before_release" | "in_work" {
  return releaseDate === null || releaseDate > today ? "before_release" : "in_work";
}

/**
 * The status of a case as its day of release and its curator have it on a day: what was before release is
 * in work from its day on, or new while nobody has it. Any other status is somebody's decision and stays.
 */
export function statusFrom(
  {
    status,
    curatorId,
    record,
  }: {
    readonly status: CaseStatus;
    readonly curatorId: string | null;
    readonly record: Pick<CaseRecord, "releaseDate">;
  },
  today: string,
): CaseStatus {
  if (status !== "before_release" || openingStatus(record, today) === status) return status;
  return curatorId === null ? "new" : "in_work";
}

export type FieldProblem =
  | "name"
  | "year"
  | "phone"
  | "long"
  | "empty"
  | "town"
  | "needs"
  | "date"
  | "date_no_day"
  | "date_impossible"
  | "date_future";

export type FieldRead =
  | { readonly kind: "value"; readonly value: FieldValue }
  | { readonly kind: "choose"; readonly options: readonly (string | number)[] }
  | { readonly kind: "not_understood"; readonly code: FieldProblem };

export interface FieldContext {
  /** "YYYY-MM-DD" where the case is. */
  readonly today: string;
  readonly findTown: (text: string) => TownFound;
  /** How the needs are called in the language of whoever types. */
  readonly needs: NonNullable<ParseContext["labels"]>;
}

const LONGEST_NAME = 120;
const LONGEST_TEXT = 200;
const OLDEST = 110;
const YOUNGEST = 14;

/** What a typed text means as the value of a field. */
export function readField(field: CaseField, text: string, context: FieldContext): FieldRead {
  const said = tidy(text);
  if (said === "") return problem("empty");
  switch (field) {
    case "name":
      if (said.length > LONGEST_NAME) return problem("long");
      return (said.match(/\p{L}/gu) ?? []).length < 2 || /\d/.test(said)
        ? problem("name")
        : value(said);
    case "yearOfBirth": {
      const year = readYear(said, context.today);
      return year === undefined ? problem("year") : value(year);
    }
    case "relativePhone": {
      const phone = readPhone(said);
      return phone === undefined ? problem("phone") : value(phone);
    }
    case "releasedFrom":
    case "address":
      return said.length > LONGEST_TEXT ? problem("long") : value(said);
    case "town": {
      const found = context.findTown(said);
      if (found.kind === "none") return problem("town");
      if (found.kind === "one") return value(found.town.id);
      return { kind: "choose", options: found.towns.map(({ id }) => id) };
    }
    case "needs":
      return parsed(parseMany(plain(said), Object.keys(context.needs), context.needs), "needs");
    case "releaseDate":
      return parsed(parseDate(plain(said), { today: context.today }), "date");
    case "appliedOn":
    case "contractOn":
      return parsed(parseDate(plain(said), { today: context.today, past: true }), "date");
  }
}

/** Whether a value that came back from a button could have been one of this field. */
export function fitsField(field: CaseField, given: FieldValue): boolean {
  if (field === "town") return typeof given === "number";
  if (/On$|Date$/.test(field)) return typeof given === "string" && /^\d{4}-\d\d-\d\d$/.test(given);
  return false;
}

/** A year in which someone who is released now can have been born. */
export function readYear(text: string, today: string): number | undefined {
  const figures = /^(\d{4})\D*$/.exec(text.trim())?.[1];
  const year = Number(figures);
  const now = Number(today.slice(0, 4));
  return figures && year >= now - OLDEST && year <= now - YOUNGEST ? year : undefined;
}

/** "8 (913) 000-00-00" as "+79130000000"; undefined when it cannot be a telephone number. */
export function readPhone(text: string): string | undefined {
  if (!/^[\d\s()+.–-]+$/.test(text)) return undefined;
  const digits = text.replace(/\D/g, "");
  if (text.trim().startsWith("+")) return fits(digits, 10, 15) ? `+${digits}` : undefined;
  if (digits.length === 11 && /^[78]/.test(digits)) return `+7${digits.slice(1)}`;
  if (digits.length === 10) return `+7${digits}`;
  return undefined;
}

function fits(digits: string, least: number, most: number): boolean {
  return digits.length >= least && digits.length <= most;
}

/** One line without what no keyboard writes: it is shown, printed and searched. */
export function tidy(text: string): string {
  return text
    .toWellFormed()
    .normalize("NFC")
    .replace(/[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/gu, "")
    .replace(/[\p{C}\p{Z}\ufffd]+/gu, " ")
    .trim();
}

function parsed(found: Parsed, otherwise: FieldProblem): FieldRead {
  if (found.kind === "value") return { kind: "value", value: found.value as FieldValue };
  if (found.kind === "choose") {
    return { kind: "choose", options: found.options as readonly (string | number)[] };
  }
  return problem(found.code.startsWith("date") ? (found.code as FieldProblem) : otherwise);
}

function value(given: FieldValue): FieldRead {
  return { kind: "value", value: given };
}

function problem(code: FieldProblem): FieldRead {
  return { kind: "not_understood", code };
}
