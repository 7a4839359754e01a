import type { View } from "../../platform/telegram/screen.ts";
import { type Button, homeButton } from "../../platform/telegram/screen.ts";
import { spokenClause, spokenDate } from "../../platform/texts/format.ts";
import type { Locale, Translate } from "../../platform/texts/texts.ts";
import type { HelpItem, HelpSource, MissingHelp, Triage } from "./rules.ts";

/** What is read at once on a small phone: so many entries, and so many signs of them. */
const MOST_ON_A_PAGE = 4;
const LONGEST_PAGE = 1200;

export interface TriageView {
  readonly found: Triage;
  /** From 0. */
  readonly page: number;
  readonly t: Translate;
  readonly locale: Locale;
  /** Ways onward: the contract check, keeping the answers, changing them. */
  readonly onward: readonly (readonly Button[])[];
}

/** The list of help, the most urgent first, then what there is no rule for and whom to ask. */
export function triageView({ found, page, t, locale, onward }: TriageView): View {
  const itemPages = paged(found.items, (item, before) =>
    itemText(item, before, found.items.indexOf(item) + 1, t, locale),
  );
  const missingPages = paged(alike(found.missing), (group) => missingText(group, t, locale));
  const pages = [...itemPages, ...missingPages];
  const at = Math.min(page, Math.max(0, pages.length - 1));
  const ofMissing = pages.length > 0 && at >= itemPages.length;
  const heading = t(ofMissing ? "triage:missing_title" : "triage:title");
  const text = [
    pages.length > 1 ? `<b>${heading}</b> (${at + 1}/${pages.length})` : `<b>${heading}</b>`,
    ...(pages.length === 0 ? [t("triage:nothing")] : []),
    ...(pages.length > 0 && at === 0 ? [t("triage:intro")] : []),
    ...(pages[at] ?? []),
  ];
  const turns: Button[] = [
    ...(at > 0
      ? [{ label: t("common:button.previous"), action: "page", argument: String(at - 1) }]
      : []),
    ...(at < pages.length - 1
      ? [{ label: t("triage:more"), action: "page", argument: String(at + 1) }]
      : []),
  ];
  return {
    text: text.join("\n\n"),
    rows: [turns, ...onward, [homeButton(t)]].filter((row) => row.length > 0),
  };
}

/** Entries in the same order on as many pages as they need; each may lean on the one before it there. */
function paged<T>(entries: readonly T[], say: (entry: T, before?: T) => string): string[][] {
  const pages: string[][] = [];
  for (const [at, entry] of entries.entries()) {
    const last = pages.at(-1);
    const next = say(entry, entries[at - 1]);
    const length = (last ?? []).join("").length + next.length;
    if (last && last.length < MOST_ON_A_PAGE && length <= LONGEST_PAGE) last.push(next);
    else pages.push([say(entry)]);
  }
  return pages;
}

function itemText(
  item: HelpItem,
  before: HelpItem | undefined,
  number: number,
  t: Translate,
  locale: Locale,
): string {
  const name = t(item.name);
  const needs = item.needs.map((need) => t(`triage:need.${need}`)).join(", ");
  const why = item.why.map((code) => t(`triage:why.${code}`)).join("; ");
  return [
    `<b>${number}. ${name}</b>`,
    ...(needs === name ? [] : [needs]),
    `${t("triage:next_title")} ${t(item.next)}`,
    `${t("triage:why_title")} ${why}.`,
    `<i>${sourceText(item.source, before?.source, t, locale)}</i>`,
  ].join("\n");
}

/** Needs that have the same answer are told together, where the most urgent of them stands. */
function alike(missing: readonly MissingHelp[]): (readonly [MissingHelp, ...MissingHelp[]])[] {
  const groups = Map.groupBy(
    missing,
    ({ cause, ask, other }) => `${cause} ${ask.name} ${other?.source.title}`,
  );
  return [...groups.values()] as [MissingHelp, ...MissingHelp[]][];
}

function missingText(
  group: readonly [MissingHelp, ...MissingHelp[]],
  t: Translate,
  locale: Locale,
): string {
  const [{ cause, other, ask }] = group;
  const values = other && {
    title: other.source.title,
    from: spokenDate(other.period.from, locale),
  };
  return [
    `<b>${group.map(({ need }) => t(`triage:need.${need}`)).join(", ")}</b>`,
    t(`triage:cause.${cause}`, values),
    `${t("triage:ask_whom", { who: t(ask.name) })}. ${t(ask.how)}`,
  ].join("\n");
}

/** The title to the letter, once; for the same source again only the clause. */
function sourceText(
  source: HelpSource,
  before: HelpSource | undefined,
  t: Translate,
  locale: Locale,
): string {
  const { title, date } = source;
  const clause = spokenClause(source.clause, locale);
  if (before?.title === title) return t("triage:source_same", { clause });
  // Most titles name their date themselves.
  return date && !title.includes(date.slice(0, 4))
    ? t("triage:source_dated", { title, clause, date: spokenDate(date, locale) })
    : t("triage:source", { title, clause });
}
