import { randomUUID } from "node:crypto";
import type { Person } from "../../platform/conversation/conversation.ts";
import type { Database, Transaction } from "../../platform/postgres/database.ts";
import type { Marks } from "./marks.ts";

const MARKS_FIELD = "Checklist.items";
const PAPER_FIELD = "Reminder.paper";

type Reading = Pick<Database["prisma"], "checklist" | "reminder">;

export async function readMarks(prisma: Reading, person: Person): Promise<Marks> {
  const row = await prisma.checklist.findUnique({ where: { personId: person.id } });
  return row ? (JSON.parse(person.key.open(MARKS_FIELD, person.id, row.items)) as Marks) : {};
}

export async function writeMarks(tx: Transaction, person: Person, marks: Marks): Promise<void> {
  const items = Uint8Array.from(person.key.seal(MARKS_FIELD, person.id, JSON.stringify(marks)));
  await tx.checklist.upsert({
    where: { personId: person.id },
    create: { id: randomUUID(), personId: person.id, items },
    update: { items },
  });
}

export interface PaperReminder {
  readonly id: string;
  readonly paper: string;
  readonly dueAt: Date;
}

export async function writeReminder(
  tx: Transaction,
  person: Person,
  { id, paper, dueAt }: PaperReminder,
): Promise<void> {
  const sealed = Uint8Array.from(person.key.seal(PAPER_FIELD, person.id, paper));
  await tx.reminder.create({ data: { id, personId: person.id, paper: sealed, dueAt } });
}

/** A reminder that was not sent yet. */
export async function readReminder(
  tx: Transaction,
  person: Person,
  id: string,
): Promise<PaperReminder | undefined> {
  const row = await tx.reminder.findFirst({ where: { id, personId: person.id, sentAt: null } });
  if (!row) return undefined;
  return { id, dueAt: row.dueAt, paper: person.key.open(PAPER_FIELD, person.id, row.paper) };
}

/** Whose reminder it is; undefined when it is gone. */
export async function ownerOfReminder(
  { prisma }: Database,
  id: string,
): Promise<string | undefined> {
  const row = await prisma.reminder.findUnique({ where: { id }, select: { personId: true } });
  return row?.personId;
}

export async function closeReminder(tx: Transaction, id: string, at: Date): Promise<void> {
  await tx.reminder.update({ where: { id }, data: { sentAt: at } });
}

export async function eraseChecklist(tx: Transaction, personId: string): Promise<void> {
  await tx.reminder.deleteMany({ where: { personId } });
  await tx.checklist.deleteMany({ where: { personId } });
}
