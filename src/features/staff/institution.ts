import type { Locale } from "../../platform/texts/texts.ts";
import type { InstitutionKind } from "./rules.ts";

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
  readonly services: readonly string[];
  /** Where reports are filed by mail. */
  readonly email: string | null;
  /** IANA name, of its town. */
  readonly timeZone: string;
}
