import { Overtaken } from "../../platform/conversation/conversation.ts";
import type { Mailed } from "../../platform/mail/mailer.ts";
import type { Database, Transaction } from "../../platform/postgres/database.ts";
import { addEvent, readCase } from "../cases/index.ts";
import { readContract } from "../contract/index.ts";
import { holdLines, type ReportHeld, readReport } from "../report/index.ts";
import { alarm, count, daysOf, isCorrection, SEND_JOB } from "./actions.ts";
import type { FilingDeps } from "./deps.ts";
import { letterOf, type Sending } from "./letter.ts";
import type { Filing } from "./record.ts";
import { isAlarming, nextTry } from "./rules.ts";
import { type FilingChange, placeOf, readFilings, saveFiling } from "./store.ts";

/** A letter with the report that it brings. */
interface Posted extends ReportHeld {
  readonly filing: Filing;
  /** The last one that a server took before. */
  readonly before: Filing | undefined;
}

/** Longer than the mailer tries: whoever has not answered by then died. */
const TRY_MS = 10 * 60_000;

/**
 * Hands a letter to the mail server, if it is still to be sent and its time has come, and writes down what
 * the server said. Of two at the same moment one tries. It arrives at least once: after a crash in between
 * it is sent once more, under the same message id.
 *
 * @param lateMs for so long after its time it is left to others
 */
export async function trySending(
  deps: FilingDeps,
  filingId: string,
  now: () => Date,
  lateMs = 0,
): Promise<void> {
  const posted = await look(deps, deps.database.prisma, filingId);
  if (!posted || !isDue(posted, new Date(now().getTime() - lateMs))) return;
  const sending = await letterOf(deps, posted, posted.filing, posted.before);
  if (!(await claim(deps, posted, now()))) return;
  const outcome: Mailed = (await deps.mailer?.send(sending.letter)) ?? {
    ...{ kind: "later", code: "no_mail" },
  };
  await settle(deps, filingId, { outcome, sending }, now());
}

/** Takes a try. @returns false when somebody else has it, or the letter is not to be sent any more */
async function claim(
  { database }: Pick<FilingDeps, "database">,
  { case: of, filing }: Posted,
  now: Date,
): Promise<boolean> {
  const attempts = filing.attempts + 1;
  const proof = { nextAt: new Date(now.getTime() + TRY_MS).toISOString() };
  try {
    await database.transaction((tx) => saveFiling(tx, of, filing, { attempts, proof }));
    return true;
  } catch (error) {
    if (error instanceof Overtaken) return false;
    throw error;
  }
}

/** Tells both sides of a letter that does not get through while there is time for another way. */
export async function watch(deps: FilingDeps, filingId: string, now: Date): Promise<void> {
  await hold(deps, filingId, async (tx, posted) => {
    if (!isStuck(posted, now)) return;
    await saveFiling(tx, posted.case, posted.filing, await warned(deps, tx, posted, now));
  });
}

function waits({ filing, report }: Posted): boolean {
  return filing.state === "waiting" && report.state === "submitted";
}

function isDue(posted: Posted, now: Date): boolean {
  const { nextAt } = posted.filing.proof;
  return waits(posted) && nextAt !== null && new Date(nextAt) <= now;
}

/** Whether a letter waits for too long to be waited for in silence. */
function isStuck(posted: Posted, now: Date): boolean {
  const { filing } = posted;
  if (!waits(posted) || filing.proof.alarmedAt !== null) return false;
  const { lastDay, timeZone } = daysOf(posted) ?? { lastDay: null, timeZone: "UTC" };
  const days = { lastDay: isCorrection(posted) ? null : lastDay, timeZone };
  return isAlarming(filing.createdAt, days, now);
}

async function look(
  { keyring }: Pick<FilingDeps, "keyring">,
  tx: Database["prisma"] | Transaction,
  filingId: string,
): Promise<Posted | undefined> {
  const place = await placeOf(tx, filingId);
  const of = place && (await readCase(tx, keyring, place.caseId));
  if (!of) return undefined;
  const filings = await readFilings(tx, of, place.reportId);
  const filing = filings.find(({ id }) => id === filingId);
  const report = await readReport(tx, keyring, place.reportId);
  const contract = report && (await readContract(tx, keyring, report.contractId));
  if (!filing || !report || !contract) return undefined;
  const before = filings.findLast(({ way, proof }) => way === "email" && proof.messageId !== null);
  return { case: of, report, contract, filing, before };
}

