import { amountOf } from "../../programs/amount.ts";
import { minimumOn, type Program } from "../../programs/index.ts";
import type { ContractEvent, MeasureCode, Payment } from "../../programs/schema.ts";
import { type Activity, type Contract, type ContractRecord, EMPTY_CONTRACT } from "./record.ts";
import { lawOf, offeredActivities } from "./rules/index.ts";

/** What a specialist has typed so far of a contract. A field that was not asked for yet is left out. */
export interface Draft
  extends Partial<Omit<ContractRecord, "extendedFrom">>,
    Partial<Pick<Contract, "startsOn" | "endsOn" | "measure">> {
  /** The contract that is corrected, as it was read; left out for a new one. */
  readonly of?: { readonly id: string; readonly version: number };
  readonly extendedFrom?: string | null;
  readonly asked: readonly Step[];
}

/** What is asked for, one at a time. Steps of a payment carry its code in the pack. */
export type Step =
  | "number"
  | "startsOn"
  | "measure"
  | "endsOn"
  | "training"
  | "atOnce"
  | FactStep
  | "territory"
  | `money:${string}`
  | `months:${string}`
  | `part:${string}.${string}`
  | "activities";

/** Days that become known while the contract runs. */
export type FactStep = (typeof FACTS)[number];
const FACTS = ["registeredOn", "firstJobOn", "trainingFrom", "pricePapersOn"] as const;

/** The field of the record that tells when an event happened. */
export const FACT_OF: Readonly<Record<ContractEvent, FactStep>> = {
  registration: "registeredOn",
  first_job: "firstJobOn",
  training: "trainingFrom",
  price_papers: "pricePapersOn",
};

export function isFact(step: string): step is FactStep {
  return (FACTS as readonly string[]).includes(step);
}

export const EMPTY_DRAFT: Draft = { asked: [] };

/** A recorded contract, to be corrected. */
export function draftOf(contract: Contract, program: Program): Draft {
  const { id, version, startsOn, endsOn, measure, record } = contract;
  const draft: Draft = { of: { id, version }, startsOn, endsOn, measure, ...record, asked: [] };
  return { ...draft, asked: stepsOf(draft, program) };
}

/** Every step of this draft, in the order of the contract; what hangs on an open answer is left out. */
export function stepsOf(draft: Draft, program: Program): Step[] {
  const { measure, startsOn, training, of } = draft;
  const known: Step[] = ["number", "startsOn"];
  if (startsOn === undefined) return known;
  if (measure === undefined) return [...known, "measure"];
  const payments = paymentsOf(draft, program);
  const facts: FactStep[] = [
    ...(measure === "job_search" ? (["registeredOn"] as const) : []),
    ...(measure === "job_search" && of ? (["firstJobOn"] as const) : []),
    ...(training && of ? (["trainingFrom", "pricePapersOn"] as const) : []),
  ];
  return [
    ...known,
    ...(["measure", "endsOn"] as const),
    ...(trainingOffered(draft, program) ? (["training"] as const) : []),
    ...(measure === "other" ? (["atOnce"] as const) : []),
    ...facts,
    ...(payments.some(({ amount }) => "workingAgeMinimum" in amount)
      ? (["territory"] as const)
      : []),
    ...payments.flatMap((payment) => moneySteps(draft, payment)),
    "activities",
  ];
}

/** The payments of the measure that this contract may name. */
export function paymentsOf(draft: Draft, program: Program): readonly Payment[] {
  return measurePayments(draft, program).filter(({ training }) => !training || draft.training);
}

function trainingOffered(draft: Draft, program: Program): boolean {
  return measurePayments(draft, program).some(({ training }) => training);
}

function measurePayments({ startsOn, measure }: Draft, program: Program): readonly Payment[] {
  const law = startsOn === undefined ? null : lawOf(program, { startsOn });
  return law?.edition.measures.find(({ code }) => code === measure)?.money ?? [];
}

function moneySteps({ money }: Draft, { code, kind, months, upTo, parts }: Payment) {
  const named = money?.some(({ payment }) => payment === code) ?? false;
  const steps: Step[] = [`money:${code}`];
  if (!named) return steps;
  if (kind === "monthly" && upTo && months !== 1) steps.push(`months:${code}`);
  return [...steps, ...parts.map((part): Step => `part:${code}.${part.code}`)];
}

export function isStep(draft: Draft, program: Program, text: string): text is Step {
  return (stepsOf(draft, program) as readonly string[]).includes(text);
}

