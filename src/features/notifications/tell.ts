import type { Clock } from "../../platform/clock.ts";
import type { Outgoing } from "../../platform/conversation/conversation.ts";
import type { Notice, Notify } from "../../platform/conversation/notify.ts";
import { each } from "../../platform/each.ts";
import type { Database, Transaction } from "../../platform/postgres/database.ts";
import type { Queue } from "../../platform/queue.ts";
import { outsideQuietHours } from "../../platform/quiet-hours.ts";
import { TELL_JOB } from "./actions.ts";
import { justAsked, type ReasonQueries, stillHolds } from "./reasons.ts";
import { isOfTheMorning, isStaffKind, nextDigest, STAFF_KINDS } from "./rules.ts";
import {
  type Address,
  type Addressee,
  addresseesOf,
  claim,
  type DueNotice,
  dueNotices,
  isMember,
  type Notification,
  occasionOf,
  postpone,
  settle,
  settleUnreachable,
  unresolved,
  waitingAddresses,
  writeNotice,
} from "./store.ts";
import { type DayCounts, personMessage, pushCall, staffMessage } from "./view.ts";

export interface TellDeps extends ReasonQueries {
  readonly database: Database;
  readonly queue: Queue;
  readonly notify: Notify;
  readonly clock: Clock;
  /** What a member has to do on a day of their institution, "YYYY-MM-DD". */
  readonly dayOf: (memberId: string, day: string) => Promise<DayCounts>;
}

/** The kind under which `Outgoing.onSent` tells that an address knows of its unread messages. */
export const TOLD_OF_MESSAGES = "told_of_messages";

/**
 * Tells all that is due: looks addressees up, then says to each what they have not heard. Each step is a
 * transaction that checks what is true by then, so it may stop anywhere, run again, or run twice at once.
 */
export async function tellDue(deps: TellDeps): Promise<void> {
  const { database, clock } = deps;
  const { prisma } = database;
  await each(
    [
      async () =>
        each(await unresolved(prisma, clock()), (id) =>
          database.transaction((tx) => lookUp(deps, tx, id)),
        ),
      async () => each(await waitingAddresses(prisma, clock()), (address) => tell(deps, address)),
    ],
    (step) => step(),
  );
}

async function lookUp(deps: TellDeps, tx: Transaction, id: string): Promise<void> {
  const { queue, clock } = deps;
  const now = clock();
  const notification = await claim(tx, id, now);
  if (!notification || !(await stillHolds(deps, tx, notification, now))) return;
  const asked = await justAsked(deps, tx, notification, now);
  for (const addressee of await addresseesOf(tx, notification)) {
    if (addressee.mode === "muted") continue;
    const dueAt = asked ? now : whenToTell(notification, addressee, now);
    await writeNotice(tx, id, { ...addressee, dueAt });
    if (dueAt > now) await queue.add(tx, TELL_JOB, { notificationId: id }, dueAt);
  }
}

function whenToTell(
  { kind, audience }: Notification,
  { mode, timeZone }: Addressee,
  now: Date,
): Date {
  if (audience === "person") return outsideQuietHours(now, timeZone);
  if (!isStaffKind(kind)) return now;
  // What a morning brings is said with its digest.
  if (mode === "digest") return isOfTheMorning(kind) ? now : nextDigest(now, timeZone);
  // What is not urgent wakes nobody; it is there in the morning.
  return STAFF_KINDS[kind] === "urgent" ? now : outsideQuietHours(now, timeZone);
}

async function tell(deps: TellDeps, address: Address): Promise<void> {
  const now = deps.clock();
  const reached = await deps.notify(address.personId, async (notice, tx) => {
    const due = await dueNotices(tx, address, now);
    const member = address.memberId;
    const alive = member === null || (await isMember(tx, member));
    const held: DueNotice[] = [];
    const gone: bigint[] = [];
    for (const one of due) {
      if (alive && (await stillHolds(deps, tx, one.notification, now))) held.push(one);
      else gone.push(one.id);
    }
    await settle(tx, gone, "cancelled", now);
    return member === null
      ? tellPerson(deps, notice, tx, held, now)
      : tellMember(deps, notice, tx, held, now);
  });
  if (!reached) await settleUnreachable(deps.database.prisma, address, now);
}

async function tellMember(
  { dayOf }: TellDeps,
  { chat, t }: Notice,
  tx: Transaction,
  held: readonly DueNotice[],
  now: Date,
): Promise<Outgoing[]> {
  const digest = held.find(({ notification }) => notification.kind === "digest");
  const counts =
    digest && (await dayOf(digest.notification.toId, occasionOf(digest.notification.once)));
  const busy = counts && counts.today + counts.overdue + counts.soon > 0 ? counts : undefined;
  const news = held.filter((one) => one !== digest);
  if (digest) await settle(tx, [digest.id], busy || news.length > 0 ? "said" : "cancelled", now);
  await settle(
    tx,
    news.map(({ id }) => id),
    "said",
    now,
  );
  if (!busy && news.length === 0) return [];
  return [{ ...pushCall(chat, staffMessage(t, news, busy)), ...toldOf(news) }];
}

async function tellPerson(
  deps: TellDeps,
  { chat, t, person }: Notice,
  tx: Transaction,
  held: readonly DueNotice[],
  now: Date,
): Promise<Outgoing[]> {
  const allowed = outsideQuietHours(now, person.timeZone);
  const said: DueNotice[] = [];
  for (const one of held) {
    if (allowed <= now || (await justAsked(deps, tx, one.notification, now))) said.push(one);
    else {
      // The queue was late: it is night where the person is.
      await postpone(tx, [one.id], allowed);
      await deps.queue.add(tx, TELL_JOB, { notificationId: one.notificationId }, allowed);
    }
  }
  await settle(
    tx,
    said.map(({ id }) => id),
    "said",
    now,
  );
  if (said.length === 0) return [];
  return [{ ...pushCall(chat, personMessage(t, said)), ...toldOf(said) }];
}

/** The ids of the messages of which this tells. */
function toldOf(notices: readonly DueNotice[]): Pick<Outgoing, "onSent"> {
  const ids = notices
    .filter(({ notification }) => notification.kind === "message")
    .flatMap(({ notification }) => notification.aboutId ?? []);
  return ids.length > 0 ? { onSent: { kind: TOLD_OF_MESSAGES, id: ids.join(",") } } : {};
}
