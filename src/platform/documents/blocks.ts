import { type Atom, aligned, heightOf, marksOf, type Node, parted, type Setting } from "./atoms.ts";
import { blanks } from "./blanks.ts";
import type { Line } from "./lines.ts";
import type { Block, BoxItem, Inline } from "./model.ts";
import { tableAtoms } from "./table.ts";

type Paragraph = Extract<Block, { kind: "paragraph" }>;

/** Turns one block into the pieces that pages are filled with. */
export function atomsOf(block: Block, setting: Setting): Atom[] {
  const atoms = contentOf(block, setting);
  return block.keep
    ? atoms.map((atom, index) => (index === atoms.length - 1 ? { ...atom, keep: true } : atom))
    : atoms;
}

function contentOf(block: Block, setting: Setting): Atom[] {
  switch (block.kind) {
    case "title":
      return block.look === "form"
        ? formTitle(block.text, setting)
        : title(block.text, block.aside, setting);
    case "heading":
      return heading(block.text, block.look, setting);
    case "paragraph":
      return paragraph(block, setting);
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

function formTitle(text: string, setting: Setting): Atom[] {
  const size = setting.size * 1.14;
  const lines = setting.lines(text, { width: setting.width, size, base: "bold" });
  const marks = marksOf(aligned(lines, setting.width, "center"), setting.node("H1"), size);
  return [{ height: heightOf(lines, size), before: setting.size, keep: true, marks }];
}

function heading(text: string, look: "form" | undefined, setting: Setting): Atom[] {
  const size = setting.size * (look === "form" ? 1 : 1.14);
  const lines = setting.lines(text, { width: setting.width, size, base: "bold" });
  const marks = marksOf(lines, setting.node("H2"), size);
  return [{ height: heightOf(lines, size), before: setting.size * 0.75, keep: true, marks }];
}

function paragraph({ text, look, align }: Paragraph, setting: Setting): Atom[] {
  const size = setting.size * (look === "lead" ? 1.14 : look === "note" ? 0.88 : 1);
  const base = look === "lead" ? "bold" : "regular";
  const lines = setting.lines(text, { width: setting.width, size, base });
  const placed = aligned(lines, setting.width, align);
  return flowing(placed, setting.node("P"), size, setting.size * 0.45, 0);
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

/** Lines that may go on over a page. */
function flowing(
  lines: readonly Line[],
  node: Node,
  size: number,
  before: number,
  x: number,
): Atom[] {
  return parted(lines).map(
    (part, index): Atom => ({
      height: heightOf(part, size),
      before: index === 0 ? before : 0,
      keep: false,
      marks: marksOf(part, node, size, x),
    }),
  );
}
