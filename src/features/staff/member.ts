import type { Ctx, OpenTurn } from "../../platform/telegram/turn.ts";
import { type Member, membersOf, type Reading } from "./store.ts";
import { mayDo, type Task } from "./tasks.ts";

const CHOSEN = "staff.member";

/** Read once for each update: a revoked member loses access at the next press. */
const read = new WeakMap<OpenTurn, Promise<readonly Member[]>>();

export function membershipsOf(prisma: Reading, { turn }: Ctx): Promise<readonly Member[]> {
  const known = read.get(turn);
  if (known) return known;
  const found = turn.person ? membersOf(prisma, turn.person) : Promise.resolve([]);
  read.set(turn, found);
  return found;
}

/**
 * What the person acts as in this update: the membership that they chose, else the oldest. Undefined for
 * everybody who is no member now. Each handler and view of a member's screen asks this first.
 */
export async function memberNow(prisma: Reading, ctx: Ctx): Promise<Member | undefined> {
  const members = await membershipsOf(prisma, ctx);
  const chosen = ctx.turn.slot<string | undefined>(CHOSEN, undefined);
  return members.find(({ id }) => id === chosen) ?? members[0];
}

/** Whether anything that the person is lets them do this: for what is shown to some only. */
export async function mayNow(prisma: Reading, ctx: Ctx, task: Task): Promise<boolean> {
  return (await membershipsOf(prisma, ctx)).some(({ role }) => mayDo(role, task));
}

/** From now on the person acts as this one of their memberships. */
export function actAs(turn: OpenTurn, memberId: string): void {
  turn.keep(CHOSEN, memberId);
}
