import { readFileSync } from "node:fs";
import type { Verdict } from "../../../src/features/staff/access.ts";

/** The table of access.table.txt: what is agreed, by "role relation action status". */
export function readTable(): ReadonlyMap<string, Verdict> {
  const text = readFileSync(new URL("./access.table.txt", import.meta.url), "utf8");
  const cells = new Map<string, Verdict>();
  let head: { of: string; statuses: string[] } | undefined;
  for (const line of text.split("\n")) {
    const heading = /^(\w+), (\w+) +(before_release .*)$/.exec(line);
    if (heading) {
      const [, role, relation, statuses = ""] = heading;
      head = { of: `${role} ${relation}`, statuses: statuses.trim().split(/ +/) };
    } else if (head && line.trim()) {
      const [action, ...row] = line.trim().split(/ +/);
      if (row.length !== head.statuses.length) throw new Error(`A cell is missing: ${line}`);
      for (const [at, status] of head.statuses.entries()) {
        const key = `${head.of} ${action} ${status}`;
        if (cells.has(key)) throw new Error(`Twice in the table: ${key}`);
        cells.set(key, readCell(row[at] ?? ""));
      }
    }
  }
  return cells;
}

function readCell(text: string): Verdict {
  const [, next, yes, mark] = /^(?:>([a-z_,]+)|(yes))(!?)$/.exec(text) ?? [];
  if (text === ".") return { kind: "no" };
  if (!next && !yes) throw new Error(`What is ${text}?`);
  return {
    kind: "yes",
    comment: mark === "!",
    ...(next ? { next: next.split(",") as never } : {}),
  };
}
