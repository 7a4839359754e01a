import { randomUUID } from "node:crypto";
import type { BedUnit, Conditions } from "../../../src/features/shelters/index.ts";
import type { Database } from "../../../src/platform/postgres/database.ts";

/** A place with one unit of beds, as a test needs it. */
export interface Wanted {
  readonly name?: string;
  readonly latitude: number;
  readonly longitude: number;
  readonly town?: number;
  readonly region?: string;
  readonly unit?: Partial<BedUnit> & { readonly createdAt?: Date };
  readonly conditions?: Partial<Conditions>;
}

/** Writes places in bulk; their ids in the same order. */
export async function putPlaces(
  { prisma }: Pick<Database, "prisma">,
  wanted: readonly Wanted[],
): Promise<{ placeId: string; unitId: string }[]> {
  const at = new Date("2024-03-12T03:00:00Z");
  const made = wanted.map((one) => ({ one, placeId: randomUUID(), unitId: randomUUID() }));
  await prisma.institution.createMany({
    data: made.map(({ one, placeId }) => ({
      id: placeId,
      kind: "shelter",
      name: one.name ?? placeId,
      region: one.region ?? "RU-KHM",
      town: one.town ?? 1490624,
      address: "Демонстрационный адрес",
      latitude: one.latitude,
      longitude: one.longitude,
      timeZone: "Asia/Yekaterinburg",
      createdAt: at,
    })),
  });
  await prisma.shelter.createMany({
    data: made.map(({ one, placeId }) => ({
      institutionId: placeId,
      serviceId: placeId,
      state: true,
      demonstration: true,
      conditions: { ...one.conditions },
    })),
  });
  await prisma.bedUnit.createMany({
    data: made.map(({ one, placeId, unitId }) => ({
      id: unitId,
      institutionId: placeId,
      unit: "anyone",
      capacity: 10,
      occupied: 5,
      confirmedAt: at,
      createdAt: at,
      ...one.unit,
    })),
  });
  return made.map(({ placeId, unitId }) => ({ placeId, unitId }));
}
