import type { OpenTurn } from "../../../platform/telegram/turn.ts";
import { roubles, spokenClause, spokenDate } from "../../../platform/texts/format.ts";
import { measureCode } from "../../../programs/schema.ts";
import { dayAt } from "../../cases/index.ts";
import { isFact, paymentsOf, proposedSum, type Step, type StepValue } from "../draft.ts";
import { lastDaysOf } from "../read-step.ts";
import { lawOf } from "../rules/index.ts";
import { stepName, territoryName } from "../wording.ts";
import type { Work } from "./common.ts";

/** An answer that is offered on a button. */
export interface Option {
  readonly label: string;
  readonly argument: string;
  readonly value: StepValue;
}

export function todayOf({ now }: OpenTurn, { held }: Work): string {
  return dayAt(now, held.member.institution.timeZone);
}

/** What is asked, with the figure or limit that the rules know. */
export function askText(
  turn: OpenTurn,
  { draft, program }: Work,
  step: Step,
  kind: string,
): string {
  const { t, locale } = turn;
  const [, code = ""] = step.split(":");
  const name =
    kind === "money" || kind === "months" ? t(`eligibility:money.${code}`) : stepName(turn, step);
  const lines = [t(`contract:ask.${kind}`, { name })];
  const law = draft.startsOn === undefined ? null : lawOf(program, { startsOn: draft.startsOn });
  if (kind === "endsOn") {
    const measure = law?.edition.measures.find((one) => one.code === draft.measure);
    lines.push(
      law?.confirmed && measure
        ? t("contract:term_limit", {
            count: measure.maxTermMonths,
            clause: spokenClause(measure.termClause, locale),
          })
        : t("contract:limit_unknown"),
    );
  }
  if (kind === "money") {
    const sum = proposedSum(draft, program, code);
    const payment = paymentsOf(draft, program).find((one) => one.code === code);
    lines.push(
      sum === null || !payment
        ? t("contract:limit_unknown")
        : t(`contract:sum_by_rules.${payment.kind === "once" ? "up_to" : "exact"}`, {
            amount: roubles(sum, locale),
            clause: spokenClause(payment.clause, locale),
          }),
    );
  }
  return lines.join("\n\n");
}

/** The answers that are offered: what was meant by a typed one, else what the rules propose. */
export function optionsOf(turn: OpenTurn, work: Work, step: Step): Option[] {
  const { t, screen, locale } = turn;
  const { draft, program } = work;
  const choices = typeof screen.choices === "string" ? screen.choices.split("|") : [];
  const [kind = "", code = ""] = step.split(":");
  const day = (date: string, label = spokenDate(date, locale)): Option => ({
    ...{ label, argument: date, value: date },
  });
  const sum = (kopecks: number): Option => ({
    ...{ label: roubles(kopecks, locale), argument: String(kopecks), value: kopecks },
  });
  const none = (label: string): Option => ({ label, argument: "none", value: null });
  if (choices.length > 0) {
    return choices.map((choice) =>
      kind === "money" || kind === "part" ? sum(Number(choice)) : day(choice),
    );
  }
  if (isFact(step)) {
    return [day(todayOf(turn, work), t("contract:today")), none(t("contract:not_yet"))];
  }
  switch (kind) {
    case "startsOn":
      return [day(todayOf(turn, work), t("contract:today"))];
    case "measure":
      return measureCode.options.map((value) => ({
        ...{ label: t(`eligibility:measure.${value}.name`), argument: value, value },
      }));
    case "endsOn": {
      const { startsOn, measure } = draft;
      const law = startsOn === undefined ? null : lawOf(program, { startsOn });
      const most = law?.edition.measures.find((one) => one.code === measure)?.maxTermMonths;
      return startsOn && most && law?.confirmed
        ? lastDaysOf(startsOn, most).map((date) => day(date))
        : [];
    }
    case "training":
    case "atOnce":
      return (["yes", "no"] as const).map((argument) => ({
        ...{ label: t(`contract:${kind}.${argument}`), argument, value: argument === "yes" },
      }));
    case "territory":
      return [
        ...program.territories.map((one) => ({
          ...{ label: territoryName(turn, one.code), argument: one.code, value: one.code },
        })),
        none(t("contract:territory_unknown")),
      ];
    case "money": {
      const most = proposedSum(draft, program, code);
      return [...(most === null ? [] : [sum(most)]), none(t("contract:not_in_contract"))];
    }
    case "part":
      return [none(t("contract:not_in_contract"))];
    case "months": {
      const most = paymentsOf(draft, program).find((one) => one.code === code)?.months ?? 1;
      return Array.from({ length: most }, (_, at) => ({
        ...{ label: String(at + 1), argument: String(at + 1), value: at + 1 },
      }));
    }
    default:
      return [];
  }
}
