import type { Clock } from "../../platform/clock.ts";
import type { Database } from "../../platform/postgres/database.ts";
import type { Queue } from "../../platform/queue.ts";
import { type Plan, plans } from "../../programs/indicators.ts";
import { dayAt } from "../cases/index.ts";
import { type Many, notifyMany, type Reasons } from "../notifications/index.ts";
import { informationDue, lastHalfYear } from "./rules/half-year.ts";
import { reminderOn } from "./rules/plan.ts";
import { institutionsIn, reachedPoints } from "./store.ts";

const ROUND_CRON = "*/30 * * * *";
const MORNING_HOUR = 9;

/** Every half-hour: who answers for a control point, or for a half-yearly information, that comes soon. */
export async function startIndicatorJobs(
  { database, queue }: { readonly database: Database; readonly queue: Queue },
  clock: Clock,
): Promise<void> {
  await queue.every("indicator-reminders", ROUND_CRON, () => remindOfPlans(database, clock()));
}

/** Writes down what is to be told by now; it may run as often as it likes, nobody hears a thing twice. */
export async function remindOfPlans(
  database: Database,
  now: Date,
  all: readonly Plan[] = plans,
): Promise<void> {
  for (const plan of all) {
    const institutions = await institutionsIn(database.prisma, plan.regions);
    if (institutions.length === 0) continue;
    const ids = institutions.map(({ id }) => id);
    const reached = await reachedPoints(database.prisma, plan, ids);
    const words = institutions.flatMap(({ id, kind, timeZone }): Many[] => {
      if (hourIn(timeZone, now) < MORNING_HOUR) return [];
      const today = dayAt(now, timeZone);
      return [...pointsDue(plan, reached, today), ...informationDueOn(plan, today)]
        .filter(({ responsible }) => plan.responsible[responsible]?.institutions.includes(kind))
        .map(({ kind: told, occasion }) => ({
          ...{ kind: told, now, to: { supervisorsOf: id }, about: id },
          once: `${plan.code} ${occasion}`,
        }));
    });
    if (words.length > 0) await database.transaction((tx) => notifyMany(tx, words));
  }
}

interface Due {
  readonly kind: "control_point_due" | "half_year_due";
  readonly responsible: string;
  readonly occasion: string;
}

function pointsDue({ controlPoints }: Plan, reached: ReadonlySet<string>, today: string): Due[] {
  return controlPoints.flatMap(({ code, date, responsible }) => {
    const days = reached.has(code) ? undefined : reminderOn(date, today);
    return days ? [{ kind: "control_point_due", responsible, occasion: `${code} ${days}` }] : [];
  });
}

function informationDueOn(plan: Plan, today: string): Due[] {
  const half = lastHalfYear(today);
  const due = informationDue(plan, half);
  // With ten days for it, the fortnight before its day lies in the half-year itself.
  if (!due || reminderOn(due.on, today) !== 3) return [];
  return [{ kind: "half_year_due", responsible: due.responsible, occasion: half.code }];
}

function hourIn(timeZone: string, now: Date): number {
  const parts = { timeZone, hour: "numeric", hourCycle: "h23" } as const;
  return Number(new Intl.DateTimeFormat("en", parts).format(now));
}

/** Whether a control point that somebody is told of still waits for somebody to say that it was reached. */
export const indicatorReasons: Reasons = {
  control_point_due: async (tx, { once }) => {
    const [code = "", point = ""] = once?.split("/").at(-1)?.split(" ") ?? [];
    return (await tx.controlPointMark.count({ where: { plan: code, point } })) === 0;
  },
};
