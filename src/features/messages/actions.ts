import { randomUUID } from "node:crypto";
import type { Keyring } from "../../platform/crypto/keyring.ts";
import type { Transaction } from "../../platform/postgres/database.ts";
import type { Queue } from "../../platform/queue.ts";
import type { OpenTurn } from "../../platform/telegram/turn.ts";
import { addEvent, type Case, readCase } from "../cases/index.ts";
import { type NoteUnreachable, notifyPerson, notifyStaff } from "../notifications/index.ts";
import { ANNOUNCED_FOR_MINUTES } from "./rules/marks.ts";
import { type Body, lastUnread, markRead, type Side, writeMessage } from "./store.ts";

/** The person writes to whoever has their case; as long as nobody has, to the specialists there. */
export function writeToStaff(turn: OpenTurn, queue: Queue, of: Case, body: Body): void {
  const { now } = turn;
  turn.write(async (tx) => {
    const id = await write(tx, of, { body, staffId: null, now });
    if (!id) return;
    const to = of.curatorId ? { member: of.curatorId } : { specialistsOf: of.institutionId };
    await notifyStaff(tx, queue, { kind: "message", caseId: of.id, to, now, about: id });
  });
}

/** A specialist writes to the person of a case. */
export function writeToPerson(
  turn: OpenTurn,
  queue: Queue,
  { of, person, staffId, body }: { of: Case; person: string; staffId: string; body: Body },
): void {
  const { now } = turn;
  turn.write(async (tx) => {
    const id = await write(tx, of, { body, staffId, now });
    if (!id) return;
    await notifyPerson(tx, queue, { kind: "message", caseId: of.id, person, now, about: id });
  });
}

/** What was shown to the other side is read. */
export function read(turn: OpenTurn, ids: readonly string[]): void {
  if (ids.length > 0) turn.write((tx) => markRead(tx, ids, turn.now));
}

/** @returns the id of the message to announce; undefined when an announcement of before stands */
async function write(
  tx: Transaction,
  of: Case,
  { body, staffId, now }: { body: Body; staffId: string | null; now: Date },
): Promise<string | undefined> {
  const id = randomUUID();
  const side: Side = staffId === null ? "person" : "staff";
  const since = new Date(now.getTime() - ANNOUNCED_FOR_MINUTES * 60_000);
  const before = await lastUnread(tx, of.id, side, since);
  const deliveredAt = before?.deliveredAt ?? null;
  await writeMessage(tx, of, { id, staffId, body, sentAt: now, deliveredAt });
  await addEvent(tx, of, { at: now, staffId, kind: "message_sent" });
  return before ? undefined : id;
}

/** Notes in the timeline of a case that its person blocked the bot, or left Telegram. */
export const noteUnreachable =
  (keyring: Keyring): NoteUnreachable =>
  async (tx, caseId, at) => {
    const of = await readCase(tx, keyring, caseId);
    if (of) await addEvent(tx, of, { at, staffId: null, kind: "unreachable" });
  };
