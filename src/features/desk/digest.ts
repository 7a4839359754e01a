import type { Keyring } from "../../platform/crypto/keyring.ts";
import { addDays } from "../../programs/dates.ts";
import { releaseToken } from "../cases/index.ts";
import type { IsReleasedOn } from "../notifications/index.ts";
import { institutionById, memberById } from "../staff/index.ts";
import { countDesk, type DeskStore, deskOf, ranOutSince } from "./store.ts";

export interface DayOfMember {
  readonly today: number;
  readonly overdue: number;
  readonly soon: number;
}

/** What a member has on their desk on a day, for the digest of the morning; nothing for former members. */
export async function dayOf(deps: DeskStore, memberId: string, day: string): Promise<DayOfMember> {
  const member = await memberById(deps.database.prisma, deps.keyring, memberId);
  if (!member) return { today: 0, overdue: 0, soon: 0 };
  const desk = await deskOf(deps.database, member, day);
  if (!desk) return { today: 0, overdue: 0, soon: 0 };
  const { today, overdue, soon } = await countDesk(deps, desk, member);
  return { today, overdue, soon };
}

/** Open cases of an institution whose person is released on a day. */
export async function releasedOn(
  { database, keyring }: DeskStore,
  institutionId: string,
  day: string,
): Promise<{ caseId: string; curatorId: string | null }[]> {
  const rows = await database.prisma.case.findMany({
    where: {
      institutionId,
      status: { not: "closed" },
      releaseToken: releaseToken(keyring, day),
      wrappedKey: { not: null },
    },
    select: { id: true, curatorId: true },
    orderBy: { id: "asc" },
  });
  return rows.map(({ id, curatorId }) => ({ caseId: id, curatorId }));
}

/** Whether an open case's person still is released on this day: the day may have been moved. */
export const isReleasedOn =
  (keyring: Keyring): IsReleasedOn =>
  async (tx, id, day) => {
    const where = { id, status: { not: "closed" }, releaseToken: releaseToken(keyring, day) };
    return (await tx.case.count({ where })) > 0;
  };

/** What ran out longer ago was told of, or somebody knows why. */
const TOLD_DAYS = 31;

/** What ran out in an institution's cases in the days before a day, one for each case: the oldest. */
export async function ranOutBefore(
  deps: DeskStore,
  institutionId: string,
  day: string,
): Promise<{ caseId: string; dueOn: string }[]> {
  const institution = await institutionById(deps.database.prisma, institutionId);
  if (!institution) return [];
  // Asked by the clock and not by a member: all of the institution's cases, and only days are told.
  const clock = { id: institutionId, institutionId, institution, role: "supervisor" } as const;
  const desk = await deskOf(deps.database, clock, day);
  const since = addDays(day, -TOLD_DAYS);
  const late = desk ? await ranOutSince(deps, desk, clock, since) : [];
  return late.map(({ id, dueOn }) => ({ caseId: id, dueOn }));
}
