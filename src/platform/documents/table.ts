import {
  type Atom,
  aligned,
  LEADING,
  type Mark,
  marksOf,
  type Node,
  parted,
  type Setting,
} from "./atoms.ts";
import type { Line } from "./lines.ts";
import type { Align, Block, Inline } from "./model.ts";

type Table = Extract<Block, { kind: "table" }>;

/** Rows taller than this are divided between pages, line by line; others stay whole. */
const TALLEST_WHOLE_ROW_LINES = 12;
/** Thickness of the lines of a grid. */
const GRID = 0.6;

/** How the rows of one table are set. */
interface Frame {
  readonly setting: Setting;
  readonly grid: boolean;
  /** Space between a text and the line above or below it. */
  readonly pad: number;
}

/** Where the texts of a row stand, and where the lines of a grid go down. */
interface Places {
  readonly texts: readonly Place[];
  readonly downs: readonly number[];
}

interface Place {
  readonly x: number;
  readonly width: number;
  readonly align: Align | undefined;
}

interface Cell {
  readonly lines: readonly Line[];
  readonly node: Node | null;
}

/**
 * A table: a rule under every row, the head again at the top of every further page. With a grid
 * there are lines around every cell.
 */
export function tableAtoms(table: Table, setting: Setting): Atom[] {
  const frame = { setting, grid: table.grid ?? false, pad: setting.size * 0.3 };
  const places = placesOf(table, frame);
  const node = setting.node("Table");
  const headed = table.columns.some(({ head }) => head !== undefined);
  const heads = table.columns.map(({ head }) => head ?? "");
  const first = headed
    ? { ...headAtom(frame, places, heads, setting.node("TR", node)), keep: true }
    : undefined;
  // On further pages the head is decoration: a screen reader has heard it.
  const again = headed ? headAtom(frame, places, heads, null) : undefined;
  const rows = table.rows.flatMap((row) => rowAtoms(frame, places, row, node, again));
  if (table.total) {
    const { label, value } = table.total;
    const [total] = rowAtoms(frame, totalPlaces(places), [label, value], node, again, "bold");
    const last = rows.pop();
    if (last) rows.push({ ...last, keep: true });
    rows.push(total!);
  }
  const atoms = first ? [first, ...rows] : rows;
  return atoms.map((atom, index) =>
    frame.grid && index === 0 ? { ...atom, before: setting.size * 0.5 } : atom,
  );
}

function headAtom(frame: Frame, places: Places, heads: readonly string[], row: Node | null): Atom {
  const cells = cellsOf(frame, places, heads, "bold", () => row && frame.setting.node("TH", row));
  return part(frame, places, cells, { begins: true, tops: true, below: frame.grid ? GRID : 1 });
}

/** A row: one atom, or several that pages may divide. */
function rowAtoms(
  frame: Frame,
  places: Places,
  texts: readonly Inline[],
  table: Node,
  head: Atom | undefined,
  base: "bold" | "regular" = "regular",
): Atom[] {
  const { setting, grid, pad } = frame;
  const row = setting.node("TR", table);
  const cells = cellsOf(frame, places, texts, base, () => setting.node("TD", row));
  const tallest = Math.max(...cells.map(({ lines }) => lines.length));
  const every = Array.from({ length: tallest }, (_, index) => index);
  const parts = tallest > TALLEST_WHOLE_ROW_LINES ? parted(every) : [every];
  return parts.map((some, index) => {
    const slice = cells.map(({ lines, node }) => ({
      lines: lines.slice(some[0], some.at(-1)! + 1),
      node,
    }));
    const [begins, ends] = [index === 0, index === parts.length - 1];
    const below = ends ? (grid ? GRID : 0.4) : 0;
    const atom = part(frame, places, slice, { begins, tops: begins && !head, below });
    // A text that goes on stands as far from the lines of a grid as one that begins.
    const above = head && grid && !begins ? lowered(head, places, pad) : head;
    return { ...atom, ...(above && { head: above }) };
  });
}

function cellsOf(
  { setting }: Frame,
  { texts: places }: Places,
  texts: readonly Inline[],
  base: "bold" | "regular",
  node: () => Node | null,
): Cell[] {
  return places.map(({ width }, index) => ({
    lines: setting.lines(texts[index] ?? "", { width, size: setting.size, base }),
    node: node(),
  }));
}

/** How a part of a row is drawn: whether a row begins, and a grid; the line below, 0 for none. */
interface Look {
  readonly begins: boolean;
  readonly tops: boolean;
  readonly below: number;
}

function part(
  { setting, grid, pad }: Frame,
  { texts, downs }: Places,
  cells: readonly Cell[],
  { begins, tops, below }: Look,
): Atom {
  const { size, width } = setting;
  const tallest = Math.max(...cells.map(({ lines }) => lines.length));
  const above = grid && begins ? pad : 0;
  const height = above + tallest * size * LEADING + (below > 0 ? pad : 0);
  const across = (y: number, thickness: number): Mark => {
    return { kind: "rule", x: 0, y, width, thickness };
  };
  const marks = cells.flatMap(({ lines, node }, index): Mark[] => {
    const place = texts[index]!;
    return marksOf(aligned(lines, place.width, place.align), node, size, place.x, above);
  });
  return {
    height,
    before: begins && !grid ? pad : 0,
    keep: false,
    marks: [
      ...marks,
      ...(below > 0 ? [across(height, below)] : []),
      ...(grid && tops ? [across(0, GRID)] : []),
      ...(grid ? linesDown(downs, 0, height) : []),
    ],
    ...(grid &&
      below === 0 && { edge: [across(height + pad, GRID), ...linesDown(downs, height, pad)] }),
  };
}

function linesDown(downs: readonly number[], y: number, height: number): Mark[] {
  return downs.map((x): Mark => ({ kind: "rule", x, y, width: 0, height, thickness: GRID }));
}

function lowered(head: Atom, { downs }: Places, pad: number): Atom {
  const marks = [...head.marks, ...linesDown(downs, head.height, pad)];
  return { ...head, height: head.height + pad, marks };
}

function placesOf({ columns }: Table, { setting: { size, width }, grid }: Frame): Places {
  const inset = size * 0.4;
  const shares = columns.reduce((sum, { share }) => sum + share, 0);
  const gap = grid ? 2 * inset : size * 0.8;
  const outer = grid ? inset : 0;
  const room = width - 2 * outer - gap * (columns.length - 1);
  let left = outer;
  const texts = columns.map((column): Place => {
    const place = { x: left, width: (room * column.share) / shares, align: column.align };
    left += place.width + gap;
    return place;
  });
  return { texts, downs: [...texts.map(({ x }) => x - inset), width] };
}

/** The word of a total stands under all columns but the last, its value under the last. */
function totalPlaces({ texts, downs }: Places): Places {
  const { x } = texts[0]!;
  const value = texts.at(-1)!;
  const before = texts.at(-2) ?? value;
  const word: Place = { x, width: before.x + before.width - x, align: "right" };
  return { texts: [word, value], downs: [downs[0]!, ...downs.slice(-2)] };
}
