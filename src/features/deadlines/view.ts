import type { OpenTurn } from "../../platform/telegram/turn.ts";
import { spokenClause, spokenDate } from "../../platform/texts/format.ts";
import type { Due } from "./rules.ts";

/** Due dates in words: the day, what happens, in which case, and the clause. */
export function dueLines(turn: OpenTurn, dues: readonly Due[]): string[] {
  return dues.map((due) => {
    const { t, locale } = turn;
    const inCase = due.onlyIf ? ` (${t(`deadlines:only_if.${due.onlyIf}`)})` : "";
    const flags = [
      ...(due.dayOff ? [t("deadlines:flag.day_off")] : []),
      ...(due.preliminary ? [t("deadlines:flag.preliminary")] : []),
    ];
    const what = `• <b>${whenOf(turn, due)}</b>: ${t(`deadlines:clock.${due.code}`)}${inCase}`;
    return [what, `<i>(${spokenClause(due.clause, locale)})</i>.`, ...flags].join(" ");
  });
}

/** "не позднее 24 марта 2024 г." of a day alone. */
export function byDay({ t, locale }: OpenTurn, date: string): string {
  return t("deadlines:when.by", { date: spokenDate(date, locale) });
}

/** "не позднее 24 марта 2024 г." */
export function whenOf({ t, locale }: OpenTurn, { from, due, monthly }: Due): string {
  const day = (date: string) => spokenDate(date, locale);
  if (due === null) return from === null ? "" : t("deadlines:when.from", { date: day(from) });
  if (monthly) return t("deadlines:when.monthly", { date: day(due) });
  return from === null
    ? t("deadlines:when.by", { date: day(due) })
    : t("deadlines:when.between", { from: day(from), date: day(due) });
}
