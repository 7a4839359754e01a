import type { OpenTurn } from "../../platform/telegram/turn.ts";
import { spokenClause, spokenDate } from "../../platform/texts/format.ts";
import { daysBetween } from "../../programs/dates.ts";
import { byDay } from "../deadlines/index.ts";
import { type Duty, isMet } from "./duties.ts";
import type { PartyDue } from "./rules/index.ts";

/** One duty: what it is, by when, by which clause, and whether it was met. */
export function dutyLine(turn: OpenTurn, duty: Duty, today: string): string {
  const { t, locale } = turn;
  const { doneOn, mark } = duty;
  const head = `${dutyName(turn, duty)} ${clauseText(turn, duty)}`;
  if (doneOn !== null) {
    return `${head}. ${t("contract:duty.done", { date: spokenDate(doneOn, locale) })}`;
  }
  if (mark) {
    const said = mark.markedBy === null ? "told" : "done";
    return `${head}. ${t(`contract:duty.${said}`, { date: spokenDate(mark.doneOn, locale) })}`;
  }
  return `${head}: ${byDay(turn, duty.dueOn)}. ${leftText(turn, today, duty.dueOn)}`;
}

export function dutyName({ t }: OpenTurn, { code, onlyIf }: PartyDue): string {
  const inCase = onlyIf === null ? "" : ` (${t(`deadlines:only_if.${onlyIf}`)})`;
  return `${t(`deadlines:clock.${code}`)}${inCase}`;
}

export function clauseText({ locale }: OpenTurn, { clause }: { readonly clause: string }): string {
  return `<i>(${spokenClause(clause, locale)})</i>`;
}

/** How far away a day is: "осталось 12 дней", "сегодня последний день", "срок прошёл". */
export function leftText({ t }: OpenTurn, today: string, day: string): string {
  const count = daysBetween(today, day);
  if (count < 0) return t("contract:left.past");
  return count === 0 ? t("contract:left.today") : t("contract:left.days", { count });
}

export function openDuties(duties: readonly Duty[]): Duty[] {
  return duties.filter((duty) => !isMet(duty));
}
