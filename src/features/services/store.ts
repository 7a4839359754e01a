import { Overtaken } from "../../platform/conversation/conversation.ts";
import type { Keyring } from "../../platform/crypto/keyring.ts";
import type { Database, Transaction } from "../../platform/postgres/database.ts";
import { dateOf, dayOf } from "../../platform/postgres/days.ts";
import type { Prisma } from "../../platform/postgres/generated/client.ts";
import { serviceData } from "../../programs/services.ts";
import { pseudonymOf } from "./served.ts";
import { type NewService, type Service, wasReleased } from "./service.ts";

type Reading = Pick<Database["prisma"] | Transaction, "service">;

const KINDS: ReadonlySet<string> = new Set(serviceData.kinds.map(({ code }) => code));

/**
 * Records a service, in the transaction of what it follows from.
 * @returns its id; undefined when this source was recorded before
 */
export async function recordService(
  tx: Transaction,
  keyring: Keyring,
  { kind, day, whom, source, tripId, at, ...who }: NewService,
): Promise<bigint | undefined> {
  if (!KINDS.has(kind)) throw new Error(`There is no kind of service "${kind}"`);
  const [created] = await tx.service.createManyAndReturn({
    data: [
      {
        ...{ kind, day: dateOf(day), ...who, source, recordedAt: at, tripId: tripId ?? null },
        ...(whom.kind === "case"
          ? {
              caseId: whom.case.id,
              person: await pseudonymOf(tx, keyring, whom.case),
              released: Number(whom.released ?? wasReleased(whom.case.record, day)),
            }
          : { people: whom.people, released: whom.released }),
      },
    ],
    skipDuplicates: true,
    select: { id: true },
  });
  return created?.id;
}

/** What can be wrong about a service. */
export type Correction = Partial<Pick<Service, "kind" | "day" | "people" | "released">>;

export interface By {
  readonly at: Date;
  /** A member's id; null: nobody of the staff. */
  readonly staffId: string | null;
}

/**
 * Corrects a service as it was read; how it was goes to the history.
 * @throws Overtaken when somebody changed it since
 */
export async function correctService(
  tx: Transaction,
  before: Pick<Service, "id" | "version">,
  { day, ...change }: Correction,
  by: By,
): Promise<void> {
  await keepAsItWas(tx, before, "corrected", by);
  await tx.service.update({
    where: { id: before.id },
    data: { ...change, ...(day ? { day: dateOf(day) } : {}), version: { increment: 1 } },
  });
}

/**
 * Takes a service back, as it was read: it counts no more, and is in the history.
 * @throws Overtaken when somebody changed it since
 */
export async function takeBackService(
  tx: Transaction,
  before: Pick<Service, "id" | "version">,
  by: By,
): Promise<void> {
  await keepAsItWas(tx, before, "taken_back", by);
  await tx.service.delete({ where: { id: before.id } });
}

/** Takes back what followed from something that was itself taken back; nothing when it was before. */
export async function takeBackSource(tx: Transaction, source: string, by: By): Promise<void> {
  const before = await tx.service.findUnique({ where: { source } });
  if (before) await takeBackService(tx, before, by);
}

async function keepAsItWas(
  tx: Transaction,
  { id, version }: Pick<Service, "id" | "version">,
  change: "corrected" | "taken_back",
  { at, staffId }: By,
): Promise<void> {
  // The row is locked, so that of two corrections of the same version one waits and then finds another.
  const [row] = await tx.$queryRaw<{ id: bigint }[]>`
    SELECT id FROM services WHERE id = ${id} AND version = ${version} FOR UPDATE`;
  const before = row && (await tx.service.findUnique({ where: { id } }));
  if (!before) throw new Overtaken();
  const { id: serviceId, ...was } = before;
  await tx.serviceHistory.create({
    data: { ...was, serviceId, change, changedAt: at, changedBy: staffId },
  });
}

/** The services of a case, newest first. */
export async function servicesOfCase(
  prisma: Reading,
  caseId: string,
  { limit, skip = 0 }: { readonly limit: number; readonly skip?: number },
): Promise<Service[]> {
  const rows = await prisma.service.findMany({
    where: { caseId },
    orderBy: [{ day: "desc" }, { id: "desc" }],
    ...{ take: limit, skip },
  });
  return rows.map(serviceOf);
}

export async function readService(prisma: Reading, id: bigint): Promise<Service | undefined> {
  const row = await prisma.service.findUnique({ where: { id } });
  return row ? serviceOf(row) : undefined;
}

export async function serviceBySource(
  prisma: Reading,
  source: string,
): Promise<Service | undefined> {
  const row = await prisma.service.findUnique({ where: { source } });
  return row ? serviceOf(row) : undefined;
}

/** How often a case got one kind of service on a day. */
export function countOnDay(
  prisma: Reading,
  of: { readonly caseId: string; readonly kind: string; readonly day: string },
): Promise<number> {
  return prisma.service.count({ where: { ...of, day: dateOf(of.day) } });
}

function serviceOf({ day, person: _person, ...row }: Prisma.ServiceGetPayload<object>): Service {
  return { ...row, day: dayOf(day) };
}
