import type { OpenTurn } from "../../platform/telegram/turn.ts";
import { spokenClause, spokenDate, spokenMonth } from "../../platform/texts/format.ts";
import { escapeHtml } from "../../platform/texts/texts.ts";
import { spokenMoment } from "../cases/index.ts";
import { dayIn, type ReportHeld } from "../report/index.ts";
import type { Institution } from "../staff/index.ts";
import { daysOf, isCorrection } from "./actions.ts";
import { EMPTY_PROOF, type Filing, NOT_ARRIVED, WITHDRAWN } from "./record.ts";
import type { Plan } from "./rules.ts";

/** A report with all that is known of how it was handed in. */
export interface Filed extends ReportHeld {
  /** The newest last. */
  readonly filings: readonly Filing[];
  readonly institution: Institution | undefined;
  /** Which way it would go now. */
  readonly plan: Plan;
}

/** The handing in that is in effect; what this very turn begins is foreseen. */
export function lastFiling({ report, filings, plan }: Filed): Filing | undefined {
  const last = filings.at(-1);
  const { submittedAt } = report;
  if (!submittedAt || (last && last.createdAt >= submittedAt)) return last;
  return comingFiling(report, plan, submittedAt);
}

/** The handing in that begins now by a plan. */
export function comingFiling({ id: reportId }: { id: string }, plan: Plan, at: Date): Filing {
  const { way, ...proof } = plan;
  const counts = way === "bot";
  return {
    ...{ id: "", reportId, way, attempts: 0, createdAt: at },
    ...{ state: counts ? "taken" : "waiting", settledAt: counts ? at : null },
    proof: { ...EMPTY_PROOF, ...proof },
  };
}

/** Whether the report has to be handed in another way than it was tried. */
export function needsPaper(filed: Filed): boolean {
  const last = lastFiling(filed);
  if (filed.report.state !== "submitted" || !last) return false;
  return last.state !== "waiting" || last.way === "printed" || last.proof.alarmedAt !== null;
}

/** What handing in will do, said before it is done. */
export function planText({ t, locale }: OpenTurn, plan: Plan, clause: string): string {
  const said = { clause: spokenClause(clause, locale) };
  if (plan.way !== "printed") return t(`filing:will.${plan.way}`, { ...said, ...plan });
  return t("filing:will.printed", { ...said, why: t(`filing:why.${plan.why}`) });
}

export function titleOf({ t, locale }: OpenTurn, { report }: Pick<Filed, "report">): string {
  const title = t("filing:title", { month: spokenMonth(report.month, locale) });
  return `<b>${title}</b>`;
}

/** How it was handed in, when it counted, and what happens next; the same facts for both sides. */
export function filingLines(turn: OpenTurn, filed: Filed): string[] {
  const last = lastFiling(filed);
  if (!last) return [turn.t("filing:no_filing")];
  return [
    ...stateLines(turn, filed, last),
    factLines(turn, filed, last).join("\n"),
    ...proofLines(turn, last),
  ];
}

function stateLines(turn: OpenTurn, filed: Filed, { way, state, proof }: Filing): string[] {
  const { t } = turn;
  const { code, nextAt, why } = proof;
  if (way === "printed" && why !== null) return [t(`filing:why.${why}`)];
  if (way !== "email" || state === "taken") return [];
  if (state === "waiting") {
    return code === null || nextAt === null
      ? [t("filing:state.leaving")]
      : [t("filing:state.retrying", { at: momentOf(turn, filed, new Date(nextAt)) })];
  }
  if (code === NOT_ARRIVED) return [t("filing:state.not_arrived")];
  if (code === WITHDRAWN) {
    return [t(`filing:state.${proof.messageId === null ? "withdrawn" : "withdrawn_left"}`)];
  }
  return [t(`filing:state.${state}`, { code: code ?? "" })];
}

function factLines(turn: OpenTurn, filed: Filed, last: Filing): string[] {
  const { t, locale } = turn;
  const { report } = filed;
  const { way, settledAt, proof } = last;
  const days = daysOf(filed);
  const clause = days ? spokenClause(days.report.clause, locale) : "";
  return [
    ...(report.submittedAt
      ? [t("filing:fact.submitted", { at: momentOf(turn, filed, report.submittedAt) })]
      : []),
    t(`filing:fact.way.${way}`, { to: proof.to ?? "", act: proof.act ?? "" }),
    ...(proof.messageId !== null && settledAt && last.state === "taken"
      ? [t("filing:fact.taken", { at: momentOf(turn, filed, settledAt) })]
      : []),
    ...(report.filedAt
      ? [t("filing:fact.counts", { at: countedAt(turn, filed, last), clause })]
      : []),
    ...(report.state === "submitted" ? [notYetLine(turn, filed)] : []),
    ...lateLines(turn, filed, last),
    ...(proof.recordedBy === null ? [] : [t("filing:fact.recorded")]),
  ];
}

