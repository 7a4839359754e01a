import type { Keyring } from "../../platform/crypto/keyring.ts";
import type { Database } from "../../platform/postgres/database.ts";
import { dayOf } from "../../platform/postgres/days.ts";
import { addDays, type Period } from "../../programs/dates.ts";
import { programByCode } from "../../programs/index.ts";
import type { MeasureCode } from "../../programs/schema.ts";
import { releaseToken } from "../cases/index.ts";
import { checkedBy, reportDays, reportingMonths } from "../contract/rules/index.ts";
import { dayIn } from "../report/index.ts";
import {
  type CheckDay,
  type Cohort,
  checkedInTime,
  cohortOf,
  inTime,
  KINDS_OF,
  type Median,
  mediansOf,
  type Released,
  type ReportDay,
  type Share,
  type Step,
} from "./rules/outcomes.ts";

/** A cohort is asked for by its days: more of them are refused. */
const MOST_DAYS = 366;
const BED_KINDS = ["shelter", "residential_care"];

/** What came of those who were released in a period, and how the clocks of reports were kept in it. */
export interface Outcomes {
  readonly people: number;
  readonly cohort: Cohort;
  readonly medians: Readonly<Record<Step, Median>>;
  readonly reports: Share;
  readonly checks: Share;
}

export interface OutcomesOver {
  readonly institutions: readonly string[];
  /** Half-open days, a year at most. */
  readonly period: Period & { readonly until: string };
  readonly today: string;
}

export async function readOutcomes(
  deps: { readonly database: Pick<Database, "prisma">; readonly keyring: Keyring },
  over: OutcomesOver,
): Promise<Outcomes> {
  const { prisma } = deps.database;
  const [people, kept] = await Promise.all([
    readReleased(prisma, deps.keyring, over),
    readReportDays(prisma, over),
  ]);
  return {
    people: people.length,
    cohort: cohortOf(people, over.today),
    medians: mediansOf(people),
    reports: inTime(kept.reports, over.today),
    checks: checkedInTime(kept.checks, over.today),
  };
}

interface ReleasedRow {
  readonly caseId: string;
  readonly token: bigint;
  readonly who: string;
  readonly papers: string | null;
  readonly place: string | null;
  readonly work: string | null;
  readonly bed: string | null;
  readonly contract: string | null;
}

/** Somebody released, by their case: of several, one. */
export interface ReleasedCase extends Released {
  readonly caseId: string;
}

/**
 * Those released in a period. Their days stay sealed: the database is asked by the hashes of the period's
 * days, as the desk asks it, and no case is opened; which hash is which day is known here alone. It costs a
 * hash for each day of the period and one row for each case of the cohort.
 */
