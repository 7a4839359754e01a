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
