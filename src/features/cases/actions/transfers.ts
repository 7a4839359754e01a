import { randomUUID } from "node:crypto";
import { Overtaken } from "../../../platform/conversation/conversation.ts";
import type { Transaction } from "../../../platform/postgres/database.ts";
import type { OpenTurn } from "../../../platform/telegram/turn.ts";
import { notifyPerson, notifyStaff } from "../../notifications/index.ts";
import { institutionById, type Member } from "../../staff/index.ts";
import { askedOf, type CaseDeps, foresee, type Held } from "../reach.ts";
import { type Case, type Reading, saveCase } from "../store.ts";
import { addEvent } from "../timeline.ts";
import { dayAt } from "../wording.ts";

/** A case on its way to another specialist or institution. */
export interface Transfer {
  readonly id: string;
  readonly fromStaffId: string;
  readonly toInstitutionId: string;
  /** null: whoever of the institution accepts. */
  readonly toStaffId: string | null;
  readonly reason: string | null;
  readonly askedAt: Date;
}

const REASON = "Transfer.reason";

/** The transfer of a case that waits for an answer. */
export async function waitingTransfer(
  prisma: Pick<Reading, "transfer">,
  { id, key }: Pick<Case, "id" | "key">,
  to?: Pick<Member, "id" | "institutionId">,
): Promise<Transfer | undefined> {
  const row = await prisma.transfer.findFirst({
    where: { caseId: id, status: "asked", ...(to ? askedOf(to) : {}) },
    orderBy: { askedAt: "desc" },
  });
  if (!row) return undefined;
  return { ...row, reason: row.reason && key.open(REASON, row.id, row.reason) };
}

/** @param to the institution, and of it a specialist if one is meant */
export function askTransfer(
  { keyring, queue }: CaseDeps,
  turn: OpenTurn,
  { case: before, member }: Held,
  to: { readonly institutionId: string; readonly staffId: string | null },
  text: string,
): void {
  const id = randomUUID();
  foresee(turn, before);
  turn.write(async (tx) => {
    if (await waitingTransfer(tx, before)) throw new Overtaken();
    const after = await saveCase(tx, keyring, before, {});
    await tx.transfer.create({
      data: {
        id,
        caseId: before.id,
        fromStaffId: member.id,
        toInstitutionId: to.institutionId,
        toStaffId: to.staffId,
        status: "asked",
        reason: Uint8Array.from(before.key.seal(REASON, id, text)),
        askedAt: turn.now,
      },
    });
    await addEvent(tx, after, {
      at: turn.now,
      staffId: member.id,
      kind: "transfer_asked",
      details: { institution: to.institutionId, member: to.staffId, text },
    });
    await notifyStaff(tx, queue, {
      kind: "transfer_asked",
      caseId: before.id,
      to: to.staffId ? { member: to.staffId } : { specialistsOf: to.institutionId },
      now: turn.now,
      about: id,
    });
  });
}

/** The case is theirs from now on, and the person is told who is responsible. */
export function acceptTransfer(
  { keyring, queue, onHandOver = [] }: CaseDeps,
  turn: OpenTurn,
  { case: before, member, next }: Held,
  transfer: Transfer,
): void {
  const change = {
    institutionId: member.institutionId,
    curatorId: member.id,
    status: next?.[0] ?? before.status,
  };
  foresee(turn, before, change);
  turn.write(async (tx) => {
    await answer(tx, transfer, "accepted", turn.now);
    const after = await saveCase(tx, keyring, before, change);
    await addEvent(tx, after, { at: turn.now, staffId: member.id, kind: "transfer_accepted" });
    await tellAsker(tx, after, transfer);
    const { institutionId } = before;
    const from = (await institutionById(tx, institutionId)) ?? member.institution;
    const given = { transferId: transfer.id, institutionId, staffId: transfer.fromStaffId };
    const on = { at: turn.now, day: dayAt(turn.now, from.timeZone) };
    for (const follow of onHandOver) await follow(tx, after, { ...given, ...on });
    if (!after.personId) return;
    await notifyPerson(tx, queue, {
      kind: "curator_changed",
      caseId: after.id,
      person: after.personId,
      now: turn.now,
    });
  });

  async function tellAsker(tx: Transaction, { id }: Case, { fromStaffId, id: about }: Transfer) {
    const to = { member: fromStaffId };
    await notifyStaff(tx, queue, {
      ...{ kind: "transfer_answered", caseId: id, to, now: turn.now, about },
    });
  }
}

export function declineTransfer(
  { keyring, queue }: CaseDeps,
  turn: OpenTurn,
  { case: before, member }: Held,
  transfer: Transfer,
  text: string,
): void {
  foresee(turn, before);
  turn.write(async (tx) => {
    await answer(tx, transfer, "declined", turn.now);
    const after = await saveCase(tx, keyring, before, {});
    await addEvent(tx, after, {
      at: turn.now,
      staffId: member.id,
      kind: "transfer_declined",
      details: { text },
    });
    const to = { member: transfer.fromStaffId };
    const about = transfer.id;
    await notifyStaff(tx, queue, {
      ...{ kind: "transfer_answered", caseId: before.id, to, now: turn.now, about },
    });
  });
}

export function withdrawTransfer(
  { keyring }: CaseDeps,
  turn: OpenTurn,
  { case: before, member }: Held,
  transfer: Transfer,
): void {
  foresee(turn, before);
  turn.write(async (tx) => {
    await answer(tx, transfer, "withdrawn", turn.now);
    const after = await saveCase(tx, keyring, before, {});
    await addEvent(tx, after, { at: turn.now, staffId: member.id, kind: "transfer_withdrawn" });
  });
}

/** @throws Overtaken when it was answered or withdrawn meanwhile */
async function answer(
  tx: Transaction,
  { id }: Transfer,
  status: "accepted" | "declined" | "withdrawn",
  at: Date,
): Promise<void> {
  const { count } = await tx.transfer.updateMany({
    where: { id, status: "asked" },
    data: { status, answeredAt: at },
  });
  if (count === 0) throw new Overtaken();
}
