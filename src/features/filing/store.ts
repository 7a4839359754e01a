import { randomUUID } from "node:crypto";
import { Overtaken } from "../../platform/conversation/conversation.ts";
import type { Database, Transaction } from "../../platform/postgres/database.ts";
import type { Prisma } from "../../platform/postgres/generated/client.ts";
import type { Case } from "../cases/index.ts";
import { EMPTY_PROOF, type Filing, type Proof } from "./record.ts";
import type { FilingState, Way } from "./rules.ts";

/** Prisma itself or a transaction. */
export type Reading = Pick<Database["prisma"], "filing">;

/** What is needed of a case to read and write how its reports were handed in. */
export type Sealing = Pick<Case, "id" | "key">;

const FIELD = "Filing.proof";

/** Writes a new handing in of a report. */
export async function writeFiling(
  tx: Transaction,
  of: Sealing,
  wanted: Pick<Filing, "reportId" | "way" | "state" | "createdAt" | "settledAt"> & {
    readonly proof: Partial<Proof>;
  },
): Promise<Filing> {
  const filing: Filing = {
    ...wanted,
    id: randomUUID(),
    attempts: 0,
    proof: { ...EMPTY_PROOF, ...wanted.proof },
  };
  const { proof, ...columns } = filing;
  await tx.filing.create({ data: { ...columns, proof: sealed(of, filing.id, proof) } });
  return filing;
}

export type FilingChange = Partial<Pick<Filing, "state" | "attempts" | "settledAt">> & {
  readonly proof?: Partial<Proof>;
};

/**
 * Writes a change to a filing as it was read.
 * @throws Overtaken when somebody changed it since
 */
export async function saveFiling(
  tx: Pick<Transaction, "filing">,
  of: Sealing,
  before: Filing,
  { proof, ...columns }: FilingChange,
): Promise<Filing> {
  const after: Filing = { ...before, ...columns, proof: { ...before.proof, ...proof } };
  const { id, state, attempts } = before;
  const { count } = await tx.filing.updateMany({
    where: { id, state, attempts },
    data: { ...columns, proof: sealed(of, id, after.proof) },
  });
  if (count === 0) throw new Overtaken();
  return after;
}

/** Every handing in of a report, the newest last. */
export async function readFilings(
  prisma: Reading,
  of: Sealing,
  reportId: string,
): Promise<Filing[]> {
  const rows = await prisma.filing.findMany({
    where: { reportId, report: { caseId: of.id } },
    orderBy: [{ createdAt: "asc" }, { id: "asc" }],
  });
  return rows.map((row) => opened(of, row));
}

/** Where a filing belongs; undefined when its report is gone. */
export async function placeOf(
  prisma: Reading,
  id: string,
): Promise<{ readonly caseId: string; readonly reportId: string } | undefined> {
  const row = await prisma.filing.findUnique({
    where: { id },
    select: { reportId: true, report: { select: { caseId: true } } },
  });
  return row ? { reportId: row.reportId, caseId: row.report.caseId } : undefined;
}

/** The report of a case that was handed in last; one that was not received yet comes before all others. */
export async function lastHandedIn(
  prisma: Reading,
  { id: caseId }: Pick<Case, "id">,
): Promise<string | undefined> {
  const last = (state?: "submitted") =>
    prisma.filing.findFirst({
      where: { report: { caseId, ...(state ? { state } : {}) } },
      orderBy: { createdAt: "desc" },
      select: { reportId: true },
    });
  return ((await last("submitted")) ?? (await last()))?.reportId;
}

/** Letters that no server has taken yet. */
export async function waitingLetters(prisma: Reading): Promise<string[]> {
  const where = { state: "waiting" satisfies FilingState, way: "email" satisfies Way };
  const rows = await prisma.filing.findMany({
    where,
    orderBy: { createdAt: "asc" },
    select: { id: true },
  });
  return rows.map(({ id }) => id);
}

/** Two cases of one person become one. Before the reports themselves go over. */
export async function adoptFilings(tx: Transaction, from: Sealing, to: Sealing): Promise<void> {
  const rows = await tx.filing.findMany({ where: { report: { caseId: from.id } } });
  for (const row of rows) {
    const proof = sealed(to, row.id, opened(from, row).proof);
    await tx.filing.update({ where: { id: row.id }, data: { proof } });
  }
}

function sealed({ key }: Sealing, id: string, proof: Proof): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(key.seal(FIELD, id, JSON.stringify(proof)));
}

function opened({ key }: Sealing, row: Prisma.FilingGetPayload<object>): Filing {
  const known = JSON.parse(key.open(FIELD, row.id, row.proof)) as Partial<Proof>;
  return {
    ...row,
    way: row.way as Way,
    state: row.state as FilingState,
    proof: { ...EMPTY_PROOF, ...known },
  };
}
