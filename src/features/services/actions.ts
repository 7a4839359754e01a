import { Overtaken } from "../../platform/conversation/conversation.ts";
import type { Keyring } from "../../platform/crypto/keyring.ts";
import type { OpenTurn } from "../../platform/telegram/turn.ts";
import { addEvent, type Held } from "../cases/index.ts";
import { foresee } from "./now.ts";
import { type Service, wasReleased } from "./service.ts";
import { type Correction, correctService, recordService, takeBackService } from "./store.ts";

/**
 * A member rendered help to the person of a case.
 * @param nth how many of this kind the person got on this day before; of two colleagues who write down the
 * same help at once one is told of the other's
 * @returns the source by which it is found
 */
export function record(
  { keyring }: { readonly keyring: Keyring },
  turn: OpenTurn,
  { case: of, member }: Held,
  { kind, day, nth }: { readonly kind: string; readonly day: string; readonly nth: number },
): string {
  const { now: at } = turn;
  const source = `card:${of.id}:${kind}:${day}:${nth}`;
  const who = { institutionId: member.institutionId, staffId: member.id };
  foresee(turn, source, {
    ...{ id: 0n, kind, day, ...who, caseId: of.id, people: 1, source, tripId: null },
    ...{ released: Number(wasReleased(of.record, day)), recordedAt: at, version: 1 },
  });
  turn.write(async (tx) => {
    const whom = { kind: "case", case: of } as const;
    const id = await recordService(tx, keyring, { kind, day, ...who, whom, source, at });
    if (id === undefined) throw new Overtaken();
    await addEvent(tx, of, {
      ...{ at, staffId: member.id, kind: "service_recorded", details: { service: kind, day } },
    });
  });
  return source;
}

/** Corrects what was written down wrong. */
export function correct(
  turn: OpenTurn,
  { case: of, member }: Held,
  before: Service,
  change: Correction,
): void {
  const { now: at } = turn;
  const after = { ...before, ...change, version: before.version + 1 };
  foresee(turn, before.source, after);
  turn.write(async (tx) => {
    await correctService(tx, before, change, { at, staffId: member.id });
    const details = { service: after.kind, day: after.day };
    await addEvent(tx, of, { at, staffId: member.id, kind: "service_corrected", details });
  });
}

/** Takes back what was written down by mistake. */
export function takeBack(turn: OpenTurn, { case: of, member }: Held, before: Service): void {
  const { now: at } = turn;
  foresee(turn, before.source, null);
  turn.write(async (tx) => {
    await takeBackService(tx, before, { at, staffId: member.id });
    const details = { service: before.kind, day: before.day };
    await addEvent(tx, of, { at, staffId: member.id, kind: "service_taken_back", details });
  });
}
