import type { Flat } from "./flatten.ts";

/**
 * Where the modules of a code on bent paper are, compared with flat paper: at every second module a
 * shift, in modules. It grows from the three known corners over the code: each next place is looked for
 * where its neighbours lead, the clearest first, so that one bad spot is gone around.
 */
export interface Bends {
  /** The shift at a module. */
  at(column: number, row: number): readonly [number, number];
}

/** A shift and how it changes with the column and the row. */
interface Guess {
  x: number;
  y: number;
  xByColumn: number;
  xByRow: number;
  yByColumn: number;
  yByRow: number;
}

/** Points of a module that are compared. */
const WITHIN = [-0.3, 0, 0.3];
/** Modules around a place that are looked at. */
const AROUND = 2;
/** How reluctantly a place leaves where its neighbours lead. */
const STIFFNESS = 0.8;
/** Half a finder pattern with the light line around it. */
const FINDER = 4;

export function findBends(flat: Flat): Bends {
  const { size } = flat;
  // Every second module: the first, the last and the rows of the finder patterns are among them.
  const nodes = (size + 1) / 2;
  const xs = new Float64Array(nodes * nodes);
  const ys = new Float64Array(nodes * nodes);
  const known = new Uint8Array(nodes * nodes);

  function put(column: number, row: number, x: number, y: number): void {
    const at = row * nodes + column;
    xs[at] = x;
    ys[at] = y;
    known[at] = 1;
  }

  const isKnown = (column: number, row: number): boolean =>
    column >= 0 && row >= 0 && column < nodes && row < nodes && known[row * nodes + column] === 1;

  /** What the known places around tell of this one. */
  function predict(column: number, row: number): Guess {
    const sums = { xc: 0, yc: 0, columns: 1, xr: 0, yr: 0, rows: 1 };
    for (let r = row - 2; r <= row + 2; r += 1) {
      for (let c = column - 2; c <= column + 2; c += 1) {
        if (!isKnown(c, r)) continue;
        const at = r * nodes + c;
        if (c < column + 2 && isKnown(c + 1, r)) {
          sums.xc += xs[at + 1]! - xs[at]!;
          sums.yc += ys[at + 1]! - ys[at]!;
          sums.columns += 1;
        }
        if (r < row + 2 && isKnown(c, r + 1)) {
          sums.xr += xs[at + nodes]! - xs[at]!;
          sums.yr += ys[at + nodes]! - ys[at]!;
          sums.rows += 1;
        }
      }
    }
    const xc = sums.xc / sums.columns;
    const yc = sums.yc / sums.columns;
    const xr = sums.xr / sums.rows;
    const yr = sums.yr / sums.rows;
    let x = 0;
    let y = 0;
    let count = 0;
    for (let r = -1; r <= 1; r += 1) {
      for (let c = -1; c <= 1; c += 1) {
        if (!isKnown(column + c, row + r)) continue;
        const at = (row + r) * nodes + column + c;
        const weight = c === 0 || r === 0 ? 2 : 1;
        x += weight * (xs[at]! - xc * c - xr * r);
        y += weight * (ys[at]! - yc * c - yr * r);
        count += weight;
      }
    }
    return {
      ...{ x: x / count, y: y / count },
      ...{ xByColumn: xc / 2, yByColumn: yc / 2, xByRow: xr / 2, yByRow: yr / 2 },
    };
  }

  for (const [column, row] of [
    [3, 3],
    [size - 4, 3],
    [3, size - 4],
  ] as const) {
    const found = fitFinder(flat, column, row);
    for (let r = row - 3; r <= row + 3; r += 2) {
      for (let c = column - 3; c <= column + 3; c += 2) {
        const across = c - column;
        const down = r - row;
        put(
          c / 2,
          r / 2,
          found.x + found.xByColumn * across + found.xByRow * down,
          found.y + found.yByColumn * across + found.yByRow * down,
        );
      }
    }
  }

  const unclear = new Float64Array(nodes * nodes).fill(Number.NaN);
  for (;;) {
    let next = -1;
    for (let at = 0; at < unclear.length; at += 1) {
      if (known[at]) continue;
      if (Number.isNaN(unclear[at])) unclear[at] = judge(at % nodes, Math.floor(at / nodes));
      if (unclear[at]! < (unclear[next] ?? Number.POSITIVE_INFINITY)) next = at;
    }
    if (next < 0) break;
    const column = next % nodes;
    const row = (next - column) / nodes;
    const { x, y } = settle(flat, column * 2, row * 2, predict(column, row));
    put(column, row, x, y);
    for (let r = Math.max(0, row - 1); r <= Math.min(nodes - 1, row + 1); r += 1) {
      unclear.fill(
        Number.NaN,
        r * nodes + Math.max(0, column - 1),
        r * nodes + Math.min(nodes, column + 2),
      );
    }
  }

  /** How unclear a place is: less by what is seen there and by how many neighbours are known. */
  function judge(column: number, row: number): number {
    let neighbours = 0;
    for (let r = row - 1; r <= row + 1; r += 1) {
      for (let c = column - 1; c <= column + 1; c += 1) if (isKnown(c, r)) neighbours += 1;
    }
    if (neighbours < 2) return Number.POSITIVE_INFINITY;
    const blurred = mismatch(flat, column * 2, row * 2, predict(column, row));
    return blurred * (1 + 3 / neighbours);
  }

  return {
    at(column, row) {
      const c = Math.min(nodes - 2, Math.floor(column / 2));
      const r = Math.min(nodes - 2, Math.floor(row / 2));
      const right = column / 2 - c;
      const down = row / 2 - r;
      const at = r * nodes + c;
      const mix = (values: Float64Array): number =>
        (values[at]! * (1 - right) + values[at + 1]! * right) * (1 - down) +
        (values[at + nodes]! * (1 - right) + values[at + nodes + 1]! * right) * down;
      return [mix(xs), mix(ys)];
    },
  };
}

