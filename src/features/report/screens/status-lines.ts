import type { OpenTurn } from "../../../platform/telegram/turn.ts";
import { spokenClause, spokenDate } from "../../../platform/texts/format.ts";
import type { PaymentMark } from "../../contract/index.ts";
import { checkedBy, paymentsAfter } from "../../contract/rules/index.ts";
import type { Institution } from "../../staff/index.ts";
import type { Draft } from "../draft.ts";
import { daysLeft } from "../rules/days-left.ts";
import { lateLaw } from "../rules/law.ts";
import { dayIn } from "../rules/reminders.ts";
import { dayAndClause } from "../wording.ts";

/** What else there is to know, read for the screen. */
export interface StatusFacts {
  readonly institution: Institution | undefined;
  /** What was decided on the payments of the contract. */
  readonly payments: readonly PaymentMark[];
}

/**
 * What the person has to know of a month's report now: how far it is, by when what has to happen, and by
 * which clause.
 */
export function statusLines(
  turn: OpenTurn,
  draft: Draft,
  { institution, payments }: StatusFacts,
): string[] {
  const { t, locale } = turn;
  const { own, status, days, period } = draft;
  const due = dayAndClause(turn, days.lastDay, days.report.clause);
  const opens = { date: spokenDate(days.opensOn, locale) };
  switch (status.code) {
    case "not_due":
      return [t(`report:status.${period.from > own.today ? "future" : "not_due"}`, opens)];
    case "open":
    case "draft": {
      const left = daysLeft(own.today, days.lastDay);
      return [
        t("report:status.due", due),
        left === 0 ? t("report:status.last_day") : t("report:status.left", { count: left }),
      ];
    }
    case "submitted":
      return [
        t("report:status.submitted", { date: dayOf(turn, draft, draft.report?.submittedAt) }),
        ...(status.late ? [t("report:status.still_not_counted", due)] : []),
      ];
    case "filed":
      return [
        receivedLine(turn, draft),
        ...checkLines(turn, draft),
        ...paymentLines(turn, draft, payments),
      ];
    case "returned":
      return [t("report:status.returned")];
    case "accepted":
      return [
        t("report:status.accepted", { date: dayOf(turn, draft, draft.report?.decidedAt) }),
        ...paymentLines(turn, draft, payments),
      ];
    case "excused":
      return [t("report:status.excused")];
    default:
      return lateLines(turn, draft, institution);
  }
}

function receivedLine(turn: OpenTurn, draft: Draft): string {
  const date = dayOf(turn, draft, draft.report?.filedAt);
  return turn.t(`report:status.${draft.status.late ? "filed_late" : "filed"}`, {
    date,
    ...(draft.status.late ? { last: spokenDate(draft.days.lastDay, turn.locale) } : {}),
  });
}

/** Until when the institution checks what it received. */
function checkLines(turn: OpenTurn, { own, report }: Draft): string[] {
  const { program, contract } = own;
  const received = report?.filedAt && dayIn(program.timeZone, report.filedAt);
  const check = received ? checkedBy(program, contract, received) : null;
  return check?.due
    ? [turn.t("report:status.check", dayAndClause(turn, check.due, check.clause))]
    : [];
}

/** What money follows the report, and when; nothing where none does. */
function paymentLines(
  turn: OpenTurn,
  { own, month, status }: Draft,
  payments: readonly PaymentMark[],
): string[] {
  const { t, locale } = turn;
  return paymentsAfter(own.program, own.contract, month).flatMap(({ item, days }) => {
    const decided = payments.find((one) => one.item === item);
    if (decided?.paidOn) {
      return [t("report:status.paid", { date: spokenDate(decided.paidOn, locale) })];
    }
    if (decided?.state === "refused") {
      const clause = spokenClause(decided.clause ?? "", locale);
      return [t("report:status.refused", { clause, reason: decided.reason ?? "" })];
    }
    const last = days.at(-1);
    if (!last?.due) return [];
    const key = decided ? "granted" : status.code === "accepted" ? "pays" : "would_pay";
    return [t(`report:status.${key}`, dayAndClause(turn, last.due, last.clause))];
  });
}

/** Nothing is hidden, nobody is blamed, and there is something to do. */
function lateLines(turn: OpenTurn, draft: Draft, institution: Institution | undefined): string[] {
  const { t, locale } = turn;
  const { own, days, status } = draft;
  const { ending, validReason } = lateLaw(own.program, own.contract);
  const phones = institution?.phones ?? [];
  const due = dayAndClause(turn, days.lastDay, days.report.clause);
  return [
    t(`report:status.${status.code === "missing" ? "missing" : "late"}`, due),
    t(`report:status.${ending.excused ? "ends" : "ends_always"}`, {
      clause: spokenClause(ending.clause, locale),
    }),
    phones.length > 0
      ? t("report:status.call", { phones: phones.join(", ") })
      : t("report:status.tell"),
    t("report:status.reason", {
      count: validReason.days,
      clause: spokenClause(validReason.clause, locale),
    }),
  ];
}

function dayOf({ locale }: OpenTurn, { own }: Draft, at: Date | null | undefined): string {
  return at ? spokenDate(dayIn(own.program.timeZone, at), locale) : "";
}
