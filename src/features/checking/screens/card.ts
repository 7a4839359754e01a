import {
  type Button,
  type Handler,
  homeButton,
  type Screen,
} from "../../../platform/telegram/screen.ts";
import type { Ctx } from "../../../platform/telegram/turn.ts";
import { spokenDate, spokenMonth } from "../../../platform/texts/format.ts";
import { isUuid } from "../../../platform/uuid.ts";
import { type CardPart, caseForMember, caseName } from "../../cases/index.ts";
import { actForCase } from "../../notifications/index.ts";
import { doubtsIn } from "../../receipts/index.ts";
import {
  linesOf,
  REPORT_DOCUMENT,
  type ReportOrder,
  readReport,
  reportsOfContract,
  spentIn,
} from "../../report/index.ts";
import { mayAs, namesOfMembers } from "../../staff/index.ts";
import { openForCheck } from "../actions.ts";
import { type Checked, checkedFor, monthsFor } from "../checked.ts";
import { sendPapers } from "../papers.ts";
import { receiptMarks } from "../store.ts";
import { type CardData, cardText } from "../view.ts";
import {
  button,
  CHECK,
  CHECKS,
  type CheckKit,
  CONFIRM,
  checkScreen,
  DECIDE,
  hereOf,
  mayNow,
  missingView,
  onReport,
  QUESTION,
  RETURN,
  toCase,
} from "./common.ts";

/** Every month of a case with where its report stands. */
export function listScreen(kit: CheckKit): Screen {
  return {
    async view(ctx) {
      const { turn } = ctx;
      const { t, locale } = turn;
      const found = await monthsFor(kit, ctx, hereOf(turn).caseId, "see");
      if (!found) return missingView(turn);
      const begun = found.months.filter(({ period, today }) => period.from <= today);
      const lines = begun.map(({ month, status, days }) => {
        const date = spokenDate(days.lastDay, locale);
        return `<b>${spokenMonth(month, locale)}</b>: ${t(`checking:month.${status.code}`, { date })}`;
      });
      return {
        text: [
          `<b>${t("checking:months")}</b>\n${caseName(turn, found.held.case)}`,
          lines.join("\n") || t("checking:no_months"),
        ].join("\n\n"),
        rows: [
          ...begun.map(({ month, place }): Button[] => [
            { label: spokenMonth(month, locale), action: "month", argument: place },
          ]),
          [{ label: t("cases:button.card"), action: "case" }],
          [homeButton(t)],
        ],
      };
    },
    presses: {
      month: (ctx, place) => openPlace(kit, ctx, { caseId: hereOf(ctx.turn).caseId, place }),
      case: toCase,
    },
  };
}

/** To a month; its curator's look ends the withdrawal. */
export async function openPlace(
  kit: CheckKit,
  ctx: Ctx,
  at: { readonly caseId: string; readonly place: string },
): Promise<false | undefined> {
  const checked = await checkedFor(kit, ctx, at, "see");
  if (!checked) return false;
  const { case: of, member, relations } = checked.held;
  if (mayAs(member.role, of.status, "check_report", relations).kind === "yes") {
    openForCheck(ctx.turn, checked);
  }
  ctx.turn.go(checkScreen(CHECK, checked));
  return undefined;
}

/** To a report by its id, from what the bot said first. */
export function openTold(kit: CheckKit): Handler {
  return async (ctx, reportId) => {
    const { prisma } = kit.database;
    const report = isUuid(reportId) ? await readReport(prisma, kit.keyring, reportId) : undefined;
    if (!report) return false;
    await actForCase(prisma, ctx, report.caseId);
    const found = await monthsFor(kit, ctx, report.caseId, "see");
    const month = found?.months.find((one) => one.report?.id === reportId);
    return month ? openPlace(kit, ctx, { caseId: report.caseId, place: month.place }) : false;
  };
}

