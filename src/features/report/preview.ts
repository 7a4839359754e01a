import type { DocumentMakers } from "../../platform/telegram/delivery.ts";
import type { Ctx } from "../../platform/telegram/turn.ts";
import { reportFile } from "./document.ts";
import type { Draft } from "./draft.ts";
import type { ReportDeps, ReportLinks } from "./links.ts";
import type { Report } from "./record.ts";
import { sheetOf } from "./rules/compose.ts";
import type { ReportSheet } from "./sheet.ts";

/** The kind of document that a report's sheet becomes when it is sent. */
export const REPORT_DOCUMENT = "report";

/** What the document is made of when it leaves. */
export interface ReportOrder {
  readonly sheet: ReportSheet;
  /** An instant, written into the file. */
  readonly created: string;
}

export const reportDocuments: DocumentMakers = {
  [REPORT_DOCUMENT]: async (data) => {
    const { sheet, created } = data as ReportOrder;
    return {
      name: `opora-report-${sheet.period.to.slice(0, 7)}.pdf`,
      type: "application/pdf",
      bytes: await reportFile(sheet, created),
    };
  },
};

/** The document as it is by now, without the name. @param signedOn "YYYY-MM-DD"; null: left blank */
export async function sheetNow(
  { database, links }: ReportDeps & { readonly links: ReportLinks },
  draft: Draft,
  report: Report,
  signedOn: string | null,
): Promise<ReportSheet> {
  return sheetOf({
    ...{ report, contract: draft.own.contract, name: null, signedOn },
    lines: await draft.lines("done", "spending", "not_done", "attachments"),
    papers: (await links.papersOf?.(database.prisma, report.id)) ?? [],
  });
}

/** Sends the official document to the chat as it is by now, to be looked at; the name stays blank. */
export async function sendDocument(
  kit: ReportDeps & { readonly links: ReportLinks },
  { turn }: Ctx,
  draft: Draft,
): Promise<false | undefined> {
  const { report } = draft;
  if (!report) return false;
  const sheet = await sheetNow(kit, draft, report, null);
  const data: ReportOrder = { sheet, created: turn.now.toISOString() };
  turn.outgoing.push({
    call: {
      method: "sendDocument",
      payload: { chat_id: turn.chat, caption: turn.t("report:document") },
    },
    document: { field: "document", kind: REPORT_DOCUMENT, data },
  });
  return undefined;
}