export async function readReleased(
  prisma: Database["prisma"],
  keyring: Keyring,
  { institutions, period, today }: OutcomesOver,
): Promise<ReleasedCase[]> {
  const days = new Map<bigint, string>();
  const end = addDays(today, 1) < period.until ? addDays(today, 1) : period.until;
  for (let day = period.from; day < end; day = addDays(day, 1)) {
    if (days.size === MOST_DAYS) throw new Error("A cohort of more than a year");
    days.set(releaseToken(keyring, day), day);
  }
  const tokens = [...days.keys()].map(String);
  const { papers, place, work } = KINDS_OF;
  const kinds = [...papers, ...place, ...work, ...BED_KINDS];
  const rows = await prisma.$queryRaw<ReleasedRow[]>`
    SELECT c.id AS "caseId", c.release_token AS token, coalesce(s.person::text, c.id::text) AS who,
      min(v.day) FILTER (WHERE v.kind = ANY (${papers}::text[]))::text AS papers,
      min(v.day) FILTER (WHERE v.kind = ANY (${place}::text[]))::text AS place,
      min(v.day) FILTER (WHERE v.kind = ANY (${work}::text[]))::text AS work,
      min(v.day) FILTER (WHERE v.kind = ANY (${BED_KINDS}::text[]))::text AS bed,
      (SELECT min(k.starts_on) FROM contracts k WHERE k.case_id = c.id)::text AS contract
    FROM cases c
    LEFT JOIN served_cases s ON s.case_id = c.id
    LEFT JOIN services v ON v.case_id = c.id AND v.kind = ANY (${kinds}::text[])
    WHERE c.institution_id = ANY (${institutions}::uuid[])
      AND c.release_token = ANY (${tokens}::text[]::bigint[]) AND c.wrapped_key IS NOT NULL
    GROUP BY c.id, s.person
    ORDER BY c.id`;
  const people = new Map<string, ReleasedCase>();
  for (const { caseId, token, who, bed, ...first } of rows) {
    const on = days.get(token);
    if (on === undefined) continue;
    // Two cases of one person, at two institutions: what either of them knows is so.
    const key = `${who} ${on}`;
    const known = people.get(key);
    people.set(key, {
      caseId: known?.caseId ?? caseId,
      on,
      bed: earlier(known?.bed ?? null, bed),
      first: {
        papers: earlier(known?.first.papers ?? null, first.papers),
        place: earlier(known?.first.place ?? null, first.place),
        work: earlier(known?.first.work ?? null, first.work),
        contract: earlier(known?.first.contract ?? null, first.contract),
      },
    });
  }
  return [...people.values()];
}

function earlier(one: string | null, other: string | null): string | null {
  if (one === null || other === null) return one ?? other;
  return one < other ? one : other;
}

/** The reports whose last day lies in a period, and those that were received in it, by plain columns. */
async function readReportDays(
  prisma: Database["prisma"],
  { institutions, period }: OutcomesOver,
): Promise<{ reports: ReportDay[]; checks: CheckDay[] }> {
  const rows = await prisma.contract.findMany({
    where: {
      case: { institutionId: { in: [...institutions] } },
      startsOn: { lt: new Date(period.until) },
      // A report is due in the month after its own, and checked in the one after that.
      endsOn: { gte: new Date(addDays(period.from, -92)) },
    },
    select: {
      ...{ programme: true, measure: true, startsOn: true, endsOn: true, endedOn: true },
      reports: {
        select: {
          ...{ month: true, state: true, filedAt: true, decidedAt: true },
          filings: { where: { state: "taken" }, select: { settledAt: true } },
        },
      },
    },
  });
  const reports: ReportDay[] = [];
  const checks: CheckDay[] = [];
  const within = (day: string) => day >= period.from && day < period.until;
  for (const row of rows) {
    const program = programByCode(row.programme);
    if (!program) continue;
    const contract = {
      measure: row.measure as MeasureCode,
      startsOn: dayOf(row.startsOn),
      endsOn: dayOf(row.endsOn),
      endedOn: row.endedOn && dayOf(row.endedOn),
    };
    for (const month of reportingMonths(contract)) {
      const days = reportDays(program, contract, month);
      if (!days) continue;
      const report = row.reports.find((one) => dayOf(one.month).startsWith(month));
      // One that was given back and came again was in time when it came in time at first.
      const moments = [report?.filedAt, ...(report?.filings ?? []).map((one) => one.settledAt)];
      const [filedOn = null] = moments
        .flatMap((at) => (at ? [dayIn(program.timeZone, at)] : []))
        .toSorted();
      if (within(days.lastDay)) {
        reports.push({ lastDay: days.lastDay, filedOn, excused: report?.state === "excused" });
      }
      const receivedOn = report?.filedAt && dayIn(program.timeZone, report.filedAt);
      const due = receivedOn ? checkedBy(program, contract, receivedOn)?.due : undefined;
      if (!receivedOn || !due || !within(receivedOn)) continue;
      const { decidedAt } = report;
      checks.push({ lastDay: due, decidedOn: decidedAt && dayIn(program.timeZone, decidedAt) });
    }
  }
  return { reports, checks };
}
