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
import { mark, type OnMark, remindLater } from "./actions.ts";
import { isMark, type Marks } from "./marks.ts";
import { type Checklist, papers } from "./rules.ts";
import { sheetOf } from "./sheet.ts";
import { readMarks } from "./store.ts";
import { listView, paperView, waysView } from "./view.ts";

const LIST = { name: "papers" };
const REMINDED = "checklist.reminded";

/** What can be said of a paper; it is kept, so it waits for consent. */
type Pressed = "mark" | "remind";

/** What a turn is about to write is what it shows. */
const written = new WeakMap<OpenTurn, Marks>();

/** To the list of papers; it is made from the answers, so without them the questions come first. */
export const openPapers: Handler = (ctx, argument) =>
  contractAnswered(ctx.turn) ? ctx.turn.go(LIST) : openEligibility(ctx, argument);

export interface ChecklistDeps {
  readonly database: Database;
  readonly queue: Queue;
  readonly onMark: readonly OnMark[];
}

/** What was pressed just before consent takes effect with it; same transaction. */
export const keepPressed =
  (deps: Pick<ChecklistDeps, "queue" | "onMark">) =>
  ({ turn }: Ctx): void => {
    const { name, paper, pressed, said } = turn.screen;
    if (name === "paper" && pressed) {
      perform(turn, deps, pressed as Pressed, {
        marks: {},
        paper: String(paper),
        said: String(said),
      });
    }
  };

function perform(
  turn: OpenTurn,
  { queue, onMark }: Pick<ChecklistDeps, "queue" | "onMark">,
  pressed: Pressed,
  { marks, paper, said }: { marks: Marks; paper: string; said: string },
): false | undefined {
  if (pressed === "mark") {
    if (!isMark(said)) return false;
    written.set(turn, mark(turn, marks, { paper, said, onMark }));
    turn.go(LIST);
  } else {
    const dueAt = remindLater(turn, queue, paper);
    turn.keep(REMINDED, { ...turn.slot(REMINDED, {}), [paper]: dueAt.toISOString() });
    turn.go({ name: "paper", paper });
  }
  return undefined;
}

/** The papers for the application: what, why, where, how far, and how to hand them in. */
export function checklistFeature(deps: ChecklistDeps): Feature {
  const { database } = deps;

  async function marksOf(turn: OpenTurn): Promise<Marks> {
    const { person } = turn;
    return written.get(turn) ?? (person ? await readMarks(database.prisma, person) : {});
  }

  function paperNow(ctx: Ctx): string | undefined {
    const code = String(ctx.turn.screen.paper);
    return listOf(ctx).items.some((item) => item.code === code) ? code : undefined;
  }

  const keeping =
    (pressed: Pressed): Handler =>
    async (ctx, said) => {
      const { turn } = ctx;
      const paper = paperNow(ctx);
      if (!paper) return false;
      if (!turn.person) return askConsent(turn, { name: "paper", paper, pressed, said });
      return perform(turn, deps, pressed, { marks: await marksOf(turn), paper, said });
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
          mark: keeping("mark"),
          remind: keeping("remind"),
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
