import { Temporal } from "temporal-polyfill";
import type { Clock } from "../../platform/clock.ts";
import { each } from "../../platform/each.ts";
import type { Database } from "../../platform/postgres/database.ts";
import { addDays, monthAfter } from "../../programs/dates.ts";
import { type Program, programs } from "../../programs/index.ts";
import { checkedBy, reportDays } from "../contract/rules/index.ts";
import { type Many, notifyMany } from "../notifications/index.ts";
import { dayIn, dueReminder, remindersOf } from "../report/index.ts";
import type { CheckingDeps } from "./checked.ts";
import {
  awaitedReports,
  BATCH,
  type DueRow,
  type Unchecked,
  uncheckedReports,
} from "./due-rows.ts";
import { checkRung, WISHES, wants } from "./rules.ts";
import { sameRules } from "./same-rules.ts";

type Deps = Pick<CheckingDeps, "database">;

const ROUND_CRON = "*/10 * * * *";
/** A month is spoken of in the month after it; its last rung may reach into the next one. */
const MONTHS_BACK = 2;
/** Nobody is told before this hour of what a day brings. */
const MORNING_HOUR = 9;
/** No check takes longer. */
const LONGEST_CHECK_DAYS = 31;
const FIRST = "00000000-0000-0000-0000-000000000000";

/** Every ten minutes: whose report is awaited, and whose check comes to its end. Nobody hears a thing twice. */
export async function startCheckingJobs(
  deps: Pick<CheckingDeps, "database" | "queue">,
  clock: Clock,
): Promise<void> {
  await deps.queue.every("report-reminders", ROUND_CRON, () => remindOfReports(deps, clock()));
}

/** Writes down what is to be told by now; it may run at any moment, and as often as it likes. */
export async function remindOfReports(deps: Deps, now: Date): Promise<void> {
  await each(programs, (program) =>
    each(
      [() => remindToHandIn(deps, program, now), () => remindToCheck(deps, program, now)],
      (step) => step(),
    ),
  );
}

/** Those whose report is awaited: the person, and the day after the last one both sides. */
async function remindToHandIn({ database }: Deps, program: Program, now: Date): Promise<void> {
  const thisMonth = dayIn(program.timeZone, now).slice(0, 7);
  for (let back = 1; back <= MONTHS_BACK; back += 1) {
    const month = monthAfter(thisMonth, -back);
    const due = sameRules(program, (contract) => {
      const days = reportDays(program, contract, month);
      const rung = days ? dueReminder(remindersOf(days, program.timeZone), now) : undefined;
      return rung && { code: rung.code, to: rung.to };
    });
    for (const { value, groups } of due) {
      const once = `${month} ${value.code}`;
      const asked = { programme: program.code, groups, month, once };
      const wishes = WISHES.filter((wish) => wants(wish, value.code));
      const toPerson = { ...asked, side: "person", kind: "report_due", wishes } as const;
      await tellAll(
        database,
        (after) => awaitedReports(database.pool, toPerson, after),
        ({ aboutId: about, caseId, personId }) => ({
          ...{ kind: "report_due", caseId, about, now, once, person: personId ?? "" },
        }),
      );
      if (value.to !== "both") continue;
      const toStaff = { ...asked, side: "staff", kind: "report_late", wishes: [] } as const;
      await tellAll(
        database,
        (after) => awaitedReports(database.pool, toStaff, after),
        ({ aboutId: about, ...row }) => ({
          ...{ kind: "report_late", caseId: row.caseId, about, now, once, to: keeperOf(row) },
        }),
      );
    }
  }
}

/** Curators whose check comes to its end, and supervisors of those that ran out. */
async function remindToCheck({ database }: Deps, program: Program, now: Date): Promise<void> {
  const local = Temporal.Instant.fromEpochMilliseconds(now.getTime()).toZonedDateTimeISO(
    program.timeZone,
  );
  if (local.hour < MORNING_HOUR) return;
  const today = local.toPlainDate().toString();
  for (let passed = 1; passed <= LONGEST_CHECK_DAYS; passed += 1) {
    const received = addDays(today, -passed);
    const due = sameRules(program, (contract) => {
      const dueOn = checkedBy(program, contract, received)?.due;
      const rung = dueOn ? checkRung(received, dueOn, today) : undefined;
      return dueOn && rung ? { dueOn, rung } : undefined;
    });
    const [from, to] = [received, addDays(received, 1)].map((day) =>
      startOf(day, program.timeZone),
    );
    for (const { value, groups } of due) {
      const asked = { programme: program.code, groups, from: from as Date, to: to as Date };
      await (value.rung === "overdue"
        ? tellSupervisors(database, { ...asked, once: value.dueOn }, now)
        : tellKeepers(database, { ...asked, once: `${received} ${value.rung}` }, now));
    }
  }
}

type Received = Omit<Unchecked, "side" | "kind">;

async function tellKeepers(database: Database, asked: Received, now: Date) {
  const kind = "report_check_due";
  const { once } = asked;
  await tellAll(
    database,
    (after) => uncheckedReports(database.pool, { ...asked, side: "keeper", kind }, after),
    ({ aboutId: about, ...row }) => ({
      ...{ kind, caseId: row.caseId, about, now, once, to: keeperOf(row) },
    }),
  );
}

async function tellSupervisors(database: Database, asked: Received, now: Date) {
  const kind = "clock_ran_out";
  const { once } = asked;
  await tellAll(
    database,
    (after) => uncheckedReports(database.pool, { ...asked, side: "supervisors", kind }, after),
    ({ caseId, institutionId }) => ({
      ...{ kind, caseId, now, once, to: { supervisorsOf: institutionId } },
    }),
  );
}

async function tellAll(
  database: Database,
  read: (after: string) => Promise<DueRow[]>,
  word: (row: DueRow) => Many,
): Promise<void> {
  let rows: DueRow[];
  let after = FIRST;
  do {
    rows = await read(after);
    after = rows.at(-1)?.aboutId ?? after;
    const words = rows.map(word);
    if (words.length > 0) await database.transaction((tx) => notifyMany(tx, words));
  } while (rows.length === BATCH);
}

function keeperOf({ curatorId, institutionId }: Omit<DueRow, "aboutId">) {
  return curatorId ? { member: curatorId } : { specialistsOf: institutionId };
}

function startOf(day: string, timeZone: string): Date {
  return new Date(Temporal.PlainDate.from(day).toZonedDateTime(timeZone).epochMilliseconds);
}
