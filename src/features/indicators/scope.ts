import type { Database } from "../../platform/postgres/database.ts";
import type { Locale } from "../../platform/texts/texts.ts";
import { regionName, townById } from "../places/index.ts";
import type { Member } from "../staff/index.ts";
import { institutionsIn } from "./store.ts";

/** Whose numbers somebody looks at. */
export interface Scope {
  readonly kind: "institution" | "region";
  readonly region: string;
  /** By id. */
  readonly institutions: readonly string[];
  readonly name: string;
}

/**
 * Everybody sees the numbers of their institution. The supervisors of a resource centre see those of the
 * region: it reports for all of its institutions. Small counts of others leave their institution there, so
 * they are withheld.
 */
export async function scopeOf(
  prisma: Database["prisma"],
  { role, institution }: Pick<Member, "role" | "institution">,
  locale: Locale,
): Promise<Scope> {
  const { id, kind, region, name, town } = institution;
  if (role !== "supervisor" || kind !== "resource_centre") {
    return { kind: "institution", region, institutions: [id], name };
  }
  const all = await institutionsIn(prisma, [region]);
  const known = townById(town);
  return {
    ...{ kind: "region", region, institutions: all.map((one) => one.id) },
    name: (known && regionName(known.country, known.admin1, locale)) ?? region,
  };
}
