import { z } from "zod";
import { wrongField } from "../../forms/wrong-field.ts";
import { LOCALES, type Locale } from "../../platform/texts/texts.ts";
import { findTowns, type Town, townById, townLabel } from "../places/index.ts";
import { INSTITUTION_KINDS, type InstitutionKind } from "./rules.ts";

/** Where help is given. Public knowledge: anyone may read all of it. */
export interface Institution {
  readonly id: string;
  readonly kind: InstitutionKind;
  readonly name: string;
  /** ISO 3166-2 in Russia, "KZ" for Kazakhstan. */
  readonly region: string;
  /** GeoNames id. */
  readonly town: number;
  readonly address: string;
  readonly coordinates: { readonly latitude: number; readonly longitude: number } | null;
  readonly phones: readonly string[];
  /** Opening hours as people read them; a language without them falls back to Russian. */
  readonly hours: Partial<Readonly<Record<Locale, string>>> | null;
  /** Codes of `SERVICES`, or words for what has no code. */
  readonly services: readonly string[];
  /** Where reports are filed by mail. */
  readonly email: string | null;
  /** The number of its act by which a report that is given in the bot counts as filed; null: it does not. */
  readonly botFilingAct: string | null;
  /** IANA name, of its town. */
  readonly timeZone: string;
}

export type NewInstitution = Omit<Institution, "id">;

/** Services that have words in each language: `triage:need.<code>`. */
export const SERVICES = [
  "bed",
  "food",
  "clothes",
  "things",
  "papers",
  "registration",
  "medical",
  "insurance",
  "work",
  "training",
  "benefits",
  "pension",
  "disability",
  "legal",
  "talk",
  "family",
  "home",
  "housing",
  "mentor",
  "social_contract",
  "patrol",
] as const;

const line = (longest: number) => z.string().trim().min(1).max(longest);
const hours = z.partialRecord(z.enum(LOCALES), line(300));

/** One schema for each field, so that the chat asks for one at a time what a file gives at once. */
export const institutionFields = {
  kind: z.enum(INSTITUTION_KINDS),
  name: z.string().trim().min(3).max(160),
  address: line(200),
  coordinates: z.strictObject({
    latitude: z.number().min(-90).max(90),
    longitude: z.number().min(-180).max(180),
  }),
  phones: z
    .array(
      z
        .string()
        .trim()
        .regex(/^\+?[\d ()-]{5,24}$/, "is not a phone"),
    )
    .max(10),
  email: z.email().max(120),
  botFilingAct: line(160),
  hours: line(300),
  services: z.array(line(80)).max(30),
};

const schema = z.strictObject({
  ...institutionFields,
  /** A GeoNames id, or a name that means one town only: "Канск", "Каменка, Воронежская область". */
  town: z.union([z.int(), line(120)], "is neither a GeoNames id nor a name"),
  region: z.string().optional(),
  coordinates: institutionFields.coordinates.nullish(),
  phones: institutionFields.phones.default([]),
  hours: z.union([hours, institutionFields.hours.transform((ru) => ({ ru }))]).nullish(),
  services: institutionFields.services.default([]),
  email: institutionFields.email.nullish(),
  botFilingAct: institutionFields.botFilingAct.nullish(),
});

/** An institution while it is being described: any part may be missing yet. */
export interface InstitutionInput extends Partial<Omit<NewInstitution, "region" | "timeZone">> {}

export type ReadInstitution =
  | { readonly kind: "ok"; readonly institution: NewInstitution }
  | { readonly kind: "wrong"; readonly field: string; readonly problem: string };

/** An institution as a file or the chat describes it; region and time zone follow from its town. */
export function readInstitution(input: unknown): ReadInstitution {
  const parsed = schema.safeParse(input);
  if (!parsed.success) return { kind: "wrong", ...wrongField(parsed.error) };
  const { town: place, region, coordinates, hours, email, botFilingAct, ...given } = parsed.data;
  const town = townOf(place);
  if (typeof town === "string") return wrong("town", town);
  if (!town.region) return wrong("town", "has no region in the gazetteer");
  if (region !== undefined && region !== town.region) {
    return wrong("region", `is ${town.region} for this town`);
  }
  return {
    kind: "ok",
    institution: {
      ...given,
      town: town.id,
      region: town.region,
      timeZone: town.timeZone,
      coordinates: coordinates ?? null,
      hours: hours ?? null,
      email: email ?? null,
      botFilingAct: botFilingAct ?? null,
    },
  };
}

/** What is known of an institution with some of it changed; null: there is none of it any more. */
export function readChanged(
  { id: _id, region: _region, timeZone: _zone, ...known }: Institution,
  changes: Readonly<Record<string, unknown>>,
): ReadInstitution {
  const given = Object.entries(changes).map(([field, value]) => [field, value ?? undefined]);
  return readInstitution({ ...known, ...Object.fromEntries(given) });
}

/** @returns what is wrong with the place when it does not mean one town */
function townOf(place: number | string): Town | string {
  const unknown = "is not a town of the gazetteer";
  if (typeof place === "number") return townById(place) ?? unknown;
  const found = findTowns(place);
  if (found.kind === "one") return found.town;
  if (found.kind === "none") return unknown;
  const ids = found.towns.map((town) => `${town.id} (${townLabel(town, "ru")})`);
  return `may be several, name one by its id: ${ids.join(", ")}`;
}

function wrong(field: string, problem: string): ReadInstitution {
  return { kind: "wrong", field, problem: problem.replace(/\s+/g, " ") };
}
