import { Temporal } from "temporal-polyfill";
import {
  type Button,
  escapeHtml,
  homeButton,
  inRows,
  type View,
} from "../../platform/telegram/screen.ts";
import type { OpenTurn } from "../../platform/telegram/turn.ts";
import type { Locale } from "../../platform/texts/texts.ts";
import { readOpeningHours } from "../messages/index.ts";
import { townById, townLabel } from "../places/index.ts";
import type { Found, Place } from "../shelters/index.ts";
import type { Answer, Question } from "./finding.ts";
import { type BedSearch, PAPERS_CODES, WHO_CODES, writeSearch } from "./search.ts";

/** Where one is asked where they are. */
export function askPlaceView(turn: OpenTurn, onFile: number | undefined): View {
  const { t, locale, screen } = turn;
  const choices = typeof screen.choices === "string" ? screen.choices.split("|").map(Number) : [];
  const towns = [...choices, ...(onFile === undefined || choices.length > 0 ? [] : [onFile])];
  return {
    text: [
      ...(screen.problem ? [t(`beds:problem.${String(screen.problem)}`)] : []),
      t(choices.length > 0 ? "beds:which_town" : "beds:where"),
    ].join("\n\n"),
    rows: [
      ...towns.flatMap((id) => {
        const town = townById(id);
        return town
          ? [[{ label: townLabel(town, locale), action: "town", argument: String(id) }]]
          : [];
      }),
      [homeButton(t)],
    ],
  };
}

/** A question on which the places depend; each answer carries the search along. */
export function questionView({ t }: OpenTurn, question: Question, search: BedSearch): View {
  const codes = question === "who" ? WHO_CODES : PAPERS_CODES;
  return {
    text: t(`beds:${question}.ask`),
    rows: [
      ...codes.map((code) => [
        {
          label: t(`beds:${question}.${code}`),
          action: question,
          argument: `${code} ${writeSearch(search)}`,
        },
      ]),
      [{ label: t("beds:button.all"), action: "all", argument: `- ${writeSearch(search)}` }],
      [homeButton(t)],
    ],
  };
}

/** Up to five places, what may stop the person there, and what to do next. */
export function placesView(
  turn: OpenTurn,
  found: Answer & { kind: "places" },
  search: BedSearch,
): View {
  const { t, now } = turn;
  const { places, sure, more, elsewhere } = found;
  const full = places.every(({ free, age }) => free === 0 && age.kind === "fresh");
  const title = places.length === 0 ? "none_known" : sure ? "found" : full ? "full" : "call";
  const next = { ...search, skip: search.skip + places.length };
  const mapped = places.map((_, at) => ({
    label: t("beds:button.map", { number: at + 1 }),
    action: "map",
    argument: `${at} ${writeSearch(search)}`,
  }));
  const rows: Button[][] = [
    ...inRows(mapped, 3),
    ...(more
      ? [[{ label: t("beds:button.more"), action: "more", argument: writeSearch(next) }]]
      : []),
    [{ label: t("home:entry.specialist"), action: "specialist" }],
    [{ label: t("beds:button.elsewhere"), action: "elsewhere" }],
    [homeButton(t)],
  ];
  return {
    text: [
      t(search.skip > 0 && places.length > 0 ? "beds:rest" : `beds:${title}`),
      ...places.map((one, at) => placeText(one, at + 1)),
      ...(elsewhere ? [t("beds:next_free"), placeText(elsewhere)] : []),
      ...(sure || search.skip > 0 ? [] : [t("beds:no_bed")]),
      places.some(({ place }) => place.demonstration) ? t("beds:demonstration") : "",
      t("beds:last_word"),
    ]
      .filter(Boolean)
      .join("\n\n"),
    rows,
  };

  function placeText(one: Found, number?: number): string {
    const { place, stops } = one;
    const { certain, possible } = stops;
    const named = (codes: typeof certain) => codes.map((code) => t(`beds:stop.${code}`)).join(", ");
    const asked = [
      ...(certain.length > 0 ? [t("beds:stops", { what: named(certain) })] : []),
      ...(possible.length > 0 ? [t("beds:may_stop", { what: named(possible) })] : []),
      ...(place.callFirst ? [t("beds:call_first")] : []),
    ];
    return [
      `${number === undefined ? "" : `${number}. `}<b>${escapeHtml(place.name)}</b>`,
      wayText(turn, one, search),
      [freeText(turn, one), ...openText(turn, place, now)].join(" "),
      asked.join(" "),
      escapeHtml(place.phones.join(", ")),
      place.source && !place.demonstration
        ? t("beds:source", {
            source: escapeHtml(place.source),
            date: place.sourceAsOf ?? t("beds:undated"),
          })
        : "",
    ]
      .filter(Boolean)
      .join("\n");
  }
}

/** How far and where. In the town that was named distances from its middle would say nothing. */
function wayText(turn: OpenTurn, { place, metres, direction }: Found, { place: from }: BedSearch) {
  const here = "town" in from && from.town === place.town;
  const town = townById(place.town);
  const way = turn.t("beds:distance", {
    distance: distanceText(turn, metres),
    direction: turn.t(`beds:direction.${direction}`),
  });
  return [
    ...(here ? [] : [way, ...(town ? [escapeHtml(town.names[turn.locale])] : [])]),
    ...(place.address ? [escapeHtml(place.address)] : []),
  ].join(", ");
}

function freeText({ t }: OpenTurn, { free, age, unit }: Found): string {
  const beds = t(`beds:unit.${unit.unit}`);
  if (free === undefined) {
    return unit.capacity > 0
      ? t("beds:never_said_of", { beds, count: unit.capacity })
      : t("beds:never_said", { beds });
  }
  const known = free > 0 ? t("beds:free", { beds, free }) : t("beds:taken", { beds });
  if (age.kind === "stale") return `${known} ${t("beds:stale", { count: age.days })}`;
  const hours = age.kind === "fresh" ? age.hours : 0;
  return `${known} ${hours === 0 ? t("beds:said_now") : t("beds:said", { count: hours })}`;
}

function openText(
  { t, locale }: OpenTurn,
  { hours, intakeHours, timeZone }: Place,
  now: Date,
): string[] {
  const words = wordsIn(intakeHours, locale) ?? wordsIn(hours, locale);
  if (!words) return [];
  const open = isOpen(words, timeZone, now);
  const known = open === undefined ? "" : ` ${t(open ? "beds:open_now" : "beds:closed_now")}`;
  return [`${t(intakeHours ? "beds:intake" : "beds:hours", { hours: escapeHtml(words) })}${known}`];
}

/** Undefined when the words are not understood: they are shown as they are. */
function isOpen(words: string, timeZone: string, now: Date): boolean | undefined {
  const { dayOfWeek, hour, minute } = Temporal.Instant.fromEpochMilliseconds(
    now.getTime(),
  ).toZonedDateTimeISO(timeZone);
  const at = hour * 60 + minute;
  return readOpeningHours(words)?.some(
    ({ days, from, until }) => days.includes(dayOfWeek) && from <= at && at < until,
  );
}

function wordsIn(words: Place["hours"], locale: Locale): string | undefined {
  return words?.[locale] ?? words?.ru;
}

function distanceText({ t, locale }: OpenTurn, metres: number): string {
  if (metres < 950) return t("beds:metres", { count: Math.max(50, Math.round(metres / 50) * 50) });
  const km = metres / 1000;
  const value = new Intl.NumberFormat(locale, { maximumFractionDigits: km < 10 ? 1 : 0 }).format(
    km,
  );
  return t("beds:kilometres", { value });
}
