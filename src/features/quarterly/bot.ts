import type { Database } from "../../platform/postgres/database.ts";
import {
  type Button,
  type Feature,
  type Handler,
  homeButton,
  inRows,
  type View,
} from "../../platform/telegram/screen.ts";
import type { Ctx, OpenTurn } from "../../platform/telegram/turn.ts";
import { escapeHtml } from "../../platform/texts/texts.ts";
import { dayAt } from "../cases/index.ts";
import { type Member, mayDo, memberNow } from "../staff/index.ts";
import { BEHIND, behindScreen, openRows } from "./behind.ts";
import {
  EXTENTS,
  type Extent,
  extentsOf,
  QUARTERLY_PICTURE,
  QUARTERLY_TABLE,
  type QuarterlyOrder,
  tableFor,
} from "./document.ts";
import { quartersUntil, type Row, readQuarter } from "./rules.ts";
import { formSheet, shown } from "./sheet.ts";
import type { QuarterlyTable } from "./table.ts";

/** Which quarter; and one of them. */
const QUARTERS = "quarterly";
const QUARTER = "quarterly_one";
/** Back to the same quarter of last year. */
const OFFERED = 6;

export interface QuarterlyDeps {
  readonly database: Database;
}

/** The official table of a quarter, without anybody filling it in. */
export function quarterlyFeature({ database }: QuarterlyDeps): Feature {
  async function readerNow(ctx: Ctx): Promise<Member | undefined> {
    const member = await memberNow(database.prisma, ctx);
    return member && mayDo(member.role, "see_numbers") ? member : undefined;
  }

  const reading =
    (handle: (ctx: Ctx, member: Member, argument: string) => ReturnType<Handler>): Handler =>
    async (ctx, argument) => {
      const member = await readerNow(ctx);
      return member ? handle(ctx, member, argument) : false;
    };

  const send = (field: "document" | "photo", kind: string): Handler =>
    reading(async ({ turn }, member) => {
      const { quarter, extent } = hereOf(turn);
      const table = await tableFor(database, member, { quarter, extent });
      if (!table) return false;
      const data: QuarterlyOrder = { memberId: member.id, locale: turn.locale, quarter, extent };
      const method = field === "photo" ? "sendPhoto" : "sendDocument";
      const caption = field === "photo" ? { caption: captionOf(turn, table) } : {};
      turn.outgoing.push({
        call: { method, payload: { chat_id: turn.chat, ...caption } },
        document: { field, kind, data },
      });
    });

  return {
    name: "quarterly",
    screens: {
      [QUARTERS]: {
        async view(ctx) {
          const { turn } = ctx;
          const member = await readerNow(ctx);
          if (!member) return missingView(turn);
          const today = dayAt(turn.now, member.institution.timeZone);
          const extents = extentsOf(member);
          return {
            text: turn.t("quarterly:which"),
            rows: [
              ...extents.flatMap((extent) =>
                inRows(
                  quartersUntil(today, OFFERED).map(({ code, number, year }): Button => {
                    const period = turn.t("quarterly:period", { quarter: number, year });
                    const whose = turn.t(`quarterly:extent.${extent}`, { period });
                    const label = extents.length > 1 ? whose : period;
                    return { label, action: "quarter", argument: `${code}.${extent}` };
                  }),
                  2,
                ),
              ),
              [homeButton(turn.t)],
            ],
          };
        },
        presses: {
          quarter: reading(({ turn }, member, argument) => {
            const [quarter = "", named = ""] = argument.split(".");
            const extent = EXTENTS.find((one) => one === named);
            if (!readQuarter(quarter) || !extent || !extentsOf(member).includes(extent))
              return false;
            turn.go({ name: QUARTER, quarter, extent });
          }),
        },
      },
      [QUARTER]: {
        async view(ctx) {
          const { turn } = ctx;
          const { t } = turn;
          const member = await readerNow(ctx);
          const table = member && (await tableFor(database, member, hereOf(turn)));
          if (!table) return missingView(turn);
          // The rows of other institutions are theirs: of a region there are numbers only.
          const opened = table.published ? [] : openRows(table);
          return {
            text: quarterText(turn, table, opened.length > 0),
            rows: [
              ...inRows(
                opened.map(({ number }) => ({ label: number, action: "rows", argument: number })),
                6,
              ),
              [
                { label: t("quarterly:button.table"), action: "table" },
                { label: t("quarterly:button.picture"), action: "picture" },
              ],
              [{ label: t("quarterly:button.other"), action: "other" }],
              [homeButton(t)],
            ],
          };
        },
        presses: {
          table: send("document", QUARTERLY_TABLE),
          picture: send("photo", QUARTERLY_PICTURE),
          other: reading(({ turn }) => turn.go({ name: QUARTERS })),
          rows: reading(async ({ turn }, member, row) => {
            const { quarter, extent } = hereOf(turn);
            const table = await tableFor(database, member, { quarter, extent });
            if (!table || table.published) return false;
            if (!openRows(table).some(({ number }) => number === row)) return false;
            turn.go({ name: BEHIND, quarter, row });
            return undefined;
          }),
        },
      },
      [BEHIND]: behindScreen({ database }, readerNow, (turn) =>
        turn.go({ name: QUARTER, quarter: hereOf(turn).quarter, extent: "institution" }),
      ),
    },
    commands: { quarter: reading(({ turn }) => turn.go({ name: QUARTERS })) },
  };
}

/** What is in the table, for who reads it on a phone: rows of nobody are left out. */
function quarterText(turn: OpenTurn, table: QuarterlyTable, opens: boolean): string {
  const { t } = turn;
  const { title, scope, notes } = formSheet(turn, table);
  const words = (cell: Row["before"]) => inWords(turn, cell);
  const some = table.rows.filter(
    ({ now, before }) => now.people !== 0 || (before?.people ?? 0) !== 0,
  );
  return [
    `<b>${escapeHtml(title)}</b>\n${escapeHtml(scope)}`,
    some.length > 0 ? t("quarterly:reads") : t("quarterly:nobody"),
    some
      .map(({ number, title: row, now, before }) =>
        t("quarterly:line", {
          ...{ number, row: escapeHtml(row), now: words(now), before: words(before) },
        }),
      )
      .join("\n"),
    some.length > 0 && some.length < table.rows.length ? t("quarterly:rest") : "",
    notes.map(escapeHtml).join("\n"),
    opens ? t("quarterly:opens") : "",
  ]
    .filter((part) => part !== "")
    .join("\n\n");
}

/** The numbers of the picture by their rows, for who reads it without seeing it well. */
function captionOf(turn: OpenTurn, table: QuarterlyTable): string {
  const { title, scope } = formSheet(turn, table);
  const lines = table.rows.map(
    ({ number, now, before }) => `${number}. ${inWords(turn, now)} · ${inWords(turn, before)}`,
  );
  return [title, scope, ...lines].join("\n");
}

/** "165 (88)": people, and those released. */
function inWords({ t }: OpenTurn, cell: Row["before"]): string {
  if (cell === null) return t("quarterly:unknown");
  return `${shown(t, cell.people)} (${shown(t, cell.released)})`;
}

function hereOf({ screen }: OpenTurn): { readonly quarter: string; readonly extent: Extent } {
  const extent = EXTENTS.find((one) => one === screen.extent) ?? "institution";
  return { quarter: String(screen.quarter ?? ""), extent };
}

function missingView({ t }: OpenTurn): View {
  return { text: t("quarterly:missing"), rows: [[homeButton(t)]] };
}
