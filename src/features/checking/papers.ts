import { readFiles } from "../../platform/files/index.ts";
import type { DocumentMakers } from "../../platform/telegram/delivery.ts";
import type { Ctx } from "../../platform/telegram/turn.ts";
import { escapeHtml } from "../../platform/texts/texts.ts";
import { readCase } from "../cases/index.ts";
import { costText, linesOf } from "../report/index.ts";
import type { Checked, CheckingDeps } from "./checked.ts";
import { receiptMarks } from "./store.ts";

/** The kind of document that is a file which somebody sent for a report. */
const PAPER_DOCUMENT = "report_paper";

interface PaperOrder {
  readonly caseId: string;
  readonly fileId: string;
}

/** Telegram shows these as pictures. */
const PICTURES = ["image/jpeg", "image/png"];

/**
 * Sends receipts and papers of a report into the curator's chat, each with the costs that rest on it; what is
 * sent is opened when it leaves.
 */
export async function sendPapers(
  { database: { prisma } }: Pick<CheckingDeps, "database">,
  { turn }: Ctx,
  { held, report }: Checked,
): Promise<false | undefined> {
  const files = report ? await readFiles(prisma, held.case, { reportId: report.id }) : [];
  if (!report || files.length === 0) return false;
  const receipts = await receiptMarks(prisma, report.id);
  const costs = await linesOf(prisma, held.case, report.id, ["spending"]);
  const shownBy = (fileId: string) =>
    costs
      .filter(({ id }) => receipts.some((one) => one.fileId === fileId && one.lineId === id))
      .map((cost) => costText(turn, cost))
      .join("\n");
  for (const { id, kind, name, type } of files) {
    const picture = PICTURES.includes(type);
    const data: PaperOrder = { caseId: held.case.id, fileId: id };
    const payload = { chat_id: turn.chat, parse_mode: "HTML" };
    const caption = kind === "receipt" ? shownBy(id) : escapeHtml(name);
    turn.outgoing.push({
      call: { method: picture ? "sendPhoto" : "sendDocument", payload: { ...payload, caption } },
      document: { field: picture ? "photo" : "document", kind: PAPER_DOCUMENT, data },
    });
  }
  return undefined;
}

/** How they are opened; an erased one leaves an empty file, so that the rest is still said. */
export function paperDocuments({ database, keyring, files }: CheckingDeps): DocumentMakers {
  return {
    [PAPER_DOCUMENT]: async (data) => {
      const { caseId, fileId } = data as PaperOrder;
      const of = await readCase(database.prisma, keyring, caseId);
      const [row] = of ? await readFiles(database.prisma, of, { id: fileId }) : [];
      const bytes = row && (await files.read(row));
      return {
        name: row?.name ?? "file",
        type: row?.type ?? "application/octet-stream",
        bytes: bytes ?? Buffer.alloc(0),
      };
    },
  };
}
