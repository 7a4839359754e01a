import { addDays, addMonths } from "../../../programs/dates.ts";
import type { Program } from "../../../programs/index.ts";
import type { Clock, ContractEvent } from "../../../programs/schema.ts";
import { type Due, lengthOf } from "../../deadlines/rules.ts";
import type { Contract } from "../record.ts";
import { clockDue, lawOf } from "./law.ts";
import { lastDayOf, reportingMonths } from "./months.ts";
import { dayOfEvent } from "./plan.ts";

/** Something that one side of a contract must do. */
export interface PartyDue {
  /** Permanent within the contract: "employment_registration", "monthly_report/2024-03". */
  readonly item: string;
  /** Of the clock; its words are `deadlines:clock.<code>`. */
  readonly code: string;
  readonly clause: string;
  readonly owner: Clock["owner"];
  /** Not before this day. */
  readonly from: string | null;
  /** The last safe day; null: it counts from `event`, which may happen or not. */
  readonly dueOn: string | null;
  /** What it counts from; its words are `deadlines:event.<event>`. */
  readonly event: string;
  /** How long it may take from the event, as the clause gives it. */
  readonly length: number;
  readonly unit: Due["unit"];
  /** The case in which it holds; its words are `deadlines:only_if.<onlyIf>`. */
  readonly onlyIf: string | null;
  /** The day on which it was done, where the contract's record tells. */
  readonly doneOn: string | null;
  /** The reporting month that it is about, "YYYY-MM". */
  readonly month: string | null;
  readonly readings: readonly string[];
  /** The last day is a day off; null where nothing tells. */
  readonly dayOff: boolean | null;
  /** The rules are known to hold on the contract's day. */
  readonly confirmed: boolean;
}

type Running = Pick<Contract, "measure" | "startsOn" | "endsOn" | "endedOn" | "record">;

/**
 * What the recipient must do by when, soonest first; at the end what only an event would start, such as
 * telling of a change (п. 28, 30, 34, 36, 38, прил. 6 п. 4.1).
 * @param after only what counts from this event; left out: everything
 */
export function obligationsOf(
  program: Program,
  contract: Running,
  after?: PartyDue["event"],
): PartyDue[] {
  return inOrder(
    clocksOf(program, contract)
      .filter(({ owner, event }) => owner === "recipient" && (!after || event === after))
      .flatMap((clock) => ofClock(program, contract, clock)),
  );
}

/**
 * What the agency and the curator must do by when around the end of a contract and after it, soonest
 * first (п. 29-31). Payments are the plan's: `paymentPlan`.
 */
export function agencyDues(program: Program, contract: Running): PartyDue[] {
  return inOrder(
    clocksOf(program, contract)
      .filter(({ owner, event }) => owner !== "recipient" && event === "contract_ends")
      .flatMap((clock) => ofClock(program, contract, clock)),
  );
}

/** The clocks that may count for this contract. */
function clocksOf(program: Program, contract: Running): Clock[] {
  const { measure, record } = contract;
  return (lawOf(program, contract)?.edition.clocks ?? [])
    .filter(({ measures }) => measures?.includes(measure) ?? true)
    .filter(({ training }) => !training || record.training)
    .filter(({ sameAs }) => sameAs === undefined);
}

function ofClock(program: Program, contract: Running, clock: Clock): PartyDue[] {
  const { startsOn } = contract;
  const on = (day: string) => clockDue(program, contract, clock.code, day);
  switch (clock.event) {
    case "contract_concluded":
      return once(on(startsOn), doneOn(contract, clock.doneBy));
    case "reporting_month":
      return reportingMonths(contract).flatMap((month) =>
        once(on(`${month}-01`), null).map((due) => ({
          ...due,
          ...{ item: `${clock.code}/${month}`, month },
        })),
      );
    case "contract_ends": {
      const due = on(lastDayOf(contract));
      if (due?.monthly) return monthly(due);
      return once(due, null).map((one) => ({ ...one, from: later(one.from, startsOn) }));
    }
    default:
      return [waiting(clock, lawOf(program, contract)?.confirmed ?? false)];
  }
}

/** What may be done from a day on, without a last one, is nobody's duty. */
function once(due: Due | null, done: string | null): PartyDue[] {
  return due?.due ? [{ ...ofDue(due, due.code), doneOn: done }] : [];
}

/** Every month of a span after its event. */
function monthly(due: Due): PartyDue[] {
  return Array.from({ length: due.length }, (_, at) => ({
    ...ofDue(due, `${due.code}/${at + 1}`),
    from: addDays(addMonths(due.eventDate, at), 1),
    dueOn: addMonths(due.eventDate, at + 1),
    dayOff: null,
  }));
}

/** Nobody knows whether its event will happen. */
function waiting(clock: Clock, confirmed: boolean): PartyDue {
  const { code, clause, owner, event, limit, onlyIf = null, readings } = clock;
  return {
    ...{ item: code, code, clause, owner, event, onlyIf, readings, confirmed },
    ...{ length: lengthOf(limit), unit: limit.unit },
    ...{ from: null, dueOn: null, doneOn: null, month: null, dayOff: null },
  };
}

function ofDue(due: Due, item: string): PartyDue {
  const { code, clause, owner, from, event, length, unit, onlyIf, readings, dayOff } = due;
  return {
    ...{ item, code, clause, owner, from, event, length, unit, onlyIf, readings, dayOff },
    ...{ dueOn: due.due, doneOn: null, month: null, confirmed: due.confirmed },
  };
}

function doneOn(contract: Running, event: ContractEvent | undefined): string | null {
  return event ? dayOfEvent(contract, event) : null;
}

/** A span that a short contract would begin before itself begins with the contract. */
function later(from: string | null, startsOn: string): string | null {
  return from !== null && from < startsOn ? startsOn : from;
}

function inOrder(dues: readonly PartyDue[]): PartyDue[] {
  const key = ({ dueOn }: PartyDue) => dueOn ?? "9999-12-31";
  return dues.toSorted((a, b) => (key(a) < key(b) ? -1 : key(a) > key(b) ? 1 : 0));
}
