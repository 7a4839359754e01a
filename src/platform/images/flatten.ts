import type { Corners, Grey } from "./grey.ts";

/** A code as seen from right above: its modules are squares of the same size, more or less. */
export interface Flat {
  /** Modules on a side. */
  readonly size: number;
  /** The shade at a place counted in modules from the top left corner; near the code beside it too. */
  at(u: number, v: number): number;
}

/** Pixels for one module. */
const PIXELS = 6;
/** Modules around the code that are seen as well. */
const MARGIN = 4;

/** Undoes the perspective of a flat square whose corners are known. */
export function flatten(photo: Grey, corners: Corners, size: number): Flat {
  const side = (size + 2 * MARGIN) * PIXELS;
  const pixels = new Float32Array(side * side);
  const place = perspective(corners, size);
  for (let y = 0; y < side; y += 1) {
    for (let x = 0; x < side; x += 1) {
      const [px, py] = place((x + 0.5) / PIXELS - MARGIN, (y + 0.5) / PIXELS - MARGIN);
      pixels[y * side + x] = between(photo, px - 0.5, py - 0.5);
    }
  }
  const within = (at: number) => Math.max(0, Math.min(side - 1, at));
  return {
    size,
    at: (u, v) => {
      const x = within(Math.floor((u + MARGIN) * PIXELS));
      const y = within(Math.floor((v + MARGIN) * PIXELS));
      return pixels[y * side + x] as number;
    },
  };
}

/** Where a place of the square is in the photo: the one projection that maps corners to corners. */
function perspective(
  [a, b, c, d]: Corners,
  size: number,
): (u: number, v: number) => readonly [number, number] {
  const right = { x: b.x - c.x, y: b.y - c.y };
  const down = { x: d.x - c.x, y: d.y - c.y };
  const skew = { x: a.x - b.x + c.x - d.x, y: a.y - b.y + c.y - d.y };
  const area = right.x * down.y - down.x * right.y;
  const g = (skew.x * down.y - down.x * skew.y) / area;
  const h = (right.x * skew.y - skew.x * right.y) / area;
  return (u, v) => {
    const s = u / size;
    const t = v / size;
    const depth = g * s + h * t + 1;
    return [
      ((b.x - a.x + g * b.x) * s + (d.x - a.x + h * d.x) * t + a.x) / depth,
      ((b.y - a.y + g * b.y) * s + (d.y - a.y + h * d.y) * t + a.y) / depth,
    ];
  };
}

/** The shade between four pixels; white outside of the photo. */
function between({ data, width, height }: Grey, x: number, y: number): number {
  if (!(x >= 0 && y >= 0 && x < width - 1 && y < height - 1)) return 255;
  const left = Math.floor(x);
  const top = Math.floor(y);
  const r = x - left;
  const d = y - top;
  const at = top * width + left;
  const above = (data[at] as number) * (1 - r) + (data[at + 1] as number) * r;
  const below = (data[at + width] as number) * (1 - r) + (data[at + width + 1] as number) * r;
  return above * (1 - d) + below * d;
}
