import { Temporal } from "temporal-polyfill";
import type { Transaction } from "../../platform/postgres/database.ts";
import type { OpenTurn } from "../../platform/telegram/turn.ts";
import { addDays } from "../../programs/dates.ts";
import { addEvent, type EventKind } from "../cases/index.ts";
import { type PaymentMark, writePayment } from "../contract/index.ts";
import { lawOf, type PlanItem } from "../contract/rules/index.ts";
import { notifyPerson, notifyStaff, type PersonNotice } from "../notifications/index.ts";
import {
  EMPTY_CONTENT,
  newReport,
  type Report,
  type ReportChange,
  type Section,
  saveReport,
} from "../report/index.ts";
import { type Checked, type CheckingDeps, foreseeChecked } from "./checked.ts";
import { PAYMENT_RUNGS } from "./rules.ts";

type Deps = Pick<CheckingDeps, "queue">;

/** The curator opened what was handed in: from now on it is returned, not withdrawn. */
export function openForCheck(turn: OpenTurn, checked: Checked): void {
  const { report } = checked;
  if (report?.state !== "filed" || report.openedAt) return;
  change(turn, checked, { openedAt: turn.now }, async () => {});
}

export interface PaymentDecision {
  readonly state: "granted" | "refused";
  /** Of a refusal: what of the programme was not done. */
  readonly reason: string | null;
}

/**
 * Takes a report that was received, and decides on the payments that it carries (п. 28); of one that was
 * taken before, decides on those that were left open.
 */
export function accept(
  { queue }: Deps,
  turn: OpenTurn,
  checked: Checked,
  decision: PaymentDecision | undefined,
): void {
  const { held, contract, report, undecided } = checked;
  const { case: of, member } = held;
  const { now } = turn;
  const marks = decision ? undecided.map((item) => markOf(turn, checked, item, decision)) : [];
  const taken = report?.state === "filed";
  const coming: ReportChange = taken
    ? { state: "accepted", decidedAt: now, decidedBy: member.id }
    : {};
  change(
    turn,
    checked,
    coming,
    async (tx, { id: about }) => {
      if (taken) {
        await event(tx, turn, checked, "report_accepted");
        await tellPerson({ queue }, tx, turn, checked, { kind: "report_accepted", about });
      }
      for (const mark of marks) {
        await writePayment(tx, of, contract.id, mark, undefined);
        await addEvent(tx, of, {
          ...{ at: now, staffId: member.id, kind: `payment_${decision?.state ?? "granted"}` },
          details: { payment: mark.item.split("/")[0] ?? "", text: mark.reason },
        });
      }
      if (marks.length === 0) return;
      const told = { kind: "payment_decided", about: contract.id } as const;
      await tellPerson({ queue }, tx, turn, checked, told);
      if (decision?.state === "granted") await remindToPay({ queue }, tx, turn, checked);
    },
    marks,
  );
}

function markOf(
  { now }: OpenTurn,
  { held, program, contract }: Checked,
  item: PlanItem,
  { state, reason }: PaymentDecision,
): PaymentMark {
  const refusal = lawOf(program, contract)?.edition.contract.paymentRefusal.clause ?? null;
  return {
    ...{ item: item.item, state, paidOn: null, kopecks: item.kopecks, reason },
    clause: state === "granted" ? item.clauses.join(", ") : refusal,
    ...{ decidedAt: now, decidedBy: held.member.id },
  };
}

/** The curator hears of the last day of what they granted; whether it was paid by then is asked then. */
async function remindToPay(
  { queue }: Deps,
  tx: Transaction,
  { now }: OpenTurn,
  { held, contract, program, undecided }: Checked,
): Promise<void> {
  for (const { item, days } of undecided) {
    const last = days.at(-1)?.due;
    for (const before of last ? PAYMENT_RUNGS : []) {
      const at = morningOf(addDays(last ?? "", -before), program.timeZone);
      if (at <= now) continue;
      await notifyStaff(tx, queue, {
        ...{ kind: "payment_due", caseId: held.case.id, to: { keeperOf: held.case.id }, now, at },
        ...{ about: contract.id, once: `${item.replace("/", ".")} ${before}` },
      });
    }
  }
}

