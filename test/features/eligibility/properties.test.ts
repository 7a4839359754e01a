import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { FactsInput } from "../../../src/features/eligibility/facts.ts";
import { householdIncome } from "../../../src/features/eligibility/income.ts";
import type { Outcome } from "../../../src/features/eligibility/rules.ts";
import type { Program } from "../../../src/programs/index.ts";
import { day, edition, judge, krasnoyarsk, minimum, person } from "./person.ts";

const kopecks = fc.oneof(
  fc.integer({ min: 0, max: 6_000_000 }),
  fc.integer({ min: 0, max: 1_000_000_000_000 }),
);
const kinds = fc.record({
  work: kopecks,
  pension: kopecks,
  social: kopecks,
  alimony: kopecks,
  other: kopecks,
});
const income = fc.oneof(
  kopecks.map((total) => ({ total })),
  kinds,
);
const kin = fc.constantFrom(
  "spouse",
  "child",
  "parent",
  "sibling",
  "other_relative",
  "not_relative",
);
const member = fc.record({
  kin,
  age: fc.constantFrom("under_14", "14_17", "adult"),
  livesTogether: fc.constantFrom("yes", "no", "unknown"),
  income: fc.oneof(income, fc.constant("unknown" as const)),
});
const family = fc.array(member, { maxLength: 6 }) as fc.Arbitrary<FactsInput["family"] & object>;

/** Facts of every kind, each of which may also be left out. */
const anything: fc.Arbitrary<FactsInput> = fc.record(
  {
    livesInRegion: fc.constantFrom("yes", "no"),
    territory: fc.constantFrom("rest", "norilsk", "evenkia"),
    adult: fc.constantFrom("yes", "no"),
    capacity: fc.constantFrom("yes", "no"),
    family,
    income,
    alimonyWithheld: kopecks,
    alimonyWithoutWrit: fc.constantFrom("yes", "no"),
    causes: fc.subarray(["health", "released", "other"] as const),
    activeContract: fc.constantFrom("yes", "no"),
    lastContract: fc.oneof(
      fc.constant("none" as const),
      fc.record(
        {
          endedOn: fc.constantFrom("2020-02-29", "2022-05-10", "2023-04-30"),
          ending: fc.constantFrom("in_time", "early_valid_reason", "early_other"),
          measure: fc.constantFrom("job_search", "other"),
        },
        { requiredKeys: [] },
      ),
    ),
    measure: fc.constantFrom("job_search", "own_business", "household_farm", "other"),
    identityPaper: fc.constantFrom("passport", "none"),
    pricePapers: fc.constantFrom("yes", "no"),
  },
  { requiredKeys: [] },
) as fc.Arbitrary<FactsInput>;

const rank: Readonly<Record<Outcome, number>> = { unlikely: 0, specialist: 1, likely: 2 };

function withMinimum(perCapita: number): Program {
  return {
    ...krasnoyarsk,
    minimums: krasnoyarsk.minimums.map((row) => ({ ...row, perCapita })),
  };
}

describe("income arithmetic", () => {
  it("is exact: the same figure and comparison as in unbounded integers", () => {
    const together = fc.array(fc.record({ kin: fc.constantFrom("spouse", "child"), income }), {
      maxLength: 30,
    }) as fc.Arbitrary<FactsInput["family"] & object>;
    fc.assert(
      fc.property(income, together, kopecks, kopecks, (own, others, withheld, threshold) => {
        const facts = person({ income: own, family: others, alimonyWithheld: withheld });
        const sums = [
          facts.income,
          ...(facts.family as readonly { income: object }[]).map((one) => one.income),
        ];
        const total = sums
          .flatMap((one) => Object.values(one) as number[])
          .reduce((sum, one) => sum + BigInt(one), 0n);
        const net = total > BigInt(withheld) ? total - BigInt(withheld) : 0n;
        const heads = BigInt(sums.length);
        const result = householdIncome(facts, edition, day);
        expect(BigInt(result.perHead ?? -1)).toBe(net / (3n * heads));
        expect(result.below(threshold)).toBe(net < BigInt(threshold) * 3n * heads ? "yes" : "no");
      }),
    );
  });

  it("does not depend on the order of the members", () => {
    fc.assert(
      fc.property(anything, family, fc.nat(), (facts, members, seed) => {
        const list = [...(members as readonly object[])];
        const turned = list.map((_, index) => list[(index + seed) % list.length]!);
        const [a, b] = [list, turned].map((one) =>
          judge({ ...facts, family: one as FactsInput["family"] }),
        );
        expect(b).toMatchObject({ outcome: a!.outcome, incomePerHead: a!.incomePerHead });
        expect(b!.reasons).toEqual(a!.reasons);
      }),
    );
  });
});

describe("the outcome", () => {
  it("is never better for more income", () => {
    fc.assert(
      fc.property(anything, kopecks, kopecks, (facts, total, more) => {
        const less = judge({ ...facts, income: { total } });
        const greater = judge({ ...facts, income: { total: Math.min(1e12, total + more) } });
        expect(rank[greater.outcome]).toBeLessThanOrEqual(rank[less.outcome]);
      }),
    );
  });

  it("is never worse for a higher threshold", () => {
    fc.assert(
      fc.property(anything, kopecks, kopecks, (facts, value, more) => {
        const low = judge(facts, day, withMinimum(value));
        const high = judge(facts, day, withMinimum(value + more));
        expect(rank[high.outcome]).toBeGreaterThanOrEqual(rank[low.outcome]);
      }),
    );
  });

  it("is not made unlikely by forgetting a fact", () => {
    fc.assert(
      fc.property(anything, fc.nat(), (facts, which) => {
        const names = Object.keys(facts) as (keyof FactsInput)[];
        const forgotten = { ...facts };
        if (names.length > 0) forgotten[names[which % names.length]!] = undefined;
        const told = judge(facts);
        const left = judge(forgotten as FactsInput);
        if (told.outcome !== "unlikely") expect(left.outcome).not.toBe("unlikely");
      }),
    );
  });

  it("is not made unlikely by silence on alimony without a writ", () => {
    // Exactly at the threshold: only alimony could bring it below.
    const told = { income: { total: 3 * (minimum ?? 0) } };
    expect(judge({ ...told, alimonyWithoutWrit: "no" }).outcome).toBe("unlikely");
    expect(judge({ ...told, alimonyWithoutWrit: undefined }).outcome).toBe("specialist");
  });

  it("is the same with and without a registration", () => {
    fc.assert(
      fc.property(anything, (facts) => {
        const registered = judge({ ...facts, registered: "yes" });
        const without = judge({ ...facts, registered: "no" });
        expect(without.outcome).toBe(registered.outcome);
      }),
    );
  });

  it("is for the specialist when nothing at all is known", () => {
    expect(
      judge({ ...Object.fromEntries(Object.keys(person()).map((name) => [name, undefined])) }),
    ).toMatchObject({
      outcome: "specialist",
      incomePerHead: null,
    });
  });

  it("turns exactly at the threshold", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 10_000_000 }), (value) => {
        const program = withMinimum(value);
        expect(judge({ income: { total: 3 * value - 1 } }, day, program).outcome).toBe("likely");
        expect(judge({ income: { total: 3 * value } }, day, program).outcome).toBe("unlikely");
      }),
    );
    expect(minimum).toBe(judge().threshold.value);
  });
});
