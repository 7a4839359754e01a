import { parseNumber } from "../../../forms/parse/number.ts";
import { isNumberWord } from "../../../forms/parse/number-words.ts";
import { wordsOf } from "../../../forms/parse/text.ts";
import type { Media } from "../../../platform/telegram/media.ts";
import { type Button, inRows, type Screen } from "../../../platform/telegram/screen.ts";
import type { Ctx, OpenTurn } from "../../../platform/telegram/turn.ts";
import type { Draft } from "../draft.ts";
import type { LineOf } from "../record.ts";
import type { ReportSheet } from "../sheet.ts";
import { paperText, sectionHeading } from "../wording.ts";
import {
  closedView,
  commentLines,
  filling,
  goOn,
  noteLines,
  onDraft,
  problemLines,
  type ReportKit,
  readAnswer,
  typed,
  waysBack,
} from "./common.ts";

const LONGEST = 150;
const MOST_SHEETS = 99;
const COUNTS = [1, 2, 3, 4, 5];
const IN_A_ROW = 5;

type Paper = LineOf<"attachments">;

/** Papers that go along without a line of their own. */
export async function papersOf(kit: ReportKit, draft: Draft): Promise<ReportSheet["attachments"]> {
  const { report } = draft;
  return (report && (await kit.links.papersOf?.(kit.database.prisma, report.id))) ?? [];
}