/** How little the modules around a place are of one shade each: least when each is where it is guessed. */
function mismatch({ at, size }: Flat, column: number, row: number, guess: Guess): number {
  let sum = 0;
  let count = 0;
  const lastRow = Math.min(size - 1, row + AROUND);
  const lastColumn = Math.min(size - 1, column + AROUND);
  for (let r = Math.max(0, row - AROUND); r <= lastRow; r += 1) {
    for (let c = Math.max(0, column - AROUND); c <= lastColumn; c += 1) {
      const across = c - column;
      const down = r - row;
      const u = c + 0.5 + guess.x + guess.xByColumn * across + guess.xByRow * down;
      const v = r + 0.5 + guess.y + guess.yByColumn * across + guess.yByRow * down;
      let shades = 0;
      let squares = 0;
      for (const dv of WITHIN) {
        for (const du of WITHIN) {
          const shade = at(u + du, v + dv);
          shades += shade;
          squares += shade * shade;
        }
      }
      sum += squares - (shades * shades) / 9;
      count += 1;
    }
  }
  return sum / count / 9;
}

/** The best shift near a guess: coarse first, then finer. */
function settle(flat: Flat, column: number, row: number, guess: Guess): Guess {
  const spread = STIFFNESS * (mismatch(flat, column, row, guess) + 1);
  let best = guess;
  for (const step of [0.2, 0.1]) {
    const { x, y } = best;
    let least = Number.POSITIVE_INFINITY;
    for (let dy = -step; dy <= step; dy += step) {
      for (let dx = -step; dx <= step; dx += step) {
        const tried = { ...guess, x: x + dx, y: y + dy };
        const far = (tried.x - guess.x) ** 2 + (tried.y - guess.y) ** 2;
        const cost = mismatch(flat, column, row, tried) + spread * far;
        if (cost < least) {
          least = cost;
          best = tried;
        }
      }
    }
  }
  return best;
}

/** Where a finder pattern really is, how it is stretched and slanted. */
function fitFinder({ at }: Flat, column: number, row: number): Guess {
  const guess: Guess = { x: 0, y: 0, xByColumn: 0, xByRow: 0, yByColumn: 0, yByRow: 0 };

  /** How much lighter the light modules of the pattern are than the dark ones. */
  function contrast(): number {
    let dark = 0;
    let darks = 0;
    let light = 0;
    let lights = 0;
    for (let r = -FINDER; r <= FINDER; r += 1) {
      for (let c = -FINDER; c <= FINDER; c += 1) {
        const u = column + c + 0.5 + guess.x + guess.xByColumn * c + guess.xByRow * r;
        const v = row + r + 0.5 + guess.y + guess.yByColumn * c + guess.yByRow * r;
        const shade =
          at(u - 0.25, v - 0.25) +
          at(u + 0.25, v - 0.25) +
          at(u - 0.25, v + 0.25) +
          at(u + 0.25, v + 0.25);
        if (isDarkInFinder(c, r)) {
          dark += shade;
          darks += 1;
        } else {
          light += shade;
          lights += 1;
        }
      }
    }
    const { x, y, xByColumn, xByRow, yByColumn, yByRow } = guess;
    const bent = xByColumn ** 2 + xByRow ** 2 + yByColumn ** 2 + yByRow ** 2;
    return (light / lights - dark / darks) * (1 - 0.3 * bent - 0.02 * (x * x + y * y));
  }

  // A pattern may be half a module off and more: the first look is a wide one.
  let best = Number.NEGATIVE_INFINITY;
  let start = { x: 0, y: 0 };
  for (let y = -1; y <= 1; y += 0.2) {
    for (let x = -1; x <= 1; x += 0.2) {
      Object.assign(guess, { x, y });
      const value = contrast();
      if (value <= best) continue;
      best = value;
      start = { x, y };
    }
  }
  Object.assign(guess, start);
  const parameters = Object.keys(guess) as (keyof Guess)[];
  for (const scale of [2, 1, 0.5]) {
    for (let round = 0, moved = true; moved && round < 6; round += 1) {
      moved = false;
      for (const parameter of parameters) {
        const step = scale * (parameter.length === 1 ? 0.1 : 0.035);
        for (const change of [step, -step]) {
          guess[parameter] += change;
          const value = contrast();
          if (value > best) {
            best = value;
            moved = true;
          } else guess[parameter] -= change;
        }
      }
    }
  }
  return guess;
}

/** Counted from the middle of a finder pattern. */
export function isDarkInFinder(across: number, down: number): boolean {
  const ring = Math.max(Math.abs(across), Math.abs(down));
  return ring !== 2 && ring !== 4;
}
