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
import type { Blank, Block, BoxItem, Inline } from "./model.ts";
import { tableAtoms } from "./table.ts";

/** Turns one block into the pieces that pages are filled with. */
export function atomsOf(block: Block, setting: Setting): Atom[] {
  switch (block.kind) {
    case "title":
      return title(block.text, block.aside, setting);
    case "heading":
      return heading(block.text, setting);
    case "paragraph":
      return paragraph(block.text, block.look, setting);
    case "list":
      return list(block.items, block.numbered ?? false, setting);
    case "boxes":
      return boxes(block.items, setting);
    case "table":
      return tableAtoms(block, setting);
    case "blanks":
      return blanks(block.rows, setting);
  }
}

/** The title, with a short text at the right of its first line. */
function title(text: string, aside: string | undefined, setting: Setting): Atom[] {
  const size = setting.size * 1.45;
  const small = setting.size * 0.95;
  const [asideLine] = aside ? setting.lines(aside, { width: setting.width, size: small }) : [];
  const room = setting.width - (asideLine ? asideLine.width + size : 0);
  const lines = setting.lines(text, { width: room, size, base: "bold" });
  const marks = marksOf(lines, setting.node("H1"), size);
  if (asideLine) {
    // Both stand on the same line.
    const top = (size - small) * 0.98;
    marks.push(
      ...marksOf([asideLine], setting.node("P"), small, setting.width - asideLine.width, top),
    );
  }
  return [{ height: heightOf(lines, size), before: 0, keep: true, marks }];
}

function heading(text: string, setting: Setting): Atom[] {
  const size = setting.size * 1.14;
  const lines = setting.lines(text, { width: setting.width, size, base: "bold" });
  const marks = marksOf(lines, setting.node("H2"), size);
  return [{ height: heightOf(lines, size), before: setting.size * 0.75, keep: true, marks }];
}

function paragraph(text: Inline, look: "lead" | "note" | undefined, setting: Setting): Atom[] {
  const size = setting.size * (look === "lead" ? 1.14 : look === "note" ? 0.88 : 1);
  const base = look === "lead" ? "bold" : "regular";
  const lines = setting.lines(text, { width: setting.width, size, base });
  return flowing(lines, setting.node("P"), size, setting.size * 0.45, 0);
}

function list(items: readonly Inline[], numbered: boolean, setting: Setting): Atom[] {
  const { size } = setting;
  const list = setting.node("L");
  const indent = size * (numbered && items.length > 9 ? 1.9 : 1.35);
  return items.flatMap((item, index) => {
    const node = setting.node("LI", list);
    const label = setting.lines(numbered ? `${index + 1}.` : "–", { width: indent, size });
    const sign = marksOf(label, setting.node("Lbl", node), size);
    const lines = setting.lines(item, { width: setting.width - indent, size });
    const [first, ...rest] = flowing(lines, setting.node("LBody", node), size, size * 0.2, indent);
    return [{ ...first!, marks: [...sign, ...first!.marks] }, ...rest];
  });
}

/** Boxes are bigger than the text, so that a pen finds them. */
const BOX = 1.4;

function boxes(items: readonly BoxItem[], setting: Setting): Atom[] {
  const { size } = setting;
  const small = size * 0.88;
  const list = setting.node("L");
  const indent = size * 1.75;
  return items.map((item): Atom => {
    const node = setting.node("LI", list);
    const box = setting.lines(item.ticked ? "☑" : "☐", { width: indent, size: size * BOX });
    const label = setting.node("Lbl", node);
    const body = setting.node("LBody", node);
    const lines = setting.lines(item.text, { width: setting.width - indent, size });
    const note = item.note
      ? setting.lines(item.note, { width: setting.width - indent, size: small })
      : [];
    const height = heightOf(lines, size);
    const marks = [
      ...marksOf(box, label, size * BOX, 0, size * (1 - BOX) * 0.85),
      ...marksOf(lines, body, size, indent),
      ...marksOf(note, body, small, indent, height),
    ];
    return { height: height + heightOf(note, small), before: size * 0.3, keep: false, marks };
  });
}

/** Rows of "label ________", high enough to write on. */
function blanks(rows: readonly (readonly Blank[])[], setting: Setting): Atom[] {
  const { size, width } = setting;
  const height = size * 1.9;
  const gap = size;
  return rows.map((fields): Atom => {
    const unit =
      (width - gap * (fields.length - 1)) / fields.reduce((sum, { share }) => sum + share, 0);
    let x = 0;
    const marks = fields.flatMap(({ label, share }): Mark[] => {
      const room = unit * share;
      const left = x;
      x += room + gap;
      const [line] = setting.lines(label, { width: room, size });
      const used = (line?.width ?? 0) + size * 0.4;
      return [
        ...marksOf(line ? [line] : [], setting.node("P"), size, left, height - size * LEADING),
        { kind: "rule", x: left + used, y: height, width: room - used, thickness: 0.6 },
      ];
    });
    return { height: height + size * 0.4, before: 0, keep: false, marks };
  });
}

/** Lines that may go on over a page, but never with one line alone on either side. */
function flowing(
  lines: readonly Line[],
  node: Node,
  size: number,
  before: number,
  x: number,
): Atom[] {
  const atom = (part: readonly Line[], space: number): Atom => ({
    height: heightOf(part, size),
    before: space,
    keep: false,
    marks: marksOf(part, node, size, x),
  });
  if (lines.length < 4) return [atom(lines, before)];
  return [
    atom(lines.slice(0, 2), before),
    ...lines.slice(2, -2).map((line) => atom([line], 0)),
    atom(lines.slice(-2), 0),
  ];
}
