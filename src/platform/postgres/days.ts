/** A column of dates as "YYYY-MM-DD". */
export function dayOf(date: Date): string {
  return date.toISOString().slice(0, 10);
}

/** "YYYY-MM-DD" as a column of dates takes it. */
export function dateOf(day: string): Date {
  return new Date(`${day}T00:00:00Z`);
}
