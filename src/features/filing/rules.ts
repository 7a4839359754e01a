import { Temporal } from "temporal-polyfill";
import { addDays } from "../../programs/dates.ts";

/**
 * How a report was handed in (п. 28): to the official address by mail, in person, by post, or in the bot
 * where an act of the institution accepts that. `printed` waits to be brought or posted.
 */
export const WAYS = ["email", "bot", "printed", "in_person", "post"] as const;
export type Way = (typeof WAYS)[number];

/**
 * `waiting`: on its way. `taken`: it counts. `refused`: the address took it not, or the specialist did not
 * find it there. `given_up`: another way was taken, the report was withdrawn, or no server answered for a week.
 */
export type FilingState = "waiting" | "taken" | "refused" | "given_up";

/** Which way a report goes now. */
export type Plan =
  | { readonly way: "email"; readonly to: string }
  /** @see Institution.botFilingAct */
  | { readonly way: "bot"; readonly act: string }
  /** The institution has no address for reports, or this bot has no mail. */
  | { readonly way: "printed"; readonly why: "no_address" | "no_mail" };

export function planOf(
  { email, botFilingAct }: { readonly email: string | null; readonly botFilingAct: string | null },
  canMail: boolean,
): Plan {
  if (botFilingAct !== null) return { way: "bot", act: botFilingAct };
  if (email === null) return { way: "printed", why: "no_address" };
  return canMail ? { way: "email", to: email } : { way: "printed", why: "no_mail" };
}

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
/** Greylisting servers want a few minutes; an outage is asked about every half an hour. */
const PAUSES_MINUTES = [1, 5, 10, 15];
const LAST_PAUSE_MINUTES = 30;
const TRY_FOR_DAYS = 7;

/** When to try again after so many tries that came to nothing; null: it makes no sense any more. */
export function nextTry(attempts: number, since: Date, now: Date): Date | null {
  const minutes = PAUSES_MINUTES[attempts - 1] ?? LAST_PAUSE_MINUTES;
  const next = new Date(now.getTime() + minutes * MINUTE);
  return next.getTime() - since.getTime() > TRY_FOR_DAYS * 24 * HOUR ? null : next;
}

/** From so long before the end of the last safe day an outage is not waited out. */
const NEAR_DAYS = 2;
/** Greylisting and a restart of a server are over by then. */
const PATIENCE = 30 * MINUTE;
/** On the last evening there is no time for patience. */
const LAST_HOURS = 3 * HOUR;
/** A correction has no last day, but somebody waits for it. */
const PATIENCE_WITHOUT_DAY = 24 * HOUR;

/**
 * Whether everybody has to hear now that mail does not get through, so that the report can be brought.
 *
 * @param since when the first letter was to leave
 * @param lastDay the last safe day, "YYYY-MM-DD"; null: there is none
 * @param timeZone of the region
 */
export function isAlarming(
  since: Date,
  { lastDay, timeZone }: { readonly lastDay: string | null; readonly timeZone: string },
  now: Date,
): boolean {
  const waited = now.getTime() - since.getTime();
  if (lastDay === null) return waited >= PATIENCE_WITHOUT_DAY;
  const left = atHour(addDays(lastDay, 1), 0, timeZone).getTime() - now.getTime();
  if (left > NEAR_DAYS * 24 * HOUR) return false;
  return left < LAST_HOURS || waited >= PATIENCE;
}

/** Whether a report could have been received on a day: after its month, and not in the future. */
export function isReceivable(
  day: string,
  { opensOn, today }: { readonly opensOn: string; readonly today: string },
): boolean {
  return day >= opensOn && day <= today;
}

/** The moment that stands for a day on which a paper came: no later than now, and on that day there. */
export function momentOn(day: string, timeZone: string, now: Date): Date {
  return new Date(Math.min(atHour(day, 12, timeZone).getTime(), now.getTime()));
}

/** The hour at which reminders are said. */
const MORNING = 9;

/**
 * When the person is reminded of a paper that has to be brought, and when the specialist hears that none
 * came: on the last two safe days, and the day after. Of a paper that is late already, the next morning.
 *
 * @param lastDay the last safe day, "YYYY-MM-DD"
 * @param today the same, of today there
 */
export function paperReminders(
  { lastDay, timeZone }: { readonly lastDay: string; readonly timeZone: string },
  today: string,
  now: Date,
): { readonly person: readonly Date[]; readonly staff: Date } {
  const tomorrow = addDays(today, 1);
  const days = [addDays(lastDay, -1), lastDay].map((day) => atHour(day, MORNING, timeZone));
  const coming = days.filter((at) => at > now);
  const after = addDays(lastDay, 1);
  return {
    person: coming.length > 0 ? coming : [atHour(tomorrow, MORNING, timeZone)],
    staff: atHour(after > tomorrow ? after : tomorrow, MORNING, timeZone),
  };
}

function atHour(day: string, hour: number, timeZone: string): Date {
  const plainTime = Temporal.PlainTime.from({ hour });
  const moment = Temporal.PlainDate.from(day).toZonedDateTime({ timeZone, plainTime });
  return new Date(moment.epochMilliseconds);
}
