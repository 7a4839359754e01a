import { readdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import { createInstance } from "i18next";

export const LOCALES = ["ru", "kk", "en"] as const;
export type Locale = (typeof LOCALES)[number];

/**
 * A text by `<file>:<key>`. A value is escaped for Telegram's HTML where the text says `{{value}}`, and
 * put in as it is where it says `{{- value}}`.
 */
export type Translate = (key: string, values?: Readonly<Record<string, unknown>>) => string;

export interface Texts {
  /** For those who have not chosen yet. */
  readonly defaultLocale: Locale;
  for(locale: Locale): Translate;
  has(locale: Locale, key: string): boolean;
}

const FOLDER = fileURLToPath(new URL("../../../locales", import.meta.url));

/**
 * Reads every `locales/<language>/<name>.json`; the name is the namespace.
 * @throws Error for a text that does not exist: a missing text is a fault of ours, never shown as a key.
 */
export function loadTexts(defaultLocale: Locale = "ru", folder = FOLDER): Texts {
  const i18n = createInstance();
  const files = readdirSync(join(folder, "ru")).filter((file) => file.endsWith(".json"));
  const namespaces = files.map((file) => basename(file, ".json"));
  i18n.init({
    initAsync: false,
    lng: "ru",
    fallbackLng: false,
    supportedLngs: [...LOCALES],
    ns: namespaces,
    defaultNS: false,
    interpolation: { escape: escapeHtml, escapeValue: true },
    resources: Object.fromEntries(
      LOCALES.map((locale) => [locale, readNamespaces(join(folder, locale), namespaces)]),
    ),
  });
  const present = new Map<string, boolean>();
  const translators = Object.fromEntries(
    LOCALES.map((locale) => [locale, translator(locale)]),
  ) as Record<Locale, Translate>;

  function translator(locale: Locale): Translate {
    const translate = i18n.getFixedT(locale);
    // Most texts have no place to put a value in; they are looked up once.
    const fixed = new Map<string, string>();
    return (key, values) => {
      const known = values?.count === undefined ? fixed.get(key) : undefined;
      if (known !== undefined) return known;
      const isThere =
        values?.count === undefined
          ? has(locale, key)
          : i18n.exists(key, { lng: locale, ...values });
      if (!isThere) throw new Error(`No text ${key} in ${locale}`);
      const text = translate(key, values ?? {}) as string;
      if (isFixed(locale, key)) fixed.set(key, text);
      return text;
    };
  }

  /** Whether a text is the same whatever is put in; one that depends on a count has no such key. */
  function isFixed(locale: Locale, key: string): boolean {
    const [namespace = "", path = ""] = key.split(":");
    const written: unknown = i18n.getResource(locale, namespace, path);
    return typeof written === "string" && !/\{\{|\$t\(/.test(written);
  }

  function has(locale: Locale, key: string): boolean {
    const place = `${locale}:${key}`;
    const known = present.get(place) ?? i18n.exists(key, { lng: locale });
    present.set(place, known);
    return known;
  }

  return { defaultLocale, for: (locale) => translators[locale], has };
}

/** Telegram's HTML needs these three; everything else is shown as it is. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>]/g, (sign) =>
    sign === "&" ? "&amp;" : sign === "<" ? "&lt;" : "&gt;",
  );
}

function readNamespaces(folder: string, namespaces: readonly string[]): Record<string, object> {
  return Object.fromEntries(
    namespaces.map((name) => [
      name,
      JSON.parse(readFileSync(join(folder, `${name}.json`), "utf8")),
    ]),
  );
}
