import type { z } from "zod";

/** What is wrong with data from outside, for one line: "income.work: is not a sum". */
export interface WrongField {
  /** The path of the field, with dots. */
  readonly field: string;
  readonly problem: string;
}

/** The most specific complaint: of a union's branches, the one that got furthest into the value. */
export function wrongField({ issues: [issue] }: z.ZodError): WrongField {
  if (!issue) throw new Error("a failed parse has an issue");
  return deepest(issue);
}

/** What zod says of a choice that has no words of its own. */
const UNSAID = "Invalid input";

function deepest(issue: z.core.$ZodIssue): WrongField {
  const path = issue.path.map(String);
  if (issue.code === "unrecognized_keys") {
    return { field: [...path, issue.keys[0]].join("."), problem: "is not a known field" };
  }
  const inner =
    issue.code === "invalid_union"
      ? issue.errors
          .flatMap((branch) => branch.slice(0, 1))
          .map((branch) => deepest({ ...branch, path: [...issue.path, ...branch.path] }))
          .sort((a, b) => b.field.split(".").length - a.field.split(".").length)
      : [];
  const within = inner.filter(({ field }) => field !== path.join("."));
  const best = within.find(({ problem }) => !problem.endsWith("received undefined")) ?? within[0];
  if (best) return best;
  const problem =
    issue.code === "invalid_union" && issue.message === UNSAID
      ? [...new Set(inner.map((one) => one.problem))].join(", or: ")
      : issue.message;
  return { field: path.join(".") || "(the whole file)", problem };
}
