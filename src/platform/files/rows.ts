import type { PersonKey } from "../crypto/keyring.ts";
import type { Transaction } from "../postgres/database.ts";
import type { Queue } from "../queue.ts";
import type { KeptFile } from "./store.ts";

/** The job that removes the bytes of a file whose row is gone. */
export const FORGET_JOB = "files-forget";

export type FileKind = "receipt" | "paper";

/** What is known of a file besides its bytes; all but its place is sealed with the case's key. */
export interface FileRow extends KeptFile {
  readonly caseId: string;
  readonly reportId: string | null;
  readonly kind: FileKind;
  readonly name: string;
  /** Media type, such as "image/jpeg". */
  readonly type: string;
  readonly createdAt: Date;
}

type Sealed = Pick<FileRow, "name" | "type" | "size" | "secret">;

/** What is needed of a case to read and write its files. */
interface Sealing {
  readonly id: string;
  readonly key: PersonKey;
}

/** Prisma itself or a transaction. */
type Reading = Pick<Transaction, "storedFile">;

/** Which files of a case are meant. */
export interface FileFilter {
  readonly id?: string;
  readonly reportId?: string | null;
  readonly kind?: FileKind;
  readonly digest?: Uint8Array<ArrayBuffer>;
}

const FIELD = "StoredFile.about";

/** Makes a kept file one of a case, in the transaction that gives it its reason. */
export async function writeFile(
  tx: Transaction,
  of: Sealing,
  { id, reportId, kind, digest, createdAt, ...about }: Omit<FileRow, "caseId">,
): Promise<void> {
  await tx.storedFile.create({
    data: {
      ...{ id, caseId: of.id, reportId, kind, createdAt },
      digest: Uint8Array.from(digest),
      about: sealed(of, id, about),
    },
  });
}

/** Files of a case in the order in which they came. */
export async function readFiles(
  prisma: Reading,
  of: Sealing,
  where: FileFilter = {},
): Promise<FileRow[]> {
  const rows = await prisma.storedFile.findMany({
    where: { ...where, caseId: of.id },
    orderBy: [{ createdAt: "asc" }, { id: "asc" }],
  });
  return rows.map(({ about, digest, kind, ...row }) => ({
    ...row,
    ...opened(of, row.id, about),
    kind: kind as FileKind,
    digest: Buffer.from(digest),
  }));
}

/** The name of a file whose content is known. @param called without an ending */
export function fileName(called: string, type: string): string {
  return `${called}.${type === "application/pdf" ? "pdf" : "jpg"}`;
}

/** Calls a file of a case something else. @param called without an ending */
export async function renameFile(
  tx: Transaction,
  of: Sealing,
  id: string,
  called: string,
): Promise<void> {
  const row = await tx.storedFile.findFirst({ where: { id, caseId: of.id } });
  if (!row) return;
  const about = opened(of, id, row.about);
  const name = fileName(called, about.type);
  await tx.storedFile.update({
    where: { id },
    data: { about: sealed(of, id, { ...about, name }) },
  });
}

/** Removes a file of a case: its row now, its bytes when that is committed. */
export async function removeFile(
  tx: Transaction,
  queue: Queue,
  { id, caseId, now }: { readonly id: string; readonly caseId: string; readonly now: Date },
): Promise<void> {
  await forget(tx, queue, { id, caseId }, now);
}

/** Consent was withdrawn: nothing is left of the files of the person's case. Before the case lets them go. */
export function eraseFiles(queue: Queue) {
  return async (tx: Transaction, personId: string, now: Date): Promise<void> => {
    const of = await tx.case.findUnique({ where: { personId }, select: { id: true } });
    if (of) await forget(tx, queue, { caseId: of.id }, now);
  };
}

/** The files of one case belong to another from now on: a merge of two cases of one person. */
export async function adoptFiles(tx: Transaction, from: Sealing, to: Sealing): Promise<void> {
  const rows = await tx.storedFile.findMany({ where: { caseId: from.id } });
  for (const { id, about } of rows) {
    const data = { caseId: to.id, about: sealed(to, id, opened(from, id, about)) };
    await tx.storedFile.update({ where: { id }, data });
  }
}

async function forget(
  tx: Transaction,
  queue: Queue,
  where: { readonly caseId: string; readonly id?: string },
  now: Date,
): Promise<void> {
  const rows = await tx.storedFile.findMany({ where, select: { id: true } });
  await tx.storedFile.deleteMany({ where });
  for (const { id } of rows) await queue.add(tx, FORGET_JOB, { fileId: id }, now);
}

function sealed({ key }: Sealing, id: string, about: Sealed): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(key.seal(FIELD, id, JSON.stringify(about)));
}

function opened({ key }: Sealing, id: string, about: Uint8Array): Sealed {
  return JSON.parse(key.open(FIELD, id, about)) as Sealed;
}
