import { randomUUID } from "node:crypto";
import type { Transaction } from "../../platform/postgres/database.ts";
import { notifyPerson } from "../notifications/index.ts";
import { ageOf, freeBeds, readUnit, type Seeker } from "../shelters/index.ts";
import type { HoldDeps } from "./deps.ts";
import { sealNew, type WaitBody } from "./record.ts";
import { headStartSince } from "./rules.ts";
import { TELL_APART_JOB } from "./telling.ts";

export interface NewWait {
  readonly seekerKey: Uint8Array<ArrayBuffer>;
  readonly personId: string | null;
  readonly unitIds: readonly string[];
  readonly night: string;
  readonly askedAt: Date;
  readonly until: Date;
  readonly seeker: Seeker;
  readonly chat: WaitBody["chat"];
}

/** Somebody waits for a bed in one of these units; who asks again waits where they asked last. */
export async function waitForBed(
  { keyring }: Pick<HoldDeps, "keyring">,
  tx: Transaction,
  { seeker, chat, night, unitIds, ...columns }: NewWait,
): Promise<void> {
  const id = randomUUID();
  const body: WaitBody = { seeker, ...(chat ? { chat } : {}) };
  const { seekerKey } = columns;
  // Their place in the order stays, as long as it is the same night.
  const before = await tx.bedWait.findUnique({ where: { seekerKey } });
  const askedAt = before && !before.toldAt ? before.askedAt : columns.askedAt;
  await tx.bedWait.deleteMany({ where: { seekerKey } });
  await tx.bedWait.create({
    data: {
      ...columns,
      ...{ id, askedAt, unitIds: [...unitIds], night: new Date(night) },
      ...sealNew(keyring, id, body),
    },
  });
}

/** Read in one round; more than this wait on until the next minute. */
const UNITS_A_ROUND = 200;

/**
 * Tells those who wait of beds that got free, in the order in which they asked: as many as there are
 * free beds, so that a bed is not offered to a crowd. Who was told shortly before is counted as coming.
 */
export async function tellWaiting(deps: HoldDeps, now: Date): Promise<void> {
  const { database } = deps;
  const units = await database.prisma.$queryRaw<{ id: string }[]>`
    SELECT u.id FROM bed_units u
    WHERE u.closed_at IS NULL AND u.capacity - u.occupied - u.held - u.out_of_use > 0
      AND u.id IN (SELECT unnest(unit_ids) FROM bed_waits WHERE told_at IS NULL AND until > ${now})
    ORDER BY u.id LIMIT ${UNITS_A_ROUND}`;
  for (const { id } of units) {
    await database.transaction((tx) => tellWaitingFor(deps, tx, id, now));
  }
}

async function tellWaitingFor(
  { queue }: HoldDeps,
  tx: Transaction,
  unitId: string,
  now: Date,
): Promise<void> {
  // Whoever looks at the same unit waits: nobody is told of a bed twice.
  await tx.$executeRaw`SELECT id FROM bed_units WHERE id = ${unitId}::uuid FOR UPDATE`;
  const unit = await readUnit(tx, unitId);
  if (!unit || ageOf(unit, now).kind !== "fresh") return;
  const coming = await tx.bedWait.count({
    where: { toldUnitId: unitId, toldAt: { gt: headStartSince(now) } },
  });
  const left = (freeBeds(unit) ?? 0) - coming;
  if (left <= 0) return;
  const next = await tx.bedWait.findMany({
    where: { toldAt: null, until: { gt: now }, unitIds: { has: unitId } },
    orderBy: [{ askedAt: "asc" }, { id: "asc" }],
    take: left,
  });
  for (const { id, personId } of next) {
    await tx.bedWait.update({ where: { id }, data: { toldAt: now, toldUnitId: unitId } });
    if (personId)
      await notifyPerson(tx, queue, { kind: "bed_free", person: personId, about: id, now });
    else await queue.add(tx, TELL_APART_JOB, { waitId: id }, now);
  }
}
