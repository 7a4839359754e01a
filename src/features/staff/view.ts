import { pageButtons, pageWithin } from "../../platform/telegram/pages.ts";
import type { Button } from "../../platform/telegram/screen.ts";
import { escapeHtml, type Locale, type Translate } from "../../platform/texts/texts.ts";
import { townById, townLabel } from "../places/index.ts";
import type { Field } from "./fields.ts";
import { type NewInstitution, SERVICES } from "./institution.ts";

export interface Wording {
  readonly t: Translate;
  readonly locale: Locale;
}

/** All that is known of an institution, as people read it. */
export function institutionText(wording: Wording, institution: NewInstitution): string {
  const { t } = wording;
  const { botFilingAct: act } = institution;
  const about = (field: Field) => aboutField(wording, field, institution);
  const line = (field: (typeof TOLD)[number]) => {
    const said = about(field);
    return said === undefined ? [] : [t(`staff:about.${field}`, { [field]: said })];
  };
  return [
    `<b>${escapeHtml(institution.name)}</b>`,
    about("kind"),
    escapeHtml(about("town") ?? ""),
    escapeHtml(institution.address),
    ...TOLD.flatMap(line),
    ...(act ? [t("staff:about.bot_filing", { act })] : []),
  ].join("\n");
}

/** The fields that need a word before them. */
const TOLD = ["coordinates", "phones", "email", "hours", "services"] as const;

/** What is known of one field; undefined when nothing is. */
export function aboutField(
  { t, locale }: Wording,
  field: Field,
  institution: NewInstitution,
): string | undefined {
  const { coordinates, phones, email, hours, services } = institution;
  switch (field) {
    case "kind":
      return t(`staff:kind.${institution.kind}`);
    case "town": {
      const town = townById(institution.town);
      return town ? townLabel(town, locale) : institution.region;
    }
    case "coordinates":
      return coordinates ? `${coordinates.latitude}, ${coordinates.longitude}` : undefined;
    case "phones":
      return phones.length > 0 ? phones.join(", ") : undefined;
    case "email":
      return email ?? undefined;
    case "hours":
      return hours?.[locale] ?? hours?.ru ?? Object.values(hours ?? {})[0];
    case "services":
      return services.map((service) => serviceText(t, service)).join(", ") || undefined;
    default:
      return institution[field];
  }
}

/** A service in the reader's language, or in the words in which it was given. */
export function serviceText(t: Translate, service: string): string {
  const code = SERVICES.find((one) => one === service);
  return code ? t(`triage:need.${code}`) : service;
}

/** A day and an hour as people of this place say them. */
export function moment(at: Date, timeZone: string, locale: Locale): string {
  return at.toLocaleString(locale, {
    timeZone,
    day: "numeric",
    month: "long",
    hour: "2-digit",
    minute: "2-digit",
  });
}

const PAGE = 8;

/** A part of a list, and the buttons that turn its pages. */
export function partOf<T>(
  all: readonly T[],
  said: unknown,
  t: Translate,
): { readonly shown: readonly T[]; readonly turning: readonly Button[][] } {
  const page = pageWithin(said, all.length, PAGE);
  const buttons = pageButtons(t, page, all.length, PAGE);
  return {
    shown: all.slice(page * PAGE, (page + 1) * PAGE),
    turning: buttons.length > 0 ? [buttons] : [],
  };
}
