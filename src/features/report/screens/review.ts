import type { Button, Screen } from "../../../platform/telegram/screen.ts";
import type { Ctx, OpenTurn } from "../../../platform/telegram/turn.ts";
import { roubles, spokenDate } from "../../../platform/texts/format.ts";
import { escapeHtml } from "../../../platform/texts/texts.ts";
import type { Draft } from "../draft.ts";
import { sendDocument } from "../preview.ts";
import { of, spentIn } from "../rules/compose.ts";
import type { Place } from "../rules/position.ts";
import {
  activityLabel,
  activityName,
  costText,
  cut,
  heading,
  paperText,
  sectionHeading,
} from "../wording.ts";
import {
  closedView,
  commentLines,
  filling,
  goTo,
  monthNow,
  noteLines,
  onDraft,
  REVIEW,
  type ReportKit,
  waitingLines,
  waysBack,
} from "./common.ts";
import { papersOf } from "./papers.ts";

/** More are said by number: the person reaches the others one after the other. */
const MOST_MISSING = 6;
const LONGEST_LABEL = 40;

/** Everything that the report says, in the order of the form; and what it does not say yet. */
export function reviewScreen(kit: ReportKit): Screen {
  return {
    async view(ctx) {
      const { turn } = ctx;
      const { t } = turn;
      const draft = await filling(kit, ctx);
      if (!draft) return closedView(turn);
      const missing = await draft.open();
      const ready = missing.length === 0;
      const waiting = await waitingLines(kit, ctx);
      const button = (action: string): Button[] => [
        { label: t(`report:button.${action}`), action },
      ];
      return {
        text: [
          ...noteLines(turn),
          heading(turn, draft.month),
          ...(await formLines(kit, ctx, draft)),
          ...waiting,
          ...(ready ? [readyLine(turn, draft)] : [t("report:missing", { count: missing.length })]),
        ].join("\n\n"),
        rows: [
          ...(ready && draft.may("submit") ? [button("submit")] : []),
          ...(await Promise.all(
            missing.slice(0, MOST_MISSING).map(
              async (place, at): Promise<Button[]> => [
                {
                  label: await missingLabel(turn, draft, place),
                  action: "answer",
                  argument: String(at),
                },
              ],
            ),
          )),
          ...(waiting.length > 0 ? [button("receipt")] : []),
          button("pdf"),
          ...waysBack(turn, draft.month),
        ],
      };
    },
    presses: {
      submit: onDraft(kit, async ({ turn }, draft) => {
        if (!draft.may("submit") || (await draft.open()).length > 0) return false;
        turn.go({ name: "report_submit", month: draft.month });
      }),
      answer: onDraft(kit, async ({ turn }, draft, at) => {
        const place = (await draft.open())[Number(at)];
        if (!place) return false;
        goTo(turn, draft.month, place, { back: REVIEW });
      }),
      receipt: (ctx) => kit.links.openReceipts?.(ctx, monthNow(ctx.turn)) ?? false,
      pdf: onDraft(kit, async (ctx, draft) => {
        await sendDocument(kit, ctx, draft);
      }),
    },
  };
}

function readyLine({ t, locale }: OpenTurn, draft: Draft): string {
  return draft.may("submit")
    ? t("report:all_answered")
    : t("report:not_over", { date: spokenDate(draft.days.opensOn, locale) });
}

/** The five parts with all that stands in them. */
async function formLines(kit: ReportKit, { turn }: Ctx, draft: Draft): Promise<string[]> {
  const { t, locale } = turn;
  const lines = await draft.lines("done", "spending", "not_done", "attachments");
  const spending = of(lines, "spending");
  const papers = [...(await papersOf(kit, draft)), ...of(lines, "attachments")];
  const activity = ({ activity: code, title }: { activity: string; title: string }) =>
    activityName(turn, draft.own, { code, title });
  const part = (section: Parameters<typeof sectionHeading>[1], said: readonly string[]) =>
    [
      sectionHeading(turn, section),
      ...commentLines(turn, draft, section),
      ...(said.length > 0 ? said : [t("report:nothing_here")]),
    ].join("\n");
  const results = draft.report?.content.results;
  return [
    part(
      "done",
      of(lines, "done").map((line) => `• ${activity(line)}: ${escapeHtml(line.text)}`),
    ),
    part("spending", [
      ...spending.map((line, at) => `${at + 1}. ${costText(turn, line)}`),
      ...(spending.length > 0
        ? [t("report:spent", { count: spending.length, sum: roubles(spentIn(lines), locale) })]
        : []),
    ]),
    part(
      "not_done",
      of(lines, "not_done").map((line) => `• ${activity(line)}: ${escapeHtml(line.reason)}`),
    ),
    part("results", results ? [escapeHtml(results)] : []),
    part(
      "attachments",
      papers.map((paper) => `• ${paperText(turn, paper)}`),
    ),
  ];
}

async function missingLabel(turn: OpenTurn, draft: Draft, place: Place): Promise<string> {
  const { t } = turn;
  switch (place.at) {
    case "activity":
      return activityLabel(turn, draft.own, place.activity);
    case "sum": {
      const line = await draft.line(place.line);
      const item = line?.section === "spending" ? line.item : "";
      return cut(t("report:button.name_sum", { item }), LONGEST_LABEL);
    }
    default:
      return t(`report:section.${place.at}`);
  }
}
