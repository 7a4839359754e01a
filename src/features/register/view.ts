import { type Button, escapeHtml, homeButton, type View } from "../../platform/telegram/screen.ts";
import type { OpenTurn } from "../../platform/telegram/turn.ts";
import { spokenDate } from "../../platform/texts/format.ts";
import type { Locale } from "../../platform/texts/texts.ts";
import { regionName, townById } from "../places/index.ts";
import { ageWords } from "../shelters/index.ts";
import type { Member } from "../staff/index.ts";
import type { Entry } from "./register.ts";
import type { Totals, Unmet } from "./store.ts";

/** Which units a list of the register shows. */
export const LISTS = ["all", "changed", "stale"] as const;
export type ListCode = (typeof LISTS)[number];

export function isListCode(text: unknown): text is ListCode {
  return (LISTS as readonly unknown[]).includes(text);
}

export const PAGE = 10;

/** Whoever may not look at the register sees this instead of any of its screens. */
export function notHere({ t }: OpenTurn): View {
  return { text: t("staff:not_here"), rows: [[homeButton(t)]] };
}

/** What the region has altogether, and where to look further. */
export function totalsView(
  turn: OpenTurn,
  at: Pick<Member["institution"], "region" | "town">,
  totals: Totals,
): View {
  const { t } = turn;
  const list = (code: ListCode): Button[] => [
    { label: t(`register:list.${code}`), action: "list", argument: code },
  ];
  const { places, stale, unsaid, held, outOfUse } = totals;
  return {
    text: [
      `<b>${t("register:title", { region: regionOf(at, turn.locale) })}</b>`,
      places === 0
        ? t("register:empty")
        : [
            t("register:places", { count: places, units: totals.units }),
            t("register:beds", { ...totals }),
            ...(held + outOfUse > 0 ? [t("register:aside", { held, outOfUse })] : []),
            ...(unsaid > 0 ? [t("register:unsaid", { count: unsaid })] : []),
            ...(stale > 0 ? [t("register:stale", { count: stale })] : []),
          ].join("\n"),
    ].join("\n\n"),
    rows: [
      ...(places === 0
        ? []
        : [list("all"), list("changed"), ...(stale > 0 ? [list("stale")] : [])]),
      [{ label: t("register:button.unmet"), action: "unmet" }],
      ...(places === 0
        ? []
        : [
            [
              { label: t("register:button.table"), action: "table" },
              { label: t("register:button.picture"), action: "picture" },
            ],
          ]),
      [homeButton(t)],
    ],
  };
}

/** The region of an institution as people call it. */
export function regionOf(
  { region, town }: Pick<Member["institution"], "region" | "town">,
  locale: Locale,
): string {
  const found = townById(town);
  return (found && regionName(found.country, found.admin1, locale)) ?? region;
}

export interface Paged {
  readonly page: number;
  readonly more: boolean;
}

/** Units with free, occupied and held beds and the age of the figure. */
export function listView(
  turn: OpenTurn,
  code: ListCode,
  entries: readonly Entry[],
  paged: Paged,
): View {
  const { t } = turn;
  const lines = entries.map((entry, at) => {
    const number = paged.page * PAGE + at + 1;
    return `${number}. <b>${escapeHtml(entry.place.name)}</b>\n${entryText(turn, entry, code)}`;
  });
  return {
    text: [
      `<b>${t(`register:list.${code}`)}</b>`,
      ...(lines.length > 0 ? lines : [t(`register:none.${code}`)]),
      ...(entries.some(({ place }) => place.demonstration) ? [t("beds:demonstration")] : []),
    ].join("\n\n"),
    rows: waysFrom(turn, paged),
  };
}

function entryText({ t }: OpenTurn, entry: Entry, code: ListCode): string {
  const { unit, free, age, freeBefore, place } = entry;
  const beds = t(`beds:unit.${unit.unit}`);
  const { capacity, occupied, held, outOfUse } = unit;
  const known =
    free === undefined || age.kind === "never"
      ? t("register:entry.unsaid", { beds, capacity })
      : `${t("register:entry.free", { beds, free, capacity, occupied })} ${ageWords(t, age)}`;
  return [
    known,
    ...(held + outOfUse > 0 ? [t("register:aside", { held, outOfUse })] : []),
    ...(code === "changed" && free !== undefined
      ? [
          freeBefore === undefined
            ? t("register:entry.new")
            : t("register:entry.change", { before: freeBefore, after: free }),
        ]
      : []),
    ...(code === "stale" && place.phones.length > 0 ? [escapeHtml(place.phones.join(", "))] : []),
    ...(unit.note === null ? [] : [t("counting:note", { note: unit.note })]),
  ].join("\n");
}

/** How many asked and were not placed, by day and town. */
export function unmetView(turn: OpenTurn, found: readonly Unmet[], paged: Paged): View {
  const { t, locale } = turn;
  const days = [...Map.groupBy(found, ({ day }) => day)].map(([day, towns]) =>
    [
      `<b>${spokenDate(day, locale)}</b>`,
      ...towns.map(({ town, count }) => {
        const name = townById(town)?.names[locale] ?? String(town);
        return `${escapeHtml(name)}: ${count}`;
      }),
    ].join("\n"),
  );
  return {
    text: [
      `<b>${t("register:unmet.title")}</b>`,
      ...(days.length > 0 ? days : [t("register:unmet.none")]),
      t("register:unmet.how"),
    ].join("\n\n"),
    rows: waysFrom(turn, paged),
  };
}

function waysFrom({ t }: OpenTurn, { page, more }: Paged): Button[][] {
  const turns: Button[] = [
    ...(page > 0
      ? [{ label: t("register:button.before"), action: "page", argument: `${page - 1}` }]
      : []),
    ...(more
      ? [{ label: t("register:button.more"), action: "page", argument: `${page + 1}` }]
      : []),
  ];
  return [
    ...(turns.length > 0 ? [turns] : []),
    [{ label: t("common:button.back"), action: "back" }, homeButton(t)],
  ];
}
