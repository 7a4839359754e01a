import {
  type Atom,
  heightOf,
  LEADING,
  type Mark,
  marksOf,
  type Node,
  type Setting,
} from "./atoms.ts";
import type { Line } from "./lines.ts";
import type { Block, Inline } from "./model.ts";

type Table = Extract<Block, { kind: "table" }>;

/** Rows this tall are divided between pages, line by line; shorter ones stay whole. */
const TALLEST_WHOLE_ROW_LINES = 24;

/** A table: a rule under every row, the head again at the top of every further page. */
export function tableAtoms(table: Table, setting: Setting): Atom[] {
  const { size } = setting;
  const pad = size * 0.3;
  const gap = size * 0.8;
  const shares = table.columns.reduce((sum, column) => sum + column.share, 0);
  const room = setting.width - gap * (table.columns.length - 1);
  let left = 0;
  const columns = table.columns.map((column) => {
    const width = (room * column.share) / shares;
    const place = { ...column, width, x: left };
    left += width + gap;
    return place;
  });
  const node = setting.node("Table");

  const cells = (texts: readonly Inline[], base: "bold" | "regular"): (readonly Line[])[] =>
    columns.map(({ width }, index) => setting.lines(texts[index] ?? "", { width, size, base }));

  const part = (
    lines: readonly (readonly Line[])[],
    nodes: readonly (Node | null)[],
    rule: number,
  ): Atom => {
    const tallest = Math.max(...lines.map((cell) => cell.length));
    const height = tallest * size * LEADING + (rule > 0 ? pad : 0);
    const marks = lines.flatMap((cell, index): Mark[] => {
      const { x, width, align } = columns[index]!;
      return cell.flatMap((line, row) =>
        marksOf(
          [line],
          nodes[index]!,
          size,
          x + (align === "right" ? width - line.width : 0),
          heightOf(cell.slice(0, row), size),
        ),
      );
    });
    if (rule > 0)
      marks.push({ kind: "rule", x: 0, y: height, width: setting.width, thickness: rule });
    return { height, before: pad, keep: false, marks };
  };

  const headed = columns.some(({ head }) => head !== undefined);
  const headLines = cells(
    columns.map(({ head }) => head ?? ""),
    "bold",
  );
  const headRow = headed ? setting.node("TR", node) : undefined;
  const first = headRow && {
    ...part(
      headLines,
      columns.map(() => setting.node("TH", headRow)),
      1,
    ),
    keep: true,
  };
  // On further pages the head is decoration: a screen reader has heard it.
  const again = headed
    ? part(
        headLines,
        columns.map(() => null),
        1,
      )
    : undefined;

  const rows = table.rows.flatMap((row): Atom[] => {
    const tr = setting.node("TR", node);
    const nodes = columns.map(() => setting.node("TD", tr));
    const lines = cells(row, "regular");
    const tallest = Math.max(...lines.map((cell) => cell.length));
    const step = tallest > TALLEST_WHOLE_ROW_LINES ? 1 : tallest;
    return Array.from({ length: Math.ceil(tallest / step) }, (_, index) => {
      const slice = lines.map((cell) => cell.slice(index * step, (index + 1) * step));
      const last = (index + 1) * step >= tallest;
      const atom = part(slice, nodes, last ? 0.4 : 0);
      return { ...atom, before: index === 0 ? pad : 0, ...(again && { head: again }) };
    });
  });
  return first ? [first, ...rows] : rows;
}
