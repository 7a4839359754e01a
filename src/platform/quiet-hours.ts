import { Temporal } from "temporal-polyfill";

/** Nobody is disturbed from 21:00 until 9:00 of their own day. */
export const QUIET_FROM_HOUR = 21;
export const QUIET_UNTIL_HOUR = 9;

/**
 * The first moment, at or after this one, at which a person may be spoken to without having asked.
 *
 * @param timeZone the person's own, e.g. "Asia/Krasnoyarsk"
 */
export function outsideQuietHours(at: Date, timeZone: string): Date {
  const local = Temporal.Instant.fromEpochMilliseconds(at.getTime()).toZonedDateTimeISO(timeZone);
  if (local.hour >= QUIET_UNTIL_HOUR && local.hour < QUIET_FROM_HOUR) return at;
  const day = local.hour >= QUIET_FROM_HOUR ? local.add({ days: 1 }) : local;
  const morning = day.toPlainDate().toZonedDateTime({
    timeZone,
    plainTime: Temporal.PlainTime.from({ hour: QUIET_UNTIL_HOUR }),
  });
  return new Date(morning.epochMilliseconds);
}
