import { randomUUID } from "node:crypto";
import { Overtaken } from "../../platform/conversation/conversation.ts";
import type { Database, Transaction } from "../../platform/postgres/database.ts";
import type { Prisma } from "../../platform/postgres/generated/client.ts";
import type { Case } from "../cases/index.ts";
import type { Line, LineBody, LineOf } from "./record.ts";
import { OPEN_STATES, type ReportState } from "./rules/status.ts";

/** Prisma itself or a transaction. */
type Reading = Pick<Database["prisma"], "reportLine">;

/** What is needed of a case to read and write its reports: they are sealed with its key. */
export type Sealing = Pick<Case, "id" | "key">;

const FIELD = "ReportLine.body";

/** The lines of some sections, or of all, in their order. */
export async function linesOf<S extends Line["section"]>(
  prisma: Reading,
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
  prisma: Reading,
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

/** The lines of a report go on in another case, sealed with its key. */
export async function adoptLines(
  tx: Transaction,
  from: Sealing,
  to: Sealing,
  reportId: string,
): Promise<void> {
  for (const { id, position: _position, ...line } of await linesOf(tx, from, reportId)) {
    await tx.reportLine.update({ where: { id }, data: { body: sealedLine(to, id, line) } });
  }
}

function openLine({ key }: Sealing, row: Prisma.ReportLineGetPayload<object>): Line {
  const { id, position, section } = row;
  const body = JSON.parse(key.open(FIELD, id, row.body)) as LineBody;
  return { ...body, section, id, position } as Line;
}

function sealedLine({ key }: Sealing, id: string, { section: _section, ...body }: LineBody) {
  return Uint8Array.from(key.seal(FIELD, id, JSON.stringify(body)));
}
