import type { Program } from "../../../programs/index.ts";
import { type Contract, extensionOf } from "../../contract/rules/index.ts";
import type { Body, Circumstance } from "../record.ts";
import { aidStopsOn, groundOf, NOTICE_RECEIVED } from "./steps.ts";

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

const DECISION: Partial<Record<Act, Body["decision"]>> = {
  approve: "yes",
  end: "yes",
  refuse: "no",
  keep: "no",
};

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
export type State = "told" | "received" | "approved" | "refused" | "done" | "taken_back";

export function stateOf(program: Program, contract: Contract, of: Circumstance): State {
  const { kind, body } = of;
  if (kind === "agreed_end") return body.days[TAKEN_BACK] ? "taken_back" : "done";
  if (kind === "valid_reason" || kind === "change" || kind === "early_end") {
    if (actsOf(program, contract, of).length === 0) {
      return body.decision === "no" ? "refused" : "done";
    }
    if (body.decision !== null) return body.decision === "yes" ? "approved" : "refused";
    return kind === "early_end" || body.days.change_request ? "received" : "told";
  }
  return body.days[kind] ? "done" : "told";
}

/** No clock: the day on which an agreed end turned out to be a slip. */
const TAKEN_BACK = "taken_back";

/** Whether this is what ended the contract, so that a slip can be taken back. */
export function endedBy(contract: Contract, { kind, happenedOn, body }: Circumstance): boolean {
  const day = kind === "agreed_end" ? happenedOn : body.days.early_end_decision;
  const ends = kind === "agreed_end" ? !body.days[TAKEN_BACK] : body.decision === "yes";
  return ends && contract.endedOn !== null && contract.endedOn === day;
}

/** From when aid stops since the contract was ended early (п. 37); null: it was not, or no day is named. */
export function aidStopOf(
  program: Program,
  contract: Contract,
  list: readonly Circumstance[],
): ReturnType<typeof aidStopsOn> {
  const one = list.find((of) => endedBy(contract, of));
  return one ? aidStopBy(program, contract, one) : null;
}

/** From when aid stops by an end; null: for its ground the procedure names no day (п. 37). */
export function aidStopBy(
  program: Program,
  contract: Contract,
  { happenedOn, body }: Circumstance,
): ReturnType<typeof aidStopsOn> {
  const named = groundOf(program, contract, body.what)?.aidStops ?? true;
  return named ? aidStopsOn(program, contract, body.aroseOn ?? happenedOn) : null;
}

/** What is left of an end that was a slip: a ground is open to be decided on again. */
export function withoutEnd({ kind, body }: Circumstance, today: string): Body {
  return kind === "agreed_end"
    ? { ...body, days: { ...body.days, [TAKEN_BACK]: today } }
    : { ...body, days: {}, decision: null };
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
