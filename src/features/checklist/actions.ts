import { randomUUID } from "node:crypto";
import type { Queue } from "../../platform/queue.ts";
import { outsideQuietHours } from "../../platform/quiet-hours.ts";
import type { OpenTurn } from "../../platform/telegram/turn.ts";
import { type Mark, type Marks, toggled } from "./marks.ts";
import { writeMarks, writeReminder } from "./store.ts";

/** The job that reminds of a paper; it is told the reminder's id only. */
export const REMIND_JOB = "checklist-remind";

const REMIND_DAYS = 3;
const DAY_MS = 86_400_000;

/** Told in the same transaction of what a person said of a paper, with all marks as they are then. */
export type OnMark = (turn: OpenTurn, paper: string, marks: Marks) => void;

/** Says how far a person is with a paper, in the turn's transaction; gives the marks as they are then. */
export function mark(
  turn: OpenTurn,
  marks: Marks,
  { paper, said, onMark }: { paper: string; said: Mark; onMark: readonly OnMark[] },
): Marks {
  const after = toggled(marks, paper, said);
  turn.write((tx, person) => writeMarks(tx, person, after));
  for (const follow of onMark) follow(turn, paper, after);
  return after;
}

/**
 * Queues a reminder of a paper in three days, outside the person's quiet hours.
 * @returns when it will come
 */
export function remindLater(turn: OpenTurn, queue: Queue, paper: string): Date {
  const zone = (turn.person ?? turn.enrolling)?.timeZone ?? "UTC";
  const dueAt = outsideQuietHours(new Date(turn.now.getTime() + REMIND_DAYS * DAY_MS), zone);
  const id = randomUUID();
  turn.write(async (tx, person) => {
    await writeReminder(tx, person, { id, paper, dueAt });
    await queue.add(tx, REMIND_JOB, { reminderId: id }, dueAt);
  });
  return dueAt;
}
