import type { Database } from "../../platform/postgres/database.ts";
import { type ServiceTable, tableOn } from "../../programs/services.ts";
import { countFieldwork } from "../fieldwork/index.ts";
import { townById } from "../places/index.ts";
import { countByPart, firstDay } from "../services/index.ts";
import {
  type ByKind,
  type Days,
  type Figure,
  type Figures,
  NOBODY,
  numberOf,
  type Quarter,
  type Row,
  rowsOf,
} from "./rules.ts";
import { type Place, placesOf, type Scope } from "./store.ts";

export type { Scope } from "./store.ts";

export interface NumberRow {
  readonly code: string;
  readonly title: string;
  readonly now: Figure;
  /** null: nothing was recorded in that period yet. */
  readonly before: Figure | null;
}

export const DIMENSIONS = ["state", "town", "institution"] as const;
export type Dimension = (typeof DIMENSIONS)[number];

/** The rows of one town, one institution, or of the state or non-state ones. */
export interface Part {
  readonly code: string;
  /** Empty for state and non-state, whose words are `quarterly:part.<code>`. */
  readonly name: string;
  readonly rows: readonly Row[];
}

/** The quarterly table (приложение 3), with the numbers of section 7 beside it. */
export interface QuarterlyTable {
  readonly quarter: Quarter;
  readonly scope: Scope;
  /** Of the one institution; empty for a region. */
  readonly name: string;
  /** A town of the scope (GeoNames id): the region is named by it. */
  readonly town: number;
  readonly institutions: number;
  readonly form: ServiceTable;
  /** Whether a source says that the form holds for this quarter. */
  readonly confirmed: boolean;
  /** Whether small counts are withheld: see `forOutside`. */
  readonly published: boolean;
  readonly rows: readonly Row[];
  readonly numbers: readonly NumberRow[];
  readonly parts: Readonly<Record<Dimension, readonly Part[]>>;
}

export type Tabled =
  | { readonly kind: "table"; readonly table: QuarterlyTable }
  /** There is no such institution, or none in the region. */
  | { readonly kind: "nowhere" }
  /** No form had begun by then. */
  | { readonly kind: "no_form" };

/** Counts a quarter and the same one of the year before, for a region or one institution. */
export async function quarterlyTable(
  { prisma }: Pick<Database, "prisma">,
  quarter: Quarter,
  scope: Scope,
): Promise<Tabled> {
  const places = await placesOf(prisma, scope);
  const [place] = places;
  if (!place) return { kind: "nowhere" };
  const on = tableOn(place.region, "quarterly", quarter.from);
  const form = on?.kind === "known" ? on.table : on?.last;
  if (!form) return { kind: "no_form" };
  const ids = places.map(({ id }) => id);
  const [now, earlier, begun] = await Promise.all([
    countsOf(prisma, places, quarter),
    countsOf(prisma, places, quarter.before),
    firstDay(prisma, ids),
  ]);
  const something = Object.keys(earlier.figures.trips).length > 0;
  const before = something || (begun && begun < quarter.before.until) ? earlier : null;
  return {
    kind: "table",
    table: {
      ...{ quarter, scope, form, institutions: places.length, confirmed: on?.kind === "known" },
      published: false,
      ...{ name: scope.kind === "institution" ? place.name : "", town: place.town },
      rows: rowsOf(form, now.kinds, before?.kinds ?? null),
      numbers: form.numbers.map(({ code, title }) => ({
        ...{ code, title, now: numberOf(code, now.figures) },
        before: before && numberOf(code, before.figures),
      })),
      parts: {
        state: partsOf(form, "state", places, now.parts, before?.parts ?? null),
        town: partsOf(form, "town", places, now.parts, before?.parts ?? null),
        institution: partsOf(form, "institution", places, now.parts, before?.parts ?? null),
      },
    },
  };
}

interface Counts {
  readonly kinds: ByKind;
  readonly parts: ReadonlyMap<string, ByKind>;
  readonly figures: Figures;
}

async function countsOf(
  prisma: Database["prisma"],
  places: readonly Place[],
  { from, until }: Days,
): Promise<Counts> {
  const ids = places.map(({ id }) => id);
  const ofState = (state: boolean) =>
    places.filter((place) => place.state === state).map(({ id }) => id);
  const asked = {
    ...{ all: ids, state: ofState(true), non_state: ofState(false) },
    ...membersOf("town", places),
    ...membersOf("institution", places),
  };
  const [counted, { trips, people, outcomes }] = await Promise.all([
    countByPart(prisma, asked, { from, until }),
    countFieldwork(prisma, { institutions: ids, from, until }),
  ]);
  const together = (part: string) => counted.get(part)?.together ?? NOBODY;
  return {
    kinds: counted.get("all")?.kinds ?? new Map(),
    parts: new Map([...counted].map(([part, { kinds }]) => [part, kinds])),
    figures: {
      ...{ served: together("all"), trips, people, outcomes },
      servedBy: { state: together("state"), non_state: together("non_state") },
    },
  };
}

/** Ids by part. The codes of two dimensions are never the same. */
function membersOf(dimension: Dimension, places: readonly Place[]): Record<string, string[]> {
  const parts: Record<string, string[]> = {};
  for (const place of places) {
    const part = partOf(dimension, place);
    parts[part] = [...(parts[part] ?? []), place.id];
  }
  return parts;
}

function partOf(dimension: Dimension, { id, town, state }: Place): string {
  switch (dimension) {
    case "state":
      return state ? "state" : "non_state";
    case "town":
      return `town ${town}`;
    case "institution":
      return id;
  }
}

function partsOf(
  form: ServiceTable,
  dimension: Dimension,
  places: readonly Place[],
  now: ReadonlyMap<string, ByKind>,
  before: ReadonlyMap<string, ByKind> | null,
): Part[] {
  if (places.length < 2) return [];
  const named = new Map(
    places.map((place) => [partOf(dimension, place), nameOf(dimension, place)]),
  );
  const nothing: ByKind = new Map([["", NOBODY]]);
  return [...named]
    .map(([code, name]) => ({
      ...{ code, name },
      rows: rowsOf(form, now.get(code) ?? nothing, before && (before.get(code) ?? nothing)),
    }))
    .sort((a, b) =>
      dimension === "state" ? b.code.localeCompare(a.code) : a.name.localeCompare(b.name),
    );
}

function nameOf(dimension: Dimension, { name, town }: Place): string {
  if (dimension === "state") return "";
  if (dimension === "institution") return name;
  return townById(town)?.names.ru ?? String(town);
}