/** The first step that was not answered yet; undefined when all were. */
export function nextStep(draft: Draft, program: Program): Step | undefined {
  return stepsOf(draft, program).find((step) => !draft.asked.includes(step));
}

const WHATEVER_THE_MEASURE: ReadonlySet<Step> = new Set([
  ...(["number", "startsOn", "measure", "endsOn", "territory"] as const),
]);

export type StepValue = string | number | boolean | null | readonly Activity[];

/** The draft with an answer. What hangs on it and no longer fits is asked for anew. */
export function give(draft: Draft, step: Step, value: StepValue, program: Program): Draft {
  const asked = [...new Set([...draft.asked, step])];
  const [kind = "", code = ""] = step.split(":");
  switch (kind) {
    case "measure": {
      if (draft.measure === value) return { ...draft, asked };
      const { money: _money, activities: _activities, training: _training, ...rest } = draft;
      const kept = asked.filter((one) => WHATEVER_THE_MEASURE.has(one));
      return { ...rest, measure: value as MeasureCode, atOnce: false, asked: kept };
    }
    case "money":
      return { ...draft, money: moneyWith(draft, program, code, value as number | null), asked };
    case "months":
      return {
        ...draft,
        money: (draft.money ?? []).map((one) =>
          one.payment === code ? { ...one, months: Number(value) } : one,
        ),
        asked,
      };
    case "part": {
      const [payment = "", part = ""] = code.split(".");
      return {
        ...draft,
        money: (draft.money ?? []).map((one) =>
          one.payment === payment
            ? {
                ...one,
                parts: [
                  ...(one.parts ?? []).filter((other) => other.code !== part),
                  ...(value ? [{ code: part, kopecks: Number(value) }] : []),
                ],
              }
            : one,
        ),
        asked,
      };
    }
    case "training": {
      const changed = { ...draft, training: value === true, asked };
      const codes = new Set(paymentsOf(changed, program).map((payment) => payment.code));
      return {
        ...changed,
        money: (draft.money ?? []).filter(({ payment }) => codes.has(payment)),
      };
    }
    default:
      return { ...draft, [kind]: value, asked };
  }
}

function moneyWith(
  { money = [] }: Draft,
  program: Program,
  code: string,
  kopecks: number | null,
): Draft["money"] {
  const others = money.filter(({ payment }) => payment !== code);
  if (kopecks === null) return others;
  const before = money.find(({ payment }) => payment === code);
  const months = before?.months ?? monthsOf(program, code);
  return [...others, { ...before, payment: code, kopecks, months }];
}

function monthsOf(program: Program, code: string): number {
  const payments = program.editions.flatMap(({ measures }) =>
    measures.flatMap(({ money }) => money),
  );
  return payments.findLast((payment) => payment.code === code)?.months ?? 1;
}

/**
 * What a payment is by the edition of the contract's day, in kopecks; null where no edition or no minimum of
 * the territory is known for it.
 */
export function proposedSum(draft: Draft, program: Program, code: string): number | null {
  const { startsOn, territory } = draft;
  const payment = paymentsOf(draft, program).find((one) => one.code === code);
  if (!payment || startsOn === undefined || !lawOf(program, { startsOn })?.confirmed) return null;
  const minimum = territory ? minimumOn(program, territory, startsOn) : undefined;
  return amountOf(payment, minimum?.workingAge ?? null);
}

/** The activities that the pack names for everybody with the measure: what is proposed first. */
export function proposedActivities(draft: Draft, program: Program): readonly Activity[] {
  return offersOf(draft, program)
    .filter(({ always }) => always)
    .map(activityOf);
}

export function offersOf({ startsOn, measure, training = false }: Draft, program: Program) {
  return startsOn === undefined || measure === undefined
    ? []
    : offeredActivities(program, { startsOn, measure, record: { training } });
}

export function activityOf({ code, title, until }: ReturnType<typeof offersOf>[number]): Activity {
  return { code, title, until, body: null, responsible: null };
}

/** A draft in which everything was answered, as a contract; undefined while something is open. */
export function contractIn(
  draft: Draft,
  program: Program,
): Pick<Contract, "programme" | "measure" | "startsOn" | "endsOn" | "record"> | undefined {
  const { of: _of, asked: _asked, startsOn, endsOn, measure, ...record } = draft;
  if (nextStep(draft, program) || !startsOn || !endsOn || !measure) return undefined;
  return {
    programme: program.code,
    ...{ startsOn, endsOn, measure },
    record: { ...EMPTY_CONTRACT, ...record },
  };
}
