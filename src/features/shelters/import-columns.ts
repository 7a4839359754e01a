import type { FilePlace, FileUnit } from "./row.ts";

/** What a file says of a place, as columns of its institution. Opening hours that it leaves out stay. */
export function institutionOf(place: FilePlace) {
  const { name, region, town, timeZone, address, phones, hours, coordinates } = place;
  return {
    ...{ name, region, town, timeZone, address, phones: [...phones], ...coordinates },
    closedAt: null,
    ...(hours === null ? {} : { hours: { ru: hours } }),
  };
}
export type InstitutionOfFile = ReturnType<typeof institutionOf>;

/** The same as columns of the shelter; intake hours and what to bring stay when they are left out. */
export function shelterOf(place: FilePlace) {
  const { intakeHours, bring, conditions, assuredOn, ...rest } = place;
  const { serviceId, state, callFirst, source, sourceAsOf, demonstration } = rest;
  return {
    ...{ serviceId, state, callFirst, source, sourceAsOf, demonstration },
    conditions: { ...conditions },
    ...(intakeHours === null ? {} : { intakeHours: { ru: intakeHours } }),
    ...(bring === null ? {} : { bring: { ru: bring } }),
    assuredOn: assuredOn === null ? null : new Date(assuredOn),
  };
}
export type ShelterOfFile = ReturnType<typeof shelterOf>;

/** What a file says of a unit, as its columns. */
export function figuresOf({ unit, capacity, occupied, outOfUse, funded, note, ...rest }: FileUnit) {
  const confirmedAt = rest.confirmedAt === null ? null : new Date(rest.confirmedAt);
  return {
    unit,
    capacity,
    occupied,
    outOfUse,
    funded,
    note,
    confirmedAt,
    confirmEvery: rest.confirmEvery,
  };
}
export type FiguresOfFile = ReturnType<typeof figuresOf>;