/** A report as its curator checks it. */
export function cardScreen(kit: CheckKit): Screen {
  const { database, keyring, links } = kit;

  const seen =
    (handle: (ctx: Ctx, checked: Checked) => ReturnType<Handler>): Handler =>
    async (ctx) => {
      const checked = await checkedFor(kit, ctx, hereOf(ctx.turn), "see");
      return checked ? handle(ctx, checked) : false;
    };

  async function dataOf(ctx: Ctx, checked: Checked): Promise<CardData> {
    const { held, report, before, contract, month } = checked;
    const { prisma } = database;
    const { case: of } = held;
    const all = await reportsOfContract(prisma, of, contract.id);
    const counted = all.filter(
      (one) => one.month <= month && (one.state === "filed" || one.state === "accepted"),
    );
    const spending = await Promise.all(
      counted.map(({ id }) => linesOf(prisma, of, id, ["spending"])),
    );
    const decider = report?.decidedBy;
    const names = decider ? await namesOfMembers(prisma, keyring, [decider]) : undefined;
    return {
      lines: report ? await linesOf(prisma, of, report.id) : [],
      linesBefore: before ? await linesOf(prisma, of, before.id) : [],
      receipts: report ? await receiptMarks(prisma, report.id) : [],
      doubted: report ? await doubtsIn(prisma, of, report.id) : [],
      came:
        report?.state === "filed" ? await links.howItCame(ctx, { report, contract, case: of }) : [],
      spentInAll: spending.reduce((sum, lines) => sum + spentIn(lines), 0),
      decidedBy: decider ? names?.get(decider) : undefined,
    };
  }

  return {
    async view(ctx) {
      const { turn } = ctx;
      const { t, screen } = turn;
      const checked = await checkedFor(kit, ctx, hereOf(turn), "see");
      if (!checked) return missingView(turn);
      const { report, held } = checked;
      const may = (action: Parameters<typeof mayNow>[1]) => mayNow(checked, action);
      const handedIn = report?.submittedAt != null;
      const asks =
        handedIn &&
        held.case.personId !== null &&
        mayAs(held.member.role, held.case.status, "check_report", held.relations).kind === "yes";
      return {
        text: [
          ...(screen.note ? [t(`checking:note.${String(screen.note)}`)] : []),
          cardText(turn, checked, await dataOf(ctx, checked)),
        ].join("\n\n"),
        rows: [
          ...(may("accept")
            ? [[button(turn, checked, "accept"), button(turn, checked, "return")]]
            : []),
          ...(may("pay") ? [[button(turn, checked, "pay")]] : []),
          ...(may("excuse") ? [[button(turn, checked, "excuse")]] : []),
          ...(may("call_missing") ? [[button(turn, checked, "call_missing")]] : []),
          ...(report?.content.sheet
            ? [
                [
                  { label: t("checking:button.document"), action: "document" },
                  { label: t("checking:button.papers"), action: "papers" },
                ],
              ]
            : []),
          ...(asks ? [[{ label: t("checking:button.ask"), action: "ask" }]] : []),
          ...(handedIn ? [[{ label: t("checking:button.filing"), action: "filing" }]] : []),
          [
            { label: t("checking:button.months"), action: "months" },
            { label: t("cases:button.card"), action: "case" },
          ],
          [homeButton(t)],
        ],
      };
    },
    presses: {
      accept: onReport(kit, "accept", ({ turn }, checked) => turn.go(checkScreen(DECIDE, checked))),
      pay: onReport(kit, "pay", ({ turn }, checked) => turn.go(checkScreen(DECIDE, checked))),
      return: onReport(kit, "return", ({ turn }, checked) => turn.go(checkScreen(RETURN, checked))),
      excuse: onReport(kit, "excuse", ({ turn }, checked) =>
        turn.go(checkScreen(CONFIRM, checked, { what: "excuse" })),
      ),
      call_missing: onReport(kit, "call_missing", ({ turn }, checked) =>
        turn.go(checkScreen(CONFIRM, checked, { what: "call_missing" })),
      ),
      document: seen(({ turn }, { report, held }) => {
        if (!report?.content.sheet || !report.submittedAt) return false;
        const data: ReportOrder = {
          sheet: { ...report.content.sheet, name: held.case.record.name },
          created: report.submittedAt.toISOString(),
        };
        turn.outgoing.push({
          call: { method: "sendDocument", payload: { chat_id: turn.chat } },
          document: { field: "document", kind: REPORT_DOCUMENT, data },
        });
      }),
      papers: seen(async (ctx, checked) => {
        const sent = await sendPapers(kit, ctx, checked);
        if (sent !== false) return;
        ctx.turn.go(checkScreen(CHECK, checked, { note: "no_papers" }));
      }),
      ask: seen(({ turn }, checked) => turn.go(checkScreen(QUESTION, checked))),
      filing: seen((ctx, { report }) => (report ? links.openFiling(ctx, report.id) : false)),
      months: ({ turn }) => turn.go({ name: CHECKS, id: hereOf(turn).caseId }),
      case: toCase,
    },
  };
}

/** The way to the reports of a case, on its card. */
export function checkingPart(kit: CheckKit): CardPart {
  return {
    code: "reports",
    async look(ctx, held) {
      const found = await monthsFor(kit, ctx, held.case.id, "see");
      return found && found.months.length > 0 ? {} : undefined;
    },
    async open(ctx, caseId) {
      const held = await caseForMember(kit, ctx, caseId, "see");
      return held ? ctx.turn.go({ name: CHECKS, id: caseId }) : false;
    },
  };
}
