import type { Transaction } from "../../platform/postgres/database.ts";
import type { FiguresOfFile, InstitutionOfFile, ShelterOfFile } from "./import-columns.ts";

/*
 * What a file says of rows that are there is written by one statement for all of them: one by one, a file of
 * a whole register would take longer than its transaction may. The columns that a record names are those
 * that the file has; hours and what to bring stay when it does not say them.
 */

export async function updatePlaces(
  tx: Transaction,
  places: readonly ({ readonly id: string } & InstitutionOfFile & ShelterOfFile)[],
): Promise<void> {
  if (places.length === 0) return;
  const rows = JSON.stringify(places);
  await tx.$executeRaw`
    UPDATE institutions i
    SET name = r.name, region = r.region, town = r.town, time_zone = r."timeZone", address = r.address,
      latitude = r.latitude, longitude = r.longitude, phones = r.phones,
      hours = coalesce(r.hours, i.hours), closed_at = NULL
    FROM jsonb_to_recordset(${rows}::jsonb) AS r (
      id uuid, name text, region text, town int, "timeZone" text, address text, latitude float8,
      longitude float8, phones text[], hours jsonb)
    WHERE i.id = r.id`;
  await tx.$executeRaw`
    UPDATE shelters s
    SET state = r.state, call_first = r."callFirst", source = r.source, source_as_of = r."sourceAsOf",
      demonstration = r.demonstration, conditions = r.conditions, assured_on = r."assuredOn",
      intake_hours = coalesce(r."intakeHours", s.intake_hours), bring = coalesce(r.bring, s.bring)
    FROM jsonb_to_recordset(${rows}::jsonb) AS r (
      id uuid, state bool, "callFirst" bool, source text, "sourceAsOf" text, demonstration bool,
      conditions jsonb, "assuredOn" date, "intakeHours" jsonb, bring jsonb)
    WHERE s.institution_id = r.id`;
}

export async function updateUnits(
  tx: Transaction,
  units: readonly ({ readonly id: string } & FiguresOfFile)[],
): Promise<void> {
  if (units.length === 0) return;
  await tx.$executeRaw`
    UPDATE bed_units u
    SET unit = r.unit, capacity = r.capacity, occupied = r.occupied, out_of_use = r."outOfUse",
      funded = r.funded, note = r.note, confirmed_at = r."confirmedAt",
      confirm_every = r."confirmEvery", version = u.version + 1, closed_at = NULL
    FROM jsonb_to_recordset(${JSON.stringify(units)}::jsonb) AS r (
      id uuid, unit text, capacity int, occupied int, "outOfUse" int, funded int, note text,
      "confirmedAt" timestamptz, "confirmEvery" int)
    WHERE u.id = r.id`;
}
