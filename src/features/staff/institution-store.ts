import type { Database, Transaction } from "../../platform/postgres/database.ts";
import { Prisma } from "../../platform/postgres/generated/client.ts";
import { isUuid } from "../../platform/uuid.ts";
import { kilometres, townById } from "../places/index.ts";
import type { Role } from "./access.ts";
import type { Field } from "./fields.ts";
import type { Institution, NewInstitution } from "./institution.ts";
import { type InstitutionKind, SERVING_KINDS, serving } from "./rules.ts";

type Reading = Pick<Database["prisma"], "institution">;

export async function institutionById(
  prisma: Reading,
  id: string,
): Promise<Institution | undefined> {
  if (!isUuid(id)) return undefined;
  const row = await prisma.institution.findFirst({ where: { id, closedAt: null } });
  return row ? institutionFrom(row) : undefined;
}

export async function writeInstitution(
  tx: Transaction,
  id: string,
  institution: NewInstitution,
  now: Date,
): Promise<void> {
  await tx.institution.create({ data: { ...columnsOf(institution), id, createdAt: now } });
}

/** What may change of an institution: in the chat all but the act. */
export type Changeable = Field | "botFilingAct";

/** Writes these fields of an institution; of others a colleague may be writing at the same moment. */
export async function rewriteFields(
  tx: Transaction,
  { id, ...institution }: Institution,
  fields: readonly Changeable[],
): Promise<void> {
  const columns = columnsOf(institution);
  const names = fields.flatMap((field) => COLUMNS[field] ?? [field as keyof typeof columns]);
  const data = Object.fromEntries(names.map((name) => [name, columns[name]]));
  await tx.institution.updateMany({ where: { id, closedAt: null }, data });
}

/** The columns of a field, where they are others than its name says. */
const COLUMNS: Partial<Record<Changeable, readonly (keyof ReturnType<typeof columnsOf>)[]>> = {
  coordinates: ["latitude", "longitude"],
  town: ["town", "region", "timeZone"],
};

function columnsOf({ coordinates, hours, phones, services, ...plain }: NewInstitution) {
  return {
    ...plain,
    latitude: coordinates?.latitude ?? null,
    longitude: coordinates?.longitude ?? null,
    phones: [...phones],
    services: [...services],
    hours: hours ?? Prisma.DbNull,
  };
}

/**
 * All that are open, by region and name.
 * @param staffedBy only those where somebody works in this role
 */
export async function listInstitutions(prisma: Reading, staffedBy?: Role): Promise<Institution[]> {
  const staff = staffedBy && { some: { role: staffedBy, revokedAt: null } };
  const rows = await prisma.institution.findMany({
    where: { closedAt: null, ...(staff ? { staff } : {}) },
    orderBy: [{ region: "asc" }, { name: "asc" }, { id: "asc" }],
  });
  return rows.map(institutionFrom);
}

/** Whom to call when somebody has to be picked up from the street: of the town, else of the region. */
export async function patrolPhones(
  prisma: Reading,
  { region, town }: { readonly region: string; readonly town: number },
): Promise<readonly string[]> {
  const rows = await prisma.institution.findMany({
    where: {
      region,
      closedAt: null,
      services: { has: "patrol" },
      NOT: { phones: { isEmpty: true } },
    },
    select: { town: true, phones: true },
    orderBy: { id: "asc" },
    take: 20,
  });
  const own = rows.find((row) => row.town === town) ?? rows[0];
  return own?.phones ?? [];
}

/**
 * The institution that takes the cases of a town.
 * @param townId GeoNames id
 * @returns null when there is none in the region
 */
export async function institutionForTown(
  prisma: Reading,
  townId: number,
): Promise<Institution | null> {
  const town = townById(townId);
  if (!town?.region) return null;
  const rows = await prisma.institution.findMany({
    where: { closedAt: null, region: town.region, kind: { in: [...SERVING_KINDS] } },
    include: { staff: { where: { revokedAt: null, role: "specialist" }, take: 1 } },
  });
  const candidates = rows.map(({ id, kind, region, town: at, staff }) => {
    const there = townById(at);
    return {
      id,
      kind: kind as InstitutionKind,
      region,
      kilometres: there ? kilometres(town, there) : Number.POSITIVE_INFINITY,
      staffed: staff.length > 0,
    };
  });
  const best = serving(town.region, candidates);
  const row = rows.find(({ id }) => id === best);
  return row ? institutionFrom(row) : null;
}

export function institutionFrom(row: Prisma.InstitutionGetPayload<object>): Institution {
  const { latitude, longitude } = row;
  return {
    id: row.id,
    kind: row.kind as InstitutionKind,
    name: row.name,
    region: row.region,
    town: row.town,
    address: row.address,
    coordinates: latitude === null || longitude === null ? null : { latitude, longitude },
    phones: row.phones,
    hours: row.hours as Institution["hours"],
    services: row.services,
    email: row.email,
    botFilingAct: row.botFilingAct,
    timeZone: row.timeZone,
  };
}
