import { Temporal } from "temporal-polyfill";
import type { OpenTurn } from "../../platform/telegram/turn.ts";
import { escapeHtml, type Locale } from "../../platform/texts/texts.ts";
import { phonesText } from "../beds/index.ts";
import { townById } from "../places/index.ts";
import type { Place } from "../shelters/index.ts";
import type { HoldBody } from "./record.ts";
import { nightOf } from "./rules.ts";

/** "20:00" by the shelter's clock; with the day when it is another one. */
export function clockText(turn: Pick<OpenTurn, "now" | "locale">, at: Date, timeZone: string) {
  const local = (moment: Date) =>
    Temporal.Instant.fromEpochMilliseconds(moment.getTime()).toZonedDateTimeISO(timeZone);
  const time = local(at).toPlainTime().toString({ smallestUnit: "minute" });
  const day = local(at).toPlainDate().toString();
  const today = local(turn.now).toPlainDate().toString();
  return day === today ? time : `${time} (${nearDay(day, turn.locale)})`;
}

/** "tonight", or the day on which the night begins. */
export function nightText({ t, now, locale }: OpenTurn, night: string, timeZone: string): string {
  return night === nightOf(now, timeZone) ? t("holds:tonight") : nearDay(night, locale);
}

/** Nobody asks for a bed a year ahead: "20 марта". */
function nearDay(day: string, locale: Locale): string {
  return Temporal.PlainDate.from(day).toLocaleString(locale === "en" ? "en-GB" : locale, {
    day: "numeric",
    month: "long",
  });
}

/** What was said of the person, in a row; not escaped. */
export function bodyText({ t }: OpenTurn, body: Omit<HoldBody, "chat">): string {
  return [
    body.name,
    ...(body.who ? [t(`holds:who.${body.who}`)] : []),
    ...(body.age ? [t("holds:age", { count: body.age })] : []),
    ...(body.papers ? [t(`holds:papers.${body.papers}`)] : []),
    ...body.needs.map((need) => t(`holds:need.${need}`)),
  ].join(", ");
}

/** Where the bed is, and whom to call. */
export function whereText(turn: OpenTurn, place: Place): string {
  const town = townById(place.town)?.names[turn.locale];
  return [
    `<b>${escapeHtml(place.name)}</b>`,
    [town, place.address].flatMap((part) => (part ? [escapeHtml(part)] : [])).join(", "),
    phonesText(turn, place.phones),
  ]
    .filter(Boolean)
    .join("\n");
}
