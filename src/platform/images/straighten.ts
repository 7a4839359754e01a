import { findBends, isDarkInFinder } from "./bends.ts";
import { flatten } from "./flatten.ts";
import type { Corners, Grey } from "./grey.ts";

/** Modules around one by which it is told whether that one is dark: light changes over a code. */
const NEAR = 4;
const PIXELS = 4;
const QUIET = 4;

/**
 * Draws a code anew that was seen but could not be read, since the paper is bent or crumpled: each module
 * where it belongs, black or white.
 * @param size modules on a side, odd
 */
export function straighten(photo: Grey, corners: Corners, size: number): Grey {
  const flat = flatten(photo, corners, size);
  const bends = findBends(flat);
  const shades = new Float32Array(size * size);
  for (let row = 0; row < size; row += 1) {
    for (let column = 0; column < size; column += 1) {
      const [x, y] = bends.at(column, row);
      let sum = 0;
      for (const dv of [-0.2, 0, 0.2]) {
        for (const du of [-0.2, 0, 0.2]) sum += flat.at(column + 0.5 + x + du, row + 0.5 + y + dv);
      }
      shades[row * size + column] = sum / 9;
    }
  }
  const side = (size + 2 * QUIET) * PIXELS;
  const data = new Uint8Array(side * side).fill(255);
  for (let row = 0; row < size; row += 1) {
    for (let column = 0; column < size; column += 1) {
      if (!(knownModule(column, row, size) ?? isDark(shades, size, column, row))) continue;
      for (let line = 0; line < PIXELS; line += 1) {
        const from = ((row + QUIET) * PIXELS + line) * side + (column + QUIET) * PIXELS;
        data.fill(0, from, from + PIXELS);
      }
    }
  }
  return { data, width: side, height: side };
}

function isDark(shades: Float32Array, size: number, column: number, row: number): boolean {
  let darkest = 255;
  let lightest = 0;
  for (let r = Math.max(0, row - NEAR); r <= Math.min(size - 1, row + NEAR); r += 1) {
    for (let c = Math.max(0, column - NEAR); c <= Math.min(size - 1, column + NEAR); c += 1) {
      const shade = shades[r * size + c]!;
      if (shade < darkest) darkest = shade;
      if (shade > lightest) lightest = shade;
    }
  }
  return shades[row * size + column]! < (darkest + lightest) / 2;
}

/** Modules that are the same in every code: finder patterns and the lines between them. */
function knownModule(column: number, row: number, size: number): boolean | undefined {
  for (const [middle, line] of [
    [3, 3],
    [size - 4, 3],
    [3, size - 4],
  ] as const) {
    const across = column - middle;
    const down = row - line;
    if (Math.max(Math.abs(across), Math.abs(down)) <= 4) return isDarkInFinder(across, down);
  }
  return row === 6 || column === 6 ? (row + column) % 2 === 0 : undefined;
}
