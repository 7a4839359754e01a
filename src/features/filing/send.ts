import { Overtaken } from "../../platform/conversation/conversation.ts";
import type { Mailed } from "../../platform/mail/mailer.ts";
import type { Database, Transaction } from "../../platform/postgres/database.ts";
import { addEvent, readCase } from "../cases/index.ts";
import { readContract } from "../contract/index.ts";
import { type ReportHeld, readReport } from "../report/index.ts";
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

const DECIDE_AGAIN = 5;

/**
 * Hands a letter to the mail server, if it is still to be sent and its time has come, and writes down what
 * the server said. A crash in between sends it once more, under the same message id.
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
  const outcome: Mailed = (await deps.mailer?.send(sending.letter)) ?? {
    ...{ kind: "later", code: "no_mail" },
  };
  await settle(deps, filingId, { outcome, sending }, now());
}

/** Tells both sides of a letter that does not get through while there is time for another way. */
export async function watch(deps: FilingDeps, filingId: string, now: Date): Promise<void> {
  await decided(deps, async (tx) => {
    const posted = await look(deps, tx, filingId);
    if (posted && isStuck(posted, now)) {
      await saveFiling(tx, posted.case, posted.filing, await warned(deps, tx, posted, now));
    }
  });
}

function isDue({ filing, report }: Posted, now: Date): boolean {
  const { nextAt } = filing.proof;
  if (filing.state !== "waiting" || report.state !== "submitted") return false;
  return nextAt !== null && new Date(nextAt) <= now;
}

/** Whether a letter waits for too long to be waited for in silence. */
function isStuck(posted: Posted, now: Date): boolean {
  const { filing, report } = posted;
  const waits = filing.state === "waiting" && report.state === "submitted";
  if (!waits || filing.proof.alarmedAt !== null) return false;
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
  await decided(deps, async (tx) => {
    const posted = await look(deps, tx, filingId);
    // Two may have tried at once; the first who was heard is right.
    if (!posted || posted.filing.state === "taken") return;
    const { case: of, filing, report } = posted;
    const attempts = filing.attempts + 1;
    const held = filing.state === "waiting" && report.state === "submitted";
    if (outcome.kind === "taken") {
      const { messageId, response: answer } = outcome;
      const proof = { ...sending.proof, messageId, answer, code: null, nextAt: null };
      if (held) {
        await saveFiling(tx, of, filing, { attempts, state: "taken", settledAt: now, proof });
        await count(deps, tx, posted, { at: now, filedAt: now, way: "email", staffId: null });
        // It was withdrawn, or brought, while the letter was leaving: that it left stays known.
      } else
        await saveFiling(tx, of, filing, {
          attempts,
          proof: { ...proof, code: filing.proof.code },
        });
      return;
    }
    if (!held) return;
    const { code } = outcome;
    const next = outcome.kind === "later" ? nextTry(attempts, filing.createdAt, now) : null;
    if (next) {
      const proof = { code, nextAt: next.toISOString() };
      const change = isStuck(posted, now) ? await warned(deps, tx, posted, now) : {};
      await saveFiling(tx, of, filing, { attempts, proof: { ...change.proof, ...proof } });
      return deps.queue.add(tx, SEND_JOB, { filingId }, next);
    }
    const state = outcome.kind === "refused" ? "refused" : "given_up";
    const proof = { code, nextAt: null, alarmedAt: now.toISOString() };
    const over = await saveFiling(tx, of, filing, { attempts, state, settledAt: now, proof });
    const details = { month: report.month, text: code };
    await addEvent(tx, of, { at: now, staffId: null, kind: "report_refused_by_mail", details });
    await alarm(deps, tx, posted, { filing: over, at: now });
  });
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

/** Decides again on what is true by then when somebody else was faster. */
async function decided(
  { database }: Pick<FilingDeps, "database">,
  work: (tx: Transaction) => Promise<void>,
): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await database.transaction(work);
    } catch (error) {
      if (!(error instanceof Overtaken) || attempt === DECIDE_AGAIN) throw error;
    }
  }
}
