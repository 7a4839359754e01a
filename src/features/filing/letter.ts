import { createHash } from "node:crypto";
import { readFiles } from "../../platform/files/index.ts";
import type { Letter } from "../../platform/mail/mailer.ts";
import type { File } from "../../platform/telegram/client.ts";
import { spokenDate, spokenMonth } from "../../platform/texts/format.ts";
import { spokenMoment } from "../cases/index.ts";
import { type ReportHeld, reportFile } from "../report/index.ts";
import { daysOf } from "./actions.ts";
import type { FilingDeps } from "./deps.ts";
import type { Filing, Proof } from "./record.ts";

/** A letter, and what proves later what was in it. */
export interface Sending {
  readonly letter: Letter;
  readonly proof: Pick<Proof, "document" | "attachments">;
}

/** The institution writes and reads Russian, whatever language the person speaks. */
const LANGUAGE = "ru";

/**
 * The report as it goes to the institution: the official document with the name of the case, and every
 * receipt and paper of the report. Equal reports give equal bytes, so a second try sends the same.
 *
 * @param before an earlier letter about this report that was taken
 * @throws when the document or a file cannot be made or read
 */
export async function letterOf(
  { database, files, texts }: Pick<FilingDeps, "database" | "files" | "texts">,
  held: ReportHeld,
  filing: Filing,
  before: Filing | undefined,
): Promise<Sending> {
  const { report, contract, case: of } = held;
  const { sheet } = report.content;
  const { submittedAt } = report;
  if (!sheet || !submittedAt) throw new Error("The report was not handed in");
  const t = texts.for(LANGUAGE);
  const timeZone = daysOf(held)?.timeZone ?? "UTC";
  const name = of.record.name;
  const month = spokenMonth(report.month, LANGUAGE);
  const bytes = await reportFile({ ...sheet, name }, submittedAt.toISOString());
  const document: File = {
    name: t("filing:letter.file", { month }),
    type: "application/pdf",
    bytes,
  };
  const papers = await papersOf({ database, files }, held);
  const hash = createHash("sha256").update(bytes).digest("hex");
  const said = {
    month,
    number: contract.record.number,
    on: spokenDate(contract.startsOn, LANGUAGE),
    name: name ?? t("filing:letter.no_name"),
    submitted: spokenMoment(submittedAt, timeZone, LANGUAGE),
    hash,
    count: papers.length,
  };
  const text = [
    t("filing:letter.text", said),
    ...(papers.length > 0 ? [t("filing:letter.attached", said)] : []),
    ...(before?.settledAt
      ? [t("filing:letter.instead", { at: spokenMoment(before.settledAt, timeZone, LANGUAGE) })]
      : []),
    t("filing:letter.end", said),
  ];
  return {
    letter: {
      ...{ id: filing.id, to: filing.proof.to ?? "", date: filing.createdAt },
      subject: t("filing:letter.subject", said),
      text: text.join("\n\n"),
      attachments: [document, ...papers],
    },
    proof: { document: hash, attachments: papers.map((paper) => paper.name) },
  };
}

/** Every file of the report, numbered as it came. */
async function papersOf(
  { database, files }: Pick<FilingDeps, "database" | "files">,
  { report, case: of }: ReportHeld,
): Promise<File[]> {
  const rows = await readFiles(database.prisma, of, { reportId: report.id });
  const papers: File[] = [];
  for (const [at, row] of rows.entries()) {
    const bytes = await files.read(row);
    if (!bytes) throw new Error("A file of the report is gone");
    papers.push({ name: `${at + 1}. ${row.name}`, type: row.type, bytes });
  }
  return papers;
}
