import { randomInt, randomUUID } from "node:crypto";
import { Overtaken } from "../../../platform/conversation/conversation.ts";
import type { Keyring } from "../../../platform/crypto/keyring.ts";
import type { Transaction } from "../../../platform/postgres/database.ts";
import type { OpenTurn } from "../../../platform/telegram/turn.ts";
import { notifyStaff } from "../../notifications/index.ts";
import { type CaseDeps, foresee, type Held } from "../reach.ts";
import { MOST_TRIES, newCode } from "../rules.ts";
import { type Case, openCase, readCase, saveCase } from "../store.ts";
import { addEvent } from "../timeline.ts";

/**
 * A new code for the case; earlier ones no longer open it. For a case that has its person already it
 * serves to move to a new account.
 * @returns the code, which only its keyed hash is kept of
 */
export function issueCode(
  { keyring }: CaseDeps,
  turn: OpenTurn,
  { case: issued, member }: Held,
): string {
  const text = newCode(randomInt);
  foresee(turn, issued);
  turn.write(async (tx) => {
    const after = await saveCase(tx, keyring, issued, {});
    await tx.caseCode.deleteMany({ where: { caseId: issued.id, usedAt: null } });
    await tx.caseCode.create({
      data: {
        id: randomUUID(),
        caseId: issued.id,
        codeHash: hashOf(keyring, text),
        createdAt: turn.now,
      },
    });
    await addEvent(tx, after, { at: turn.now, staffId: member.id, kind: "code_issued" });
  });
  return text;
}

/** A code that opens a case: it was not used, and not locked by wrong years. */
export interface OpenCode {
  readonly id: string;
  readonly tries: number;
  readonly case: Case;
}

/** @returns undefined alike for a code that never was, was used, is locked, or whose case is closed */
export async function findCode(
  { database, keyring }: Pick<CaseDeps, "database" | "keyring">,
  code: string,
): Promise<OpenCode | undefined> {
  const row = await database.prisma.caseCode.findUnique({
    where: { codeHash: hashOf(keyring, code), usedAt: null, tries: { lt: MOST_TRIES } },
    include: { case: true },
  });
  const found = row && openCase(keyring, row.case);
  if (!row || !found || found.status === "closed") return undefined;
  return { id: row.id, tries: row.tries, case: found };
}

/**
 * Compares the year of birth, and counts what was wrong. The count is kept even if nothing else of this
 * update is: whoever guesses is often nobody that a turn could be committed for.
 * @returns how many tries are left when it was wrong; 0: the code is locked
 */
export async function tryYear(
  { database, queue }: CaseDeps,
  { id, case: asked }: OpenCode,
  year: number | undefined,
  at: Date,
): Promise<{ readonly kind: "right" } | { readonly kind: "wrong"; readonly left: number }> {
  if (year !== undefined && year === asked.record.yearOfBirth) return { kind: "right" };
  const left = await database.transaction(async (tx) => {
    const { tries } = await tx.caseCode.update({
      where: { id },
      data: { tries: { increment: 1 } },
    });
    if (tries === MOST_TRIES) {
      await addEvent(tx, asked, { at, staffId: null, kind: "code_locked" });
      if (asked.curatorId) {
        const to = { member: asked.curatorId };
        await notifyStaff(tx, queue, { kind: "code_locked", caseId: asked.id, to, now: at });
      }
    }
    return Math.max(0, MOST_TRIES - tries);
  });
  return { kind: "wrong", left };
}

/**
 * The person who opened the invitation and agreed becomes the person of the case. A case that has its
 * person already is only asked to move: staff confirm it.
 */
export function claimCase(
  { keyring, queue, onLink = [] }: CaseDeps,
  turn: OpenTurn,
  codeId: string,
  own: Case | undefined,
): void {
  turn.write(async (tx, person) => {
    const { count } = await tx.caseCode.updateMany({
      where: { id: codeId, usedAt: null, tries: { lt: MOST_TRIES } },
      data: { usedAt: turn.now },
    });
    const row = await tx.caseCode.findUnique({ where: { id: codeId } });
    const before = row && (await readCase(tx, keyring, row.caseId));
    if (count === 0 || !before || before.status === "closed") throw new Overtaken();
    if (own && own.id !== before.id) await saveCase(tx, keyring, own, { personId: null });
    const moving = before.personId !== null && before.personId !== person.id;
    const after = await saveCase(tx, keyring, before, moving ? {} : { personId: person.id });
    await addEvent(tx, after, {
      at: turn.now,
      staffId: null,
      kind: moving ? "move_asked" : "linked",
      ...(moving ? { details: { personId: person.id } } : {}),
    });
    if (!moving) for (const link of onLink) await link(tx, after, turn.now);
    await tellCurator(tx, after, moving ? "account_moved" : "person_joined");
  });

  async function tellCurator(
    tx: Transaction,
    { id, curatorId, institutionId }: Case,
    kind: "account_moved" | "person_joined",
  ): Promise<void> {
    const to = curatorId ? { member: curatorId } : { specialistsOf: institutionId };
    await notifyStaff(tx, queue, { kind, caseId: id, to, now: turn.now });
  }
}

function hashOf(keyring: Keyring, code: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(keyring.blindIndex("CaseCode.code", code));
}
