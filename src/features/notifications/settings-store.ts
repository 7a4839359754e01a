import type { Transaction } from "../../platform/postgres/database.ts";
import type { Mode } from "./rules.ts";

export async function readModes(
  prisma: Pick<Transaction, "notificationSetting">,
  memberId: string,
): Promise<Readonly<Record<string, Mode>>> {
  const rows = await prisma.notificationSetting.findMany({ where: { memberId } });
  return Object.fromEntries(rows.map(({ kind, mode }) => [kind, mode as Mode]));
}

export async function writeMode(
  tx: Transaction,
  memberId: string,
  kind: string,
  mode: Mode,
): Promise<void> {
  await tx.notificationSetting.upsert({
    where: { memberId_kind: { memberId, kind } },
    create: { memberId, kind, mode },
    update: { mode },
  });
}

/** Who may be asked to act on a case: its curator, its institution, and those asked to take it over. */
export async function caseKeepers(
  prisma: Pick<Transaction, "case" | "transfer">,
  caseId: string,
): Promise<{ curatorId: string | null; institutionIds: string[] } | undefined> {
  const found = await prisma.case.findUnique({
    where: { id: caseId },
    include: { transfers: { where: { status: "asked" }, select: { toInstitutionId: true } } },
  });
  if (!found) return undefined;
  const asked = found.transfers.map(({ toInstitutionId }) => toInstitutionId);
  return { curatorId: found.curatorId, institutionIds: [found.institutionId, ...asked] };
}