const MORNING_HOUR = 9;

function morningOf(day: string, timeZone: string): Date {
  const plainTime = Temporal.PlainTime.from({ hour: MORNING_HOUR });
  const at = Temporal.PlainDate.from(day).toZonedDateTime({ timeZone, plainTime });
  return new Date(at.epochMilliseconds);
}

/** So many days after a return its person is reminded, while the report still is with them. */
const REMINDED_AFTER = [3, 7] as const;

/** Gives a report back with what has to be put right, part by part. */
export function giveBack(
  deps: Deps,
  turn: OpenTurn,
  checked: Checked,
  comments: Readonly<Partial<Record<Section, string>>>,
): void {
  const { report, held, program, today } = checked;
  const content = { ...(report?.content ?? EMPTY_CONTENT), comments };
  const decided = { decidedAt: turn.now, decidedBy: held.member.id };
  change(turn, checked, { state: "returned", content, ...decided }, async (tx, { id: about }) => {
    await event(tx, turn, checked, "report_returned");
    const told = { kind: "report_returned", about } as const;
    await tellPerson(deps, tx, turn, checked, told);
    for (const days of REMINDED_AFTER) {
      const at = morningOf(addDays(today, days), program.timeZone);
      await tellPerson(deps, tx, turn, checked, { ...told, at, once: at.toISOString() });
    }
  });
}

/** A valid reason was accepted: nothing has to be handed in for the month. */
export function excuse(deps: Deps, turn: OpenTurn, checked: Checked): void {
  const decided = { decidedAt: turn.now, decidedBy: checked.held.member.id };
  change(turn, checked, { state: "excused", ...decided }, async (tx, { id: about }) => {
    await event(tx, turn, checked, "report_excused");
    await tellPerson(deps, tx, turn, checked, { kind: "report_accepted", about });
  });
}

/** Writes down that no report came; it may still be handed in. */
export function callMissing(turn: OpenTurn, checked: Checked): void {
  const content = { ...(checked.report?.content ?? EMPTY_CONTENT), calledMissing: true };
  const decided = { decidedAt: turn.now, decidedBy: checked.held.member.id };
  change(turn, checked, { content, ...decided }, async (tx) => {
    await event(tx, turn, checked, "report_called_missing");
  });
}

/** The curator asked something about a report; the words go with the messages. */
export function noteQuestion(turn: OpenTurn, checked: Checked): void {
  turn.write((tx) => event(tx, turn, checked, "report_question"));
}

/**
 * Changes a report as it was seen, and what goes along, in one transaction; one that nobody has begun
 * comes into being.
 */
function change(
  turn: OpenTurn,
  checked: Checked,
  coming: ReportChange,
  also: (tx: Transaction, report: Report) => Promise<void>,
  decided: readonly PaymentMark[] = [],
): void {
  const { held, contract, month } = checked;
  const fresh = checked.report
    ? undefined
    : newReport(held.case, { contractId: contract.id, month, createdAt: turn.now });
  const before = checked.report ?? fresh?.report;
  if (!before) throw new Error("There is no report to change");
  foreseeChecked(turn, checked, { ...before, ...coming, version: before.version + 1 }, decided);
  turn.write(async (tx) => {
    await fresh?.create(tx);
    await also(tx, await saveReport(tx, held.case, before, coming));
  });
}

function event(
  tx: Transaction,
  { now }: OpenTurn,
  { held, month }: Checked,
  kind: EventKind,
): Promise<void> {
  return addEvent(tx, held.case, {
    ...{ at: now, staffId: held.member.id, kind, details: { month } },
  });
}

async function tellPerson(
  { queue }: Deps,
  tx: Transaction,
  { now }: OpenTurn,
  { held }: Checked,
  told: Pick<PersonNotice, "kind" | "about" | "at" | "once">,
): Promise<void> {
  const { id: caseId, personId: person } = held.case;
  if (person) await notifyPerson(tx, queue, { ...told, caseId, person, now });
}
