import {
  type Button,
  escapeHtml,
  homeButton,
  inRows,
  type View,
} from "../../platform/telegram/screen.ts";
import type { OpenTurn } from "../../platform/telegram/turn.ts";
import { spokenMoment } from "../cases/index.ts";
import { ageOf, ageWords, type BedChange, type BedUnit, freeBeds } from "../shelters/index.ts";
import type { Counted } from "./counter.ts";

export const ASKED = ["out_of_use", "capacity", "note"] as const;
export type Asked = (typeof ASKED)[number];

export function isAsked(text: unknown): text is Asked {
  return (ASKED as readonly unknown[]).includes(text);
}

/** Rows of a list of units on one screen. */
export const PAGE = 12;

/** Whoever counts no beds sees this instead of any screen of the feature. */
export function notHere({ t }: OpenTurn): View {
  return { text: t("staff:not_here"), rows: [[homeButton(t)]] };
}

/** Every unit with its free beds and their age; one press leads to it. */
export function listView(turn: OpenTurn, all: readonly Counted[], page: number): View {
  const { t, screen } = turn;
  const shown = all.slice(page * PAGE, (page + 1) * PAGE);
  const places = Map.groupBy(shown, ({ member }) => member);
  const turns: Button[] = [
    ...(page > 0
      ? [{ label: t("common:button.back"), action: "page", argument: `${page - 1}` }]
      : []),
    ...(all.length > (page + 1) * PAGE
      ? [{ label: t("counting:button.more_units"), action: "page", argument: `${page + 1}` }]
      : []),
  ];
  const said = all.filter(({ unit }) => unit.confirmedAt !== null);
  return {
    text: [
      ...(screen.done ? [t("counting:done")] : []),
      ...[...places].map(([{ institution }, units]) =>
        [
          `<b>${escapeHtml(institution.name)}</b>`,
          ...units.map(({ unit }) => lineOf(turn, unit)),
        ].join("\n"),
      ),
      t(all.length === 0 ? "counting:no_units" : "counting:choose"),
    ].join("\n\n"),
    rows: [
      ...shown.map(({ unit }) => [
        {
          label: [kindOf(turn, unit), freeBeds(unit) ?? "?"].join(" · "),
          action: "unit",
          argument: unit.id,
        },
      ]),
      ...(said.length > 1
        ? [[{ label: t("counting:button.all_as_before"), action: "all_as_before" }]]
        : []),
      ...(turns.length > 0 ? [turns] : []),
      [homeButton(t)],
    ],
  };
}

function kindOf({ t }: OpenTurn, unit: Pick<BedUnit, "unit">): string {
  return t(`beds:unit.${unit.unit}`);
}

function lineOf(turn: OpenTurn, unit: BedUnit): string {
  return `${kindOf(turn, unit)}. ${freeWords(turn, unit)} ${ageLine(turn, unit)}`.trim();
}

function freeWords({ t }: OpenTurn, unit: BedUnit): string {
  const free = freeBeds(unit);
  const { capacity } = unit;
  return free === undefined
    ? t("counting:never_said", { capacity })
    : t("counting:free", { free, capacity });
}

function ageLine({ t, now }: OpenTurn, unit: BedUnit): string {
  const age = ageOf(unit, now);
  return age.kind === "never" ? "" : ageWords(t, age);
}

/** One unit: its figures, and what can be said of them by one press or one number. */
export function unitView(
  turn: OpenTurn,
  { member, unit }: Counted,
  last: ChangeLine | undefined,
): View {
  const { t, screen } = turn;
  const figures = [
    ...(unit.confirmedAt === null ? [] : [t("counting:occupied", { count: unit.occupied })]),
    ...(unit.held > 0 ? [t("counting:held", { count: unit.held })] : []),
    ...(unit.outOfUse > 0 ? [t("counting:out_of_use", { count: unit.outOfUse })] : []),
  ];
  const button = (action: string): Button => ({ label: t(`counting:button.${action}`), action });
  const said = unit.confirmedAt !== null;
  return {
    text: [
      ...(screen.done ? [t("counting:done")] : []),
      ...(screen.refused ? [t(`counting:refused.${String(screen.refused)}`, { ...unit })] : []),
      [
        `<b>${kindOf(turn, unit)}</b>, ${escapeHtml(member.institution.name)}`,
        [freeWords(turn, unit), ageLine(turn, unit)].filter(Boolean).join(" "),
        figures.join(" "),
        unit.note === null ? "" : t("counting:note", { note: unit.note }),
      ]
        .filter(Boolean)
        .join("\n"),
      ...(last && !screen.done ? [`${t("counting:last")} ${changeLine(turn, last)}`] : []),
      t(said ? "counting:how" : "counting:how_first"),
      ...(unit.held > 0 ? [t("counting:how_held", { entry: t("home:entry.shelter_holds") })] : []),
    ].join("\n\n"),
    rows: [
      ...(said ? [[button("less"), button("more")]] : []),
      said ? [button("full"), button("as_before")] : [button("full")],
      ...inRows(ASKED.map(button), 2),
      [button("history")],
      [button("all"), homeButton(t)],
    ],
  };
}

/** What is typed next: beds that are out of use, all beds, or a note. */
export function askView({ t, screen }: OpenTurn, { unit }: Counted, asked: Asked): View {
  return {
    text: [
      ...(screen.refused ? [t(`counting:refused.${String(screen.refused)}`, { ...unit })] : []),
      t(`counting:ask.${asked}`, { ...unit, note: unit.note ?? "–" }),
    ].join("\n\n"),
    rows: [
      ...(asked === "note" && unit.note !== null
        ? [[{ label: t("counting:button.no_note"), action: "no_note" }]]
        : []),
      [{ label: t("common:button.back"), action: "back" }],
    ],
  };
}

/** A change with the name of whoever made it, as far as it is known. */
export interface ChangeLine extends BedChange {
  readonly who: string | undefined;
  readonly timeZone: string;
}

export function historyView(
  turn: OpenTurn,
  { unit }: Counted,
  { lines, page, more }: { lines: readonly ChangeLine[]; page: number; more: boolean },
): View {
  const { t } = turn;
  const turns: Button[] = [
    ...(more
      ? [{ label: t("counting:button.older"), action: "page", argument: `${page + 1}` }]
      : []),
    ...(page > 0
      ? [{ label: t("counting:button.newer"), action: "page", argument: `${page - 1}` }]
      : []),
  ];
  return {
    text: [
      `<b>${t("counting:history")}</b>\n${kindOf(turn, unit)}`,
      lines.map((line) => changeLine(turn, line)).join("\n") || t("counting:no_history"),
    ].join("\n\n"),
    rows: [
      ...(turns.length > 0 ? [turns] : []),
      [{ label: t("common:button.back"), action: "back" }],
      [homeButton(t)],
    ],
  };
}

function changeLine(
  { t, locale }: OpenTurn,
  { at, who, figure, before, after, note, timeZone }: ChangeLine,
): string {
  const what = t(`counting:figure.${figure}`, { before, after, note: note ?? "–" });
  return `${spokenMoment(at, timeZone, locale)}, ${escapeHtml(who ?? t("counting:nobody"))}: ${what}`;
}
