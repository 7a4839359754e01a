import { Overtaken } from "../../platform/conversation/conversation.ts";
import type { Transaction } from "../../platform/postgres/database.ts";
import { programByCode } from "../../programs/index.ts";
import { addEvent, type Case } from "../cases/index.ts";
import type { Contract } from "../contract/index.ts";
import { type ReportDays, reportDays } from "../contract/rules/index.ts";
import { notifyPerson, notifyStaff } from "../notifications/index.ts";
import { dayIn, type OnReport, type Report, type ReportHeld, saveReport } from "../report/index.ts";
import { institutionById } from "../staff/index.ts";
import type { FilingDeps } from "./deps.ts";
import { type Filing, NOT_ARRIVED, REPLACED, WITHDRAWN } from "./record.ts";
import { type Plan, paperReminders, planOf, type Way } from "./rules.ts";
import { readFilings, saveFiling, writeFiling } from "./store.ts";

/** The job that hands a letter to the mail server; it is told a filing's id only. */
export const SEND_JOB = "filing-send";

/** Which way a report of this case goes now. */
export async function planFor(
  { mailer }: Pick<FilingDeps, "mailer">,
  tx: Pick<Transaction, "institution" | "staffMember" | "staffInvite">,
  { institutionId }: Pick<Case, "institutionId">,
): Promise<Plan> {
  const institution = await institutionById(tx, institutionId);
  return planOf(institution ?? { email: null, botFilingAct: null }, mailer !== undefined);
}

/** A report was handed in: it takes the way that its institution has (п. 28). Same transaction. */
export function begin(deps: FilingDeps): OnReport {
  return async (tx, held, at) => {
    const { report, case: of } = held;
    const plan = await planFor(deps, tx, of);
    const begun = { reportId: report.id, way: plan.way, createdAt: at };
    switch (plan.way) {
      case "bot": {
        const proof = { act: plan.act };
        await writeFiling(tx, of, { ...begun, state: "taken", settledAt: at, proof });
        return count(deps, tx, held, { at, filedAt: at, way: "bot", staffId: null });
      }
      case "printed": {
        const proof = { why: plan.why };
        await writeFiling(tx, of, { ...begun, state: "waiting", settledAt: null, proof });
        return remindToBring(deps, tx, held, at);
      }
      case "email":
        return post(deps, tx, held, plan.to, at);
    }
  };
}

/** Puts a letter on its way. */
async function post(
  { queue }: Pick<FilingDeps, "queue">,
  tx: Transaction,
  { report, case: of }: ReportHeld,
  to: string,
  at: Date,
): Promise<void> {
  const { id: filingId } = await writeFiling(tx, of, {
    ...{ reportId: report.id, way: "email", state: "waiting", createdAt: at, settledAt: null },
    proof: { to, nextAt: at.toISOString() },
  });
  await queue.add(tx, SEND_JOB, { filingId }, at);
}

/** The person took their report back: a letter that has not left stays here. Same transaction. */
export const takeBack: OnReport = async (tx, { report, case: of }, at) => {
  await endWaiting(tx, of, report.id, WITHDRAWN, at);
};

async function endWaiting(
  tx: Transaction,
  of: Case,
  reportId: string,
  code: string,
  at: Date,
): Promise<void> {
  for (const filing of await readFilings(tx, of, reportId)) {
    if (filing.state !== "waiting") continue;
    const proof = { code, nextAt: null };
    await saveFiling(tx, of, filing, { state: "given_up", settledAt: at, proof });
  }
}

interface Counted {
  readonly at: Date;
  /** From when it counts as handed in. */
  readonly filedAt: Date;
  readonly way: Way;
  /** Who wrote it down; null: nobody, it came by itself. */
  readonly staffId: string | null;
}

/** From now on the report counts as handed in: in its state, on the timeline, and told to those concerned. */
export async function count(
  { queue }: Pick<FilingDeps, "queue">,
  tx: Transaction,
  { report, case: of }: ReportHeld,
  { at, filedAt, way, staffId }: Counted,
): Promise<void> {
  await saveReport(tx, of, report, { state: "filed", filedAt });
  const details = { month: report.month, way };
  await addEvent(tx, of, { at, staffId, kind: "report_filed", details });
  const told = { caseId: of.id, now: at, about: report.id };
  // Whoever did it sees it done.
  if (of.personId && way !== "bot") {
    await notifyPerson(tx, queue, { ...told, kind: "report_filed", person: of.personId });
  }
  if (staffId === null)
    await notifyStaff(tx, queue, { ...told, kind: "report_to_check", to: keeperOf(of) });
}

/**
 * Handing in by mail does not work: both sides hear of it while there are other ways, and once no letter is
 * on its way any more the person is reminded of the paper as if there had been none.
 */
