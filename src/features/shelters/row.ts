import { z } from "zod";
import { isoDate } from "../../programs/dates.ts";
import { findTowns, type Town, townById } from "../places/index.ts";
import { type Point, wayTo } from "./geodesic.ts";
import { type Conditions, UNIT_KINDS, type UnitKind } from "./unit.ts";

/**
 * One unit of beds as a file has it, one a line; lines with the same `service_id` are one place. The names
 * are those of HSDS 3.1 where it has one. Empty is "not known". `held` is told and not taken in: holds are
 * made in the chat.
 */
export const COLUMNS = [
  "service_id",
  "name",
  "organization_type",
  "region",
  "city",
  "address_1",
  "latitude",
  "longitude",
  "phone",
  "schedule",
  "intake_schedule",
  "call_first",
  "bring",
  "required_document",
  "police_certificate",
  "fluorography",
  "sober",
  "minimum_age",
  "maximum_age",
  "region_only",
  "longest_stay_days",
  "source",
  "source_as_of",
  "assured_date",
  "demonstration",
  "capacity_id",
  "unit",
  "maximum",
  "occupied",
  "out_of_use",
  "held",
  "funded",
  "updated",
  "confirm_every",
  "description",
] as const;
export type Column = (typeof COLUMNS)[number];
export type Row = Readonly<Partial<Record<Column, string>>>;

/** A unit with its place, checked. */
export interface ReadRow {
  readonly place: FilePlace;
  readonly unit: FileUnit;
}

export interface FilePlace {
  /** Of the place in the register; a new one is made for a name of its own, such as "surgut-1". */
  readonly serviceId: string;
  readonly name: string;
  readonly state: boolean;
  readonly region: string;
  readonly town: number;
  readonly timeZone: string;
  readonly address: string;
  readonly coordinates: Point;
  readonly phones: readonly string[];
  readonly hours: string | null;
  readonly intakeHours: string | null;
  readonly callFirst: boolean;
  readonly bring: string | null;
  readonly conditions: Conditions;
  readonly source: string | null;
  readonly sourceAsOf: string | null;
  readonly assuredOn: string | null;
  readonly demonstration: boolean;
}

export interface FileUnit {
  readonly capacityId: string | null;
  readonly unit: UnitKind;
  readonly capacity: number;
  readonly occupied: number;
  readonly outOfUse: number;
  readonly funded: number | null;
  readonly note: string | null;
  readonly confirmedAt: string | null;
  readonly confirmEvery: number;
}

export type RowRead =
  | { readonly kind: "ok"; readonly row: ReadRow }
  | { readonly kind: "wrong"; readonly column: Column; readonly problem: string };

/** Further from its town than this a place has other coordinates than it should. */
const FURTHEST_FROM_TOWN = 150_000;

const text = (longest: number) => z.string().trim().max(longest);
/** Empty, or a column that the file does not have: not known. */
const optional = <T extends z.ZodType>(schema: T) =>
  z.preprocess((value) => (value === "" ? null : (value ?? null)), schema.nullable());
const count = z
  .string()
  .regex(/^\d{1,5}$/, "is not a number of beds")
  .transform(Number);
const number = z
  .string()
  .regex(/^-?\d{1,3}([.,]\d+)?$/, "is not a number of degrees")
  .transform((value) => Number(value.replace(",", ".")));
const yesNo = z.enum(["yes", "no"], "is neither yes nor no").transform((value) => value === "yes");

const schema = z.object({
  service_id: text(80).min(1, "is missing"),
  name: text(200).min(3, "is missing"),
  organization_type: z.enum(["state", "non_state"], "is neither state nor non_state"),
  region: text(10).default(""),
  city: text(120).min(1, "is missing"),
  address_1: text(200).default(""),
  latitude: optional(number),
  longitude: optional(number),
  phone: text(200).default(""),
  schedule: optional(text(300)),
  intake_schedule: optional(text(300)),
  call_first: optional(yesNo),
  bring: optional(text(500)),
  required_document: optional(
    z.enum(["none", "any", "passport"], "is not one of none, any, passport"),
  ),
  police_certificate: optional(yesNo),
  fluorography: optional(yesNo),
  sober: optional(yesNo),
  minimum_age: optional(count),
  maximum_age: optional(count),
  region_only: optional(yesNo),
  longest_stay_days: optional(count),
  source: optional(text(500)),
  source_as_of: optional(text(40)),
  assured_date: optional(isoDate),
  demonstration: optional(yesNo),
  capacity_id: optional(text(80)),
  unit: z.enum(UNIT_KINDS, `is not one of ${UNIT_KINDS.join(", ")}`),
  maximum: optional(count),
  occupied: optional(count),
  out_of_use: optional(count),
  funded: optional(count),
  updated: optional(
    z.iso.datetime({ offset: true, message: "is not a time such as 2024-03-12T09:00:00Z" }),
  ),
  confirm_every: optional(count),
  description: optional(text(300)),
});

