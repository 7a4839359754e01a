import { Overtaken } from "../../platform/conversation/conversation.ts";
import type { Keyring } from "../../platform/crypto/keyring.ts";
import type { Database, Transaction } from "../../platform/postgres/database.ts";
import { dateOf, dayOf } from "../../platform/postgres/days.ts";
import type { Prisma } from "../../platform/postgres/generated/client.ts";
import { countsAs, type FieldKind } from "../../programs/fieldwork.ts";
import { type By, recordService, takeBackSource } from "../services/index.ts";
import type { NewTrip, Trip } from "./trip.ts";

type Reading = Pick<Database["prisma"] | Transaction, "fieldTrip">;

/**
 * Records work outside of the institution. Help that people got in it and that a table counts is recorded
 * as a service along with it, so that nobody enters it again.
 */
export async function recordTrip(tx: Transaction, keyring: Keyring, trip: NewTrip): Promise<void> {
  const { outcomes = {}, topics = [], day, ...columns } = trip;
  const went = Object.entries(outcomes).filter(([, people]) => people > 0);
  await tx.fieldTrip.create({
    data: {
      ...{ ...columns, day: dateOf(day), topics: [...topics] },
      outcomes: { create: went.map(([outcome, people]) => ({ outcome, people })) },
    },
  });
  for (const [outcome, people] of went) {
    const kind = countsAs(outcome);
    if (kind === null) continue;
    await recordService(tx, keyring, {
      ...{ kind, day, institutionId: trip.institutionId, staffId: trip.staffId },
      ...{ source: sourceOf(trip.id, outcome), tripId: trip.id, at: trip.recordedAt },
      // Nobody asks at night in a basement who was in prison: such people are counted in the total alone.
      whom: { kind: "nameless", people, released: 0 },
    });
  }
}

/**
 * Takes a record back that was wrong, with the services that followed from it. The row stays and counts no
 * more.
 * @throws Overtaken when somebody changed it since
 */
export async function takeBackTrip(
  tx: Transaction,
  { id, version, outcomes }: Pick<Trip, "id" | "version" | "outcomes">,
  by: By,
): Promise<void> {
  const data = { takenBackAt: by.at, takenBackBy: by.staffId, version: { increment: 1 } };
  const { count } = await tx.fieldTrip.updateMany({
    where: { id, version, takenBackAt: null },
    data,
  });
  if (count === 0) throw new Overtaken();
  for (const outcome of Object.keys(outcomes)) await takeBackSource(tx, sourceOf(id, outcome), by);
}

/**
 * A letter was answered.
 * @throws Overtaken when somebody answered it or changed it since
 */
export async function answerLetter(
  tx: Transaction,
  { id, version }: Pick<Trip, "id" | "version">,
  { day, staffId }: { readonly day: string; readonly staffId: string },
): Promise<void> {
  const { count } = await tx.fieldTrip.updateMany({
    where: { id, version, kind: "letter", answeredOn: null, takenBackAt: null },
    data: { answeredOn: dateOf(day), answeredBy: staffId, version: { increment: 1 } },
  });
  if (count === 0) throw new Overtaken();
}

/** What an institution recorded and did not take back, newest first. */
export async function tripsOf(
  prisma: Reading,
  institutionId: string,
  { limit, kind }: { readonly limit: number; readonly kind?: FieldKind },
): Promise<Trip[]> {
  const rows = await prisma.fieldTrip.findMany({
    where: { institutionId, takenBackAt: null, ...(kind ? { kind } : {}) },
    orderBy: [{ day: "desc" }, { recordedAt: "desc" }],
    take: limit,
    include: { outcomes: true },
  });
  return rows.map(tripOf);
}

/** Letters that wait for an answer, the oldest first. */
export async function openLetters(
  prisma: Reading,
  institutionId: string,
  limit: number,
): Promise<Trip[]> {
  const rows = await prisma.fieldTrip.findMany({
    where: { institutionId, kind: "letter", answeredOn: null, takenBackAt: null },
    orderBy: [{ day: "asc" }, { recordedAt: "asc" }],
    take: limit,
    include: { outcomes: true },
  });
  return rows.map(tripOf);
}

/** One that was not taken back. */
export async function readTrip(prisma: Reading, id: string): Promise<Trip | undefined> {
  const row = await prisma.fieldTrip.findFirst({
    where: { id, takenBackAt: null },
    include: { outcomes: true },
  });
  return row ? tripOf(row) : undefined;
}

function tripOf(row: Prisma.FieldTripGetPayload<{ include: { outcomes: true } }>): Trip {
  const { takenBackAt: _at, takenBackBy: _by, ...kept } = row;
  return {
    ...kept,
    kind: row.kind as FieldKind,
    day: dayOf(row.day),
    answeredOn: row.answeredOn && dayOf(row.answeredOn),
    outcomes: Object.fromEntries(row.outcomes.map(({ outcome, people }) => [outcome, people])),
  };
}

function sourceOf(id: string, outcome: string): string {
  return `trip:${id}:${outcome}`;
}
