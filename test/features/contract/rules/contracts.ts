import fc from "fast-check";
import {
  type Contract,
  type ContractRecord,
  EMPTY_CONTRACT,
} from "../../../../src/features/contract/record.ts";
import { addDays, addMonths } from "../../../../src/programs/dates.ts";
import { programs } from "../../../../src/programs/index.ts";

export const krasnoyarsk = programs[0]!;
export const edition = krasnoyarsk.editions[0]!;

const activity = { code: "a1", title: "Искать работу", until: null, body: null, responsible: null };

/** A contract for the job search of 15.01.2024 for nine months that breaks no rule, but for the changes. */
export function contract(
  changes: Partial<Omit<Contract, "record">> = {},
  record: Partial<ContractRecord> = {},
): Contract {
  return {
    ...{ id: "1", caseId: "1", programme: "krasnoyarsk", measure: "job_search", version: 1 },
    ...{ startsOn: "2024-01-15", endsOn: "2024-10-14", endedOn: null },
    ...changes,
    record: { ...EMPTY_CONTRACT, number: "12/2024", activities: [activity], ...record },
  };
}

const day = (min: string, max: string): fc.Arbitrary<string> =>
  fc
    .integer({ min: Date.parse(min) / 86_400_000, max: Date.parse(max) / 86_400_000 })
    .map((days) => addDays("1970-01-01", days));

/** Every measure, contract days of 2024-2028, each term that is allowed, extended or ended early or both. */
export const anyContract: fc.Arbitrary<Contract> = fc
  .record({
    measure: fc.constantFrom(...edition.measures),
    startsOn: day("2024-01-01", "2028-12-31"),
    months: fc.integer({ min: 1, max: 12 }),
    sameNumber: fc.boolean(),
    extended: fc.boolean(),
    early: fc.option(fc.double({ min: 0, max: 1, noNaN: true })),
    atOnce: fc.boolean(),
    registered: fc.option(fc.integer({ min: -40, max: 40 })),
    firstJob: fc.option(fc.integer({ min: 0, max: 300 })),
    training: fc.option(fc.integer({ min: 0, max: 200 })),
    prices: fc.option(fc.integer({ min: -30, max: 60 })),
    kopecks: fc.integer({ min: 1, max: 30_000_000 }),
    paidMonths: fc.integer({ min: 1, max: 12 }),
  })
  .map((one) => {
    const months = Math.min(one.months, one.measure.maxTermMonths);
    const until = addMonths(one.startsOn, months);
    const first = one.sameNumber ? until : addDays(until, -1);
    const endsOn = one.extended ? addDays(first, 15 * months) : first;
    const length = (Date.parse(endsOn) - Date.parse(one.startsOn)) / 86_400_000;
    const after = (days: number | null) => (days === null ? null : addDays(one.startsOn, days));
    const money = one.measure.money
      .filter((payment) => one.training !== null || !payment.training)
      .map((payment, at) => ({
        payment: payment.code,
        kopecks: one.kopecks + at,
        months: payment.months === null ? 1 : Math.min(one.paidMonths, payment.months),
      }));
    return contract(
      {
        measure: one.measure.code,
        startsOn: one.startsOn,
        endsOn,
        endedOn: one.early === null ? null : after(Math.floor(one.early * length)),
      },
      {
        money,
        training: one.training !== null,
        atOnce: one.atOnce && one.measure.code === "other",
        registeredOn: after(one.registered),
        firstJobOn: after(one.firstJob),
        trainingFrom: after(one.training),
        pricePapersOn: after(one.prices),
        extendedFrom: one.extended ? first : null,
        territory: "rest",
      },
    );
  });
