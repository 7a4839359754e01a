import type { OpenTurn } from "../../../platform/telegram/turn.ts";
import { notifyPerson } from "../../notifications/index.ts";
import type { CaseStatus } from "../../staff/index.ts";
import { type CaseDeps, foresee, type Held } from "../reach.ts";
import type { CaseField, CaseRecord, FieldValue } from "../record.ts";
import { openingStatus, statusFrom } from "../rules.ts";
import { saveCase } from "../store.ts";
import { addEvent } from "../timeline.ts";

/** A specialist becomes responsible for a case that nobody has; of two at once the first one wins. */
export function takeCase({ keyring, queue }: CaseDeps, turn: OpenTurn, held: Held): void {
  const { case: before, member } = held;
  const change = { curatorId: member.id, status: held.next?.[0] ?? before.status };
  foresee(turn, before, change);
  turn.write(async (tx) => {
    const taken = await saveCase(tx, keyring, before, change);
    await addEvent(tx, taken, { at: turn.now, staffId: member.id, kind: "taken" });
    if (!taken.personId) return;
    await notifyPerson(tx, queue, {
      kind: "case_taken",
      caseId: taken.id,
      person: taken.personId,
      now: turn.now,
    });
  });
}

/** One field, as it was typed or chosen; the timeline notes which, not what it was. */
export function editField(
  { keyring }: CaseDeps,
  turn: OpenTurn,
  { case: before, member }: Held,
  edit: { readonly field: CaseField; readonly value: FieldValue; readonly today: string },
): void {
  const { field, value, today } = edit;
  const record = { ...before.record, [field]: value } as CaseRecord;
  const status = statusFrom({ ...before, record }, today);
  const change = { record, status };
  foresee(turn, before, change);
  turn.write(async (tx) => {
    const edited = await saveCase(tx, keyring, before, change);
    const { now: at } = turn;
    const staffId = member.id;
    await addEvent(tx, edited, { at, staffId, kind: "edited", details: { field } });
    if (status === before.status) return;
    const details = { from: before.status, to: status };
    await addEvent(tx, edited, { at, staffId, kind: "release_day", details });
  });
}

export function addNote(
  { keyring }: CaseDeps,
  turn: OpenTurn,
  { case: noted, member }: Held,
  text: string,
): void {
  foresee(turn, noted);
  turn.write(async (tx) => {
    const after = await saveCase(tx, keyring, noted, {});
    await addEvent(tx, after, {
      at: turn.now,
      staffId: member.id,
      kind: "noted",
      details: { text },
    });
  });
}

/** A supervisor looks at one person's case and says why. */
export function noteLook(turn: OpenTurn, { case: seen, member }: Held, text: string): void {
  turn.write((tx) =>
    addEvent(tx, seen, {
      at: turn.now,
      staffId: member.id,
      kind: "looked_at",
      details: { text },
    }),
  );
}

/** What was printed leaves the chat: the timeline says so. */
export function notePrint(
  turn: OpenTurn,
  { case: printed, member }: Held,
  what: "slip" | "route",
): void {
  turn.write((tx) =>
    addEvent(tx, printed, {
      at: turn.now,
      staffId: member.id,
      kind: "printed",
      details: { what },
    }),
  );
}

/** @param text why; null where the table asks for no reason and none was given */
export function setStatus(
  { keyring }: CaseDeps,
  turn: OpenTurn,
  { case: before, member }: Held,
  to: CaseStatus,
  text: string | null,
): void {
  const change = { status: to, record: { ...before.record, reason: text } };
  foresee(turn, before, change);
  turn.write(async (tx) => {
    const after = await saveCase(tx, keyring, before, change);
    await addEvent(tx, after, {
      at: turn.now,
      staffId: member.id,
      kind: "status_changed",
      details: { from: before.status, to, text },
    });
  });
}

export function closeCase(
  { keyring, queue }: CaseDeps,
  turn: OpenTurn,
  { case: before, member }: Held,
  text: string,
): void {
  const record = { ...before.record, reason: text };
  const change = { status: "closed", closedAt: turn.now, record } as const;
  foresee(turn, before, change);
  turn.write(async (tx) => {
    const closed = await saveCase(tx, keyring, before, change);
    await addEvent(tx, closed, {
      at: turn.now,
      staffId: member.id,
      kind: "closed",
      details: { text },
    });
    await tx.transfer.updateMany({
      where: { caseId: closed.id, status: "asked" },
      data: { status: "withdrawn", answeredAt: turn.now },
    });
    if (!closed.personId) return;
    await notifyPerson(tx, queue, {
      kind: "case_closed",
      caseId: closed.id,
      person: closed.personId,
      now: turn.now,
    });
  });
}

/** Whoever opens a case again is responsible for it. */
export function reopenCase(
  { keyring, queue }: CaseDeps,
  turn: OpenTurn,
  { case: before, member }: Held,
  text: string,
  today: string,
): void {
  const change = {
    status: openingStatus(before.record, today),
    curatorId: member.id,
    closedAt: null,
    record: { ...before.record, reason: text },
  };
  foresee(turn, before, change);
  turn.write(async (tx) => {
    const opened = await saveCase(tx, keyring, before, change);
    await addEvent(tx, opened, {
      at: turn.now,
      staffId: member.id,
      kind: "reopened",
      details: { text },
    });
    if (!opened.personId) return;
    await notifyPerson(tx, queue, {
      kind: "case_taken",
      caseId: opened.id,
      person: opened.personId,
      now: turn.now,
    });
  });
}
