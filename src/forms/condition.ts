/**
 * Conditions as data: one small language for "ask this question when" and "this rule holds when".
 *
 * Three values: a condition over something that nobody knows is `unknown`, never silently false.
 * `and`/`or`/`not` follow Kleene's tables, so one known answer may decide although another is open.
 */

/** A value that a condition can look at. Sums are integer kopecks, dates are "YYYY-MM-DD". */
export type Scalar = string | number | boolean;
export type Value = Scalar | readonly Scalar[];

/** What is known, by permanent code. An absent code is unknown, and so is the value "unknown". */
export type Known = Readonly<Record<string, Value | undefined>>;

export type Truth = "yes" | "no" | "unknown";

export type Condition =
  | { readonly all: readonly Condition[] }
  | { readonly any: readonly Condition[] }
  | { readonly not: Condition }
  /** The code has exactly this value. */
  | { readonly is: readonly [code: string, value: Scalar] }
  /** The code has one of these values. */
  | { readonly in: readonly [code: string, values: readonly Scalar[]] }
  /** The code holds a list that contains this value. */
  | { readonly has: readonly [code: string, value: Scalar] }
  /** The left is strictly less than the right; a string on the right starting with "$" names a code. */
  | { readonly less: readonly [code: string, than: Scalar] }
  | { readonly atLeast: readonly [code: string, than: Scalar] }
  /** Something is known at all; never unknown itself. */
  | { readonly known: string };

/** Evaluates a condition over what is known. */
export function evaluate(condition: Condition, known: Known): Truth {
  if ("all" in condition) return every(condition.all.map((part) => evaluate(part, known)));
  if ("any" in condition)
    return not(every(condition.any.map((part) => not(evaluate(part, known)))));
  if ("not" in condition) return not(evaluate(condition.not, known));
  if ("known" in condition) return truth(look(condition.known, known) !== undefined);
  if ("is" in condition) return test(condition.is[0], known, (value) => value === condition.is[1]);
  if ("in" in condition) {
    return test(condition.in[0], known, (value) => condition.in[1].includes(value as Scalar));
  }
  if ("has" in condition) {
    return test(condition.has[0], known, (value) => listOf(value).includes(condition.has[1]));
  }
  const [code, than] = "less" in condition ? condition.less : condition.atLeast;
  const right =
    typeof than === "string" && than.startsWith("$") ? look(than.slice(1), known) : than;
  if (right === undefined) return "unknown";
  const below = test(code, known, (value) => value < right);
  return "less" in condition ? below : not(below);
}

/** Every code that a condition looks at, in reading order. */
export function codesOf(condition: Condition): string[] {
  if ("all" in condition) return condition.all.flatMap(codesOf);
  if ("any" in condition) return condition.any.flatMap(codesOf);
  if ("not" in condition) return codesOf(condition.not);
  if ("known" in condition) return [condition.known];
  if ("is" in condition) return [condition.is[0]];
  if ("in" in condition) return [condition.in[0]];
  if ("has" in condition) return [condition.has[0]];
  const [code, than] = "less" in condition ? condition.less : condition.atLeast;
  return typeof than === "string" && than.startsWith("$") ? [code, than.slice(1)] : [code];
}

function look(code: string, known: Known): Value | undefined {
  const value = known[code];
  return value === "unknown" ? undefined : value;
}

function test(code: string, known: Known, holds: (value: Value) => boolean): Truth {
  const value = look(code, known);
  return value === undefined ? "unknown" : truth(holds(value));
}

function listOf(value: Value): readonly Scalar[] {
  return typeof value === "object" ? value : [value];
}

function truth(holds: boolean): Truth {
  return holds ? "yes" : "no";
}

function not(value: Truth): Truth {
  return value === "unknown" ? "unknown" : value === "yes" ? "no" : "yes";
}

function every(values: readonly Truth[]): Truth {
  if (values.includes("no")) return "no";
  return values.includes("unknown") ? "unknown" : "yes";
}
