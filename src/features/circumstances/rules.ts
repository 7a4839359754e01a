import { addDays, monthAfter } from "../../programs/dates.ts";
import type { Program } from "../../programs/index.ts";
import type { EndingGround } from "../../programs/schema.ts";
import {
  agencyDues,
  type Contract,
  clockDue,
  extensionOf,
  lastDayOf,
  lawOf,
  obligationsOf,
  type PartyDue,
} from "../contract/rules/index.ts";
import type { Body, Circumstance } from "./record.ts";

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

/** What the curator may write down next; its words are `circumstances:act.<act>`. */
export const ACTS = [
  "received",
  "approve",
  "refuse",
  "noticed",
  "interviewed",
  "signed",
  "unsigned",
  "head_signed",
  "end",
  "keep",
  "notice_received",
] as const;
export type Act = (typeof ACTS)[number];

/** Under which clock the day of an act is kept. */
const DAY_OF: Readonly<Record<Act, (of: Circumstance) => string>> = {
  received: ({ kind }) => (kind === "change" ? "tell_about_change" : "change_request"),
  approve: () => "change_decision",
  refuse: () => "change_decision",
  noticed: ({ kind }) => (kind === "early_end" ? "early_end_notice" : "change_notice"),
  interviewed: () => "change_interview",
  signed: () => "addendum_concluded",
  unsigned: () => "addendum_concluded",
  head_signed: () => "head_signs_addendum",
  end: () => "early_end_decision",
  keep: () => "early_end_decision",
  notice_received: () => NOTICE_RECEIVED,
};

/** No clock: the day from which money is returned (п. 38). */
const NOTICE_RECEIVED = "early_end_notice_received";

const DECISION: Partial<Record<Act, Body["decision"]>> = {
  approve: "yes",
  end: "yes",
  refuse: "no",
  keep: "no",
};

export function dayOfAct(of: Circumstance, act: Act): string | undefined {
  return of.body.days[DAY_OF[act](of)];
}

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

/** What the curator may write down of it now. */
export function actsOf(program: Program, contract: Contract, of: Circumstance): Act[] {
  const { days, decision, unsigned, asks } = of.body;
  switch (of.kind) {
    case "valid_reason": {
      if (!days.change_request) return ["received"];
      if (!days.change_decision) {
        const barred = asks === "extend" && extensionOf(program, contract).kind === "no_more";
        return barred ? ["refuse"] : ["approve", "refuse"];
      }
      const notice: Act[] = days.change_notice ? [] : ["noticed"];
      if (decision === "no") return notice;
      return [
        ...notice,
        ...(days.change_notice && !days.change_interview ? (["interviewed"] as const) : []),
        ...(days.addendum_concluded ? [] : (["signed", "unsigned"] as const)),
        ...(days.addendum_concluded && !unsigned && !days.head_signs_addendum
          ? (["head_signed"] as const)
          : []),
      ];
    }
    case "change":
      return days.tell_about_change ? [] : ["received"];
    case "early_end": {
      if (!days.early_end_decision) return ["end", "keep"];
      if (decision === "no" || !groundOf(program, contract, of.body.what)?.notice) return [];
      if (!days.early_end_notice) return ["noticed"];
      return days[NOTICE_RECEIVED] ? [] : ["notice_received"];
    }
    default:
      return [];
  }
}

/** The day before which an act cannot lie: the step that it follows, else the circumstance itself. */
export function earliestOf(of: Circumstance, act: Act): string {
  const { days } = of.body;
  const after: Partial<Record<Act, string | undefined>> = {
    approve: days.change_request,
    refuse: days.change_request,
    interviewed: days.change_notice,
    signed: days.change_decision,
    unsigned: days.change_decision,
    head_signed: days.addendum_concluded,
    noticed: of.kind === "early_end" ? days.early_end_decision : days.change_decision,
    notice_received: days.early_end_notice,
  };
  return after[act] ?? of.happenedOn;
}

