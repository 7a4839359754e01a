import { randomUUID } from "node:crypto";
import type { Case } from "../src/features/cases/index.ts";
import { EMPTY_CONTRACT } from "../src/features/contract/record.ts";
import { reportingMonths } from "../src/features/contract/rules/index.ts";
import { newContract } from "../src/features/contract/store.ts";
import type { Database, Transaction } from "../src/platform/postgres/database.ts";
import { dateOf } from "../src/platform/postgres/days.ts";
import type { Prisma } from "../src/platform/postgres/generated/client.ts";
import { addDays, addMonths } from "../src/programs/dates.ts";

type ContractRow = Prisma.ContractCreateManyInput;
type ReportRow = Prisma.ReportCreateManyInput;

/** Of how many reports one still waits for its check. */
const FILED = 0.1;

/**
 * The recorded contract of a case, written by the product's own code, with the reports that its months
 * have by today: accepted ones, the last of them filed or not.
 */
export async function contractRows(
  of: Pick<Case, "id" | "key">,
  startsOn: string,
  { today, random }: { readonly today: string; readonly random: () => number },
): Promise<{ readonly contract: ContractRow; readonly reports: readonly ReportRow[] }> {
  const long = random() < 0.5;
  const { contract, create } = newContract(of, {
    programme: "krasnoyarsk",
    measure: long ? "job_search" : "other",
    startsOn,
    endsOn: addDays(addMonths(startsOn, long ? 9 : 6), -1),
    record: { ...EMPTY_CONTRACT, number: String(Math.floor(random() * 10_000)) },
  });
  const rows: ContractRow[] = [];
  const tx = {
    contract: { create: async ({ data }: { data: ContractRow }) => void rows.push(data) },
  };
  await create(tx as unknown as Transaction, dateOf(startsOn));
  const months = reportingMonths(contract).filter((month) => month < today.slice(0, 7));
  return {
    contract: rows[0]!,
    reports: months.map((month) => reportRow(of.id, contract.id, month, random() < FILED)),
  };
}

function reportRow(caseId: string, contractId: string, month: string, filed: boolean): ReportRow {
  const at = dateOf(addDays(addMonths(`${month}-01`, 1), 9));
  return {
    ...{ id: randomUUID(), caseId, contractId, month: dateOf(`${month}-01`), createdAt: at },
    ...{ state: filed ? "filed" : "accepted", content: Uint8Array.of(0) },
    ...{ submittedAt: at, filedAt: at, decidedAt: filed ? null : at },
  };
}

export async function insertContracts(
  { prisma }: Database,
  rows: readonly Awaited<ReturnType<typeof contractRows>>[],
): Promise<void> {
  await prisma.contract.createMany({ data: rows.map(({ contract }) => contract) });
  await prisma.report.createMany({ data: rows.flatMap(({ reports }) => reports) });
}
