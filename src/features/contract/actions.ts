import type { Transaction } from "../../platform/postgres/database.ts";
import type { Queue } from "../../platform/queue.ts";
import type { OpenTurn } from "../../platform/telegram/turn.ts";
import { addEvent, type Case, foresee, type Held, saveCase } from "../cases/index.ts";
import { notifyPerson, notifyStaff } from "../notifications/index.ts";
import { type Mark, type PaymentMark, removeMark, writeMark, writePayment } from "./marks.ts";
import { type ContractDeps, foreseeContract } from "./now.ts";
import type { Contract } from "./record.ts";
import { remind } from "./reminders.ts";
import type { PlanItem } from "./rules/index.ts";

import { newContract, saveContract } from "./store.ts";

/** What a specialist writes down of a contract. */
export type Wanted = Pick<Contract, "programme" | "measure" | "startsOn" | "endsOn" | "record">;

/**
 * A signed contract is recorded: the case is on contract from its day, its person is told, and the
 * obligations that have a day are reminded of.
 * @param against clauses that the signed paper does not keep, as the specialist confirmed
 */
export function recordContract(
  { keyring, queue }: Pick<ContractDeps, "keyring" | "queue">,
  turn: OpenTurn,
  { case: before, member, next }: Held,
  wanted: Wanted,
  against: readonly string[],
): void {
  const { contract, create } = newContract(before, wanted);
  const change = {
    status: next?.[0] ?? before.status,
    record: { ...before.record, contractOn: wanted.startsOn, reason: null },
  };
  foresee(turn, before, change);
  foreseeContract(turn, contract);
  turn.write(async (tx) => {
    const after = await saveCase(tx, keyring, before, change);
    await create(tx, turn.now);
    const by = { at: turn.now, staffId: member.id };
    await addEvent(tx, after, {
      ...{ ...by, kind: "contract_recorded", details: { number: wanted.record.number } },
    });
    await confirm(tx, after, by, against);
    await tell(tx, queue, after, contract, "contract_recorded", turn.now);
    await remind(tx, queue, after, contract, turn.now);
  });
}

async function tell(
  tx: Transaction,
  queue: Queue,
  { personId: person, id: caseId }: Case,
  { id: about }: Contract,
  kind: "contract_recorded" | "contract_changed",
  now: Date,
): Promise<void> {
  if (person) await notifyPerson(tx, queue, { kind, caseId, person, about, now });
}

/** The specialist said that the signed paper stands so, although these clauses say otherwise. */
async function confirm(
  tx: Transaction,
  of: Case,
  by: { readonly at: Date; readonly staffId: string },
  against: readonly string[],
): Promise<void> {
  if (against.length === 0) return;
  const details = { text: against.join(", ") };
  await addEvent(tx, of, { ...by, kind: "limits_confirmed", details });
}

/** The fields that differ between what is recorded and what is wanted, by their codes. */
export function changedFields(before: Contract, wanted: Wanted): string[] {
  const flat = ({ startsOn, endsOn, measure, record }: Wanted) => ({
    ...{ startsOn, endsOn, measure },
    ...record,
  });
  const [was, is] = [flat(before), flat(wanted)];
  return Object.keys(is).filter((key) => {
    const name = key as keyof typeof is;
    return JSON.stringify(was[name]) !== JSON.stringify(is[name]);
  });
}

/**
 * What was recorded is corrected; the timeline names the fields.
 * @param against see `recordContract`
 */