/** What is put to the report: what is known of itself, and what the person names. */
export function paperScreens(kit: ReportKit): Readonly<Record<string, Screen>> {
  const { papers } = kit.links;

  async function paperNow({ screen }: OpenTurn, draft: Draft): Promise<Paper | undefined> {
    const line = screen.line === undefined ? undefined : await draft.line(String(screen.line));
    return line?.section === "attachments" ? line : undefined;
  }

  async function giveCount({ turn }: Ctx, draft: Draft, count: number): Promise<false | undefined> {
    const paper = await paperNow(turn, draft);
    if (!paper || !Number.isInteger(count) || count < 1 || count > MOST_SHEETS) return false;
    put(turn, draft, paper, { count });
    return undefined;
  }

  function put(
    turn: OpenTurn,
    draft: Draft,
    { id, position, ...paper }: Paper,
    said: Partial<Pick<Paper, "name" | "count">>,
  ): void {
    const { file } = paper;
    const { name } = said;
    draft.change({ id, position, ...paper }, { ...paper, ...said });
    if (papers && file !== undefined && name !== undefined) {
      turn.write((tx) => papers.rename(tx, draft.own.case, file, name));
    }
    turn.go({ name: "report_papers", month: draft.month, note: "saved" });
  }

  /** A photo or a PDF of a paper: it goes along with the report. */
  async function keep(ctx: Ctx, media: Media): Promise<false | undefined> {
    const { turn } = ctx;
    const draft = await filling(kit, ctx);
    if (!draft || !papers) return false;
    const number = (await draft.lines("attachments")).length + 1;
    const name = turn.texts("ru")("report:paper_name", { number });
    const taken = await papers.keep(media, name);
    const { month } = draft;
    if (taken.kind !== "done") {
      turn.go({ name: "report_papers", month, problem: taken.kind });
      return undefined;
    }
    draft.add({ section: "attachments", name: taken.name, count: 1, file: taken.id });
    const { id: reportId } = draft.begin();
    turn.write((tx) => taken.write(tx, draft.own.case, { reportId, createdAt: turn.now }));
    // Each one is another screen, so that of an album each is seen in the list.
    turn.go({ name: "report_papers", month, note: "paper", number });
    return undefined;
  }

  return {
    report_papers: {
      async view(ctx) {
        const { turn } = ctx;
        const { t } = turn;
        const draft = await filling(kit, ctx);
        if (!draft) return closedView(turn);
        const own = await draft.lines("attachments");
        const others = await papersOf(kit, draft);
        const list = [
          ...others.map((paper) => `• ${paperText(turn, paper)}`),
          ...own.map((paper, at) => `${at + 1}. ${paperText(turn, paper)}`),
        ];
        return {
          text: [
            ...noteLines(turn),
            ...problemLines(turn),
            sectionHeading(turn, "attachments"),
            ...commentLines(turn, draft, "attachments"),
            ...(list.length > 0 ? [list.join("\n")] : []),
            t("report:ask.papers"),
            t("report:papers_how"),
          ].join("\n\n"),
          rows: [
            ...inRows(own.map(numberButton), IN_A_ROW),
            [
              {
                label: t(`report:button.${list.length > 0 ? "that_is_all" : "no_papers"}`),
                action: "all",
              },
            ],
            ...waysBack(turn, draft.month),
          ],
        };
      },
      presses: {
        all: onDraft(kit, (ctx, draft) => {
          draft.finish("attachments");
          return goOn(ctx, draft);
        }),
        paper: onDraft(kit, async ({ turn }, draft, line) => {
          if ((await draft.line(line))?.section !== "attachments") return false;
          turn.go({ name: "report_paper", month: draft.month, line });
        }),
      },
      text: typed(kit, LONGEST, ({ turn }, draft, name) => {
        const line = draft.add({ section: "attachments", name, count: 1 });
        turn.go({ name: "report_paper", month: draft.month, line });
      }),
      ...(papers ? { media: keep } : {}),
    },

    report_paper: {
      async view(ctx) {
        const { turn } = ctx;
        const { t } = turn;
        const draft = await filling(kit, ctx);
        const paper = draft && (await paperNow(turn, draft));
        if (!draft || !paper) return closedView(turn);
        return {
          text: [
            ...problemLines(turn),
            `<b>${paperText(turn, paper)}</b>`,
            t("report:ask.count"),
          ].join("\n\n"),
          rows: [
            COUNTS.map(
              (count): Button => ({
                label: String(count),
                action: "count",
                argument: String(count),
              }),
            ),
            [{ label: t("report:button.remove"), action: "remove" }],
            [{ label: t("report:button.papers"), action: "papers" }],
            ...waysBack(turn, draft.month),
          ],
        };
      },
      presses: {
        count: onDraft(kit, (ctx, draft, count) => giveCount(ctx, draft, Number(count))),
        papers: onDraft(kit, ({ turn }, draft) =>
          turn.go({ name: "report_papers", month: draft.month }),
        ),
        remove: onDraft(kit, async ({ turn }, draft) => {
          const paper = await paperNow(turn, draft);
          if (!paper) return false;
          const { file } = paper;
          draft.remove(paper.id, async (tx) => {
            if (file !== undefined) await papers?.drop(tx, draft.own.case, file);
          });
          turn.go({ name: "report_papers", month: draft.month, note: "removed" });
        }),
      },
      text: onDraft(kit, async (ctx, draft, text) => {
        const count = parseNumber(text, { min: 1, max: MOST_SHEETS });
        if (saysCount(text)) {
          if (count.kind === "value") return giveCount(ctx, draft, count.value);
          return ctx.turn.go({ ...ctx.turn.screen, name: "report_paper", problem: "count" });
        }
        const paper = await paperNow(ctx.turn, draft);
        const read = readAnswer(text, LONGEST);
        if (paper && typeof read === "object")
          return put(ctx.turn, draft, paper, { name: read.text });
        ctx.turn.go({ ...ctx.turn.screen, name: "report_paper", problem: "count" });
      }),
    },
  };
}

/** Whether a text begins with a number, "12 штук" or "две": else it is a name. */
function saysCount(text: string): boolean {
  const [first = ""] = wordsOf(text);
  return isNumberWord(first) || /^\d/.test(first);
}

function numberButton({ id }: Paper, at: number): Button {
  return { label: String(at + 1), action: "paper", argument: id };
}
