import {
  type Atom,
  aligned,
  heightOf,
  LEADING,
  type Mark,
  marksOf,
  type Setting,
} from "./atoms.ts";
import type { Line } from "./lines.ts";
import type { Blank } from "./model.ts";

/** Rows of "label ________", high enough to write on, with what stands on the line and under it. */
export function blanks(rows: readonly (readonly Blank[])[], setting: Setting): Atom[] {
  return rows.map((fields) => row(fields, setting));
}

function row(fields: readonly Blank[], setting: Setting): Atom {
  const { size, width } = setting;
  const gap = size;
  const small = size * 0.8;
  const shares = fields.reduce((sum, { share }) => sum + share, 0);
  const unit = (width - gap * (fields.length - 1)) / shares;
  let left = 0;
  const set = fields.map(({ label, share, value, caption, line }) => {
    const whole = unit * share;
    const [first] = label === "" ? [] : setting.lines(label, { width: whole, size });
    const used = first ? first.width + size * 0.4 : 0;
    const x = left;
    left += whole + gap;
    const room = whole - used;
    return {
      x,
      room,
      start: x + used,
      label: first ? [first] : [],
      value: value === undefined ? [] : setting.lines(value, { width: room, size }),
      caption: caption === undefined ? [] : setting.lines(caption, { width: room, size: small }),
      ruled: line !== false,
    };
  });
  const values = Math.max(...set.map(({ value }) => heightOf(value, size)));
  const captions = Math.max(...set.map(({ caption }) => heightOf(caption, small)));
  const height = Math.max(size * 1.9, values + size * 0.1);
  const said = (lines: readonly Line[], of: number, x: number, top: number): Mark[] =>
    lines.length === 0 ? [] : marksOf(lines, setting.node("P"), of, x, top);
  const marks = set.flatMap(({ x, room, start, label, value, caption, ruled }): Mark[] => [
    ...said(label, size, x, height - size * LEADING),
    // The last line of a value stands just above the line to write on.
    ...said(aligned(value, room, "center"), size, start, height - heightOf(value, size)),
    ...(ruled ? [{ kind: "rule", x: start, y: height, width: room, thickness: 0.6 } as const] : []),
    ...said(aligned(caption, room, "center"), small, start, height + size * 0.1),
  ]);
  const before = captions > 0 ? size * 0.6 : 0;
  return { height: height + captions + size * 0.4, before, keep: false, marks };
}
