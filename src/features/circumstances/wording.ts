import { Temporal } from "temporal-polyfill";
import type { OpenTurn } from "../../platform/telegram/turn.ts";
import { spokenClause, spokenDate } from "../../platform/texts/format.ts";
import { escapeHtml } from "../../platform/texts/texts.ts";
import { daysBetween } from "../../programs/dates.ts";
import { byDay } from "../deadlines/index.ts";
import type { Known } from "./reach.ts";
import type { Circumstance } from "./record.ts";
import { aidStopBy, stateOf } from "./rules/acts.ts";
import { type Step, stepsOf } from "./rules/steps.ts";

const MORNING_HOUR = 9;

/** Nine in the morning of a day. */
export function morningOf(day: string, timeZone: string): Date {
  const plainTime = Temporal.PlainTime.from({ hour: MORNING_HOUR });
  const at = Temporal.PlainDate.from(day).toZonedDateTime({ timeZone, plainTime });
  return new Date(at.epochMilliseconds);
}

export function cited({ locale }: OpenTurn, clause: string): string {
  return `<i>(${spokenClause(clause, locale)})</i>`;
}

/** One line: what it is and where it stands. */
export function headLine(turn: OpenTurn, { program, contract }: Known, of: Circumstance): string {
  const { t } = turn;
  const state = t(`circumstances:state.${stateOf(program, contract, of)}`);
  return `${nameOf(turn, of)}, ${spokenDate(of.happenedOn, turn.locale)}. ${state}`;
}

export function nameOf({ t }: OpenTurn, { kind, body: { what } }: Circumstance): string {
  switch (kind) {
    case "valid_reason":
      return t(`circumstances:reason.${what}`);
    case "change":
      return t(`circumstances:told.${what}`);
    case "early_end":
      return t(`circumstances:ground.${what}`);
    default:
      return t(`circumstances:kind.${kind}`);
  }
}

/** All of one: what was told, the steps of both sides with their days, what follows for money. */
export function wholeText(turn: OpenTurn, known: Known, of: Circumstance): string[] {
  const { t, locale } = turn;
  const { program, contract, today } = known;
  const { body, kind } = of;
  const state = stateOf(program, contract, of);
  const ends =
    (kind === "early_end" && body.decision === "yes" && body.aroseOn !== null) ||
    (kind === "agreed_end" && state === "done");
  const aid = ends ? aidOf(turn, known, of) : undefined;
  const all = stepsOf(program, contract, of);
  const steps = all.map((step) => `• ${stepLine(turn, step, today)}`);
  const addendum = all.find(({ code }) => code === "addendum_concluded");
  return [
    // An end by agreement has no other name than that of its kind.
    [
      ...(kind === "agreed_end" ? [] : [`<b>${t(`circumstances:kind.${kind}`)}</b>`]),
      headLine(turn, known, of),
    ].join("\n"),
    ...(body.text ? [`«${escapeHtml(body.text)}»`] : []),
    ...(body.asks ? [t(`circumstances:asks.${body.asks}`)] : []),
    ...(body.papers.length > 0 ? [t("circumstances:papers", { count: body.papers.length })] : []),
    ...(steps.length > 0 ? [`<b>${t("circumstances:steps")}</b>\n${steps.join("\n")}`] : []),
    ...(body.until ? [t("circumstances:extended", { date: spokenDate(body.until, locale) })] : []),
    ...(body.unsigned && addendum
      ? [`${t("circumstances:not_extended")} ${cited(turn, addendum.clause)}.`]
      : []),
    ...(aid ? [aid] : []),
  ];
}

/** For some grounds the procedure names no day on which aid stops (п. 37). */
function aidOf(turn: OpenTurn, { program, contract }: Known, of: Circumstance): string {
  const { t, locale } = turn;
  const stops = aidStopBy(program, contract, of);
  if (!stops) return t("circumstances:aid_no_day");
  const date = spokenDate(stops.day, locale);
  return `${t("circumstances:aid_stops", { date })} ${cited(turn, stops.clause)}.`;
}

export function stepLine(turn: OpenTurn, step: Step, today: string): string {
  const { t, locale } = turn;
  const inCase = step.onlyIf === null ? "" : ` (${t(`deadlines:only_if.${step.onlyIf}`)})`;
  const head = `${t(`deadlines:clock.${step.code}`)}${inCase} ${cited(turn, step.clause)}`;
  if (step.doneOn !== null) {
    const late = step.dueOn !== null && step.doneOn > step.dueOn;
    const done = t("circumstances:step.done", { date: spokenDate(step.doneOn, locale) });
    const last = late
      ? ` ${t("circumstances:step.was_late", { date: spokenDate(step.dueOn, locale) })}`
      : "";
    return `${head}: ${done}${last}`;
  }
  if (step.dueOn === null) {
    const unit = step.unit === "months" ? "months" : "days";
    return `${head}: ${t(`circumstances:step.after_${unit}`, { count: step.length })}`;
  }
  const left = daysBetween(today, step.dueOn);
  const words =
    left < 0
      ? t("contract:left.past")
      : left === 0
        ? t("contract:left.today")
        : t("contract:left.days", { count: left });
  return `${head}: ${byDay(turn, step.dueOn)}. ${words}`;
}
