import { Temporal } from "temporal-polyfill";

/** The register of a week is ready on Monday at nine, by the institution's clock. */
const READY_HOUR = 9;
/** What an outage of the whole day left unsaid is not said at night. */
const LAST_HOUR = 21;

/** The Monday whose register is due to be told now, as "YYYY-MM-DD"; undefined on other days and at night. */
export function registerDay(at: Date, timeZone: string): string | undefined {
  const local = zoned(at, timeZone);
  const ready = local.dayOfWeek === 1 && local.hour >= READY_HOUR && local.hour < LAST_HOUR;
  return ready ? local.toPlainDate().toString() : undefined;
}

/** So many Mondays at nine before this moment, the oldest first, and the moment itself last. */
export function weeksBefore(at: Date, timeZone: string, weeks: number): Date[] {
  const monday = mondayOf(at, timeZone);
  const mondays = Array.from({ length: weeks - 1 }, (_, back) =>
    momentOf(monday.subtract({ weeks: weeks - 2 - back }), timeZone),
  );
  return [...mondays, at];
}

/** The Monday of the register that holds now: before nine it is that of the week before. */
function mondayOf(at: Date, timeZone: string): Temporal.PlainDate {
  const day = zoned(at, timeZone).subtract({ hours: READY_HOUR }).toPlainDate();
  return day.subtract({ days: day.dayOfWeek - 1 });
}

function momentOf(day: Temporal.PlainDate, timeZone: string): Date {
  const plainTime = { hour: READY_HOUR };
  return new Date(day.toZonedDateTime({ timeZone, plainTime }).epochMilliseconds);
}

function zoned(at: Date, timeZone: string): Temporal.ZonedDateTime {
  return Temporal.Instant.fromEpochMilliseconds(at.getTime()).toZonedDateTimeISO(timeZone);
}
