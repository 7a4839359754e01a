import { amountOf, percentOf } from "../../programs/amount.ts";
import { type Edition, minimumOn, type Program } from "../../programs/index.ts";
import type { MeasureCode, Payment } from "../../programs/schema.ts";

/** One payment of a measure; `amount` in kopecks, null when the value is not known for the day. */
export interface Money {
  readonly code: string;
  readonly clause: string;
  readonly kind: "monthly" | "once";
  readonly months: number | null;
  /** The most that may be given, not a promise of the sum. */
  readonly upTo: boolean;
  readonly amount: number | null;
  readonly source: string | null;
  /** Parts of the payment that are limited, in kopecks. */
  readonly parts: readonly { readonly code: string; readonly upTo: number }[];
  /** Paid only when training is a part of the programme. */
  readonly training: boolean;
}

export interface MeasureAnswer {
  readonly code: MeasureCode;
  readonly clause: string;
  readonly wanted: boolean;
  /** Whether a contract for it can be concluded now, as far as earlier contracts go. */
  readonly open: "yes" | "no" | "unknown";
  readonly maxTermMonths: number | null;
  readonly termClause: string;
  /** null when the edition of the day is not known: an amount of another day is not an answer. */
  readonly money: readonly Money[] | null;
}

/**
 * The four measures with their terms and amounts on a day (п. 7-13). Amounts in subsistence minimums
 * are those of the working-age people of the territory in the year of the contract, which is taken
 * to be the year of application.
 */
export function measuresOn(
  program: Program,
  edition: Edition,
  confirmed: boolean,
  facts: { readonly territory: string; readonly measure: string },
  jobSearchYearOver: "yes" | "no" | "unknown",
  date: string,
): MeasureAnswer[] {
  const minimum = minimumOn(program, facts.territory, date);
  return edition.measures.map((measure) => ({
    code: measure.code,
    clause: measure.clause,
    wanted: facts.measure === measure.code,
    open: measure.code === "job_search" ? jobSearchYearOver : "yes",
    maxTermMonths: confirmed ? measure.maxTermMonths : null,
    termClause: measure.termClause,
    money: confirmed
      ? measure.money.map((payment) =>
          moneyOf(payment, edition, minimum?.workingAge ?? null, minimum?.source ?? null),
        )
      : null,
  }));
}

function moneyOf(
  payment: Payment,
  edition: Edition,
  minimum: number | null,
  minimumSource: string | null,
): Money {
  const { code, clause, kind, months, upTo, training } = payment;
  const fixed = "rubles" in payment.amount;
  const amount = amountOf(payment, minimum);
  return {
    code,
    clause,
    kind,
    months,
    upTo,
    amount,
    source: amount === null ? null : fixed ? edition.act : minimumSource,
    parts: payment.parts.map((part) => ({
      code: part.code,
      upTo: percentOf(amount ?? 0, part.percent),
    })),
    training,
  };
}
