import { monthAfter } from "../../../programs/dates.ts";
import type { Program } from "../../../programs/index.ts";
import type { ContractEvent, Payment, Schedule } from "../../../programs/schema.ts";
import type { Due } from "../../deadlines/rules.ts";
import type { Contract, MoneyTerm } from "../record.ts";
import { clockDue, type Law, lawOf } from "./law.ts";
import { periodOf } from "./months.ts";

/** What a payment still waits for. */
export type Wait =
  | { readonly kind: "none" }
  | { readonly kind: "event"; readonly event: ContractEvent }
  /** The report of this month, "YYYY-MM", must be accepted with a decision to pay (п. 28). */
  | { readonly kind: "report"; readonly month: string }
  /** No rules of the contract's day name the payment. */
  | { readonly kind: "unknown" };

/** One payment of a contract. */
export interface PlanItem {
  /** Permanent: "after_first_job/2". */
  readonly item: string;
  /** Code of the payment in the pack. */
  readonly payment: string;
  /** Integer kopecks. */
  readonly kopecks: number;
  /** The reporting month that carries it, "YYYY-MM"; null: it follows no report, or not known yet. */
  readonly month: string | null;
  readonly dependsOn: Wait;
  /** The last days, soonest first: two where the texts differ, none while the day is not known. */
  readonly days: readonly Due[];
  /** Of the payment itself and of its days. */
  readonly clauses: readonly string[];
  readonly readings: readonly string[];
  /** The month that carries it lies after the end of the contract: no clause promises it then. */
  readonly afterEnd: boolean;
  /** The rules are known to hold on the contract's day. */
  readonly confirmed: boolean;
}

type Paid = Pick<Contract, "measure" | "startsOn" | "endsOn" | "endedOn" | "record">;

/**
 * What is paid when (п. 9, 12, 13, 26): every payment that the contract promises, in its order. The sums
 * are those of the contract, whatever the limits are.
 */
export function paymentPlan(program: Program, contract: Paid): PlanItem[] {
  const law = lawOf(program, contract);
  const measure = law?.edition.measures.find(({ code }) => code === contract.measure);
  return contract.record.money.flatMap((term) => {
    const payment = measure?.money.find(({ code }) => code === term.payment);
    if (!law || !payment) return numbered(term, () => NOT_RULED);
    return itemsOf(program, law, contract, payment, term);
  });
}

/** What is paid for a month if its report is accepted: the payments that the report carries. */
export function paymentsAfter(program: Program, contract: Paid, month: string): PlanItem[] {
  return paymentPlan(program, contract).filter((item) => item.month === month);
}

type Timing = Pick<PlanItem, "month" | "dependsOn" | "days" | "readings" | "afterEnd">;
type Ruled = Timing & Pick<PlanItem, "clauses" | "confirmed">;

const NOT_RULED: Ruled = {
  ...{ month: null, days: [], clauses: [], readings: [], afterEnd: false, confirmed: false },
  dependsOn: { kind: "unknown" },
};

function itemsOf(
  program: Program,
  law: Law,
  contract: Paid,
  payment: Payment,
  term: MoneyTerm,
): PlanItem[] {
  const { schedule, clause, kind } = payment;
  const once = isOnce(law, contract, payment);
  const paid =
    once && kind === "monthly" ? { ...term, kopecks: term.kopecks * term.months, months: 1 } : term;
  /** How many of them follow no report. */
  const free = schedule.first.length === 0 ? 0 : once ? paid.months : 1;
  const first = firstTiming(program, law, contract, schedule, once);
  return numbered(paid, (number) => {
    const timing =
      number <= free ? first : reportTiming(program, contract, schedule, number - free - 1);
    const clauses = [clause, ...timing.days.map((day) => day.clause)];
    const readings = [...timing.readings, ...timing.days.flatMap((day) => day.readings)];
    return {
      ...timing,
      clauses: [...new Set(clauses)],
      readings: [...new Set(readings)],
      confirmed: law.confirmed,
    };
  });
}

/** By clocks of its own. */
function firstTiming(
  program: Program,
  law: Law,
  contract: Paid,
  schedule: Schedule,
  once: boolean,
): Timing {
  const days = schedule.first.flatMap((code) => {
    const clock = law.edition.clocks.find((one) => one.code === code);
    const on = clock && inCase(contract, once, clock.onlyIf) && eventDay(contract, clock.event);
    return (on && clockDue(program, contract, code, on)) || [];
  });
  return {
    ...{ month: null, readings: schedule.readings, afterEnd: false },
    days: days.sort((a, b) => ((a.due ?? "") < (b.due ?? "") ? -1 : 1)),
    dependsOn: waitOf(contract, schedule),
  };
}

/** By the report of a month. @param before how many of these payments follow earlier reports */
function reportTiming(
  program: Program,
  contract: Paid,
  schedule: Schedule,
  before: number,
): Timing {
  const { readings, later, firstReport } = schedule;
  const from = schedule.after ? dayOfEvent(contract, schedule.after) : contract.startsOn;
  if (from === null) {
    const dependsOn = waitOf(contract, schedule);
    return { month: null, days: [], readings, afterEnd: false, dependsOn };
  }
  const month = monthAfter(from.slice(0, 7), firstReport + before);
  const day = later === undefined ? null : clockDue(program, contract, later, `${month}-01`);
  return {
    ...{ month, readings, days: day ? [day] : [] },
    dependsOn: { kind: "report", month },
    afterEnd: periodOf(contract, month) === null,
  };
}

/** One payment by its nature, or a monthly one that this contract pays at once. */
function isOnce({ edition }: Law, { record }: Paid, { kind, schedule }: Payment): boolean {
  if (kind === "once") return true;
  const may = edition.clocks.some(
    ({ code, onlyIf }) => schedule.first.includes(code) && onlyIf === "paid_at_once",
  );
  return may && record.atOnce;
}

function waitOf(contract: Paid, { after }: Schedule): Wait {
  return after === undefined || dayOfEvent(contract, after) !== null
    ? { kind: "none" }
    : { kind: "event", event: after };
}

/** When it happened, or the day of the contract when it had happened by then; null: not yet. */
export function dayOfEvent({ startsOn, record }: Paid, event: ContractEvent): string | null {
  const on = {
    registration: record.registeredOn,
    first_job: record.firstJobOn,
    training: record.trainingFrom,
    price_papers: record.pricePapersOn,
  }[event];
  return on !== null && on < startsOn ? startsOn : on;
}

/** The day from which a clock counts; null while it is not known. */
function eventDay(contract: Paid, event: string): string | null {
  switch (event) {
    case "contract_concluded":
      return contract.startsOn;
    case "employment_registered":
      return registeredBefore(contract) ? null : contract.record.registeredOn;
    case "training_price_papers_given":
      return dayOfEvent(contract, "price_papers");
    default:
      return null;
  }
}

/** Whether this contract is the case in which a clock holds. */
function inCase(contract: Paid, once: boolean, onlyIf: string | undefined): boolean {
  switch (onlyIf) {
    case "employment_registered_before":
      return registeredBefore(contract);
    case "paid_at_once":
      return once;
    case "paid_monthly":
      return !once;
    default:
      return true;
  }
}

function registeredBefore({ startsOn, record }: Paid): boolean {
  return record.registeredOn !== null && record.registeredOn < startsOn;
}

function numbered(term: MoneyTerm, rules: (number: number) => Ruled): PlanItem[] {
  return Array.from({ length: term.months }, (_, at) => ({
    item: `${term.payment}/${at + 1}`,
    payment: term.payment,
    kopecks: term.kopecks,
    ...rules(at + 1),
  }));
}
