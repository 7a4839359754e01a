import { type Button, homeButton, type View } from "../../platform/telegram/screen.ts";
import type { OpenTurn } from "../../platform/telegram/turn.ts";
import { spokenDate } from "../../platform/texts/format.ts";
import { type Case, caseName, caseNumber, dayAt, dueLine, townText } from "../cases/index.ts";
import type { Institution } from "../staff/index.ts";
import type { Entry, ListCode, Why } from "./worklists.ts";

/** As many cases are on a page: with long names and clauses they still fit. */
export const PAGE = 6;

/** One page of a list of the desk: who, and why they are in it. */
export function listView(
  turn: OpenTurn,
  institution: Institution,
  shown: {
    readonly list: ListCode;
    /** Those of the page. */
    readonly entries: readonly Entry[];
    readonly page: number;
    /** How many the whole list has. */
    readonly total: number;
    readonly exported: boolean;
  },
): View {
  const { t } = turn;
  const { list, entries, page, total, exported } = shown;
  const lines = entries.map(
    ({ case: one, why }, at) =>
      `${numberOf(page, at)}. ${headOf(turn, one, why)}\n${whyText(turn, institution, why)}`,
  );
  return {
    text: [
      `<b>${t(`desk:list.${list}`)}</b>`,
      total === 0 ? t(`desk:empty.${list}`) : t("desk:cases", { count: total }),
      ...lines,
    ].join("\n\n"),
    rows: [
      ...caseButtons(
        entries.map((entry) => entry.case),
        page,
      ),
      pageButtons(turn, total, page),
      ...(exported && total > 0 ? [[{ label: t("desk:button.table"), action: "table" }]] : []),
      [{ label: t("desk:button.desk"), action: "desk" }],
      [homeButton(t)],
    ].filter((row) => row.length > 0),
  };
}

/** Who is only asked to take a case over reads its name on the card, with the reason. */
function headOf(turn: OpenTurn, one: Case, why: Why): string {
  const { t } = turn;
  const number = t("desk:number", { number: caseNumber(one.id) });
  if (why.kind === "waiting" && why.waiting === "transfer") return `<b>${number}</b>`;
  const name = one.record.name === null ? number : caseName(turn, one);
  return `<b>${name}</b> · ${t(`cases:status.${one.status}`)}`;
}

function whyText(turn: OpenTurn, { timeZone }: Institution, why: Why): string {
  const { t, locale } = turn;
  const day = (at: Date) => spokenDate(dayAt(at, timeZone), locale);
  switch (why.kind) {
    case "due":
      return dueLine(turn, why.due);
    case "waiting":
      return t(`desk:waiting.${why.waiting}`);
    case "message":
      return t("desk:message_since", { date: day(why.since) });
    case "new":
      return t("desk:new_since", { date: day(why.since) });
  }
}

/** A found case: what tells one from another. */
export function foundLine(
  turn: OpenTurn,
  one: Case,
  curators: ReadonlyMap<string, string>,
): string {
  const { t, locale } = turn;
  const { name, releaseDate, town } = one.record;
  const head =
    name === null ? t("desk:number", { number: caseNumber(one.id) }) : caseName(turn, one);
  const curator = one.curatorId === null ? undefined : curators.get(one.curatorId);
  const facts = [
    t(`cases:status.${one.status}`),
    ...(releaseDate === null
      ? []
      : [t("desk:released", { date: spokenDate(releaseDate, locale) })]),
    ...(town === null ? [] : [townText(town, locale)]),
    curator === undefined ? t("desk:nobody") : t("desk:curator", { name: curator }),
  ];
  return `<b>${head}</b>\n${facts.join("; ")}`;
}

export function partOf<T>(list: readonly T[], page: number): readonly T[] {
  return list.slice(page * PAGE, (page + 1) * PAGE);
}

export function numberOf(page: number, at: number): number {
  return page * PAGE + at + 1;
}

/** Numbers that open the cases of a page. */
export function caseButtons(shown: readonly Case[], page: number): Button[][] {
  const buttons = shown.map(
    ({ id }, at): Button => ({ label: String(numberOf(page, at)), action: "open", argument: id }),
  );
  return buttons.length > 0 ? [buttons] : [];
}

export function pageButtons({ t }: OpenTurn, count: number, page: number): Button[] {
  const last = Math.max(0, Math.ceil(count / PAGE) - 1);
  const to = (key: string, wanted: number): Button => ({
    label: t(`desk:button.${key}`, { page: wanted + 1, pages: last + 1 }),
    action: "page",
    argument: String(wanted),
  });
  return [
    ...(page > 0 ? [to("previous_page", page - 1)] : []),
    ...(page < last ? [to("next_page", page + 1)] : []),
  ];
}

/** The same words for a screen that is not theirs and for one that does not exist. */
export function notHere({ t }: OpenTurn): View {
  return { text: t("staff:not_here"), rows: [[homeButton(t)]] };
}
