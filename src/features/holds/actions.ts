import { Overtaken } from "../../platform/conversation/conversation.ts";
import type { Transaction } from "../../platform/postgres/database.ts";
import { addEvent, type EventKind, readCase } from "../cases/index.ts";
import { changeFigures } from "../shelters/index.ts";
import type { Doing, HoldDeps } from "./deps.ts";
import { isActive, moveOf } from "./rules.ts";
import {
  changeHold,
  destroyHolds,
  type Hold,
  type HoldChange,
  insertHold,
  type NewHold,
  readHold,
} from "./store.ts";
import { tellOfAsking, tellOfMove } from "./telling.ts";

/** Ends an answer that did not come, or a bed that nobody came for. */
export const LAPSE_JOB = "holds-lapse";

/**
 * Asks for a bed. Done again, it changes nothing, and neither does it for somebody who has an active hold.
 */
export async function askForBed(
  deps: HoldDeps,
  tx: Transaction,
  wanted: NewHold,
): Promise<"asked" | "not_now"> {
  const { keyring, queue } = deps;
  if (!(await insertHold(tx, keyring, wanted))) return "not_now";
  const hold = await readHold(tx, keyring, wanted.id);
  if (!hold) throw new Error("A hold that was just written is there");
  await queue.add(tx, LAPSE_JOB, { holdId: hold.id }, hold.until);
  await note(deps, tx, hold, "hold_asked", { at: wanted.askedAt, staffId: wanted.askedBy });
  await tellOfAsking(deps, tx, hold, wanted.askedAt);
  return "asked";
}

/**
 * Does something to a hold as it was read: its state, the figures of its bed, its timeline and what both
 * sides are told are one transaction.
 * @throws Overtaken when the hold was changed since, or no bed is free any more
 */
export async function moveHold(
  deps: HoldDeps,
  tx: Transaction,
  before: Hold,
  doing: Doing,
): Promise<Hold> {
  const { event, by, at, staffId } = doing;
  const move = moveOf(before.state, event, by);
  if (!move) throw new Overtaken();
  const after = await changeHold(tx, before, changeBy(before, doing, move.next));
  if (move.bed) {
    const shelterStaff = by === "shelter" ? (staffId ?? null) : null;
    const change = { kind: move.bed };
    const { kind } = await changeFigures(tx, after.unitId, change, { at, staffId: shelterStaff });
    // A bed that is let go or left may have been counted otherwise by hand: then that counts.
    if (move.bed === "take" && kind !== "changed") throw new Overtaken();
  }
  if (after.state === "accepted") {
    await deps.queue.add(tx, LAPSE_JOB, { holdId: after.id }, after.until);
  }
  const bySpecialist = by === "seeker" ? (staffId ?? null) : null;
  await note(deps, tx, after, `hold_${after.state}`, { at, staffId: bySpecialist });
  await tellOfMove(deps, tx, { before, after, doing });
  if (after.state === "arrived" && staffId) {
    for (const arrive of deps.onArrive ?? []) await arrive(tx, after, { staffId, at });
  }
  return after;
}

/** What a hold becomes, as far as it can be said before it is written. */
export function foreseen(before: Hold, doing: Doing): Hold | undefined {
  const move = moveOf(before.state, doing.event, doing.by);
  if (!move) return undefined;
  const { state, until, staffId, body, at } = changeBy(before, doing, move.next);
  return {
    ...before,
    state,
    version: before.version + 1,
    ...(until ? { until } : {}),
    ...(staffId ? { answeredBy: staffId } : {}),
    ...(isActive(state) ? {} : { settledAt: at }),
    ...(state === "accepted" ? { acceptedAt: at } : {}),
    sealed: before.sealed && { ...before.sealed, ...(body ? { body } : {}) },
  };
}

function changeBy(before: Hold, doing: Doing, state: Hold["state"]): HoldChange {
  const { at, by, staffId, until, reason } = doing;
  return {
    state,
    at,
    until: state === "accepted" ? until : undefined,
    staffId: by === "shelter" ? staffId : undefined,
    body: reason && before.sealed ? { ...before.sealed.body, reason } : undefined,
  };
}

