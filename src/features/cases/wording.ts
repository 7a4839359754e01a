import { Temporal } from "temporal-polyfill";
import type { OpenTurn } from "../../platform/telegram/turn.ts";
import { spokenDate } from "../../platform/texts/format.ts";
import { escapeHtml, type Locale } from "../../platform/texts/texts.ts";
import { townById, townLabel } from "../places/index.ts";
import type { CaseField, CaseRecord } from "./record.ts";
import type { Case } from "./store.ts";

/** A short number to speak of a case by, also when its name is not known. */
export function caseNumber(id: string): string {
  return id.slice(0, 6).toUpperCase();
}

/** The name, or that there is none yet; escaped. */
export function caseName({ t }: Pick<OpenTurn, "t">, { record }: Pick<Case, "record">): string {
  const { name, yearOfBirth } = record;
  if (name === null) return t("cases:no_name");
  return yearOfBirth === null
    ? escapeHtml(name)
    : t("cases:name_year", { name, year: yearOfBirth });
}

/** What a field says, escaped; undefined when nothing is known. */
export function fieldText(
  { t, locale }: Pick<OpenTurn, "t" | "locale">,
  field: CaseField,
  record: CaseRecord,
): string | undefined {
  const value = record[field];
  if (value === null || (Array.isArray(value) && value.length === 0)) return undefined;
  switch (field) {
    case "releaseDate":
    case "appliedOn":
    case "contractOn":
      return spokenDate(String(value), locale);
    case "town":
      return townText(Number(value), locale);
    case "needs":
      return record.needs.map((need) => t(`triage:need.${need}`)).join(", ");
    default:
      return escapeHtml(String(value));
  }
}

export function townText(id: number, locale: Locale): string {
  const town = townById(id);
  return town ? escapeHtml(townLabel(town, locale)) : String(id);
}

/** "1 марта, 14:05" where the institution is. */
export function spokenMoment(at: Date, timeZone: string, locale: Locale): string {
  return new Intl.DateTimeFormat(locale === "en" ? "en-GB" : locale, {
    timeZone,
    day: "numeric",
    month: "long",
    hour: "2-digit",
    minute: "2-digit",
  }).format(at);
}

/** The day by the clock of a place, "YYYY-MM-DD". */
export function dayAt(now: Date, timeZone: string): string {
  return Temporal.Instant.fromEpochMilliseconds(now.getTime())
    .toZonedDateTimeISO(timeZone)
    .toPlainDate()
    .toString();
}
