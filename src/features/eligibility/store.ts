import { randomUUID } from "node:crypto";
import type { Answers } from "../../forms/form.ts";
import type { Person } from "../../platform/conversation/conversation.ts";
import type { Database, Transaction } from "../../platform/postgres/database.ts";
import { dateOf } from "../../platform/postgres/days.ts";
import type { Assessment } from "./rules.ts";

/** A result as it was told, with the answers that it was told for. */
export interface Told {
  readonly answers: Answers;
  readonly assessment: Assessment;
}

const FIELD = "Assessment.record";

/** Keeps a result so that it can be explained and checked again later. */
export async function saveAssessment(tx: Transaction, person: Person, told: Told): Promise<void> {
  const { program, edition, date } = told.assessment;
  await tx.assessment.create({
    data: {
      id: randomUUID(),
      personId: person.id,
      pack: program,
      edition: edition?.code ?? "none",
      assessedOn: dateOf(date),
      record: Uint8Array.from(person.key.seal(FIELD, person.id, JSON.stringify(told))),
    },
  });
}

/** The last result that was told to this person. */
export async function lastAssessment(
  { prisma }: Database,
  person: Person,
): Promise<Told | undefined> {
  const row = await prisma.assessment.findFirst({
    where: { personId: person.id },
    orderBy: { createdAt: "desc" },
  });
  return row ? (JSON.parse(person.key.open(FIELD, person.id, row.record)) as Told) : undefined;
}

export async function eraseAssessments(tx: Transaction, personId: string): Promise<void> {
  await tx.assessment.deleteMany({ where: { personId } });
}