/** The case of the person, if there is one, tells what came of it. */
async function note(
  { keyring }: HoldDeps,
  tx: Transaction,
  { caseId }: Hold,
  kind: EventKind,
  by: { readonly at: Date; readonly staffId: string | null },
): Promise<void> {
  const of = caseId ? await readCase(tx, keyring, caseId) : undefined;
  if (of) await addEvent(tx, of, { ...by, kind });
}

/** The time of a hold is over. Nothing when somebody was faster, or it was put off. */
export async function lapse(deps: HoldDeps, id: string, now: Date): Promise<void> {
  try {
    await deps.database.transaction(async (tx) => {
      const hold = await readHold(tx, deps.keyring, id);
      if (!hold || !isActive(hold.state) || hold.until > now) return;
      await moveHold(deps, tx, hold, { event: "lapse", by: "clock", at: now });
    });
  } catch (error) {
    if (!(error instanceof Overtaken)) throw error;
  }
}

/** Consent was taken back: what is active ends, the bed is free, and nothing can be read any more. */
export function eraseHolds(deps: HoldDeps) {
  return async (tx: Transaction, personId: string, at: Date): Promise<void> => {
    const cases = await tx.case.findMany({ where: { personId }, select: { id: true } });
    const where = { OR: [{ personId }, { caseId: { in: cases.map(({ id }) => id) } }] };
    await forget(deps, tx, where, at);
    await tx.bedWait.deleteMany({ where: { personId } });
  };
}

/** Somebody who agreed to nothing wants to be forgotten: the same by the hash of their chat. */
export async function forgetSeeker(
  deps: HoldDeps,
  tx: Transaction,
  seekerKey: Uint8Array<ArrayBuffer>,
  at: Date,
): Promise<void> {
  await forget(deps, tx, { seekerKey }, at);
  await tx.bedWait.deleteMany({ where: { seekerKey } });
}

async function forget(
  deps: HoldDeps,
  tx: Transaction,
  where: Parameters<typeof destroyHolds>[1],
  at: Date,
): Promise<void> {
  const active = await tx.hold.findMany({ where: { AND: [where, { activeKey: { not: null } }] } });
  for (const { id } of active) {
    const hold = await readHold(tx, deps.keyring, id);
    if (hold) await moveHold(deps, tx, hold, { event: "cancel", by: "seeker", at });
  }
  await destroyHolds(tx, where, { seekers: "at_once" });
}

/** Somebody agreed that their data is kept: what they asked for before is theirs. */
export async function adoptSeeker(
  tx: Transaction,
  seekerKey: Uint8Array<ArrayBuffer>,
  personId: string,
): Promise<void> {
  await tx.hold.updateMany({ where: { seekerKey }, data: { personId } });
  await tx.bedWait.updateMany({ where: { seekerKey }, data: { personId } });
}

/** Two cases become one: their holds too. Of two active ones the case keeps its own as the active one. */
export async function adoptHolds(
  tx: Transaction,
  from: { readonly id: string },
  to: { readonly id: string },
): Promise<void> {
  const taken = await tx.hold.count({ where: { activeCaseId: to.id } });
  await tx.hold.updateMany({
    where: { activeCaseId: from.id },
    data: { activeCaseId: taken > 0 ? null : to.id },
  });
  await tx.hold.updateMany({ where: { caseId: from.id }, data: { caseId: to.id } });
}

/** The person of a case joined the chat: what a specialist asked for is theirs to see and to cancel. */
export async function joinHolds(
  tx: Transaction,
  { id: caseId, personId }: { readonly id: string; readonly personId: string | null },
): Promise<void> {
  if (personId === null) return;
  const person = await tx.person.findUnique({ where: { id: personId } });
  if (!person?.telegramKey) return;
  const seekerKey = Uint8Array.from(person.telegramKey);
  await tx.hold.updateMany({ where: { caseId }, data: { personId, seekerKey } });
  // They may have asked for a bed themselves before: of two the first stays the one for the chat.
  const own = await tx.hold.count({ where: { activeKey: seekerKey } });
  if (own === 0) {
    await tx.hold.updateMany({ where: { activeCaseId: caseId }, data: { activeKey: seekerKey } });
  }
}