/** Towns that were looked up: most lines of a file repeat a few names. */
export type TownsSeen = Map<string, Town | string>;

/** One line of a file; what is wrong names its column. Coordinates that are missing are the town's. */
export function readRow(row: Row, seen: TownsSeen = new Map()): RowRead {
  const parsed = schema.safeParse(row);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    const problem = issue?.code === "invalid_type" ? "is missing" : (issue?.message ?? "is wrong");
    return wrong(String(issue?.path[0]) as Column, problem);
  }
  const given = parsed.data;
  const called = `${given.city}, ${given.region}`;
  const town = seen.get(called) ?? townOf(given.city, given.region);
  seen.set(called, town);
  if (typeof town === "string") return wrong("city", town);
  if (!town.region) return wrong("city", "has no region in the gazetteer");
  const coordinates = pointOf(given.latitude, given.longitude, town);
  if ("column" in coordinates) return wrong(coordinates.column, coordinates.problem);
  const known = given.updated !== null;
  if (known && given.occupied === null) return wrong("occupied", "is missing beside updated");
  if (known && given.maximum === null) return wrong("maximum", "is missing beside updated");
  if ((given.occupied ?? 0) + (given.out_of_use ?? 0) > (given.maximum ?? 0)) {
    return wrong("maximum", "is less than occupied and out_of_use");
  }
  return {
    kind: "ok",
    row: {
      place: {
        serviceId: given.service_id,
        name: given.name,
        state: given.organization_type === "state",
        region: town.region,
        town: town.id,
        timeZone: town.timeZone,
        address: given.address_1,
        coordinates,
        phones: given.phone.split(/\s*;\s*/).filter(Boolean),
        hours: given.schedule,
        intakeHours: given.intake_schedule,
        callFirst: given.call_first ?? false,
        bring: given.bring,
        conditions: {
          papers: given.required_document,
          policeCertificate: given.police_certificate,
          fluorography: given.fluorography,
          sober: given.sober,
          ageFrom: given.minimum_age,
          ageTo: given.maximum_age,
          regionOnly: given.region_only,
          longestStayDays: given.longest_stay_days,
        },
        source: given.source,
        sourceAsOf: given.source_as_of,
        assuredOn: given.assured_date,
        demonstration: given.demonstration ?? false,
      },
      unit: {
        capacityId: given.capacity_id,
        unit: given.unit,
        capacity: given.maximum ?? 0,
        occupied: given.occupied ?? 0,
        outOfUse: given.out_of_use ?? 0,
        funded: given.funded,
        note: given.description,
        confirmedAt: given.updated,
        confirmEvery: given.confirm_every ?? 7,
      },
    },
  };
}

function townOf(city: string, region: string): Town | string {
  if (/^\d+$/.test(city)) return townById(Number(city)) ?? "is not a town of the gazetteer";
  const found = findTowns(city, region ? { region } : {});
  if (found.kind === "none") return "is not a town of the gazetteer";
  if (found.kind === "one") return found.town;
  const [first, second] = found.towns.filter((town) => !region || town.region === region);
  return first && !second ? first : "may be several towns, name one by its GeoNames id";
}

function pointOf(
  latitude: number | null,
  longitude: number | null,
  town: Town,
): Point | { readonly column: Column; readonly problem: string } {
  if (latitude === null && longitude === null) {
    return { latitude: town.latitude, longitude: town.longitude };
  }
  if (latitude === null) return { column: "latitude", problem: "is missing beside longitude" };
  if (longitude === null) return { column: "longitude", problem: "is missing beside latitude" };
  if (isNear(town, latitude, longitude)) return { latitude, longitude };
  return isNear(town, longitude, latitude)
    ? { column: "latitude", problem: "is swapped with longitude" }
    : { column: "latitude", problem: "lies more than 150 km from the town" };
}

function isNear(town: Town, latitude: number, longitude: number): boolean {
  if (Math.abs(latitude) > 90 || Math.abs(longitude) > 180) return false;
  return wayTo(town, { latitude, longitude }).metres <= FURTHEST_FROM_TOWN;
}

function wrong(column: Column, problem: string): RowRead {
  return { kind: "wrong", column, problem };
}
