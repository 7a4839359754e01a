import { randomUUID } from "node:crypto";
import { Overtaken } from "../../platform/conversation/conversation.ts";
import type { Keyring } from "../../platform/crypto/keyring.ts";
import type { Database, Transaction } from "../../platform/postgres/database.ts";
import type { Prisma } from "../../platform/postgres/generated/client.ts";
import type { Case } from "../cases/index.ts";
import {
  EMPTY_CONTENT,
  type Line,
  type LineBody,
  type LineOf,
  type Report,
  type ReportContent,
} from "./record.ts";
import { OPEN_STATES, type ReportState } from "./rules/status.ts";

/** Prisma itself or a transaction. */
export type Reading = Pick<Database["prisma"], "report" | "reportLine">;

/** What is needed of a case to read and write its reports: they are sealed with its key. */
export type Sealing = Pick<Case, "id" | "key">;

const CONTENT_FIELD = "Report.content";
const LINE_FIELD = "ReportLine.body";

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
  prisma: Pick<Reading, "report">,
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
  prisma: Pick<Reading, "report">,
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
  prisma: Pick<Reading, "report">,
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
  prisma: Pick<Reading, "report">,
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

/** The lines of some sections, or of all, in their order. */
export async function linesOf<S extends Line["section"]>(
  prisma: Pick<Reading, "reportLine">,
  of: Sealing,
  reportId: string,
  sections?: readonly S[],
): Promise<LineOf<S>[]> {
  const rows = await prisma.reportLine.findMany({
    where: { reportId, ...(sections ? { section: { in: [...sections] } } : {}) },
    orderBy: [{ section: "asc" }, { position: "asc" }, { id: "asc" }],
  });
  return rows.map((row) => openLine(of, row) as LineOf<S>);
}

/** One line of a report. */
export async function lineById(
  prisma: Pick<Reading, "reportLine">,
  of: Sealing,
  reportId: string,
  id: string,
): Promise<Line | undefined> {
  const row = await prisma.reportLine.findFirst({ where: { id, reportId } });
  return row ? openLine(of, row) : undefined;
}

/**
 * Adds a line at the end of its section. It costs the same however many there are.
 * @param id of the new line, for whoever has to name it before
 * @throws Overtaken when the report is not being filled in any more
 */
export async function addLine(
  tx: Transaction,
  of: Sealing,
  reportId: string,
  line: LineBody,
  id: string = randomUUID(),
): Promise<string> {
  const body = sealedLine(of, id, line);
  const added = await tx.$executeRaw`
    INSERT INTO report_lines (id, report_id, section, position, body)
    SELECT ${id}::uuid, r.id, ${line.section}, (
      SELECT coalesce(max(position), 0) + 1 FROM report_lines
      WHERE report_id = r.id AND section = ${line.section}
    ), ${body}
    FROM reports r
    WHERE r.id = ${reportId}::uuid AND r.case_id = ${of.id}::uuid
      AND r.state = ANY(${[...OPEN_STATES]})
    FOR SHARE OF r`;
  if (added === 0) throw new Overtaken();
  return id;
}

/**
 * Says something else in a line; it stays where it is.
 * @throws Overtaken when the line is gone, or the report is not being filled in any more
 */
export async function changeLine(
  tx: Transaction,
  of: Sealing,
  reportId: string,
  id: string,
  line: LineBody,
): Promise<void> {
  await holdOpen(tx, reportId);
  const { count } = await tx.reportLine.updateMany({
    where: { id, reportId, section: line.section },
    data: { body: sealedLine(of, id, line) },
  });
  if (count === 0) throw new Overtaken();
}

/** @throws Overtaken when the line is gone, or the report is not being filled in any more */
export async function removeLine(tx: Transaction, reportId: string, id: string): Promise<void> {
  await holdOpen(tx, reportId);
  const { count } = await tx.reportLine.deleteMany({ where: { id, reportId } });
  if (count === 0) throw new Overtaken();
}

/** No line changes from here to the end of the transaction: what is handed in is what was read. */
export async function holdLines(tx: Transaction, reportId: string): Promise<void> {
  await tx.$queryRaw`SELECT FROM reports WHERE id = ${reportId}::uuid FOR UPDATE`;
}

async function holdOpen(tx: Transaction, reportId: string): Promise<void> {
  const held = await tx.$queryRaw<{ state: ReportState }[]>`
    SELECT state FROM reports WHERE id = ${reportId}::uuid FOR SHARE`;
  if (!OPEN_STATES.some((state) => state === held[0]?.state)) throw new Overtaken();
}

/** Two cases of one person become one: reports go on in the kept one, sealed with its key. */
export async function adoptReports(tx: Transaction, from: Sealing, to: Sealing): Promise<void> {
  const rows = await tx.report.findMany({ where: { caseId: from.id }, include: { lines: true } });
  for (const row of rows) {
    for (const { id, body } of row.lines) {
      await tx.reportLine.update({
        where: { id },
        data: { body: resealed(from, to, LINE_FIELD, id, body) },
      });
    }
    await tx.report.update({
      where: { id: row.id },
      data: { caseId: to.id, content: resealed(from, to, CONTENT_FIELD, row.id, row.content) },
    });
  }
}

function openReport({ key }: Sealing, row: ReportRow): Report {
  const known = JSON.parse(key.open(CONTENT_FIELD, row.id, row.content)) as Partial<ReportContent>;
  const { month, content: _content, state, ...columns } = row;
  return {
    ...columns,
    month: month.toISOString().slice(0, 7),
    state: state as ReportState,
    content: { ...EMPTY_CONTENT, ...known },
  };
}

function openLine({ key }: Sealing, row: Prisma.ReportLineGetPayload<object>): Line {
  const { id, position, section } = row;
  const body = JSON.parse(key.open(LINE_FIELD, id, row.body)) as LineBody;
  return { ...body, section, id, position } as Line;
}

function sealedContent({ key }: Sealing, id: string, content: ReportContent) {
  return Uint8Array.from(key.seal(CONTENT_FIELD, id, JSON.stringify(content)));
}

function sealedLine({ key }: Sealing, id: string, { section: _section, ...body }: LineBody) {
  return Uint8Array.from(key.seal(LINE_FIELD, id, JSON.stringify(body)));
}

function resealed(from: Sealing, to: Sealing, field: string, id: string, body: Uint8Array) {
  return Uint8Array.from(to.key.seal(field, id, from.key.open(field, id, body)));
}

function monthAsDate(month: string): Date {
  return new Date(`${month}-01T00:00:00Z`);
}
