import { Overtaken } from "../../platform/conversation/conversation.ts";
import type { Keyring } from "../../platform/crypto/keyring.ts";
import type { Database } from "../../platform/postgres/database.ts";
import type { Ctx, OpenTurn } from "../../platform/telegram/turn.ts";
import { isUuid } from "../../platform/uuid.ts";
import {
  type BedUnit,
  changeFigures,
  changeNote,
  type FigureChange,
  figuresAfter,
  moveOf,
  type Refusal,
  readUnit,
  unitsOf,
} from "../shelters/index.ts";
import { type Member, mayDo, membershipsOf } from "../staff/index.ts";

export interface CountingDeps {
  readonly database: Database;
  /** Opens the names of those who counted. */
  readonly keyring: Keyring;
}

/** The places whose beds the person counts now; none for everybody who may not. */
export async function countersNow(
  prisma: Database["prisma"],
  ctx: Ctx,
): Promise<readonly Member[]> {
  return (await membershipsOf(prisma, ctx)).filter(({ role }) => mayDo(role, "count_beds"));
}

/** A unit with the member who counts it now. */
export interface Counted {
  readonly member: Member;
  readonly unit: BedUnit;
}

/** What a turn is about to write; its screen is shown before that is committed. */
const coming = new WeakMap<OpenTurn, Map<string, BedUnit>>();

/** Units of the places that the person counts, as this turn leaves them. */
export async function unitsFor(prisma: Database["prisma"], ctx: Ctx): Promise<readonly Counted[]> {
  const members = await countersNow(prisma, ctx);
  const units = await Promise.all(
    members.map(({ institutionId }) => unitsOf(prisma, institutionId)),
  );
  const written = coming.get(ctx.turn);
  return members.flatMap((member, at) =>
    (units[at] ?? []).map((unit) => ({ member, unit: written?.get(unit.id) ?? unit })),
  );
}

/**
 * A unit for whoever may count it now: with several places the person counts as the one that it belongs
 * to. For everybody else it does not exist.
 */
export async function countedFor(
  prisma: Database["prisma"],
  ctx: Ctx,
  unitId: unknown,
): Promise<Counted | undefined> {
  if (typeof unitId !== "string" || !isUuid(unitId)) return undefined;
  const unit = coming.get(ctx.turn)?.get(unitId) ?? (await readUnit(prisma, unitId));
  const member = (await countersNow(prisma, ctx)).find(
    ({ institutionId }) => institutionId === unit?.institutionId,
  );
  return unit && member && { member, unit };
}

/** Queues a change with the turn and shows what it makes; of two at once the later counts from the other's. */
export function count(
  turn: OpenTurn,
  { member, unit }: Counted,
  change: FigureChange,
): Refusal | undefined {
  const outcome = figuresAfter(unit, change);
  if (outcome.kind === "refused") return outcome.why;
  const confirmedAt = moveOf(change).confirms ? turn.now : unit.confirmedAt;
  comes(turn, { ...unit, ...outcome.figures, confirmedAt, version: unit.version + 1 });
  turn.write(async (tx) => {
    const by = { at: turn.now, staffId: member.id };
    const done = await changeFigures(tx, unit.id, change, by);
    // Somebody was quicker: what is shown would not be so, and what cannot be has to be said.
    if (done.kind !== "changed" || done.unit.version !== unit.version + 1) throw new Overtaken();
  });
  return undefined;
}

export function writeNote(turn: OpenTurn, { member, unit }: Counted, note: string | null): void {
  comes(turn, { ...unit, note, version: unit.version + 1 });
  turn.write(async (tx) => {
    const by = { at: turn.now, staffId: member.id };
    if (!(await changeNote(tx, unit.id, note, by))) throw new Overtaken();
  });
}

function comes(turn: OpenTurn, unit: BedUnit): void {
  const units = coming.get(turn) ?? new Map<string, BedUnit>();
  coming.set(turn, units.set(unit.id, unit));
}
