import { Temporal } from "temporal-polyfill";
import type { Locale } from "./texts.ts";

/** @param kopecks integer. Whole roubles are written without kopecks. */
export function roubles(kopecks: number, locale: Locale): string {
  const digits = kopecks % 100 === 0 ? 0 : 2;
  return new Intl.NumberFormat(locale, {
    style: "currency",
    currency: "RUB",
    currencyDisplay: "narrowSymbol",
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  }).format(kopecks / 100);
}

/**
 * A sum as Russian official forms write it, always with kopecks and without a unit: "12 345,67".
 * @param kopecks integer
 */
export function sumInFigures(kopecks: number): string {
  const rest = Math.abs(kopecks % 100);
  const whole = new Intl.NumberFormat("ru").format((kopecks - (kopecks % 100)) / 100);
  return `${whole},${String(rest).padStart(2, "0")}`;
}

/** @param date "YYYY-MM-DD". Ends without a full stop, so that it may end a sentence. */
export function spokenDate(date: string, locale: Locale): string {
  return Temporal.PlainDate.from(date)
    .toLocaleString(locale === "en" ? "en-GB" : locale, {
      day: "numeric",
      month: "long",
      year: "numeric",
    })
    .replace(/ г\.$/, " года")
    .replace(/ ж\. /, " жылғы ");
}

/** A day as Russian official forms write it: «05» марта 2024 года. @param date "YYYY-MM-DD" */
export function dateInForm(date: string): string {
  return spokenDate(date, "ru").replace(/^\d+/, (day) => `«${day.padStart(2, "0")}»`);
}

/** A day in figures, for where there is little room: 05.03.2024. @param date "YYYY-MM-DD" */
export function dateInFigures(date: string): string {
  return date.split("-").reverse().join(".");
}

/** "май 2024 года". @param month "YYYY-MM" */
export function spokenMonth(month: string, locale: Locale): string {
  return Temporal.PlainDate.from(`${month}-01`)
    .toLocaleString(locale === "en" ? "en-GB" : locale, { month: "long", year: "numeric" })
    .replace(/ г\.$/, " года")
    .replace(/ ж\. /, " жылғы ");
}

/** How each language cites; the numbers stay as in the source. */
const CITED: Readonly<Record<Locale, readonly (readonly [RegExp, string])[]>> = {
  ru: [],
  kk: [
    [/прил\. /g, "қос. "],
    [/абз\. /g, "абз. "],
    [/п\. /g, "т. "],
    [/разд\. /g, "бөл. "],
  ],
  en: [
    [/прил\. /g, "annex "],
    [/абз\. /g, "para. "],
    [/п\. /g, "cl. "],
    [/разд\. /g, "sec. "],
  ],
};

/** A clause as it is cited in Russian ("прил. 6 п. 4.1.1"), in the person's language, unbroken. */
export function spokenClause(clause: string, locale: Locale): string {
  return CITED[locale]
    .reduce((text, [sign, word]) => text.replace(sign, word), clause)
    .replace(/(\p{L}\.?) (?=\d)/gu, "$1\u00a0");
}

/** HTML of our own as plain text, for buttons and documents. */
export function plainText(html: string): string {
  return html
    .replace(/<[^>]+>/g, "")
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&amp;", "&");
}
