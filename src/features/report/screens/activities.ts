import { type Button, homeButton, inRows, type Screen } from "../../../platform/telegram/screen.ts";
import type { Ctx, OpenTurn } from "../../../platform/telegram/turn.ts";
import { spokenClause, spokenMonth } from "../../../platform/texts/format.ts";
import type { Activity } from "../../contract/rules/index.ts";
import type { Draft } from "../draft.ts";
import { earlierAnswers } from "../earlier.ts";
import type { LineOf } from "../record.ts";
import { lateLaw } from "../rules/law.ts";
import { activityName, sectionHeading } from "../wording.ts";
import {
  cannotRows,
  closedView,
  commentLines,
  filling,
  goOn,
  monthNow,
  noteLines,
  nowLines,
  onDraft,
  problemLines,
  type ReportKit,
  toReport,
  typed,
  wayPresses,
  waysBack,
} from "./common.ts";

const LONGEST = 1_000;
const IN_A_ROW = 5;

type Answer = LineOf<"done"> | LineOf<"not_done">;

/** What was done for each activity of the programme, or why it was not (parts 1 and 3 of the form). */
export function activityScreens(kit: ReportKit): Readonly<Record<string, Screen>> {
  /** The activity of the screen, if it is one of the programme. */
  function activityNow({ screen }: OpenTurn, draft: Draft): Activity | undefined {
    return draft.activities.find(({ code }) => code === screen.activity);
  }

  async function answerTo(draft: Draft, { code }: Activity): Promise<Answer | undefined> {
    const lines = await draft.lines("done", "not_done");
    return lines.find(({ activity }) => activity === code);
  }

  /** What stands in one part of the form goes from the other. */
  async function give(
    ctx: Ctx,
    draft: Draft,
    body: Omit<LineOf<"done">, "id" | "position"> | Omit<LineOf<"not_done">, "id" | "position">,
  ): Promise<void> {
    const lines = await draft.lines("done", "not_done");
    const given = lines.find(({ activity }) => activity === body.activity);
    if (given?.section === body.section) draft.change(given, body);
    else {
      if (given) draft.remove(given.id);
      draft.add(body);
    }
    await goOn(ctx, draft);
  }

  /** What was said of this activity in the last report before. */
  async function saidBefore(
    ctx: Ctx,
    draft: Draft,
    { code }: Activity,
  ): Promise<string | undefined> {
    const { done } = await earlierAnswers(kit, ctx.turn, draft);
    return done.find(({ activity }) => activity === code)?.text;
  }

  return {
    report_activities: {
      async view(ctx) {
        const { turn } = ctx;
        const { t } = turn;
        const draft = await filling(kit, ctx);
        if (!draft) return closedView(turn);
        const lines = await draft.lines("done", "not_done");
        const items = draft.activities.map((activity, at) => {
          const answer = lines.find((line) => line.activity === activity.code);
          const name = `${at + 1}. <b>${activityName(turn, draft.own, activity)}</b>`;
          return `${name}\n${answerText(turn, answer)}`;
        });
        const numbers = draft.activities.map(
          ({ code }, at): Button => ({
            label: String(at + 1),
            action: "activity",
            argument: code,
          }),
        );
        return {
          text: [
            sectionHeading(turn, "done"),
            ...commentLines(turn, draft, "done"),
            ...commentLines(turn, draft, "not_done"),
            ...items,
            t("report:press_a_number"),
          ].join("\n\n"),
          rows: [...inRows(numbers, IN_A_ROW), ...waysBack(turn, draft.month)],
        };
      },
      presses: {
        activity: onDraft(kit, ({ turn }, draft, code) => {
          if (!draft.activities.some((one) => one.code === code)) return false;
          turn.go({ name: "report_activity", month: draft.month, activity: code });
        }),
      },
    },

    report_activity: {
      async view(ctx) {
        const { turn } = ctx;
        const { t, locale } = turn;
        const draft = await filling(kit, ctx);
        const activity = draft && activityNow(turn, draft);
        if (!draft || !activity) return closedView(turn);
        const answer = await answerTo(draft, activity);
        const earlier = answer ? undefined : await saidBefore(ctx, draft, activity);
        const month = spokenMonth(draft.month, locale);
        return {
          text: [
            ...noteLines(turn),
            ...problemLines(turn),
            ...commentLines(turn, draft, answer?.section ?? "done"),
            `<b>${activityName(turn, draft.own, activity)}</b>`,
            t("report:ask.done", { month }),
            ...(answer ? nowLines(turn, answerWords(answer)) : []),
            ...(earlier ? [t("report:said_before", { text: earlier })] : []),
          ].join("\n\n"),
          rows: [
            ...(earlier ? [[{ label: t("report:button.same"), action: "same" }]] : []),
            ...(answer ? [[{ label: t("report:button.keep"), action: "keep" }]] : []),
            [{ label: t("report:button.nothing"), action: "nothing" }],
            ...waysBack(turn, draft.month),
          ],
        };
      },
      presses: {
        same: onDraft(kit, async (ctx, draft) => {
          const activity = activityNow(ctx.turn, draft);
          const text = activity && (await saidBefore(ctx, draft, activity));
          if (!activity || text === undefined) return false;
          const { code, title } = activity;
          await give(ctx, draft, { section: "done", activity: code, title, text });
        }),
        keep: onDraft(kit, (ctx, draft) => goOn(ctx, draft, "kept")),
        nothing: onDraft(kit, ({ turn }, draft) => {
          const { note: _note, problem: _problem, ...screen } = turn.screen;
          turn.go({ ...screen, name: "report_reason", month: draft.month });
        }),
      },
      text: typed(kit, LONGEST, async (ctx, draft, text) => {
        const activity = activityNow(ctx.turn, draft);
        if (!activity) return;
        const { code, title } = activity;
        await give(ctx, draft, { section: "done", activity: code, title, text });
      }),
    },

    report_reason: {
      async view(ctx) {
        const { turn } = ctx;
        const { t, locale } = turn;
        const draft = await filling(kit, ctx);
        const activity = draft && activityNow(turn, draft);
        if (!draft || !activity) return closedView(turn);
        const { clause, days } = lateLaw(draft.own.program, draft.own.contract).validReason;
        return {
          text: [
            ...problemLines(turn),
            `<b>${activityName(turn, draft.own, activity)}</b>`,
            t("report:ask.reason"),
            t("report:valid_reason", { count: days, clause: spokenClause(clause, locale) }),
          ].join("\n\n"),
          rows: [
            ...cannotRows(kit, turn, draft),
            [{ label: t("common:button.back"), action: "back" }],
            [toReport(t, monthNow(turn))],
            [homeButton(t)],
          ],
        };
      },
      presses: {
        ...wayPresses(kit),
        back: onDraft(kit, ({ turn }, draft) =>
          turn.go({ ...turn.screen, name: "report_activity", month: draft.month }),
        ),
      },
      text: typed(kit, LONGEST, async (ctx, draft, reason) => {
        const activity = activityNow(ctx.turn, draft);
        if (!activity) return;
        const { code, title } = activity;
        await give(ctx, draft, { section: "not_done", activity: code, title, reason });
      }),
    },
  };
}

function answerWords(answer: Answer): string {
  return answer.section === "done" ? answer.text : answer.reason;
}

function answerText({ t }: OpenTurn, answer: Answer | undefined): string {
  if (!answer) return t("report:no_answer");
  return t(`report:answer.${answer.section}`, { text: answerWords(answer) });
}
