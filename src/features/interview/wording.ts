import type { Asked, Form, Value } from "../../forms/form.ts";
import type { Ctx } from "../../platform/telegram/turn.ts";
import { roubles, spokenDate } from "../../platform/texts/format.ts";
import { escapeHtml, type Locale, type Translate } from "../../platform/texts/texts.ts";
import { townById, townLabel } from "../places/index.ts";
import type { Binding } from "./binding.ts";

/** What the texts of a question put in. */
export function textValues(
  binding: Binding,
  ctx: Ctx,
  asked: Asked,
): Readonly<Record<string, unknown>> {
  const { member } = asked;
  return {
    ...(member ? { member: ctx.turn.t("forms-common:member", { number: member + 1 }) } : {}),
    ...binding.values?.(ctx, asked),
  };
}

/** The text of a question or of a part of it: `forms-<form>:<question>.<part>`. */
export function textKey(form: Form, asked: Asked, part: string): string {
  return `forms-${form.code}:${asked.text}.${part}`;
}

/** An answer as a person would say it, escaped. */
export function spoken(
  form: Form,
  asked: Asked,
  value: Value,
  t: Translate,
  locale: Locale,
): string {
  if (value === "unknown") return t("forms-common:unknown");
  switch (asked.question.kind) {
    case "yes_no":
      return t(`forms-common:${String(value)}`);
    case "choice":
      return t(textKey(form, asked, `options.${String(value)}`));
    case "many": {
      const picked = value as readonly string[];
      const labels = picked.map((option) => t(textKey(form, asked, `options.${option}`)));
      return labels.length > 0 ? labels.join(", ") : t("interview:nothing_picked");
    }
    case "number":
      return String(value);
    case "money":
      return roubles(Number(value), locale);
    case "date":
      return spokenDate(String(value), locale);
    case "town": {
      const town = townById(Number(value));
      return town ? escapeHtml(townLabel(town, locale)) : String(value);
    }
  }
}
