import type { Program } from "../../../programs/index.ts";
import type { EndingGround } from "../../../programs/schema.ts";
import { type Contract, clockDue, lawOf, type PartyDue } from "../../contract/rules/index.ts";
import type { Circumstance } from "../record.ts";

/** One step of a procedure: whose it is, by when, and whether it was done. */
export interface Step {
  /** Of the clock; its words are `deadlines:clock.<code>`. */
  readonly code: string;
  readonly owner: PartyDue["owner"];
  readonly clause: string;
  /** The last safe day; null: the step before it was not done yet. */
  readonly dueOn: string | null;
  readonly doneOn: string | null;
  /** How long it may take from the step before. */
  readonly length: number;
  readonly unit: PartyDue["unit"];
  /** The case in which it holds; nobody is overdue with it. */
  readonly onlyIf: string | null;
}

/** No clock: the day from which money is returned (п. 38). */
export const NOTICE_RECEIVED = "early_end_notice_received";

/** The ground of an early end, from the edition of the contract. */
export function groundOf(
  program: Program,
  contract: Contract,
  code: string,
): EndingGround | undefined {
  return lawOf(program, contract)?.edition.contract.endings.list.find((one) => one.code === code);
}

/** The grounds and changes of which the recipient must tell (п. 36), each with its clause. */
export function toTell(
  program: Program,
  contract: Contract,
): { readonly code: string; readonly clause: string }[] {
  const law = lawOf(program, contract)?.edition.contract;
  if (!law) return [];
  const { measure, record } = contract;
  const grounds = law.endings.list
    .filter(({ tell, measures }) => tell && (measures?.includes(measure) ?? true))
    .filter(({ onlyIf }) => onlyIf !== "training" || record.training);
  return [
    ...law.changes.list.map((code) => ({ code, clause: law.changes.clause })),
    ...grounds.map(({ code, clause }) => ({ code, clause })),
  ];
}

/** The steps of both sides, in their order (п. 34-38). A step that will not come is left out. */
export function stepsOf(program: Program, contract: Contract, of: Circumstance): Step[] {
  const { kind, happenedOn, body } = of;
  const { days, decision, unsigned } = body;
  const step = (code: string, from: string | undefined, done = days[code]): Step[] => {
    const due = clockDue(program, contract, code, from ?? happenedOn);
    if (!due) return [];
    const { owner, clause, length, unit, onlyIf } = due;
    const dueOn = from === undefined ? null : due.due;
    return [{ code, owner, clause, dueOn, doneOn: done ?? null, length, unit, onlyIf }];
  };
  switch (kind) {
    case "valid_reason": {
      const decided = days.change_decision;
      const asked = [
        ...step("change_request", happenedOn),
        ...step("change_decision", days.change_request),
        ...step("change_notice", decided),
      ];
      if (decision === "no") return asked;
      return [
        ...asked,
        ...step("change_interview", days.change_notice),
        ...step("addendum_concluded", decided),
        ...(unsigned ? [] : step("head_signs_addendum", days.addendum_concluded)),
      ];
    }
    case "change":
      return [
        ...step("tell_about_change", happenedOn),
        ...moneyBack(program, contract, body.what).flatMap((code) => step(code, happenedOn)),
      ];
    case "early_end": {
      const decided = days.early_end_decision;
      const ground = groundOf(program, contract, body.what);
      if (decision === "no") return step("early_end_decision", happenedOn);
      return [
        ...step("early_end_decision", happenedOn),
        ...(ground?.notice ? plain(step("early_end_notice", decided)) : []),
        ...(ground?.notice && days[NOTICE_RECEIVED]
          ? step("overpaid_returned", days[NOTICE_RECEIVED])
          : []),
      ];
    }
    default:
      return [];
  }
}

/** The case in which it holds is known to be this one. */
function plain(steps: readonly Step[]): Step[] {
  return steps.map((step) => ({ ...step, onlyIf: null }));
}

/** The clocks by which money goes back after a business or training was given up. */
function moneyBack(program: Program, contract: Contract, what: string): string[] {
  const law = lawOf(program, contract);
  return (law?.edition.clocks ?? [])
    .filter(({ event, onlyIf }) => event === what && onlyIf === "by_own_will")
    .filter(({ measures }) => measures?.includes(contract.measure) ?? true)
    .map(({ code }) => code);
}

/** Steps that somebody must still do and whose last day is known. */
export function openSteps(steps: readonly Step[]): (Step & { readonly dueOn: string })[] {
  return steps.flatMap((step) =>
    step.doneOn === null && step.dueOn !== null && step.onlyIf === null
      ? [{ ...step, dueOn: step.dueOn }]
      : [],
  );
}

/**
 * Whether a valid reason that the agency agreed to covers a month, "YYYY-MM": from the one in which it arose
 * to the one in which the addendum about it was signed, or was not (п. 28, 34).
 */
export function coversMonth({ kind, happenedOn, body }: Circumstance, month: string): boolean {
  const until = body.days.addendum_concluded ?? month;
  const agreed = kind === "valid_reason" && body.decision === "yes";
  return agreed && happenedOn.slice(0, 7) <= month && month <= until.slice(0, 7);
}

/** The day from which aid stops (п. 37); null where the source names none. */
export function aidStopsOn(
  program: Program,
  contract: Contract,
  aroseOn: string,
): { readonly day: string; readonly clause: string } | null {
  const due = clockDue(program, contract, "aid_stops", aroseOn);
  return due?.due ? { day: due.due, clause: due.clause } : null;
}
