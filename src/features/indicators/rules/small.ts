import { type Cell, type Relation, withheld } from "../../suppression/rules.ts";
import { type Cohort, MARKS, OUTCOMES } from "./outcomes.ts";
import type { IndicatorState } from "./plan.ts";

/** The indicators, by code, whose figures would tell of few people outside of the institution. */
export function smallIndicators(states: readonly IndicatorState[]): ReadonlySet<string> {
  const cells: Cell[] = [];
  const relations: Relation[] = [];
  for (const { indicator, fact, of } of states) {
    const { code, unit } = indicator;
    if (!of) {
      if (fact !== null) cells.push({ id: code, value: fact / 10, people: unit === "people" });
      continue;
    }
    // A share tells its part by the whole that stands in another row, and so who is not in it.
    const others = { id: `others ${code}`, value: of.whole - of.part, implied: true };
    const row = wholeOf(states, indicator);
    const total = row?.indicator.code ?? `whole ${code}`;
    if (!row) cells.push({ id: total, value: of.whole, implied: true });
    cells.push({ id: code, value: of.part }, others);
    relations.push({ kind: "sum", total, parts: [code, others.id] });
  }
  return withheld(cells, relations);
}

/** The indicator that prints what this one is a share of. */
function wholeOf(
  states: readonly IndicatorState[],
  { fact }: IndicatorState["indicator"],
): IndicatorState | undefined {
  const row = fact && "row" in fact ? fact.shareOf : undefined;
  return states.find(({ indicator: { fact: from } }) => {
    return from !== null && "row" in from && from.shareOf === undefined && from.row === row;
  });
}

/** The shares of a cohort, as "outcome mark", that would tell of few people. */
export function smallShares(cohort: Cohort): ReadonlySet<string> {
  const shares = OUTCOMES.flatMap((outcome) =>
    MARKS.map((mark) => ({ id: `${outcome} ${mark}`, ...cohort[outcome][mark] })),
  );
  return new Set(shares.filter(isSmallShare).map(({ id }) => id));
}

/** Whether a share would tell of few people: of those who have it, or of those who do not. */
export function isSmallShare({
  have,
  of,
}: {
  readonly have: number;
  readonly of: number;
}): boolean {
  const row: Cell[] = [
    { id: "of", value: of },
    { id: "have", value: have },
    { id: "others", value: of - have, implied: true },
  ];
  return withheld(row, [{ kind: "sum", total: "of", parts: ["have", "others"] }]).size > 0;
}
