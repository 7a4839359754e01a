import { amountOf, percentOf } from "../../../programs/amount.ts";
import { minimumOn, type Program } from "../../../programs/index.ts";
import type { Measure, Payment } from "../../../programs/schema.ts";
import type { Contract, MoneyTerm } from "../record.ts";
import { lawOf } from "./law.ts";
import { against, type Problem, unknown } from "./problem.ts";

type Paid = Pick<Contract, "measure" | "startsOn" | "record">;

/** The most that a part of a payment may take, in kopecks (п. 10: 5 and 15 percent of the payment). */
export interface PartLimit {
  readonly payment: string;
  readonly part: string;
  readonly percent: number;
  readonly kopecks: number;
  readonly clause: string;
}

/** What limits the parts of a contract's payments; empty where no edition is known to hold. */
export function partLimits(program: Program, contract: Paid): PartLimit[] {
  const law = lawOf(program, contract);
  if (!law?.confirmed) return [];
  const measure = law.edition.measures.find(({ code }) => code === contract.measure);
  return contract.record.money.flatMap((term) => {
    const payment = measure?.money.find(({ code }) => code === term.payment);
    return payment ? limitsOf(payment, term) : [];
  });
}

/** What of the money is against п. 9-13, or cannot be judged. */
export function moneyProblems(program: Program, measure: Measure, contract: Paid): Problem[] {
  const { money, territory } = contract.record;
  const minimum = territory === null ? null : minimumOn(program, territory, contract.startsOn);
  const workingAge = minimum?.workingAge ?? null;
  const seen = new Set<string>();
  return [
    ...missing(measure, contract.record),
    ...money.flatMap((term): Problem[] => {
      const payment = measure.money.find(({ code }) => code === term.payment);
      if (!payment) {
        return [against("payment_of_other_measure", measure.clause, { payment: term.payment })];
      }
      const twice = seen.has(payment.code);
      seen.add(payment.code);
      const values = { payment: payment.code };
      return [
        ...(twice ? [against("payment_twice", payment.clause, values)] : []),
        ...(payment.training && !contract.record.training
          ? [against("payment_without_training", payment.clause, values)]
          : []),
        ...monthProblems(payment, term),
        ...amountProblems(payment, term, amountOf(payment, workingAge), {
          ...(territory === null ? { code: "territory_not_told" } : { code: "minimum_unknown" }),
          on: contract.startsOn,
        }),
        ...partProblems(payment, term),
      ];
    }),
  ];
}

/** What everybody with the measure gets must be in the contract; money that is missing is told apart. */
function missing({ money }: Measure, record: Contract["record"]): Problem[] {
  if (record.money.length === 0) return [];
  return money
    .filter(({ upTo, training }) => !upTo && !training)
    .filter(({ code }) => !record.money.some((term) => term.payment === code))
    .map(({ code, clause }) => against("payment_missing", clause, { payment: code }));
}

function monthProblems(payment: Payment, { months }: MoneyTerm): Problem[] {
  const limitMonths = payment.months ?? 1;
  const least = payment.kind === "monthly" && !payment.upTo ? limitMonths : 1;
  const values = { payment: payment.code, months };
  if (months > limitMonths) {
    return [against("too_many_months", payment.clause, { ...values, limitMonths })];
  }
  return months < least
    ? [against("too_few_months", payment.clause, { ...values, limitMonths: least })]
    : [];
}

/** A monthly payment is the share of the minimum itself, neither more nor less. */
function amountProblems(
  payment: Payment,
  { kopecks }: MoneyTerm,
  limitKopecks: number | null,
  why: { readonly code: "territory_not_told" | "minimum_unknown"; readonly on: string },
): Problem[] {
  if (limitKopecks === null) {
    return [unknown(why.code, payment.clause, { payment: payment.code, on: why.on })];
  }
  const values = { payment: payment.code, kopecks, limitKopecks };
  if (kopecks > limitKopecks) return [against("amount_too_high", payment.clause, values)];
  const exact = payment.kind === "monthly" || !payment.upTo;
  return exact && kopecks < limitKopecks ? [against("amount_too_low", payment.clause, values)] : [];
}

function partProblems(payment: Payment, term: MoneyTerm): Problem[] {
  return limitsOf(payment, term).flatMap(({ part, percent, kopecks: limitKopecks, clause }) => {
    const given = term.parts?.find(({ code }) => code === part)?.kopecks ?? 0;
    const values = { payment: payment.code, part, percent, kopecks: given, limitKopecks };
    return given > limitKopecks ? [against("part_too_high", clause, values)] : [];
  });
}

/** Of what the contract gives, not of the most that could be given. */
function limitsOf({ code, clause, parts }: Payment, { kopecks }: MoneyTerm): PartLimit[] {
  return parts.map(({ code: part, percent }) => ({
    ...{ payment: code, part, percent, clause },
    kopecks: percentOf(kopecks, percent),
  }));
}
