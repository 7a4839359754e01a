import { escapeHtml } from "../../platform/telegram/screen.ts";
import type { OpenTurn } from "../../platform/telegram/turn.ts";
import { townById } from "../places/index.ts";
import { ageWords, type Found, type Place } from "../shelters/index.ts";
import { openText } from "./hours.ts";

/** Where distances are counted from: the middle of a town, or a point. */
export type From = { readonly town: number } | object;

/** A place as an answer names it: how far, how many are free, when, what may stop, whom to call. */
export function placeText(turn: OpenTurn, one: Found, from: From, number?: number): string {
  const { t } = turn;
  const { place, stops } = one;
  const { certain, possible } = stops;
  const reachable = place.phones.length > 0;
  const named = (codes: typeof certain) => codes.map((code) => t(`beds:stop.${code}`)).join(", ");
  const asked = [
    ...(certain.length > 0 ? [t("beds:stops", { what: named(certain) })] : []),
    ...(possible.length > 0 ? [t("beds:may_stop", { what: named(possible) })] : []),
    ...(place.callFirst ? [t(reachable ? "beds:call_first" : "beds:call_unknown")] : []),
  ];
  return [
    `${number === undefined ? "" : `${number}. `}<b>${escapeHtml(place.name)}</b>`,
    wayText(turn, one, from),
    [freeText(turn, one), ...openText(turn, place)].join(" "),
    asked.join(" "),
    // That nobody knows whom to call is said once.
    reachable || !place.callFirst ? phonesText(turn, place.phones) : "",
    place.source && !place.demonstration
      ? t("beds:source", {
          source: place.source,
          date: place.sourceAsOf ?? t("beds:undated"),
        })
      : "",
  ]
    .filter(Boolean)
    .join("\n");
}

/** Telegram makes a number that begins with the country's code a link to call. Unknown is said. */
export function phonesText({ t }: OpenTurn, phones: readonly string[]): string {
  if (phones.length === 0) return t("beds:no_phone");
  const dialled = phones.map((phone) => {
    const digits = phone.replace(/\D/g, "");
    return digits.length === 11 && digits.startsWith("8") ? `+7${digits.slice(1)}` : phone;
  });
  return t("beds:phone", { list: dialled.join(", ") });
}

/** How far and where. In the town that was named distances from its middle would say nothing. */
function wayText(turn: OpenTurn, { place, metres, direction }: Found, from: From): string {
  const here = "town" in from && from.town === place.town;
  const town = townById(place.town);
  const way = turn.t(isMiddleOfTown(place) ? "beds:distance_about" : "beds:distance", {
    distance: distanceText(turn, metres),
    direction: turn.t(`beds:direction.${direction}`),
  });
  return [
    ...(here ? [] : [way, ...(town ? [escapeHtml(town.names[turn.locale])] : [])]),
    ...(place.address ? [escapeHtml(place.address)] : []),
  ].join(", ");
}

/** Of a place whose point nobody gave the register knows the town: it stands in the middle of it. */
export function isMiddleOfTown({ coordinates: { latitude, longitude }, town }: Place): boolean {
  const middle = townById(town);
  return middle?.latitude === latitude && middle.longitude === longitude;
}

function freeText({ t }: OpenTurn, { free, age, unit }: Found): string {
  const beds = t(`beds:unit.${unit.unit}`);
  if (free === undefined) {
    return unit.capacity > 0
      ? t("beds:never_said_of", { beds, count: unit.capacity })
      : t("beds:never_said", { beds });
  }
  const known = free > 0 ? t("beds:free", { beds, free }) : t("beds:taken", { beds });
  return age.kind === "never" ? known : `${known} ${ageWords(t, age)}`;
}

function distanceText({ t, locale }: OpenTurn, metres: number): string {
  if (metres < 950) return t("beds:metres", { count: Math.max(50, Math.round(metres / 50) * 50) });
  const km = metres / 1000;
  const value = new Intl.NumberFormat(locale, { maximumFractionDigits: km < 10 ? 1 : 0 }).format(
    km,
  );
  return t("beds:kilometres", { value });
}
