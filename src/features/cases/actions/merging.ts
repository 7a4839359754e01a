import type { Keyring } from "../../../platform/crypto/keyring.ts";
import type { Transaction } from "../../../platform/postgres/database.ts";
import type { OpenTurn } from "../../../platform/telegram/turn.ts";
import { notifyPerson } from "../../notifications/index.ts";
import { type CaseDeps, foresee, type Held } from "../reach.ts";
import type { CaseRecord } from "../record.ts";
import { type Case, forgetSealed, openCase, type Reading, saveCase } from "../store.ts";
import { addEvent, adoptEvents } from "../timeline.ts";
import { nameTokens } from "../tokens.ts";
import { adoptTicks } from "./route.ts";

const MOST_CANDIDATES = 8;

/**
 * Cases of the same institution that may be of the same person: the same year of birth, or words of the
 * name alike. Those without a name are offered too: a person who asked in the chat has none yet.
 */
export async function mergeCandidates(
  prisma: Pick<Reading, "case">,
  keyring: Keyring,
  { id, institutionId, record, personId }: Case,
): Promise<Case[]> {
  const tokens = nameTokens(keyring, record.name ?? "");
  const rows = await prisma.case.findMany({
    where: {
      institutionId,
      id: { not: id },
      status: { not: "closed" },
      ...(personId ? { personId: null } : {}),
      OR: [{ nameTokens: { hasSome: tokens } }, { nameTokens: { isEmpty: true } }],
    },
    orderBy: { updatedAt: "desc" },
    take: 50,
  });
  const likeness = (other: Case) =>
    Number(other.record.yearOfBirth === record.yearOfBirth) * 2 +
    Number(other.record.name !== null);
  return rows
    .flatMap((row) => openCase(keyring, row) ?? [])
    .toSorted((a, b) => likeness(b) - likeness(a))
    .slice(0, MOST_CANDIDATES);
}

/**
 * Two cases of one person become one: what the kept one does not know it learns from the other, whose
 * timeline joins its own. The other stays as a closed row that nothing can be read of.
 */
export function mergeCases(
  { keyring, queue, onMerge = [], onLink = [] }: CaseDeps,
  turn: OpenTurn,
  { case: kept, member }: Held,
  other: Case,
  text: string,
): void {
  const change = {
    record: joined(kept.record, other.record),
    personId: kept.personId ?? other.personId,
    curatorId: kept.curatorId ?? other.curatorId,
    createdAt: kept.createdAt < other.createdAt ? kept.createdAt : other.createdAt,
  };
  foresee(turn, kept, change);
  turn.write(async (tx) => {
    const gone = await saveCase(tx, keyring, other, {
      status: "closed",
      closedAt: turn.now,
      personId: null,
    });
    await adoptEvents(tx, other, kept);
    await adoptTicks(tx, other, kept);
    await adoptWaiting(tx, other, kept);
    for (const adopt of onMerge) await adopt(tx, other, kept);
    await forgetSealed(tx, gone.id);
    await addEvent(tx, gone, { at: turn.now, staffId: member.id, kind: "merged_away" });
    const merged = await saveCase(tx, keyring, kept, change);
    await addEvent(tx, merged, {
      at: turn.now,
      staffId: member.id,
      kind: "merged",
      details: { text },
    });
    if (merged.personId !== kept.personId) {
      for (const link of onLink) await link(tx, merged, turn.now);
    }
    const { personId: person, curatorId } = merged;
    if (!person || curatorId === other.curatorId || person !== other.personId) return;
    const told = { kind: "curator_changed", caseId: merged.id, person, now: turn.now } as const;
    await notifyPerson(tx, queue, told);
  });
}

/** A message that waits for an answer in either case waits in the one that is left. */
async function adoptWaiting(
  tx: Transaction,
  from: Pick<Case, "id">,
  to: Pick<Case, "id">,
): Promise<void> {
  await tx.$executeRaw`
    UPDATE cases c SET unanswered_since = LEAST(c.unanswered_since, o.unanswered_since)
    FROM cases o WHERE c.id = ${to.id}::uuid AND o.id = ${from.id}::uuid`;
}

/** What the first one knows holds; what it does not know is taken from the second. */
export function joined(first: CaseRecord, second: CaseRecord): CaseRecord {
  const known = Object.entries(first).filter(([, value]) => value !== null);
  return {
    ...second,
    ...Object.fromEntries(known),
    needs: [...new Set([...first.needs, ...second.needs])],
  };
}
