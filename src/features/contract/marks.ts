import { Overtaken } from "../../platform/conversation/conversation.ts";
import type { Transaction } from "../../platform/postgres/database.ts";
import { dateOf, dayOf } from "../../platform/postgres/days.ts";
import type { Reading, Sealing } from "./store.ts";

/** An obligation of the recipient that is met. */
export interface Mark {
  /** The obligation: see rules/. */
  readonly code: string;
  /** "YYYY-MM-DD". */
  readonly doneOn: string;
  /** A member's id; null: the person said it themselves. */
  readonly markedBy: string | null;
}

export async function readMarks(
  prisma: Pick<Reading, "obligationMark">,
  contractId: string,
): Promise<Mark[]> {
  const rows = await prisma.obligationMark.findMany({
    where: { contractId },
    orderBy: { doneOn: "asc" },
  });
  return openMarks(rows);
}

export function openMarks(
  rows: readonly { code: string; doneOn: Date; markedBy: string | null }[],
): Mark[] {
  return rows.map(({ code, doneOn, markedBy }) => ({ code, doneOn: dayOf(doneOn), markedBy }));
}

/**
 * The first word stands; only that of a member replaces the person's own.
 * @returns false when it changes nothing
 */
export async function writeMark(
  tx: Transaction,
  contractId: string,
  { code, doneOn, markedBy }: Mark,
  markedAt: Date,
): Promise<boolean> {
  const { count } = await tx.obligationMark.createMany({
    data: [{ contractId, code, doneOn: dateOf(doneOn), markedBy, markedAt }],
    skipDuplicates: true,
  });
  if (count > 0 || markedBy === null) return count > 0;
  const confirmed = await tx.obligationMark.updateMany({
    where: { contractId, code, markedBy: null },
    data: { doneOn: dateOf(doneOn), markedBy, markedAt },
  });
  return confirmed.count > 0;
}

/** Takes a mark back. @returns false when there was none */
export async function removeMark(
  tx: Transaction,
  contractId: string,
  code: string,
): Promise<boolean> {
  return (await tx.obligationMark.deleteMany({ where: { contractId, code } })).count > 0;
}

export type PaymentState = "granted" | "refused" | "paid";

/** A payment of the plan that was decided on or made. */
export interface PaymentMark {
  /** Which one of the plan, such as "after_first_job/2". */
  readonly item: string;
  readonly state: PaymentState;
  /** "YYYY-MM-DD"; of a paid one. */
  readonly paidOn: string | null;
  readonly kopecks: number | null;
  /** By which it is paid or refused, "п. 26". */
  readonly clause: string | null;
  /** Of a refusal. */
  readonly reason: string | null;
  readonly decidedAt: Date;
  /** A member's id. */
  readonly decidedBy: string;
}

const BODY_FIELD = "Payment.body";

type PaymentBody = Pick<PaymentMark, "kopecks" | "clause" | "reason">;

interface PaymentRow extends Pick<PaymentMark, "item" | "decidedAt" | "decidedBy"> {
  readonly state: string;
  readonly paidOn: Date | null;
  readonly body: Uint8Array;
}

export async function readPayments(
  prisma: Pick<Reading, "payment">,
  of: Sealing,
  contractId: string,
): Promise<PaymentMark[]> {
  const rows = await prisma.payment.findMany({ where: { contractId }, orderBy: { item: "asc" } });
  return openPayments(of, contractId, rows);
}

export function openPayments(
  { key }: Sealing,
  contractId: string,
  rows: readonly PaymentRow[],
): PaymentMark[] {
  return rows.map(({ item, state, paidOn, body, decidedAt, decidedBy }) => ({
    ...{ item, decidedAt, decidedBy },
    ...(JSON.parse(key.open(BODY_FIELD, ownerOf(contractId, item), body)) as PaymentBody),
    state: state as PaymentState,
    paidOn: paidOn && dayOf(paidOn),
  }));
}

/**
 * Writes what was decided on a payment.
 * @param before what was read of it; undefined when nothing was decided
 * @throws Overtaken when somebody decided meanwhile
 */
export async function writePayment(
  tx: Transaction,
  of: Sealing,
  contractId: string,
  payment: PaymentMark,
  before: PaymentMark | undefined,
): Promise<void> {
  const { item, state, paidOn, decidedAt, decidedBy, kopecks, clause, reason } = payment;
  const body: PaymentBody = { kopecks, clause, reason };
  const columns = {
    ...{ state, decidedAt, decidedBy },
    paidOn: paidOn === null ? null : dateOf(paidOn),
    body: Uint8Array.from(of.key.seal(BODY_FIELD, ownerOf(contractId, item), JSON.stringify(body))),
  };
  const { count } = before
    ? await tx.payment.updateMany({
        where: { contractId, item, state: before.state, decidedAt: before.decidedAt },
        data: columns,
      })
    : await tx.payment.createMany({
        data: [{ contractId, item, ...columns }],
        skipDuplicates: true,
      });
  if (count === 0) throw new Overtaken();
}

/** The same payment under the key of another case. */
export function resealPayment(
  from: Sealing,
  to: Sealing,
  { contractId, item, body }: { readonly contractId: string; item: string; body: Uint8Array },
): Uint8Array<ArrayBuffer> {
  const owner = ownerOf(contractId, item);
  return Uint8Array.from(to.key.seal(BODY_FIELD, owner, from.key.open(BODY_FIELD, owner, body)));
}

/** A payment has no id of its own. */
function ownerOf(contractId: string, item: string): string {
  return `${contractId}/${item}`;
}