/** What is written down of an act on a day. @param until the new last day, of an addendum that extends */
export function afterAct(
  of: Circumstance,
  act: Act,
  day: string,
  until: string | null = null,
): Body {
  const { body } = of;
  return {
    ...body,
    days: { ...body.days, [DAY_OF[act](of)]: day },
    decision: DECISION[act] ?? body.decision,
    unsigned: act === "unsigned" ? true : body.unsigned,
    until: until ?? body.until,
  };
}

/** Where it stands; its words are `circumstances:state.<state>`. */
export type State = "told" | "received" | "approved" | "refused" | "done";

export function stateOf(program: Program, contract: Contract, of: Circumstance): State {
  const { kind, body } = of;
  if (kind === "agreed_end") return "done";
  if (kind === "valid_reason" || kind === "change" || kind === "early_end") {
    if (actsOf(program, contract, of).length === 0) {
      return body.decision === "no" ? "refused" : "done";
    }
    if (body.decision !== null) return body.decision === "yes" ? "approved" : "refused";
    return kind === "early_end" || body.days.change_request ? "received" : "told";
  }
  return body.days[kind] ? "done" : "told";
}

export type NewEnd =
  | { readonly kind: "ok" }
  | { readonly kind: "not_later" }
  /** Later than half of the first term allows. */
  | { readonly kind: "too_late"; readonly until: string; readonly clause: string }
  | { readonly kind: "no_more"; readonly clause: string };

/** Whether a contract may be extended to a day (п. 33). Without known rules nothing is refused. */
export function checkNewEnd(program: Program, contract: Contract, until: string): NewEnd {
  if (until <= contract.endsOn) return { kind: "not_later" };
  const may = extensionOf(program, contract);
  if (may.kind === "no_more") return may;
  return may.kind === "may" && until > may.until
    ? { kind: "too_late", until: may.until, clause: may.clause }
    : { kind: "ok" };
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

/** The three months whose incomes are told after the end, "YYYY-MM" (п. 30(1)). */
export function incomeMonths(contract: Contract): string[] {
  const end = lastDayOf(contract).slice(0, 7);
  return [1, 2, 3].map((months) => monthAfter(end, months));
}

/** The first of those months whose income is not told. */
export function nextIncome(contract: Contract, body: Body): string | undefined {
  return incomeMonths(contract).find((month) => body.incomes[month] === undefined);
}

/** What is due around the end of a contract: the conclusion, the report and incomes, each month's look. */
export function endDues(program: Program, contract: Contract): PartyDue[] {
  const own = obligationsOf(program, contract, "contract_ends").filter(
    ({ code }) => code === "incomes_after_end",
  );
  return [...agencyDues(program, contract), ...own];
}

/** By which of them a monitoring month is known: "monitoring_job_search/3". */
export function monthNumber({ item }: Pick<PartyDue, "item">): number {
  return Number(item.split("/")[1] ?? 0);
}

/** What of the end is due now or soon and not done, soonest first. @param ahead days to look ahead */
export function openEndDues(
  program: Program,
  contract: Contract,
  known: readonly Circumstance[],
  today: string,
  ahead = 0,
): (PartyDue & { readonly dueOn: string })[] {
  return endDues(program, contract).flatMap((due) => {
    const { dueOn, from } = due;
    if (dueOn === null || isEndDone(due, contract, known)) return [];
    const begun = (from ?? dueOn) <= addDays(today, ahead);
    // Whoever is called to account for a year has what is of this month, not of all that come.
    return begun ? [{ ...due, dueOn }] : [];
  });
}

function isEndDone(due: PartyDue, contract: Contract, known: readonly Circumstance[]): boolean {
  const of = (kind: string) => known.find((one) => one.kind === kind)?.body;
  switch (due.code) {
    case "conclusion":
      // A contract that ended early has no last month of its term.
      return contract.endedOn !== null || of("conclusion")?.days.conclusion !== undefined;
    case "effectiveness_report":
      return of("effectiveness")?.days.effectiveness !== undefined;
    case "incomes_after_end": {
      const body = of("effectiveness");
      return body !== undefined && nextIncome(contract, body) === undefined;
    }
    default:
      return of("monitoring")?.months[String(monthNumber(due))] !== undefined;
  }
}
