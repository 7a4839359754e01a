import { homeButton, type Screen } from "../../../platform/telegram/screen.ts";
import type { OpenTurn } from "../../../platform/telegram/turn.ts";
import { spokenDate } from "../../../platform/texts/format.ts";
import { submit, withdraw } from "../actions.ts";
import { type Draft, draftOf } from "../draft.ts";
import { sheetNow } from "../preview.ts";
import { heading } from "../wording.ts";
import {
  closedView,
  filling,
  inMonth,
  monthNow,
  onDraft,
  REPORT,
  REVIEW,
  type ReportKit,
  talkRows,
  toReport,
  wayPresses,
} from "./common.ts";

/** Asked once each: hand it in, take it back. */
export function handingInScreens(kit: ReportKit): Readonly<Record<string, Screen>> {
  return {
    report_submit: {
      async view(ctx) {
        const { turn } = ctx;
        const { t } = turn;
        const draft = await filling(kit, ctx);
        if (!draft) return closedView(turn);
        const happens = await kit.links.willHappen?.(ctx, draft.own.case);
        return {
          text: [
            heading(turn, draft.month),
            `<b>${t("report:submit.ask")}</b>`,
            ...(happens ? [happens] : []),
            t("report:submit.after"),
          ].join("\n\n"),
          rows: [
            [{ label: t("report:button.submit_yes"), action: "yes" }],
            [{ label: t("common:button.back"), action: "back" }],
            [homeButton(t)],
          ],
        };
      },
      presses: {
        yes: onDraft(kit, async (ctx, draft) => {
          const { own, report: written } = draft;
          if (!written || !draft.may("submit") || (await draft.open()).length > 0) return false;
          const { case: of, contract, today } = own;
          const report = submit(draft, kit.links, {
            now: ctx.turn.now,
            counts: (await kit.links.countsAtOnce?.(ctx, of)) ?? false,
            sheet: await sheetNow(kit, draft, written, today),
          });
          const paper = await kit.links.sendHandedIn?.(ctx, { report, contract, case: of });
          const note = paper ? "submitted_paper" : "submitted";
          ctx.turn.go({ name: REPORT, month: draft.month, note });
        }),
        back: ({ turn }) => turn.go({ name: REVIEW, month: monthNow(turn) }),
      },
    },

    report_withdraw: {
      async view(ctx) {
        const { turn } = ctx;
        const { t } = turn;
        const draft = await draftOf(kit, ctx, monthNow(turn));
        if (!draft) return closedView(turn);
        const { kind } = draft.withdrawal;
        return {
          text: [heading(turn, draft.month), withdrawalText(turn, draft)].join("\n\n"),
          rows: [
            ...(kind === "yes"
              ? [[{ label: t("report:button.withdraw_yes"), action: "yes" }]]
              : talkRows(kit, turn)),
            [toReport(t, draft.month)],
            [homeButton(t)],
          ],
        };
      },
      presses: {
        ...wayPresses(kit),
        yes: inMonth(kit, ({ turn }, draft) => {
          const allowed = draft.withdrawal;
          if (allowed.kind !== "yes") return false;
          withdraw(draft, kit.links, allowed.to, turn.now);
          turn.go({ name: REPORT, month: draft.month, note: "withdrawn" });
        }),
      },
    },
  };
}

/** What taking it back means here, or why it cannot be done. */
function withdrawalText({ t, locale }: OpenTurn, { withdrawal, status, days }: Draft): string {
  const date = spokenDate(days.lastDay, locale);
  if (withdrawal.kind !== "yes") return t(`report:withdraw.${withdrawal.kind}`, { date });
  if (withdrawal.to === "returned") return t("report:withdraw.yes_returned");
  return t(`report:withdraw.${status.late ? "yes_late" : "yes"}`, { date });
}
