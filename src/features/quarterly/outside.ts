import {
  type Relation,
  type Cell as SecretCell,
  withheld as withheldOf,
} from "../suppression/index.ts";
import type { Cell, Figure, Row } from "./rules.ts";
import type { NumberRow, Part, QuarterlyTable } from "./table.ts";

const PERIODS = ["now", "before"] as const;
const APART = ["state", "town"] as const;

/**
 * The table of a region as it may leave the institutions: counts under five, and what would tell them, are
 * withheld. Single institutions do not stand in it: what they counted is theirs. How many people have no
 * name is not told either: it would tell those who have one.
 *
 * Over tables: a period is withheld alike in its own table and beside that of a year later, for it follows
 * from nothing else. People counted once over several rows, or over two quarters of a half-year, leave a
 * withheld count as many values as the told rest is large, which is five at least.
 * Not covered: a table that is told before and after its records were put right, two tables that share some
 * months and whose people have no names, and whoever knows in which order cells are chosen to be withheld.
 */
export function forOutside(table: QuarterlyTable): QuarterlyTable {
  const hidden = new Set(table.rows.flatMap((_, at) => [...hiddenOfRow(table, at)]));
  for (const id of hiddenNumbers(table.numbers)) hidden.add(id);
  const rowOf =
    (part: string) =>
    (row: Row, at: number): Row => ({
      ...row,
      now: cellOf(row.now, hidden, `${part} ${at} now`),
      before: row.before && cellOf(row.before, hidden, `${part} ${at} before`),
    });
  const figure = (value: Figure | null, id: string) => (hidden.has(id) ? "withheld" : value);
  return {
    ...{ ...table, published: true, rows: table.rows.map(rowOf("all")) },
    numbers: table.numbers.map((one) => ({
      ...{ ...one, now: figure(one.now, `${one.code} now`) ?? 0 },
      before: figure(one.before, `${one.code} before`),
    })),
    parts: {
      institution: [],
      state: table.parts.state.map((part) => ({ ...part, rows: part.rows.map(rowOf(part.code)) })),
      town: table.parts.town.map((part) => ({ ...part, rows: part.rows.map(rowOf(part.code)) })),
    },
  };
}

function cellOf(cell: Cell, hidden: ReadonlySet<string>, id: string): Cell {
  const { people, released, nameless } = cell;
  return {
    people: hidden.has(`${id} people`) ? "withheld" : people,
    released: hidden.has(`${id} released`) ? "withheld" : released,
    nameless: nameless === 0 ? 0 : "withheld",
  };
}

/** One kind of help over all its parts: whoever was helped in two of them is one in the whole. */
function hiddenOfRow(table: QuarterlyTable, at: number): Set<string> {
  const whole: Part = { code: "all", name: "", rows: table.rows };
  const apart = APART.map((dimension) => table.parts[dimension]);
  return new Set(
    PERIODS.flatMap((period) => {
      const cells: SecretCell[] = [];
      const relations: Relation[] = [];
      for (const part of [whole, ...apart.flat()]) {
        const cell = part.rows[at]?.[period];
        if (cell) addCell(`${part.code} ${at} ${period}`, cell, { cells, relations });
      }
      const known = new Set(cells.map(({ id }) => id));
      for (const parts of apart) {
        for (const what of ["people", "released", "others"]) {
          const idOf = ({ code }: Part) => `${code} ${at} ${period} ${what}`;
          const total = idOf(whole);
          if (parts.length === 0 || !known.has(total)) continue;
          relations.push({ kind: "union", total, parts: parts.map(idOf) });
        }
      }
      return [...withheldOf(cells, relations)];
    }),
  );
}

interface Secrets {
  readonly cells: SecretCell[];
  readonly relations: Relation[];
}

/** People, those released, and the others, whom everybody can work out. */
function addCell(id: string, { people, released }: Cell, { cells, relations }: Secrets): void {
  const [all, free] = [Number(people), Number(released)];
  cells.push({ id: `${id} people`, value: all }, { id: `${id} released`, value: free });
  cells.push({ id: `${id} others`, value: all - free, implied: true });
  const parts = [`${id} released`, `${id} others`];
  relations.push({ kind: "sum", total: `${id} people`, parts });
}

/** Counts of people among the numbers beside the rows; trips and letters are no people. */
function hiddenNumbers(numbers: readonly NumberRow[]): Set<string> {
  return new Set(
    PERIODS.flatMap((period) => {
      const cells: SecretCell[] = [];
      const relations: Relation[] = [];
      const numberAt = (code: string) => {
        const value = numbers.find((one) => one.code === code)?.[period];
        return typeof value === "number" ? value : undefined;
      };
      const id = (code: string) => `${code} ${period}`;
      for (const suffix of ["", ".state", ".non_state"]) {
        const [people, released] = [
          numberAt(`served${suffix}`),
          numberAt(`served_released${suffix}`),
        ];
        if (people === undefined || released === undefined) continue;
        const others = id(`served_others${suffix}`);
        cells.push(
          { id: id(`served${suffix}`), value: people },
          { id: id(`served_released${suffix}`), value: released },
          { id: others, value: people - released, implied: true },
        );
        const parts = [id(`served_released${suffix}`), others];
        relations.push({ kind: "sum", total: id(`served${suffix}`), parts });
      }
      const known = new Set(cells.map((one) => one.id));
      for (const what of ["served", "served_released", "served_others"]) {
        const parts = [id(`${what}.state`), id(`${what}.non_state`)];
        const all = [id(what), ...parts].every((one) => known.has(one));
        if (all) relations.push({ kind: "union", total: id(what), parts });
      }
      const outcomes = numbers.filter(({ code }) => code.startsWith("outcome."));
      for (const { code } of [...outcomes, { code: "patrol_found" }, { code: "prison_advised" }]) {
        const value = numberAt(code);
        if (value !== undefined) cells.push({ id: id(code), value });
      }
      const sum = outcomes.reduce((all, { code }) => all + (numberAt(code) ?? 0), 0);
      // Each of those found went somewhere or got help, so a reader adds them up.
      if (outcomes.length > 0 && numberAt("patrol_found") === sum) {
        const parts = outcomes.map(({ code }) => id(code));
        relations.push({ kind: "sum", total: id("patrol_found"), parts });
      }
      return [...withheldOf(cells, relations)];
    }),
  );
}
