import type { Asked } from "../form.ts";
import { parseDate } from "./date.ts";
import { parseMoney } from "./money.ts";
import { parseNumber } from "./number.ts";
import { parseChoice, parseMany } from "./options.ts";
import { notUnderstood, type ParseContext, type Parsed, type TownFound, value } from "./parsed.ts";
import { plain } from "./text.ts";
import { parseYesNo, saysUnknown } from "./yes-no.ts";

export type {
  NotUnderstood,
  NotUnderstoodCode,
  ParseContext,
  Parsed,
  TownFound,
} from "./parsed.ts";

/**
 * Reads a typed answer in Russian, Kazakh or English, whichever the person uses. Every value fits the
 * question. Never throws: text comes from anybody.
 */
export function parse(asked: Asked, text: string, context: ParseContext): Parsed {
  const { question } = asked;
  const said = plain(text);
  if (said === "") return notUnderstood("empty");
  if (saysUnknown(said)) {
    return question.unknown ? value("unknown") : notUnderstood("unknown_not_offered");
  }
  switch (question.kind) {
    case "yes_no":
      return parseYesNo(said);
    case "choice":
      return parseChoice(said, question.options ?? [], context.labels ?? {});
    case "many":
      return parseMany(said, question.options ?? [], context.labels ?? {});
    case "number":
      return parseNumber(said, question);
    case "money":
      return parseMoney(said, question);
    case "date":
      return parseDate(said, { today: context.today, past: question.past === true });
    case "town":
      return parseTown(text, context.findTown);
  }
}

function parseTown(text: string, find: ParseContext["findTown"]): Parsed<number> {
  const found: TownFound = find?.(text) ?? { kind: "none" };
  if (found.kind === "none") return notUnderstood("town");
  if (found.kind === "one") return value(found.town.id);
  return { kind: "choose", options: found.towns.map((town) => town.id) };
}
