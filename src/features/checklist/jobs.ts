import type { Clock } from "../../platform/clock.ts";
import type { Notify } from "../../platform/conversation/notify.ts";
import type { Database } from "../../platform/postgres/database.ts";
import type { Queue } from "../../platform/queue.ts";
import { outsideQuietHours } from "../../platform/quiet-hours.ts";
import { noticeData } from "../../platform/telegram/screen.ts";
import { REMIND_JOB } from "./actions.ts";
import { isSettled } from "./marks.ts";
import { closeReminder, ownerOfReminder, readMarks, readReminder } from "./store.ts";

export interface ChecklistJobs {
  readonly database: Database;
  readonly queue: Queue;
  readonly notify: Notify;
  readonly clock: Clock;
}

/** Reminds of papers: only while the reason holds, and never at night. */
export async function startChecklistJobs(deps: ChecklistJobs): Promise<void> {
  const { database, queue, notify, clock } = deps;
  await queue.work(REMIND_JOB, async ({ reminderId = "" }) => {
    const personId = await ownerOfReminder(database, reminderId);
    if (!personId) return;
    await notify(personId, async ({ chat, person, t }, tx) => {
      const reminder = await readReminder(tx, person, reminderId);
      if (!reminder) return [];
      const now = clock();
      const allowed = outsideQuietHours(now, person.timeZone);
      if (allowed > now) {
        // The queue was late: it is night where the person is.
        await queue.add(tx, REMIND_JOB, { reminderId }, allowed);
        return [];
      }
      await closeReminder(tx, reminderId, now);
      const marks = await readMarks(tx, person);
      if (isSettled(marks[reminder.paper])) return [];
      // A stranger may read the screen: which paper it is stands behind the button.
      const button = { text: t("checklist-chat:button.open"), callback_data: noticeData("papers") };
      const reply_markup = { inline_keyboard: [[button]] };
      const payload = { chat_id: chat, text: t("checklist-chat:reminder"), reply_markup };
      return [{ call: { method: "sendMessage", payload } }];
    });
  });
}
