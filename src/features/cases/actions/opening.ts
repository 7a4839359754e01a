import type { Transaction } from "../../../platform/postgres/database.ts";
import type { OpenTurn } from "../../../platform/telegram/turn.ts";
import { notifyStaff } from "../../notifications/index.ts";
import type { Member } from "../../staff/index.ts";
import { type CaseDeps, foresee, journal } from "../reach.ts";
import { type CaseRecord, EMPTY_RECORD } from "../record.ts";
import { openingStatus } from "../rules.ts";
import { type Case, newCase, saveCase } from "../store.ts";
import { addEvent } from "../timeline.ts";

/**
 * A specialist opens a case for someone who is not in the chat yet, and is responsible for it.
 * @returns the id of the case
 */
export function openNew(
  { keyring }: CaseDeps,
  turn: OpenTurn,
  member: Member,
  record: CaseRecord,
  today: string,
): string {
  const { opened, create } = newCase(keyring, {
    institutionId: member.institutionId,
    curatorId: member.id,
    personId: null,
    status: openingStatus(record, today),
    record,
    createdAt: turn.now,
  });
  turn.write(async (tx) => {
    await create(tx);
    await addEvent(tx, opened, { at: turn.now, staffId: member.id, kind: "opened" });
  });
  foresee(turn, { ...opened, version: 0 });
  journal(turn, member.id, "open_case", opened.id);
  return opened.id;
}

/** What a person says of themselves when they ask for a specialist: where they are, and what they need. */
export type Asking = Pick<CaseRecord, "town" | "needs">;

/**
 * A person asks for a specialist: the case goes to the institution that serves their town. A closed case
 * of that institution is opened again; that of another one stays with it, without the person.
 */
export function askForSpecialist(
  deps: CaseDeps,
  turn: OpenTurn,
  institutionId: string,
  asking: Asking,
  before: Case | undefined,
): void {
  turn.write(async (tx, person) => {
    const asked =
      before?.institutionId === institutionId
        ? await openAgain(deps, tx, before, asking)
        : await openFor(deps, tx, person.id);
    await addEvent(tx, asked, { at: turn.now, staffId: null, kind: "asked_by_person" });
    await notifyStaff(tx, deps.queue, {
      kind: "new_case",
      caseId: asked.id,
      to: { specialistsOf: institutionId },
      now: turn.now,
    });
  });

  async function openFor({ keyring }: CaseDeps, tx: Transaction, personId: string): Promise<Case> {
    if (before) await saveCase(tx, keyring, before, { personId: null });
    const { opened, create } = newCase(keyring, {
      institutionId,
      curatorId: null,
      personId,
      status: "new",
      record: { ...EMPTY_RECORD, ...asking },
      createdAt: turn.now,
    });
    await create(tx);
    return opened;
  }
}

/** Whoever was responsible may have left: it is new to the institution. */
function openAgain({ keyring }: CaseDeps, tx: Transaction, before: Case, asking: Asking) {
  const record: CaseRecord = { ...before.record, ...asking, reason: null };
  return saveCase(tx, keyring, before, { curatorId: null, status: "new", closedAt: null, record });
}
