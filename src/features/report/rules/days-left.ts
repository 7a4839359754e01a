import { Temporal } from "temporal-polyfill";

/** How many whole days are left until a day; 0 on the day itself. Both "YYYY-MM-DD". */
export function daysLeft(today: string, day: string): number {
  return Temporal.PlainDate.from(today).until(Temporal.PlainDate.from(day)).days;
}
