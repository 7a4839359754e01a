const DAY = 86_400_000;
/** So many days the staff have to answer before the supervisor hears of it. */
export const DAYS_TO_ANSWER = 1;

/**
 * Who is asked about a figure that is older than its period: its staff, and a day later the supervisors of
 * the region too. One that nobody ever said is as old as its unit, and asked for at once.
 */
export function whoIsAsked(
  unit: {
    /** Null: nobody ever said. */
    readonly confirmedAt: Date | null;
    /** Days. */
    readonly confirmEvery: number;
    readonly createdAt: Date;
  },
  now: Date,
): "nobody" | "staff" | "supervisors" {
  const { confirmedAt, confirmEvery, createdAt } = unit;
  const overSince = (confirmedAt ?? createdAt).getTime() + (confirmedAt ? confirmEvery * DAY : 0);
  if (now.getTime() <= overSince) return "nobody";
  return now.getTime() <= overSince + DAYS_TO_ANSWER * DAY ? "staff" : "supervisors";
}
