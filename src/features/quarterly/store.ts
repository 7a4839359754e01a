import type { Database } from "../../platform/postgres/database.ts";

/** What a table is about: all institutions of a region (ISO 3166-2), or one of them. */
export type Scope =
  | { readonly kind: "region"; readonly region: string }
  | { readonly kind: "institution"; readonly id: string };

/** An institution as the table tells it apart. */
export interface Place {
  readonly id: string;
  readonly name: string;
  readonly region: string;
  /** GeoNames id. */
  readonly town: number;
  /** A state body: as the register of beds says, otherwise whatever is no non-profit organisation. */
  readonly state: boolean;
}

/** The institutions of a scope, those that closed too: what they did counts. */
export async function placesOf(
  prisma: Pick<Database["prisma"], "institution">,
  scope: Scope,
): Promise<Place[]> {
  const rows = await prisma.institution.findMany({
    where: scope.kind === "region" ? { region: scope.region } : { id: scope.id },
    select: {
      ...{ id: true, name: true, region: true, town: true, kind: true },
      shelter: { select: { state: true } },
    },
    orderBy: [{ name: "asc" }, { id: "asc" }],
  });
  return rows.map(({ kind, shelter, ...place }) => ({
    ...place,
    state: shelter?.state ?? kind !== "ngo",
  }));
}
