import type { Locale } from "../../platform/texts/texts.ts";
import { findTowns } from "../places/index.ts";
import { type InstitutionInput, institutionFields, SERVICES } from "./institution.ts";
import { INSTITUTION_KINDS } from "./rules.ts";

/** What an administrator is asked of an institution, one after another. */
export const FIELDS = [
  "kind",
  "name",
  "town",
  "address",
  "coordinates",
  "phones",
  "email",
  "hours",
  "services",
] as const;
export type Field = (typeof FIELDS)[number];

/** An institution may be known without these. */
export const OPTIONAL: readonly Field[] = ["coordinates", "phones", "email", "hours"];

export type Heard =
  | { readonly kind: "value"; readonly value: unknown }
  /** Several towns are called so: their GeoNames ids. */
  | { readonly kind: "towns"; readonly ids: readonly number[] }
  | { readonly kind: "again" };

export interface Listening {
  readonly locale: Locale;
  /** ISO 3166-2: its towns are looked for first. */
  readonly region: string;
  readonly known: InstitutionInput;
  /** How a kind or a service is called in the language of whoever types. */
  readonly called: (what: "kind" | "service", code: string) => string;
}

/** What a typed text means as the value of a field. */
export function hearField(field: Field, text: string, listening: Listening): Heard {
  const { locale, region, known, called } = listening;
  const is = (what: "kind" | "service", said: string) => (code: string) =>
    called(what, code).toLowerCase() === said.toLowerCase();
  switch (field) {
    case "kind":
      return valid(INSTITUTION_KINDS.find(is("kind", text.trim())));
    case "town": {
      const found = findTowns(text, { region });
      if (found.kind === "one") return valid(found.town.id);
      if (found.kind === "none") return { kind: "again" };
      return { kind: "towns", ids: found.towns.map(({ id }) => id) };
    }
    case "coordinates":
      return checked("coordinates", pointIn(text));
    case "phones":
      return checked("phones", listIn(text));
    case "services":
      // A service that has a word of ours is told in each language.
      return checked(
        "services",
        listIn(text).map((said) => SERVICES.find(is("service", said)) ?? said),
      );
    case "hours": {
      const heard = checked("hours", text);
      return heard.kind === "value" ? valid({ ...known.hours, [locale]: heard.value }) : heard;
    }
    default:
      return checked(field, text.trim());
  }
}

/** The same for a place that was sent. */
export function hearPlace(place: { latitude: number; longitude: number }): Heard {
  const { latitude, longitude } = place;
  return checked("coordinates", { latitude, longitude });
}

function valid(value: unknown): Heard {
  return value === undefined ? { kind: "again" } : { kind: "value", value };
}

function checked(field: keyof typeof institutionFields, value: unknown): Heard {
  return valid(institutionFields[field].safeParse(value).data);
}

/** "56.0106, 92.8526" as maps write it, with a comma for the point too. */
function pointIn(text: string): { latitude: number; longitude: number } | undefined {
  const [, latitude, longitude] =
    /^(-?\d{1,3}[.,]\d+)\s*[,;\s]\s*(-?\d{1,3}[.,]\d+)$/.exec(text.trim()) ?? [];
  if (!latitude || !longitude) return undefined;
  const [north, east] = [latitude, longitude].map((part) => Number(part.replace(",", ".")));
  return { latitude: north!, longitude: east! };
}

/** What was typed with commas or on lines of its own. */
function listIn(text: string): string[] {
  return text
    .split(/[,;\n]/)
    .map((part) => part.trim())
    .filter((part) => part !== "");
}
