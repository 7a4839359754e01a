import { type Constraint, solve } from "yalps";

/**
 * Counts of one to four people are not told outside of the institution: in a small town four people are
 * known by name. Nor may they be worked out from what is told beside them, so more cells are withheld where
 * that is needed. The rule: whoever knows everything that is printed, how the cells add up, and that counts
 * are whole and not negative, finds at least `FEWEST_GUESSES` possible values for each such count.
 */
const SMALLEST_TOLD = 5;
export const FEWEST_GUESSES = 5;

export interface Cell {
  readonly id: string;
  readonly value: number;
  /** A count about people; others, such as trips, may be small. */
  readonly people?: boolean;
  /** Stands in no table, but everybody can work it out: "total less released". */
  readonly implied?: boolean;
}

/** How cells hang together, as any reader knows. */
export type Relation =
  /** The total is the sum of the parts. */
  | { readonly kind: "sum"; readonly total: string; readonly parts: readonly string[] }
  /** People counted once: the total is at least the largest part, and at most the sum. */
  | { readonly kind: "union"; readonly total: string; readonly parts: readonly string[] };

/** Relations as lines of an equation: the sum of the terms lies between two bounds. */
interface Line {
  readonly terms: ReadonlyMap<string, number>;
  readonly min: number;
  readonly max: number;
}

/**
 * The cells of a table that must not be printed.
 * @throws Error when a relation names a cell that is not there
 */
export function withheld(
  cells: readonly Cell[],
  relations: readonly Relation[],
): ReadonlySet<string> {
  const values = new Map(cells.map(({ id, value }) => [id, value]));
  for (const name of relations.flatMap(({ total, parts }) => [total, ...parts])) {
    if (!values.has(name)) throw new Error(`A relation names "${name}", which is no cell`);
  }
  const small = cells.filter(({ value, people = true }) => people && isSmall(value));
  const printable = cells.filter(({ implied = false }) => !implied);
  const hidden = new Set(
    cells.filter((cell) => (cell.implied ?? false) || small.includes(cell)).map(({ id }) => id),
  );
  const lines = relations.flatMap(linesOf);
  for (const { id } of small) {
    while (guesses(id, lines, values, hidden) < FEWEST_GUESSES) {
      const next = alsoHidden(id, relations, printable, hidden);
      if (next === undefined) break;
      hidden.add(next);
    }
  }
  // What was withheld for a later cell never narrows an earlier one: less is known afterwards.
  const printed = new Set(printable.map(({ id }) => id));
  return new Set([...hidden].filter((id) => printed.has(id)));
}

/** Whether a count of people is too small to be told outside. */
export function isSmall(value: number): boolean {
  return value > 0 && value < SMALLEST_TOLD;
}

/** How many values a withheld cell may have, as far as others can tell. */
function guesses(
  id: string,
  lines: readonly Line[],
  values: ReadonlyMap<string, number>,
  hidden: ReadonlySet<string>,
): number {
  const near = around(id, lines, hidden);
  const constraints = new Map<string, Constraint>();
  const variables = new Map<string, Map<string, number>>([[id, new Map([["value", 1]])]]);
  for (const [at, { terms, min, max }] of near.entries()) {
    let known = 0;
    for (const [term, factor] of terms) {
      if (!hidden.has(term)) known += factor * values.get(term)!;
      else {
        const column = variables.get(term) ?? new Map<string, number>();
        variables.set(term, column.set(`line ${at}`, factor));
      }
    }
    constraints.set(`line ${at}`, { min: min - known, max: max - known });
  }
  const [low, high] = (["minimize", "maximize"] as const).map((direction) => {
    const { status, result } = solve({ direction, objective: "value", constraints, variables });
    return status === "optimal" ? result : direction === "minimize" ? 0 : Infinity;
  }) as [number, number];
  // The solver counts in floating point: a whole number may come out a little beside itself.
  return Math.floor(high + 1e-6) - Math.ceil(low - 1e-6) + 1;
}

/** The lines that say something of a cell: its own, and those of the unknowns in them, and so on. */
function around(id: string, lines: readonly Line[], hidden: ReadonlySet<string>): Line[] {
  const reached = new Set([id]);
  const near = new Set<Line>();
  for (const name of reached) {
    for (const line of lines) {
      if (!line.terms.has(name) || near.has(line)) continue;
      near.add(line);
      for (const term of line.terms.keys()) if (hidden.has(term)) reached.add(term);
    }
  }
  return [...near];
}

/** The smallest count that stands beside an unknown one: it is missed least. A zero only at last. */
function alsoHidden(
  id: string,
  relations: readonly Relation[],
  printable: readonly Cell[],
  hidden: ReadonlySet<string>,
): string | undefined {
  const reached = new Set([id]);
  const cost = ({ value }: Cell) => (value === 0 ? Infinity : value);
  for (const name of reached) {
    const beside = relations
      .map(({ total, parts }) => [total, ...parts])
      .filter((names) => names.includes(name))
      .flat();
    const [best] = printable
      .filter((cell) => beside.includes(cell.id) && !hidden.has(cell.id))
      .toSorted((one, other) => cost(one) - cost(other));
    if (best) return best.id;
    for (const other of beside) reached.add(other);
  }
  return undefined;
}

function linesOf({ kind, total, parts }: Relation): Line[] {
  const sum = new Map<string, number>([[total, 1], ...parts.map((part) => [part, -1] as const)]);
  if (kind === "sum") return [{ terms: sum, min: 0, max: 0 }];
  return [
    { terms: sum, min: -Infinity, max: 0 },
    ...parts.map((part) => ({
      terms: new Map([
        [total, 1],
        [part, -1],
      ]),
      ...{ min: 0, max: Infinity },
    })),
  ];
}
