import type { OpenTurn } from "../../platform/telegram/turn.ts";
import { spokenDate } from "../../platform/texts/format.ts";
import type { Locale } from "../../platform/texts/texts.ts";
import { townById, townsCalled } from "../places/index.ts";
import type { CaseStatus, Member } from "../staff/index.ts";
import type { Period } from "./period.ts";
import { NO_CURATOR, type Query, readLine } from "./query.ts";

/** What was chosen by buttons; it goes before what a line says of the same. null: any. */
export interface Filters {
  readonly status?: CaseStatus | null;
  readonly release?: Period | null;
  readonly towns?: readonly number[] | null;
  readonly curator?: string | null;
}

export const FILTERS = ["status", "release", "town", "curator"] as const;
export type FilterCode = (typeof FILTERS)[number];

export function isFilterCode(text: unknown): text is FilterCode {
  return (FILTERS as readonly unknown[]).includes(text);
}

/** What a member looks for, kept while they read the results. */
export interface Search {
  readonly line: string;
  /** Which meaning of the line is tried first. */
  readonly reading: number;
  readonly filters: Filters;
}

export const ASK = { name: "desk_search" };
export const FOUND = { name: "desk_found", page: 0 };

const SEARCH = "desk.search";
const NOTHING: Search = { line: "", reading: 0, filters: {} };
const LONGEST_LINE = 200;

export function searchOf(turn: OpenTurn): Search {
  return turn.slot(SEARCH, NOTHING);
}

export function changeSearch(turn: OpenTurn, change: Partial<Search>): void {
  const before = searchOf(turn);
  const reading = change.line === undefined ? before.reading : 0;
  turn.keep(SEARCH, {
    ...before,
    reading,
    ...change,
    ...(change.line === undefined ? {} : { line: change.line.slice(0, LONGEST_LINE) }),
  });
}

export function filter(turn: OpenTurn, change: Filters): void {
  changeSearch(turn, { filters: { ...searchOf(turn).filters, ...change } });
}

export function forgetSearch(turn: OpenTurn): void {
  turn.keep(SEARCH, undefined);
}

/** The meanings of a search, the wanted one first. */
export function readingsOf(
  { line, reading, filters }: Search,
  member: Member,
  colleagues: readonly Pick<Member, "id" | "name">[],
  today: string,
): Query[] {
  const queries = readLine(line, { today, townsCalled, curators: colleagues, me: member.id });
  const turned = [...queries.slice(reading), ...queries.slice(0, reading)];
  return turned.map((query) => filtered(query, filters));
}

/** A query with what was chosen by buttons. */
export function filtered(query: Query, filters: Filters): Query {
  const both = Object.entries({ ...query, ...filters });
  return Object.fromEntries(both.filter(([, value]) => value != null)) as unknown as Query;
}

/** Whether nothing is looked for yet. */
export function isEmpty(turn: OpenTurn): boolean {
  const { line, filters } = searchOf(turn);
  return line === "" && Object.values(filters).every((value) => value == null);
}

/** How a query was understood, part by part. */
export function understood(
  { t, locale }: OpenTurn,
  query: Query,
  colleagues: readonly Pick<Member, "id" | "name">[],
): string[] {
  const { said, phone, born, release, towns, status, curator, unread } = query;
  const who = colleagues.find(({ id }) => id === curator);
  const town = towns?.map((id) => townById(id)?.names[locale]).find(Boolean);
  return [
    ...(said ? [t("desk:by.name", { text: said })] : []),
    ...(phone ? [t("desk:by.phone", { digits: phone })] : []),
    ...(born ? [t("desk:by.born", { year: born })] : []),
    ...(release ? [t("desk:by.release", { period: spokenPeriod(release, locale) })] : []),
    ...(town ? [t("desk:by.town", { town })] : []),
    ...(status ? [t("desk:by.status", { status: t(`cases:status.${status}`) })] : []),
    ...(curator === NO_CURATOR ? [t("desk:by.no_curator")] : []),
    ...(who ? [t("desk:by.curator", { name: who.name })] : []),
    ...(unread ? [t("desk:by.unread", { text: unread.join(", ") })] : []),
  ];
}

export function spokenPeriod({ from, to }: Period, locale: Locale): string {
  return from === to
    ? spokenDate(from, locale)
    : `${spokenDate(from, locale)} – ${spokenDate(to, locale)}`;
}
