import type { View } from "../../platform/telegram/screen.ts";
import { type Button, homeButton } from "../../platform/telegram/screen.ts";
import { spokenClause, spokenDate } from "../../platform/texts/format.ts";
import type { Locale, Translate } from "../../platform/texts/texts.ts";
import type { HelpItem, HelpSource, MissingHelp, Triage } from "./rules.ts";

/** So many on a screen: what is read at once on a small phone. */
const ON_A_PAGE = 3;

export interface TriageView {
  readonly found: Triage;
  readonly from: number;
  readonly t: Translate;
  readonly locale: Locale;
  /** Ways onward: the contract check, keeping the answers, changing them. */
  readonly onward: readonly (readonly Button[])[];
}

/** The list of help, the most urgent first, then what there is no rule for and whom to ask. */
export function triageView({ found, from, t, locale, onward }: TriageView): View {
  const entries = [
    ...found.items.map((item, at) => itemText(item, at + 1, t, locale)),
    ...alike(found.missing).map((group) => missingText(group, t, locale)),
  ];
  const shown = entries.slice(from, from + ON_A_PAGE);
  const rest = entries.length - from - shown.length;
  const text = [
    `<b>${t("triage:title")}</b>`,
    t(entries.length === 0 ? "triage:nothing" : "triage:intro"),
    ...shown,
  ];
  const pages: Button[] = [
    ...(from > 0
      ? [{ label: t("common:button.previous"), action: "page", argument: String(from - ON_A_PAGE) }]
      : []),
    ...(rest > 0
      ? [{ label: t("triage:more"), action: "page", argument: String(from + ON_A_PAGE) }]
      : []),
  ];
  return {
    text: text.join("\n\n"),
    rows: [pages, ...onward, [homeButton(t)]].filter((row) => row.length > 0),
  };
}

function itemText(item: HelpItem, number: number, t: Translate, locale: Locale): string {
  const why = item.why.map((code) => t(`triage:why.${code}`)).join(", ");
  return [
    `<b>${number}. ${t(item.name)}</b>`,
    item.needs.map((need) => t(`triage:need.${need}`)).join(", "),
    `${t("triage:next_title")} ${t(item.next)}`,
    `${t("triage:why_title")} ${why}.`,
    `<i>${sourceText(item.source, t, locale)}</i>`,
  ].join("\n");
}

/** Needs one after the other that have the same answer are told together. */
function alike(missing: readonly MissingHelp[]): (readonly [MissingHelp, ...MissingHelp[]])[] {
  const groups: [MissingHelp, ...MissingHelp[]][] = [];
  for (const one of missing) {
    const last = groups.at(-1);
    if (last && last[0].cause === one.cause && last[0].ask.name === one.ask.name) last.push(one);
    else groups.push([one]);
  }
  return groups;
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

function sourceText(source: HelpSource, t: Translate, locale: Locale): string {
  const { title, date } = source;
  const clause = spokenClause(source.clause, locale);
  return date
    ? t("triage:source_dated", { title, clause, date: spokenDate(date, locale) })
    : t("triage:source", { title, clause });
}
