import type { OpenTurn } from "../../platform/telegram/turn.ts";
import { roubles, spokenClause, spokenDate, spokenMonth } from "../../platform/texts/format.ts";
import { escapeHtml } from "../../platform/texts/texts.ts";
import type { Own } from "./own.ts";
import type { LineOf, Section } from "./record.ts";

const LONGEST_NAME = 160;
const LONGEST_LABEL = 48;

/** "<b>Отчёт за май 2024 года</b>" */
export function heading({ t, locale }: OpenTurn, month: string): string {
  return `<b>${t("report:title", { month: spokenMonth(month, locale) })}</b>`;
}

/** "<b>2. Расходы</b>" */
export function sectionHeading({ t }: OpenTurn, section: Section): string {
  return `<b>${t(`report:section.${section}`)}</b>`;
}

/** An activity in plain words where there are some, else as the programme calls it; escaped. */
export function activityName(
  turn: OpenTurn,
  { contract }: Pick<Own, "contract">,
  { code, title }: { readonly code: string; readonly title: string },
): string {
  return escapeHtml(cut(plainName(turn, contract.programme, code, title), LONGEST_NAME));
}

/** The same for a button. */
export function activityLabel(
  turn: OpenTurn,
  { contract }: Pick<Own, "contract">,
  { code, title }: { readonly code: string; readonly title: string },
): string {
  return cut(plainName(turn, contract.programme, code, title), LONGEST_LABEL);
}

function plainName(turn: OpenTurn, programme: string, code: string, title: string): string {
  const key = `program-${programme}:activity.${code}`;
  return turn.hasText(key) ? turn.t(key) : title;
}

/** "Обувь – 1 500 ₽"; escaped. */
export function costText(
  { t, locale }: OpenTurn,
  { item, kopecks }: Pick<LineOf<"spending">, "item" | "kopecks">,
): string {
  const sum = kopecks === null ? t("report:no_sum") : roubles(kopecks, locale);
  return `${escapeHtml(item)} – ${sum}`;
}

/** "Справка, 2 шт.", and whether it was sent; escaped. */
export function paperText(
  { t }: OpenTurn,
  paper: { readonly name: string; readonly count: number; readonly file?: string },
): string {
  const { name, count, file } = paper;
  return t(file === undefined ? "report:paper" : "report:paper_sent", { name, count });
}

/** A day and the clause that sets it, to be put into a sentence. */
export function dayAndClause(
  { locale }: OpenTurn,
  day: string,
  clause: string,
): { readonly date: string; readonly clause: string } {
  return { date: spokenDate(day, locale), clause: spokenClause(clause, locale) };
}

export function cut(text: string, most: number): string {
  return text.length > most ? `${text.slice(0, most - 1)}…` : text;
}
