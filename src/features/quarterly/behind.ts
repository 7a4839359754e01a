import type { Database } from "../../platform/postgres/database.ts";
import { pageButtons, pageOf } from "../../platform/telegram/pages.ts";
import {
  type Button,
  escapeHtml,
  homeButton,
  inRows,
  type Screen,
} from "../../platform/telegram/screen.ts";
import type { Ctx, OpenTurn } from "../../platform/telegram/turn.ts";
import { dateInFigures } from "../../platform/texts/format.ts";
import { isUuid } from "../../platform/uuid.ts";
import { caseNumber, openCaseCard } from "../cases/index.ts";
import type { Member } from "../staff/index.ts";
import { type RecordBehind, recordsBehind } from "./behind-store.ts";
import { tableFor } from "./document.ts";
import type { Row } from "./rules.ts";
import type { QuarterlyTable } from "./table.ts";

export const BEHIND = "quarterly_behind";
const PAGE = 8;

/** Rows of the table that somebody stands behind, this quarter. */
export function openRows({ rows }: QuarterlyTable): readonly Row[] {
  return rows.filter(({ now }) => now.people !== 0);
}

/**
 * The records behind a number of one's own institution. They name nobody: a name is on the card of a case,
 * for whoever may open it.
 */
export function behindScreen(
  { database }: { readonly database: Database },
  readerNow: (ctx: Ctx) => Promise<Member | undefined>,
  back: (turn: OpenTurn) => void,
): Screen {
  async function found(ctx: Ctx) {
    const { screen } = ctx.turn;
    const member = await readerNow(ctx);
    const quarter = String(screen.quarter ?? "");
    const table = member && (await tableFor(database, member, { quarter, extent: "institution" }));
    const row = table?.form.rows.find(({ number }) => number === screen.row);
    if (!member || !table || !row || row.kinds === "any") return undefined;
    const page = pageOf(ctx.turn.screen.page);
    const { from, until } = table.quarter;
    const behind = await recordsBehind(database.prisma, {
      ...{ institutionId: member.institutionId, from, until, kinds: row.kinds },
      ...{ limit: PAGE, skip: page * PAGE },
    });
    return { row, page, ...behind };
  }

  return {
    async view(ctx) {
      const { turn } = ctx;
      const { t } = turn;
      const shown = await found(ctx);
      const ways = [[{ label: t("quarterly:button.to_table"), action: "table" }], [homeButton(t)]];
      if (!shown) return { text: t("quarterly:missing"), rows: ways };
      const { row, page, total, records } = shown;
      return {
        text: [
          `<b>${row.number}. ${escapeHtml(row.title)}</b>`,
          records.length > 0
            ? records.map((one, at) => `${at + 1}. ${lineOf(turn, one)}`).join("\n")
            : t("quarterly:behind.none"),
          t("quarterly:behind.total", { number: total }),
          records.some(({ caseId }) => caseId !== null) ? t("quarterly:behind.open") : "",
        ]
          .filter((part) => part !== "")
          .join("\n\n"),
        rows: [
          ...inRows(
            records.flatMap(({ caseId }, at): Button[] =>
              caseId === null ? [] : [{ label: String(at + 1), action: "open", argument: caseId }],
            ),
            4,
          ),
          pageButtons(t, page, total, PAGE),
          ...ways,
        ].filter((buttons) => buttons.length > 0),
      };
    },
    presses: {
      table: ({ turn }) => back(turn),
      page: ({ turn }, page) =>
        /^\d{1,5}$/.test(page) ? turn.go({ ...turn.screen, page: Number(page) }) : false,
      async open(ctx, caseId) {
        const shown = isUuid(caseId) ? await found(ctx) : undefined;
        const known = shown?.records.some((record) => record.caseId === caseId);
        return known ? openCaseCard(ctx.turn, caseId) : false;
      },
    },
  };
}

function lineOf({ t }: OpenTurn, { day, people, caseId }: RecordBehind): string {
  const who =
    caseId === null ? t("quarterly:behind.people", { number: people }) : caseNumber(caseId);
  return t("quarterly:behind.line", { day: dateInFigures(day), who });
}
