import type { Translate } from "../../platform/texts/texts.ts";
import type { Age } from "./rules.ts";

/** How old a figure is, as a sentence; that nobody ever said is no age. */
export function ageWords(t: Translate, age: Exclude<Age, { kind: "never" }>): string {
  if (age.kind === "stale") return t("beds:stale", { count: age.days });
  return age.hours === 0 ? t("beds:said_now") : t("beds:said", { count: age.hours });
}