export async function alarm(
  { queue }: Pick<FilingDeps, "queue">,
  tx: Transaction,
  held: ReportHeld,
  {
    filing,
    at,
    staff = true,
  }: { readonly filing: Filing; readonly at: Date; readonly staff?: boolean },
): Promise<void> {
  const { report, case: of } = held;
  // A refusal after an outage is another alarm.
  const once = `${filing.id} ${filing.state}`;
  const told = { kind: "filing_failed", caseId: of.id, now: at, about: report.id, once } as const;
  if (of.personId) await notifyPerson(tx, queue, { ...told, person: of.personId });
  if (staff) await notifyStaff(tx, queue, { ...told, to: keeperOf(of) });
  if (filing.state !== "waiting") await remindToBring({ queue }, tx, held, at);
}

function keeperOf({ curatorId, institutionId }: Case) {
  return curatorId ? { member: curatorId } : { specialistsOf: institutionId };
}

/** Nobody forgets a paper that has to be brought, and the specialist hears when none came. */
async function remindToBring(
  { queue }: Pick<FilingDeps, "queue">,
  tx: Transaction,
  { report, contract, case: of }: ReportHeld,
  now: Date,
): Promise<void> {
  const days = daysOf({ report, contract });
  if (!days) return;
  const { person, staff } = paperReminders(days, dayIn(days.timeZone, now), now);
  const told = { caseId: of.id, now, about: report.id };
  for (const at of of.personId ? person : []) {
    const once = at.toISOString();
    await notifyPerson(tx, queue, {
      ...{ ...told, kind: "paper_to_bring", person: of.personId ?? "", at, once },
    });
  }
  const once = staff.toISOString();
  await notifyStaff(tx, queue, {
    ...{ ...told, kind: "filing_failed", to: { keeperOf: of.id }, at: staff, once },
  });
}

/** The days of a report's month, and whose days they are; undefined when the data names none. */
export function daysOf({
  report,
  contract,
}: {
  readonly report: Pick<Report, "month">;
  readonly contract: Contract;
}): (ReportDays & { readonly timeZone: string }) | undefined {
  const program = programByCode(contract.programme);
  const days = program && reportDays(program, contract, report.month);
  return program && days ? { ...days, timeZone: program.timeZone } : undefined;
}

/** A correction has no last day: what it corrects counted. */
export function isCorrection({ report }: Pick<ReportHeld, "report">): boolean {
  return report.content.firstFiledAt !== null;
}

/** What a member does with a report that waits to be received, or that was thought to be. */
export interface Recording {
  readonly held: ReportHeld;
  readonly staffId: string;
  readonly now: Date;
}

/** The paper came: in person, or by post, on a day that the specialist names. */
export async function recordPaper(
  deps: Pick<FilingDeps, "queue">,
  tx: Transaction,
  { held, staffId, now }: Recording,
  { way, day, filedAt }: { readonly way: Way; readonly day: string; readonly filedAt: Date },
): Promise<void> {
  const { report, case: of } = held;
  await endWaiting(tx, of, report.id, REPLACED, now);
  await writeFiling(tx, of, {
    ...{ reportId: report.id, way, state: "taken", createdAt: now, settledAt: now },
    proof: { day, recordedBy: staffId },
  });
  await count(deps, tx, held, { at: now, filedAt, way, staffId });
}

/** The specialist does not find the letter that a server took: the person hears of the other ways. */
export async function recordLoss(
  deps: Pick<FilingDeps, "queue">,
  tx: Transaction,
  { held, staffId, now }: Recording,
): Promise<void> {
  const { report, case: of } = held;
  const sent = (await readFilings(tx, of, report.id)).at(-1);
  if (sent?.way !== "email" || sent.state !== "taken") throw new Overtaken();
  const filing = await saveFiling(tx, of, sent, {
    ...{ state: "refused", settledAt: now, proof: { code: NOT_ARRIVED } },
  });
  await saveReport(tx, of, report, { state: "submitted", filedAt: null });
  const details = { month: report.month };
  await addEvent(tx, of, { at: now, staffId, kind: "report_not_arrived", details });
  await alarm(deps, tx, held, { filing, at: now, staff: false });
}

/** A letter of its own is tried after one that was not taken, or not found. */
export async function sendAgain(
  deps: FilingDeps,
  tx: Transaction,
  { held, now }: Recording,
): Promise<void> {
  const plan = await planFor(deps, tx, held.case);
  if (plan.way !== "email") throw new Overtaken();
  await endWaiting(tx, held.case, held.report.id, REPLACED, now);
  await post(deps, tx, held, plan.to, now);
}
