import type { OpenTurn } from "../../platform/telegram/turn.ts";
import { isUuid } from "../../platform/uuid.ts";
import { readCase } from "../cases/index.ts";
import { readContract } from "../contract/index.ts";
import { type ReportHeld, readReport } from "../report/index.ts";
import { institutionById } from "../staff/index.ts";
import { planFor } from "./actions.ts";
import type { FilingDeps } from "./deps.ts";
import { readFilings } from "./store.ts";
import type { Filed } from "./view.ts";

/** What the writes of a turn will make of a report: its screen is shown before they are committed. */
const coming = new WeakMap<OpenTurn, Filed>();

export function foreseeFiled(turn: OpenTurn, filed: Filed): void {
  coming.set(turn, filed);
}

/** A report and how it was handed in, without asking who wants it; undefined when it is gone. */
export async function readFiled(
  deps: FilingDeps,
  turn: OpenTurn,
  reportId: string,
): Promise<Filed | undefined> {
  const foreseen = coming.get(turn);
  if (foreseen?.report.id === reportId) return foreseen;
  const { prisma } = deps.database;
  const report = isUuid(reportId) ? await readReport(prisma, deps.keyring, reportId) : undefined;
  const of = report && (await readCase(prisma, deps.keyring, report.caseId));
  const contract = report && (await readContract(prisma, deps.keyring, report.contractId));
  return report && of && contract ? filedOf(deps, { report, contract, case: of }) : undefined;
}

/** The same of a report that is at hand. */
export async function filedOf(deps: FilingDeps, held: ReportHeld): Promise<Filed> {
  const { prisma } = deps.database;
  const [filings, institution, plan] = await Promise.all([
    readFilings(prisma, held.case, held.report.id),
    institutionById(prisma, held.case.institutionId),
    planFor(deps, prisma, held.case),
  ]);
  return { ...held, filings, institution, plan };
}
