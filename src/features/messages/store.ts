import type { PersonKey } from "../../platform/crypto/keyring.ts";
import type { Transaction } from "../../platform/postgres/database.ts";
import type { Prisma } from "../../platform/postgres/generated/client.ts";
import type { Media } from "../../platform/telegram/media.ts";

/** What was written: words, a file by Telegram's id of it, or a place. */
export type Body = Media | { readonly kind: "text"; readonly text: string };

/** Who wrote a message, or reads it. */
export type Side = "person" | "staff";

export interface Message {
  readonly id: string;
  readonly caseId: string;
  /** Who of the staff wrote it; null: the person. */
  readonly staffId: string | null;
  readonly body: Body;
  readonly sentAt: Date;
  readonly deliveredAt: Date | null;
  readonly readAt: Date | null;
}

/** Prisma itself or a transaction. */
export type Reading = Pick<Transaction, "message" | "messageCopy" | "person">;

/** What is needed of a case to read and write its messages. */
export interface Sealing {
  readonly id: string;
  readonly key: PersonKey;
}

const FIELD = "Message.body";

/** A condition on who wrote a message. */
const BY: Readonly<Record<Side, Prisma.MessageWhereInput>> = {
  person: { staffId: null },
  staff: { staffId: { not: null } },
};

export async function writeMessage(
  tx: Transaction,
  { id: caseId, key }: Sealing,
  { body, ...columns }: Omit<Message, "caseId" | "readAt">,
): Promise<void> {
  const sealed = Uint8Array.from(key.seal(FIELD, columns.id, JSON.stringify(body)));
  await tx.message.create({ data: { ...columns, caseId, body: sealed } });
}

/** The latest unread message of a side, if it was written at or after this moment. */
export function lastUnread(
  prisma: Reading,
  caseId: string,
  from: Side,
  since: Date,
): Promise<{ deliveredAt: Date | null } | null> {
  return prisma.message.findFirst({
    where: { caseId, readAt: null, sentAt: { gte: since }, ...BY[from] },
    orderBy: { sentAt: "desc" },
    select: { deliveredAt: true },
  });
}

/** What a side wrote and the other has not read, the oldest first. */
export async function unreadFrom(prisma: Reading, of: Sealing, from: Side): Promise<Message[]> {
  const rows = await prisma.message.findMany({
    where: { caseId: of.id, readAt: null, ...BY[from] },
    orderBy: [{ sentAt: "asc" }, { id: "asc" }],
  });
  return rows.map((row) => opened(row, of));
}

/** The last messages of both sides, the oldest first. */
export async function latest(prisma: Reading, of: Sealing, limit: number): Promise<Message[]> {
  const rows = await prisma.message.findMany({
    where: { caseId: of.id },
    orderBy: [{ sentAt: "desc" }, { id: "desc" }],
    take: limit,
  });
  return rows.map((row) => opened(row, of)).toReversed();
}

/** How far the last message of a side is. */
export function lastFrom(
  prisma: Reading,
  caseId: string,
  from: Side,
): Promise<Pick<Message, "sentAt" | "deliveredAt" | "readAt"> | null> {
  return prisma.message.findFirst({
    where: { caseId, ...BY[from] },
    orderBy: [{ sentAt: "desc" }, { id: "desc" }],
    select: { sentAt: true, deliveredAt: true, readAt: true },
  });
}

export async function markRead(tx: Transaction, ids: readonly string[], at: Date): Promise<void> {
  await tx.message.updateMany({
    where: { id: { in: [...ids] }, readAt: null },
    data: { readAt: at },
  });
}

/** The other side was told of these messages, and so of all that it had not read by then. */
export async function markDelivered(
  prisma: Reading,
  ids: readonly string[],
  at: Date,
): Promise<void> {
  const told = await prisma.message.findMany({ where: { id: { in: [...ids] } } });
  for (const { caseId, staffId } of told) {
    await prisma.message.updateMany({
      where: { caseId, deliveredAt: null, ...BY[staffId === null ? "person" : "staff"] },
      data: { deliveredAt: at },
    });
  }
}

/** Notes which message of a chat shows what was written. */
export async function writeCopy(
  prisma: Reading,
  copy: { readonly personId: string; readonly telegramId: number; readonly messageId: string },
): Promise<void> {
  // A message that was deleted meanwhile with its case needs no copy.
  if ((await prisma.message.count({ where: { id: copy.messageId } })) === 0) return;
  await prisma.messageCopy.createMany({ data: [copy], skipDuplicates: true });
}

/** The case of the message that this message of a chat shows. */
export async function caseOfCopy(
  prisma: Reading,
  personId: string,
  telegramId: number,
): Promise<string | undefined> {
  const copy = await prisma.messageCopy.findUnique({
    where: { personId_telegramId: { personId, telegramId } },
    select: { message: { select: { caseId: true } } },
  });
  return copy?.message.caseId;
}

/** What was written in one case goes on in another: a merge of two cases of one person. */
export async function adoptMessages(tx: Transaction, from: Sealing, to: Sealing): Promise<void> {
  const rows = await tx.message.findMany({ where: { caseId: from.id } });
  for (const { id, body } of rows) {
    const resealed = to.key.seal(FIELD, id, from.key.open(FIELD, id, body));
    await tx.message.update({
      where: { id },
      data: { caseId: to.id, body: Uint8Array.from(resealed) },
    });
  }
}

/** Where and whether a person can be reached. */
export async function reachOf(
  prisma: Reading,
  personId: string,
): Promise<{ timeZone: string; reachable: boolean } | undefined> {
  const row = await prisma.person.findUnique({
    where: { id: personId },
    select: { timeZone: true, unreachableAt: true },
  });
  return row ? { timeZone: row.timeZone, reachable: row.unreachableAt === null } : undefined;
}

function opened(row: Prisma.MessageGetPayload<object>, { key }: Sealing): Message {
  return { ...row, body: JSON.parse(key.open(FIELD, row.id, row.body)) as Body };
}
