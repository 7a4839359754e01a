/**
 * What figures as people write them can mean. Readings are integer kopecks; several readings mean
 * that a person has to choose, because a wrong guess would be wrong a hundredfold or more.
 */

/** More digits than any sum of money: also keeps the arithmetic exact. */
const mostDigits = 12;

/** More numbers in a row than three months, each in three parts, can need. */
const mostSums = 12;

/**
 * The readings of one number with its separators, times 1, 1000 or a million:
 * "15000,50", "15.000,50", "1'500'000", "15.500" (15 500 or 15.50), "15.5" (15.50 or 15 500).
 */
export function readingsOf(figures: string, times: number): number[] {
  const groups = figures.split(/[.,']/);
  const separators = figures.replace(/[^.,']/g, "");
  const last = groups.at(-1)!;
  if (groups.join("").length > mostDigits) return [];

  if (separators === "") return exact(figures, "", times);
  if (new Set(separators).size === 1 && separators.length > 1) {
    return grouped(groups) ? exact(groups.join(""), "", times) : [];
  }
  if (separators.length > 1) {
    const head = groups.slice(0, -1);
    const sameBefore = new Set(separators.slice(0, -1)).size === 1;
    const decimal = separators.at(-1) !== "'" && separators.at(-1) !== separators[0];
    return sameBefore && decimal && grouped(head) && last.length <= 2
      ? exact(head.join(""), last, times)
      : [];
  }
  const head = groups[0]!;
  if (last.length === 3 && grouped(groups)) {
    const whole = exact(head + last, "", times);
    return separators === "'" ? whole : [...whole, ...exact(head, last, times)];
  }
  if (separators === "'" || last.length > (times > 1 ? 3 : 2)) return [];
  const literal = exact(head, last, times);
  const thousands =
    times === 1 && last.length === 1 && head.length <= 3 && Number(figures.replace(",", ".")) > 0;
  return thousands ? [...literal, ...exact(head, last, 1000)] : literal;
}

/**
 * The ways to divide figures written with spaces into sums: "15 000 16 000" is two, "15 500" one,
 * "100 500" either. A sum below 100 roubles is not taken for one of several.
 */
export function divisions(figures: readonly string[]): string[][] {
  const [first, ...rest] = figures;
  if (first === undefined) return [[]];
  if (rest.length > mostSums) return [];
  const found: string[][] = [];
  let sum = first;
  for (let taken = 0; taken <= rest.length; taken += 1) {
    if (taken > 0) {
      const next = rest[taken - 1]!;
      if (!/^[1-9]\d{0,2}$/.test(first) || !/^\d{3}(?:[.,]\d{1,2})?$/.test(next)) break;
      if (/[.,]/.test(sum)) break;
      sum += next;
    }
    const alone = taken === rest.length;
    const small = /^[1-9]\d?$/.test(sum) && /^\d{3}(?!\d)/.test(rest[taken] ?? "");
    const orphan = /^0\d/.test(rest[taken] ?? "");
    if (!alone && (small || orphan)) continue;
    for (const others of divisions(rest.slice(taken))) found.push([sum, ...others]);
    if (found.length > 16) return found;
  }
  return found;
}

/** "15" and "5" times 1000 as kopecks; nothing when it is not a whole number of kopecks. */
function exact(head: string, decimals: string, times: number): number[] {
  const kopecks = (Number(head + decimals) * times * 100) / 10 ** decimals.length;
  return Number.isSafeInteger(kopecks) && head !== "" ? [kopecks] : [];
}

function grouped(groups: readonly string[]): boolean {
  return /^[1-9]\d{0,2}$/.test(groups[0]!) && groups.slice(1).every((group) => group.length === 3);
}
