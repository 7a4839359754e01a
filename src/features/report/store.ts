import { randomUUID } from "node:crypto";
import { Overtaken } from "../../platform/conversation/conversation.ts";
import type { Keyring } from "../../platform/crypto/keyring.ts";
import type { Database, Transaction } from "../../platform/postgres/database.ts";
import type { Prisma } from "../../platform/postgres/generated/client.ts";
import { adoptLines, type Sealing } from "./line-store.ts";
import { EMPTY_CONTENT, type Report, type ReportContent } from "./record.ts";
import type { ReportState } from "./rules/status.ts";

/** Prisma itself or a transaction. */
type Reading = Pick<Database["prisma"], "report">;

const FIELD = "Report.content";

type ReportRow = Prisma.ReportGetPayload<object>;

/** A new report of a month, and how to write it. */
export function newReport(
  of: Sealing,
  wanted: { readonly contractId: string; readonly month: string; readonly createdAt: Date },
): { readonly report: Report; create(tx: Transaction): Promise<void> } {
  const report: Report = {
    ...{ ...wanted, id: randomUUID(), caseId: of.id, state: "draft", version: 1 },
    ...{ submittedAt: null, filedAt: null, openedAt: null, decidedAt: null, decidedBy: null },
    content: EMPTY_CONTENT,
  };
  return {
    report,
    /** @throws Overtaken when somebody began the report of this month at the same moment */
    async create(tx) {
      const { id, caseId, contractId, state, createdAt, content } = report;
      const { count } = await tx.report.createMany({
        data: [
          {
            ...{ id, caseId, contractId, state, createdAt },
            month: monthAsDate(report.month),
            content: sealedContent(of, id, content),
          },
        ],
        skipDuplicates: true,
      });
      if (count === 0) throw new Overtaken();
    },
  };
}

/** The report of a month, "YYYY-MM". */
export async function reportOfMonth(
  prisma: Reading,
  of: Sealing,
  contractId: string,
  month: string,
): Promise<Report | undefined> {
  const row = await prisma.report.findUnique({
    where: { contractId_month: { contractId, month: monthAsDate(month) } },
  });
  return row?.caseId === of.id ? openReport(of, row) : undefined;
}

/** The reports of a contract that somebody has begun, the oldest month first. */
export async function reportsOfContract(
  prisma: Reading,
  of: Sealing,
  contractId: string,
): Promise<Report[]> {
  const rows = await prisma.report.findMany({
    where: { contractId, caseId: of.id },
    orderBy: { month: "asc" },
  });
  return rows.map((row) => openReport(of, row));
}

/** The last report of a contract before a month. */
export async function reportBefore(
  prisma: Reading,
  of: Sealing,
  contractId: string,
  month: string,
): Promise<Report | undefined> {
  const row = await prisma.report.findFirst({
    where: { contractId, caseId: of.id, month: { lt: monthAsDate(month) } },
    orderBy: { month: "desc" },
  });
  return row ? openReport(of, row) : undefined;
}

/** Reads a report without asking who wants it; undefined when its case has no key any more. */
export async function readReport(
  prisma: Reading,
  keyring: Keyring,
  id: string,
): Promise<Report | undefined> {
  const row = await prisma.report.findUnique({
    where: { id },
    include: { case: { select: { wrappedKey: true } } },
  });
  if (!row?.case.wrappedKey) return undefined;
  const { case: _case, ...columns } = row;
  const key = keyring.unwrap(row.case.wrappedKey, row.caseId);
  return openReport({ id: row.caseId, key }, columns);
}

/** What can be changed of a report. */
export type ReportChange = Partial<
  Pick<
    Report,
    "state" | "submittedAt" | "filedAt" | "openedAt" | "decidedAt" | "decidedBy" | "content"
  >
>;

/**
 * Writes a change to the report as it was read. A report that is returned keeps when it first counted:
 * its correction does not make it late.
 * @throws Overtaken when somebody changed it since
 */
export async function saveReport(
  tx: Pick<Transaction, "report">,
  of: Sealing,
  before: Report,
  change: ReportChange,
): Promise<Report> {
  const after = changedReport(before, change);
  const { content, ...columns } = change;
  const rewritten = content || change.state === "returned";
  const { count } = await tx.report.updateMany({
    where: { id: before.id, caseId: of.id, version: before.version },
    data: {
      ...columns,
      ...(rewritten ? { content: sealedContent(of, before.id, after.content) } : {}),
      version: { increment: 1 },
    },
  });
  if (count === 0) throw new Overtaken();
  return after;
}

/** The report as `saveReport` will make it, for what is shown before that is committed. */
export function changedReport(before: Report, change: ReportChange): Report {
  const content = change.content ?? before.content;
  const firstFiledAt =
    change.state === "returned"
      ? (content.firstFiledAt ?? before.filedAt?.toISOString() ?? null)
      : content.firstFiledAt;
  return {
    ...before,
    ...change,
    content: { ...content, firstFiledAt },
    version: before.version + 1,
  };
}

/** Two cases of one person become one: reports go on in the kept one, sealed with its key. */
export async function adoptReports(tx: Transaction, from: Sealing, to: Sealing): Promise<void> {
  const rows = await tx.report.findMany({ where: { caseId: from.id } });
  for (const row of rows) {
    await adoptLines(tx, from, to, row.id);
    const content = sealedContent(to, row.id, openReport(from, row).content);
    await tx.report.update({ where: { id: row.id }, data: { caseId: to.id, content } });
  }
}

function openReport({ key }: Sealing, row: ReportRow): Report {
  const known = JSON.parse(key.open(FIELD, row.id, row.content)) as Partial<ReportContent>;
  const { month, content: _content, state, ...columns } = row;
  return {
    ...columns,
    month: month.toISOString().slice(0, 7),
    state: state as ReportState,
    content: { ...EMPTY_CONTENT, ...known },
  };
}

function sealedContent({ key }: Sealing, id: string, content: ReportContent) {
  return Uint8Array.from(key.seal(FIELD, id, JSON.stringify(content)));
}

function monthAsDate(month: string): Date {
  return new Date(`${month}-01T00:00:00Z`);
}