function notYetLine({ t, locale }: OpenTurn, filed: Filed): string {
  const days = daysOf(filed);
  if (!days || isCorrection(filed)) return t("filing:fact.corrected_not");
  return t("filing:fact.counts_not", {
    day: spokenDate(days.lastDay, locale),
    clause: spokenClause(days.report.clause, locale),
  });
}

/** The moment, or only the day where a paper came. */
export function countedAt(turn: OpenTurn, filed: Filed, { proof }: Filing): string {
  const { filedAt } = filed.report;
  if (proof.day !== null) return spokenDate(proof.day, turn.locale);
  return filedAt ? momentOf(turn, filed, filedAt) : "";
}

/** The truth about a report that was sent in time and taken too late. */
function lateLines({ t, locale }: OpenTurn, filed: Filed, { way }: Filing): string[] {
  const { filedAt, submittedAt } = filed.report;
  const days = daysOf(filed);
  if (!filedAt || !days || isCorrection(filed)) return [];
  const { lastDay, timeZone } = days;
  if (dayIn(timeZone, filedAt) <= lastDay) return [];
  const inTime = submittedAt !== null && dayIn(timeZone, submittedAt) <= lastDay;
  const day = spokenDate(lastDay, locale);
  return [t(`filing:fact.${way === "email" && inTime ? "late_mail" : "late"}`, { day })];
}

function proofLines({ t }: OpenTurn, { proof }: Filing): string[] {
  const { messageId, answer, document, attachments } = proof;
  if (messageId === null) return [];
  return [
    [
      `<b>${t("filing:proof.title")}</b>`,
      t("filing:proof.message_id", { id: messageId }),
      t("filing:proof.answer", { answer: answer ?? "" }),
      t("filing:proof.document", { hash: document ?? "" }),
      ...(attachments.length > 0 ? [t("filing:proof.papers", { count: attachments.length })] : []),
    ].join("\n"),
    ...(proof.code === NOT_ARRIVED ? [] : [t("filing:proof.bounces")]),
  ];
}

/** The other ways, for a person whose report does not get through by itself. */
export function adviceLines(turn: OpenTurn, filed: Filed): string[] {
  if (!needsPaper(filed)) return [];
  const { t, locale, now } = turn;
  const days = daysOf(filed);
  const { institution: place } = filed;
  const hours = place?.hours?.[locale] ?? place?.hours?.ru;
  const last = lastFiling(filed);
  const waits = last?.state === "waiting" && last.way === "email";
  const again = !days || isCorrection(filed);
  const late = days !== undefined && dayIn(days.timeZone, now) > days.lastDay;
  return [
    again
      ? t("filing:advice.again")
      : t(`filing:advice.${late ? "late" : "bring"}`, {
          day: spokenDate(days.lastDay, locale),
          clause: spokenClause(days.report.clause, locale),
        }),
    [
      ...(place ? [t("filing:advice.place", { name: place.name, address: place.address })] : []),
      ...(hours ? [t("filing:advice.hours", { hours })] : []),
      ...(place && place.phones.length > 0
        ? [t("filing:advice.phones", { phones: place.phones.join(", ") })]
        : []),
    ].join("\n"),
    ...(waits ? [t("filing:advice.trying")] : []),
  ].filter((line) => line !== "");
}

/** One line for the report's own screen. */
export function shortLine(turn: OpenTurn, filed: Filed): string[] {
  const { t } = turn;
  const last = lastFiling(filed);
  const { state } = filed.report;
  if (!last || (state !== "submitted" && state !== "filed")) return [];
  if (state === "submitted") {
    if (!needsPaper(filed)) return [t("filing:short.waiting")];
    return [t(`filing:short.${last.way === "printed" ? "to_bring" : "failed"}`)];
  }
  return [t(`filing:short.${last.way}`, { at: countedAt(turn, filed, last) })];
}

function momentOf({ locale }: OpenTurn, filed: Filed, at: Date): string {
  return escapeHtml(spokenMoment(at, daysOf(filed)?.timeZone ?? "UTC", locale));
}
