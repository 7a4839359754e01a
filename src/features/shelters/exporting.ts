import type { Database } from "../../platform/postgres/database.ts";
import { dayOf } from "../../platform/postgres/days.ts";
import { townById } from "../places/index.ts";
import type { Row } from "./row.ts";
import { type Place, readPlaces } from "./store.ts";

const STEP = 5_000;

/** Every place of the register as lines that an import takes back, in the order of their names. */
export async function registerRows({ prisma }: Pick<Database, "prisma">): Promise<Row[]> {
  const all = await prisma.shelter.findMany({
    where: { institution: { closedAt: null } },
    select: { institutionId: true, serviceId: true, assuredOn: true },
    orderBy: [{ institution: { name: "asc" } }, { institutionId: "asc" }],
  });
  const rows: Row[] = [];
  for (let from = 0; from < all.length; from += STEP) {
    const part = all.slice(from, from + STEP);
    const places = await readPlaces(
      prisma,
      part.map(({ institutionId }) => institutionId),
    );
    const byId = new Map(places.map((place) => [place.id, place]));
    for (const { institutionId, serviceId, assuredOn } of part) {
      const place = byId.get(institutionId);
      if (place) rows.push(...rowsOf(place, serviceId, assuredOn));
    }
  }
  return rows;
}

function rowsOf(place: Place, serviceId: string, assuredOn: Date | null): Row[] {
  const { conditions, coordinates } = place;
  const known = {
    service_id: serviceId,
    name: place.name,
    organization_type: place.state ? "state" : "non_state",
    region: place.region,
    city: townById(place.town) ? String(place.town) : "",
    address_1: place.address,
    latitude: String(coordinates.latitude),
    longitude: String(coordinates.longitude),
    phone: place.phones.join("; "),
    schedule: place.hours?.ru,
    intake_schedule: place.intakeHours?.ru,
    call_first: yesNo(place.callFirst),
    bring: place.bring?.ru,
    required_document: conditions.papers,
    police_certificate: yesNo(conditions.policeCertificate),
    fluorography: yesNo(conditions.fluorography),
    sober: yesNo(conditions.sober),
    minimum_age: conditions.ageFrom,
    maximum_age: conditions.ageTo,
    region_only: yesNo(conditions.regionOnly),
    longest_stay_days: conditions.longestStayDays,
    source: place.source,
    source_as_of: place.sourceAsOf,
    assured_date: assuredOn ? dayOf(assuredOn) : undefined,
    demonstration: yesNo(place.demonstration),
  };
  return place.units.map((unit) => {
    // A nought where nobody ever said would be a figure.
    const said = unit.confirmedAt !== null;
    return filled({
      ...known,
      capacity_id: unit.id,
      unit: unit.unit,
      maximum: said || unit.capacity > 0 ? unit.capacity : null,
      occupied: said ? unit.occupied : null,
      out_of_use: unit.outOfUse,
      held: unit.held || null,
      funded: unit.funded,
      updated: unit.confirmedAt?.toISOString(),
      confirm_every: unit.confirmEvery,
      description: unit.note,
    });
  });
}

function yesNo(value: boolean | null): string | null {
  return value === null ? null : value ? "yes" : "no";
}

function filled(values: Readonly<Record<string, string | number | null | undefined>>): Row {
  return Object.fromEntries(
    Object.entries(values).flatMap(([name, value]) =>
      value === null || value === undefined || value === "" ? [] : [[name, String(value)]],
    ),
  );
}