interface Answered {
  readonly outcome: Mailed;
  readonly sending: Sending;
}

async function settle(
  deps: FilingDeps,
  filingId: string,
  { outcome, sending }: Answered,
  now: Date,
): Promise<void> {
  await hold(deps, filingId, async (tx, posted) => {
    // Whoever was thought dead may answer after all; the first who was heard is right.
    if (posted.filing.state === "taken") return;
    if (outcome.kind === "taken") return settleTaken(deps, tx, posted, { outcome, sending }, now);
    if (!waits(posted)) return;
    const { attempts, createdAt } = posted.filing;
    const next = outcome.kind === "later" ? nextTry(attempts, createdAt, now) : null;
    if (next) return settleLater(deps, tx, posted, { code: outcome.code, next }, now);
    await settleOver(deps, tx, posted, outcome, now);
  });
}

async function settleTaken(
  deps: FilingDeps,
  tx: Transaction,
  posted: Posted,
  { outcome, sending }: Answered & { readonly outcome: Extract<Mailed, { kind: "taken" }> },
  now: Date,
): Promise<void> {
  const { case: of, filing } = posted;
  const { messageId, response: answer } = outcome;
  const proof = { ...sending.proof, messageId, answer, nextAt: null };
  if (!waits(posted)) {
    // It was withdrawn, or brought, while the letter was leaving: that it left stays known.
    await saveFiling(tx, of, filing, { proof });
    return;
  }
  const taken = { ...proof, code: null };
  await saveFiling(tx, of, filing, { state: "taken", settledAt: now, proof: taken });
  await count(deps, tx, posted, { at: now, filedAt: now, way: "email", staffId: null });
}

async function settleLater(
  deps: FilingDeps,
  tx: Transaction,
  posted: Posted,
  { code, next }: { readonly code: string; readonly next: Date },
  now: Date,
): Promise<void> {
  const { case: of, filing } = posted;
  const alarmed = isStuck(posted, now) ? await warned(deps, tx, posted, now) : {};
  const proof = { ...alarmed.proof, code, nextAt: next.toISOString() };
  await saveFiling(tx, of, filing, { proof });
  await deps.queue.add(tx, SEND_JOB, { filingId: filing.id }, next);
}

async function settleOver(
  deps: FilingDeps,
  tx: Transaction,
  posted: Posted,
  { kind, code }: Exclude<Mailed, { kind: "taken" }>,
  now: Date,
): Promise<void> {
  const { case: of, report } = posted;
  const filing = await saveFiling(tx, of, posted.filing, {
    state: kind === "refused" ? "refused" : "given_up",
    settledAt: now,
    proof: { code, nextAt: null, alarmedAt: now.toISOString() },
  });
  const details = { month: report.month, text: code };
  await addEvent(tx, of, { at: now, staffId: null, kind: "report_refused_by_mail", details });
  await alarm(deps, tx, posted, { filing, at: now });
}

/** Both sides are told of a letter that waits. @returns how that is written down */
async function warned(
  deps: FilingDeps,
  tx: Transaction,
  posted: Posted,
  now: Date,
): Promise<FilingChange> {
  const details = { month: posted.report.month };
  await addEvent(tx, posted.case, {
    ...{ at: now, staffId: null, kind: "report_mail_waits", details },
  });
  await alarm(deps, tx, posted, { filing: posted.filing, at: now });
  return { proof: { alarmedAt: now.toISOString() } };
}

/** Decides on a letter whose report nobody changes until that is written. */
async function hold(
  deps: Pick<FilingDeps, "database" | "keyring">,
  filingId: string,
  work: (tx: Transaction, posted: Posted) => Promise<void>,
): Promise<void> {
  await deps.database.transaction(async (tx) => {
    const place = await placeOf(tx, filingId);
    if (!place) return;
    await holdLines(tx, place.reportId);
    const posted = await look(deps, tx, filingId);
    if (posted) await work(tx, posted);
  });
}
