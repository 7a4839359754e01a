import type { Translate } from "../../platform/texts/texts.ts";
import type { Age } from "./rules.ts";

/** From so many hours on an age is told in days. */
const DAYS_FROM = 48;

/** How old a figure is, as a sentence; that nobody ever said is no age. */
export function ageWords(t: Translate, age: Exclude<Age, { kind: "never" }>): string {
  if (age.kind === "stale") return t("beds:stale", { count: age.days });
  if (age.hours >= DAYS_FROM) return t("beds:said_days", { count: Math.floor(age.hours / 24) });
  return age.hours === 0 ? t("beds:said_now") : t("beds:said", { count: age.hours });
}
