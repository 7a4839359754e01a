import type { Question, Value } from "./form.ts";

const isoDate = /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/;

/**
 * Whether a value is an answer to the question. An option that a later release took away no longer
 * fits, so its question is asked again. Says nothing about a day in the future: that needs today.
 */
export function fits(question: Question, value: Value): boolean {
  if (value === "unknown") return question.unknown === true;
  switch (question.kind) {
    case "yes_no":
      return value === "yes" || value === "no";
    case "choice":
      return typeof value === "string" && question.options?.includes(value) === true;
    case "many":
      return (
        Array.isArray(value) &&
        value.every((one, at) => question.options?.includes(one) && value.indexOf(one) === at)
      );
    case "number":
    case "money":
      return (
        Number.isSafeInteger(value) &&
        (value as number) >= (question.min ?? 0) &&
        (value as number) <= (question.max ?? Number.MAX_SAFE_INTEGER)
      );
    case "date":
      return typeof value === "string" && isoDate.test(value);
    case "town":
      return Number.isSafeInteger(value) && (value as number) > 0;
  }
}
