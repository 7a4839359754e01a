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

/** One thing to know: help that there is, or needs for which there is no rule and whom to ask. */
type Entry =
  | { readonly kind: "help"; readonly item: HelpItem }
  | { readonly kind: "missing"; readonly group: readonly [MissingHelp, ...MissingHelp[]] };

/** The list of help, the most urgent first, also where there is no rule: then with whom to ask. */
export function triageView({ found, page, t, locale, onward }: TriageView): View {
  const entries = inOrder(found);
  const pages = paged(entries, (entry, before) => {
    const number = entries.indexOf(entry) + 1;
    return entry.kind === "help"
      ? itemText(entry.item, before?.kind === "help" ? before.item : undefined, number, t, locale)
      : missingText(entry.group, number, t, locale);
  });
  const at = Math.min(page, Math.max(0, pages.length - 1));
  const title = `<b>${t("triage:title")}</b>`;
  const text = [
    pages.length > 1 ? `${title} (${at + 1}/${pages.length})` : title,
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

function inOrder({ items, missing }: Triage): Entry[] {
  const entries: Entry[] = [
    ...items.map((item): Entry => ({ kind: "help", item })),
    ...alike(missing).map((group): Entry => ({ kind: "missing", group })),
  ];
  const urgency = (entry: Entry) =>
    entry.kind === "help" ? entry.item.urgency : entry.group[0].urgency;
  return entries.toSorted((a, b) => urgency(a) - urgency(b));
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
  number: number,
  t: Translate,
  locale: Locale,
): string {
  const [{ cause, other, ask }] = group;
  const values = other && {
    title: other.source.title,
    from: spokenDate(other.period.from, locale),
  };
  return [
    `<b>${number}. ${group.map(({ need }) => t(`triage:need.${need}`)).join(", ")}</b>`,
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
