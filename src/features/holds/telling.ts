import type { Transaction } from "../../platform/postgres/database.ts";
import { notifyPerson, notifyStaff, type Reason, type Reasons } from "../notifications/index.ts";
import type { Doing, HoldDeps } from "./deps.ts";
import type { HoldState } from "./rules.ts";
import type { Hold } from "./store.ts";

/** Tells somebody of whom nothing else is kept; it is told the id of a hold or of a wait. */
export const TELL_APART_JOB = "holds-tell-apart";

/** What a person and the specialist who asked for them hear of, unless it is their own doing. */
const NEWS: readonly HoldState[] = ["accepted", "declined", "call", "lapsed", "no_show"];

type Deps = Pick<HoldDeps, "queue" | "keyring">;

/** The staff of the shelter have a card to answer. */
export async function tellOfAsking(
  { queue }: Deps,
  tx: Transaction,
  hold: Hold,
  now: Date,
): Promise<void> {
  const to = { shelterStaffOf: hold.institutionId };
  await notifyStaff(tx, queue, { kind: "hold_asked", to, about: hold.id, now });
}

/** Whoever did not do it themselves is told: the person, the specialist who asked, the shelter. */
export async function tellOfMove(
  deps: Deps,
  tx: Transaction,
  { before, after, doing }: { before: Hold; after: Hold; doing: Doing },
): Promise<void> {
  const { at: now, by } = doing;
  const { queue } = deps;
  const specialistDid = by === "seeker" && doing.staffId !== undefined;
  if (NEWS.includes(after.state) || specialistDid) await tellPerson(deps, tx, after, now);
  const news = NEWS.includes(after.state) || (by === "seeker" && !specialistDid);
  if (after.askedBy && after.caseId && news) {
    const to = { member: after.askedBy };
    const { caseId, id: about } = after;
    await notifyStaff(tx, queue, { kind: "hold_answered", to, caseId, about, now });
  }
  if (by !== "shelter" && before.state === "accepted") {
    const to = { shelterStaffOf: after.institutionId };
    await notifyStaff(tx, queue, { kind: "hold_gone", to, about: after.id, now });
  }
}

async function tellPerson({ queue }: Deps, tx: Transaction, hold: Hold, now: Date): Promise<void> {
  if (hold.personId) {
    const { personId: person, id: about } = hold;
    await notifyPerson(tx, queue, { kind: "hold_answered", person, about, now });
  } else if (hold.sealed?.body.chat) {
    await queue.add(tx, TELL_APART_JOB, { holdId: hold.id }, now);
  }
}

/** Nobody is told of a request that was answered or taken back before they could be told. */
export const holdReasons: Reasons = {
  hold_asked: async (tx, { aboutId }) =>
    aboutId !== null && (await tx.hold.count({ where: { id: aboutId, state: "asked" } })) > 0,
  bed_free: async (tx, { aboutId }) =>
    aboutId !== null && (await tx.bedWait.count({ where: { id: aboutId } })) > 0,
};

/** What a person asked for themselves they wait for, at night as well. */
const askedThemselves: Reason = async (tx, { aboutId }) =>
  aboutId !== null && (await tx.hold.count({ where: { id: aboutId, askedBy: null } })) > 0;

export const awaitedHolds: Reasons = {
  hold_answered: askedThemselves,
  bed_free: async () => true,
};
