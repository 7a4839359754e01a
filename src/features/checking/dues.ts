import type { Database } from "../../platform/postgres/database.ts";
import { dayOf } from "../../platform/postgres/days.ts";
import { programByCode } from "../../programs/index.ts";
import type { MeasureCode } from "../../programs/schema.ts";
import { checkedBy, reportDays, reportingMonths } from "../contract/rules/index.ts";
import type { DueSource, Matter } from "../deadlines/index.ts";
import { dayIn, type ReportState, statusOf } from "../report/index.ts";

/** What is plain of a report's row; one that was called missing is a draft that somebody decided on. */
export interface PlainReport {
  /** "YYYY-MM". */
  readonly month: string;
  readonly state: ReportState;
  readonly filedAt: Date | null;
  readonly decidedAt: Date | null;
}

/** What is plain of a contract's row; days "YYYY-MM-DD". */
export interface PlainContract {
  readonly programme: string;
  readonly measure: MeasureCode;
  readonly startsOn: string;
  readonly endsOn: string;
  readonly endedOn: string | null;
  readonly reports: readonly PlainReport[];
}

/** The reports that are to be handed in, and those that are to be checked (п. 28), soonest first. */
export function reportMatters(contract: PlainContract, today: string): Matter[] {
  const program = programByCode(contract.programme);
  if (!program) return [];
  // One that was received waits for its check, even when the contract turned out to have ended before.
  const received = contract.reports.filter(({ state }) => state === "filed");
  const months = new Set([...reportingMonths(contract), ...received.map(({ month }) => month)]);
  const matters = [...months].flatMap((month): Matter[] => {
    const days = reportDays(program, contract, month);
    if (!days || today < days.opensOn) return [];
    const report = contract.reports.find((one) => one.month === month);
    if (report?.state === "filed" && report.filedAt) {
      const check = checkedBy(program, contract, dayIn(program.timeZone, report.filedAt));
      return check?.due ? [matter(check.code, check.due, check)] : [];
    }
    const stored = report && {
      ...{ state: report.state, countedOn: null, returnedBefore: false },
      calledMissing: report.state === "draft" && report.decidedAt !== null,
    };
    const { code } = statusOf(stored, days, today);
    const waits = code === "open" || code === "draft" || code === "late" || code === "submitted";
    // One that was given back has its own way; after the next month's day the check of this one is over.
    return waits ? [matter(days.report.code, days.lastDay, days.report)] : [];
  });
  return matters.toSorted((a, b) => (a.on < b.on ? -1 : a.on > b.on ? 1 : 0));

  function matter(code: string, on: string, { owner, clause }: Pick<Matter, "owner" | "clause">) {
    const what = `deadlines:clock.${code}`;
    return { source: "matter", on, overdue: on < today, what, owner, clause } as const;
  }
}

/** What is due by the reports of cases: for the recipient to hand in, for the curator to check. */
export function reportDues({ prisma }: Pick<Database, "prisma">): DueSource {
  return async (cases, today) => {
    const rows = await prisma.contract.findMany({
      where: { caseId: { in: cases.map(({ id }) => id) } },
      select: {
        ...{ caseId: true, programme: true, measure: true },
        ...{ startsOn: true, endsOn: true, endedOn: true },
        reports: { select: { month: true, state: true, filedAt: true, decidedAt: true } },
      },
      orderBy: { startsOn: "asc" },
    });
    const found = new Map<string, Matter[]>();
    for (const { caseId, ...row } of rows) {
      const contract: PlainContract = {
        programme: row.programme,
        measure: row.measure as MeasureCode,
        startsOn: dayOf(row.startsOn),
        endsOn: dayOf(row.endsOn),
        endedOn: row.endedOn && dayOf(row.endedOn),
        reports: row.reports.map((one) => ({
          ...one,
          month: dayOf(one.month).slice(0, 7),
          state: one.state as ReportState,
        })),
      };
      found.set(caseId, [...(found.get(caseId) ?? []), ...reportMatters(contract, today)]);
    }
    return found;
  };
}
