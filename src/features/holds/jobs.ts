import type { Clock } from "../../platform/clock.ts";
import type { Outgoing } from "../../platform/conversation/conversation.ts";
import type { NotifyApart } from "../../platform/conversation/notify-apart.ts";
import { each } from "../../platform/each.ts";
import { noticeData } from "../../platform/telegram/screen.ts";
import type { Translate } from "../../platform/texts/texts.ts";
import { isUuid } from "../../platform/uuid.ts";
import { LAPSE_JOB, lapse } from "./actions.ts";
import type { HoldDeps } from "./deps.ts";
import { countNights, forgetEnded } from "./nights.ts";
import { type HoldBody, open, type WaitBody } from "./record.ts";
import { overdueHolds } from "./store.ts";
import { TELL_APART_JOB } from "./telling.ts";
import { tellWaiting } from "./waits.ts";

/** Each minute: what a lost job left, and beds that got free. */
const ROUND_CRON = "* * * * *";
/** Nights end at full hours of many zones. */
const NIGHTS_CRON = "*/10 * * * *";
const LAPSES_A_ROUND = 200;

export interface HoldJobs extends HoldDeps {
  readonly clock: Clock;
  readonly notifyApart: NotifyApart;
}

/** What happens to holds and waits by the clock alone. */
export async function startHoldJobs(deps: HoldJobs): Promise<void> {
  const { database, queue, clock } = deps;
  await queue.work(LAPSE_JOB, ({ holdId = "" }) => lapse(deps, holdId, clock()));
  await queue.work(TELL_APART_JOB, ({ holdId, waitId }) =>
    holdId ? tellHolder(deps, holdId) : tellWaiter(deps, waitId ?? ""),
  );
  const steps = [
    async () =>
      each(await overdueHolds(database.prisma, clock(), LAPSES_A_ROUND), (id) =>
        lapse(deps, id, clock()),
      ),
    () => tellWaiting(deps, clock()),
  ];
  await queue.every("holds-round", ROUND_CRON, () => each(steps, (step) => step()));
  await queue.every("holds-nights", NIGHTS_CRON, async () => {
    await countNights(deps, clock());
    await forgetEnded(deps, clock());
  });
}

/** An answer for somebody of whom nothing else is kept: once for each answer. */
async function tellHolder({ database, keyring, notifyApart }: HoldJobs, id: string): Promise<void> {
  if (!isUuid(id)) return;
  const row = await database.prisma.hold.findUnique({ where: { id } });
  const chat = row && open<HoldBody>(keyring, row)?.body.chat;
  // They may have agreed meanwhile: what comes next they are told like everybody.
  if (!row || !chat || row.toldVersion >= row.version) return;
  const to = { chat: chat.id, locale: chat.locale };
  await notifyApart(to, (t) => [push(t, chat.id, noticeData("told_hold"))]);
  await database.prisma.hold.updateMany({ where: { id }, data: { toldVersion: row.version } });
}

async function tellWaiter({ database, keyring, notifyApart }: HoldJobs, id: string): Promise<void> {
  if (!isUuid(id)) return;
  const row = await database.prisma.bedWait.findUnique({ where: { id } });
  const chat = row && open<WaitBody>(keyring, row)?.body.chat;
  if (!chat) return;
  const to = { chat: chat.id, locale: chat.locale };
  await notifyApart(to, (t) => [push(t, chat.id, noticeData("told_bed_free", id))]);
}

/** A stranger may read the screen: what the answer is stands behind the button. */
function push(t: Translate, chat: string, callback_data: string): Outgoing {
  const button = { text: t("notifications:button.open"), callback_data };
  const payload = {
    chat_id: chat,
    text: t("notifications:person.answer"),
    reply_markup: { inline_keyboard: [[button]] },
  };
  return { call: { method: "sendMessage", payload } };
}
