import type { Button } from "../../platform/telegram/screen.ts";
import { escapeHtml, type Locale, type Translate } from "../../platform/texts/texts.ts";
import { townById, townLabel } from "../places/index.ts";
import type { Institution, NewInstitution } from "./institution.ts";

export interface Wording {
  readonly t: Translate;
  readonly locale: Locale;
}

/** All that is known of an institution, as people read it. */
export function institutionText(
  { t, locale }: Wording,
  institution: NewInstitution | Institution,
): string {
  const town = townById(institution.town);
  const { hours, phones, services, email, botFilingAct: act } = institution;
  const open = hours?.[locale] ?? hours?.ru ?? Object.values(hours ?? {})[0];
  const lines = [
    `<b>${escapeHtml(institution.name)}</b>`,
    t(`staff:kind.${institution.kind}`),
    `${escapeHtml(town ? townLabel(town, locale) : institution.region)}\n${escapeHtml(institution.address)}`,
    ...(phones.length > 0 ? [t("staff:about.phones", { phones: phones.join(", ") })] : []),
    ...(open ? [t("staff:about.hours", { hours: open })] : []),
    ...(services.length > 0 ? [t("staff:about.services", { services: services.join(", ") })] : []),
    ...(email ? [t("staff:about.email", { email })] : []),
    ...(act ? [t("staff:about.bot_filing", { act })] : []),
  ];
  return lines.join("\n");
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
export function pageOf<T>(
  all: readonly T[],
  page: number,
  t: Translate,
): { readonly shown: readonly T[]; readonly turning: readonly Button[][] } {
  const last = Math.max(0, Math.ceil(all.length / PAGE) - 1);
  const at = Math.min(Math.max(page, 0), last);
  const buttons: Button[] = [
    ...(at > 0
      ? [{ label: t("common:button.previous"), action: "page", argument: String(at - 1) }]
      : []),
    ...(at < last
      ? [{ label: t("common:button.next"), action: "page", argument: String(at + 1) }]
      : []),
  ];
  return {
    shown: all.slice(at * PAGE, (at + 1) * PAGE),
    turning: buttons.length > 0 ? [buttons] : [],
  };
}