export function correctContract(
  { keyring, queue }: Pick<ContractDeps, "keyring" | "queue">,
  turn: OpenTurn,
  { case: of, member }: Held,
  before: Contract,
  wanted: Wanted,
  against: readonly string[] = [],
): void {
  const fields = changedFields(before, wanted);
  if (fields.length === 0) return;
  const { programme: _kept, ...change } = wanted;
  const record = { ...of.record, contractOn: wanted.startsOn };
  foresee(turn, of, { record });
  foreseeContract(turn, { ...before, ...change, version: before.version + 1 });
  turn.write(async (tx) => {
    const after = await saveCase(tx, keyring, of, { record });
    const corrected = await saveContract(tx, after, before, change);
    const by = { at: turn.now, staffId: member.id };
    const details = { fields: fields.join(",") };
    await addEvent(tx, after, { ...by, kind: "contract_changed", details });
    await confirm(tx, after, by, against);
    await tell(tx, queue, after, corrected, "contract_changed", turn.now);
    await remind(tx, queue, after, corrected, turn.now);
  });
}

/** A duty was met: by the person's own word, or by the curator who has seen the paper. */
export function meetDuty(
  { queue }: Pick<ContractDeps, "queue">,
  turn: OpenTurn,
  of: Case,
  contract: Contract,
  mark: Mark,
): void {
  const { code, doneOn, markedBy } = mark;
  turn.write(async (tx) => {
    // The other side was faster: its word stands.
    if (!(await writeMark(tx, contract.id, mark, turn.now))) return;
    await addEvent(tx, of, {
      at: turn.now,
      staffId: markedBy,
      kind: "obligation_met",
      details: { obligation: code, day: doneOn },
    });
    if (markedBy !== null) return;
    const to = of.curatorId ? { member: of.curatorId } : { specialistsOf: of.institutionId };
    await notifyStaff(tx, queue, {
      ...{ kind: "obligation_told", caseId: of.id, to, now: turn.now },
      ...{ about: contract.id, once: code },
    });
  });
}

/** The duty is open again. */
export function unmeetDuty(
  { queue }: Pick<ContractDeps, "queue">,
  turn: OpenTurn,
  { case: of, member }: Held,
  contract: Contract,
  code: string,
): void {
  turn.write(async (tx) => {
    if (!(await removeMark(tx, contract.id, code))) return;
    await addEvent(tx, of, {
      at: turn.now,
      staffId: member.id,
      kind: "obligation_unmet",
      details: { obligation: code },
    });
    await remind(tx, queue, of, contract, turn.now);
  });
}

/** A payment of the plan was made on a day; its recipient sees it. */
export function markPaid(
  { queue }: Pick<ContractDeps, "queue">,
  turn: OpenTurn,
  { case: of, member }: Held,
  contract: Contract,
  {
    item,
    paidOn,
    before,
  }: {
    readonly item: PlanItem;
    readonly paidOn: string;
    readonly before: PaymentMark | undefined;
  },
): PaymentMark {
  const mark: PaymentMark = {
    ...{ item: item.item, state: "paid", paidOn, reason: null },
    kopecks: item.kopecks,
    clause: item.clauses.join(", "),
    ...{ decidedAt: turn.now, decidedBy: member.id },
  };
  turn.write(async (tx) => {
    await writePayment(tx, of, contract.id, mark, before);
    await addEvent(tx, of, {
      at: turn.now,
      staffId: member.id,
      kind: "payment_paid",
      details: { payment: item.payment, day: paidOn },
    });
    if (!of.personId) return;
    await notifyPerson(tx, queue, {
      ...{ kind: "payment_paid", caseId: of.id, person: of.personId },
      ...{ about: contract.id, now: turn.now },
    });
  });
  return mark;
}

/** The mark was a slip: the payment is still to be made. @returns what is written */
export function unmarkPaid(
  turn: OpenTurn,
  { case: of, member }: Held,
  contract: Contract,
  before: PaymentMark,
): PaymentMark {
  const mark: PaymentMark = {
    ...before,
    ...{ state: "granted", paidOn: null, decidedAt: turn.now, decidedBy: member.id },
  };
  turn.write(async (tx) => {
    await writePayment(tx, of, contract.id, mark, before);
    await addEvent(tx, of, {
      at: turn.now,
      staffId: member.id,
      kind: "payment_unmarked",
      details: { payment: before.item.split("/")[0] ?? "" },
    });
  });
  return mark;
}
