import type { Database } from "../../platform/postgres/database.ts";
import type { Queue } from "../../platform/queue.ts";
import type { Feature, Handler } from "../../platform/telegram/screen.ts";
import type { Ctx, OpenTurn } from "../../platform/telegram/turn.ts";
import {
  assess,
  contractAnswered,
  contractProgram,
  openEligibility,
} from "../eligibility/index.ts";
import { todayOf } from "../interview/index.ts";
import { askConsent } from "../privacy/index.ts";
import { mark, remindLater } from "./actions.ts";
import { isMark, type Marks } from "./marks.ts";
import { type Checklist, papers } from "./rules.ts";
import { sheetOf } from "./sheet.ts";
import { readMarks } from "./store.ts";
import { listView, paperView, waysView } from "./view.ts";

const LIST = { name: "papers" };
const REMINDED = "checklist.reminded";

/** To the list of papers; it is made from the answers, so without them the questions come first. */
export const openPapers: Handler = (ctx, argument) =>
  contractAnswered(ctx.turn) ? ctx.turn.go(LIST) : openEligibility(ctx, argument);

export interface ChecklistDeps {
  readonly database: Database;
  readonly queue: Queue;
}

/** The papers for the application: what, why, where, how far, and how to hand them in. */
export function checklistFeature({ database, queue }: ChecklistDeps): Feature {
  async function marksOf({ person }: OpenTurn): Promise<Marks> {
    return person ? readMarks(database.prisma, person) : {};
  }

  function paperNow(ctx: Ctx): string | undefined {
    const code = String(ctx.turn.screen.paper);
    return listOf(ctx).items.some((item) => item.code === code) ? code : undefined;
  }

  /** Marks and reminders are kept, so they wait for consent; the person comes back to the same paper. */
  const keeping =
    (act: (ctx: Ctx, paper: string, argument: string) => Promise<void> | void): Handler =>
    async (ctx, argument) => {
      const paper = paperNow(ctx);
      if (!paper) return false;
      if (!ctx.turn.person) return askConsent(ctx.turn, ctx.turn.screen);
      await act(ctx, paper, argument);
    };

  return {
    name: "checklist",
    screens: {
      papers: {
        view: async (ctx) => listView(ctx.turn, listOf(ctx), await marksOf(ctx.turn)),
        presses: {
          paper: (ctx, code) => {
            if (!listOf(ctx).items.some((item) => item.code === code)) return false;
            ctx.turn.go({ name: "paper", paper: code });
          },
          ways: ({ turn }) => turn.go({ name: "ways" }),
          pdf: async (ctx) => {
            const { turn } = ctx;
            const { assessment } = assess(turn, todayOf(ctx));
            const data = sheetOf(turn, assessment, listOf(ctx), await marksOf(turn));
            turn.outgoing.push({
              call: {
                method: "sendDocument",
                payload: { chat_id: turn.chat, caption: turn.t("checklist-chat:pdf") },
              },
              document: { field: "document", kind: "checklist", data },
            });
          },
          result: openEligibility,
        },
      },
      paper: {
        async view(ctx) {
          const item = listOf(ctx).items.find(({ code }) => code === ctx.turn.screen.paper);
          const marks = await marksOf(ctx.turn);
          const reminded = ctx.turn.slot<Record<string, string>>(REMINDED, {});
          return item
            ? paperView(ctx.turn, item, marks, reminded[item.code])
            : listView(ctx.turn, listOf(ctx), marks);
        },
        presses: {
          mark: keeping(async ({ turn }, paper, said) => {
            if (!isMark(said)) return;
            mark(turn, await marksOf(turn), paper, said);
            turn.go(LIST);
          }),
          remind: keeping(({ turn }, paper) => {
            const dueAt = remindLater(turn, queue, paper);
            turn.keep(REMINDED, { ...turn.slot(REMINDED, {}), [paper]: dueAt.toISOString() });
          }),
          list: ({ turn }) => turn.go(LIST),
        },
      },
      ways: {
        view: (ctx) => waysView(ctx.turn, listOf(ctx)),
        presses: { list: ({ turn }) => turn.go(LIST) },
      },
    },
    notices: { papers: openPapers },
  };
}

/** The list for the answers as they are now, on the day of the result. */
function listOf(ctx: Ctx): Checklist {
  const { facts, assessment } = assess(ctx.turn, todayOf(ctx));
  const list = papers(facts, contractProgram, assessment.date);
  if (!list) throw new Error("No edition of the procedure had begun by this day");
  return list;
}
