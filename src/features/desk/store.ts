import type { Keyring } from "../../platform/crypto/keyring.ts";
import type { Database } from "../../platform/postgres/database.ts";
import { askedOf, type Case, duesOf, openCase } from "../cases/index.ts";
import type { DueSource } from "../deadlines/index.ts";
import { unansweredSince } from "../messages/index.ts";
import { type Member, mayAs } from "../staff/index.ts";
import { allowed } from "./allowed.ts";
import type { DeskCase, Waiting } from "./worklists.ts";

export interface DeskStore {
  readonly database: Database;
  readonly keyring: Keyring;
  /** What other features know to be due. */
  readonly dues?: DueSource;
}

/** Whose cases are on a desk: a member's own with those that nobody has, or all of the institution. */
export type Scope = "own" | "institution";

/**
 * The open cases of a desk with all that its lists are made of, as far as the member may know of them.
 * @param today "YYYY-MM-DD" where the institution is
 */
export async function readDesk(
  { database, keyring, dues }: DeskStore,
  member: Pick<Member, "id" | "institutionId" | "role" | "institution">,
  today: string,
  scope: Scope = "own",
): Promise<DeskCase[]> {
  const { prisma } = database;
  const transfers = await prisma.transfer.findMany({
    where: askedOf(member),
    select: { caseId: true },
  });
  const asked = new Set(transfers.map(({ caseId }) => caseId));
  const here = { institutionId: member.institutionId };
  const rows = await prisma.case.findMany({
    where: {
      wrappedKey: { not: null },
      status: { not: "closed" },
      OR:
        scope === "institution"
          ? [here]
          : [{ curatorId: member.id }, { ...here, curatorId: null }, { id: { in: [...asked] } }],
    },
    omit: { nameTokens: true },
    orderBy: { id: "asc" },
  });
  const cases = rows
    .flatMap((row) => openCase(keyring, row) ?? [])
    .filter((one) => mayKnow(member, one, asked.has(one.id)));
  const ids = cases.map(({ id }) => id);
  const [matters, messages, waiting] = await Promise.all([
    dues?.(cases, today),
    unansweredSince(prisma, ids),
    whoWaits(database, cases),
  ]);
  return cases.map((one) => {
    const own = scope === "institution" ? one.curatorId !== null : one.curatorId === member.id;
    return {
      case: one,
      own,
      dues: duesOf(one, { place: member.institution, matters: matters?.get(one.id) }, today),
      waiting: asked.has(one.id) && one.curatorId !== member.id ? "transfer" : waiting.get(one.id),
      unansweredSince: messages.get(one.id),
    };
  });
}

function mayKnow(
  member: Pick<Member, "id" | "institutionId" | "role">,
  one: Case,
  asked: boolean,
): boolean {
  return (
    allowed(member, one, "search") ||
    (asked && mayAs(member.role, one.status, "answer_transfer", ["asked"]).kind === "yes")
  );
}

/** What the person's side asked for while nobody of the staff has done anything since. */
async function whoWaits(
  { prisma, pool }: Database,
  cases: readonly Case[],
): Promise<ReadonlyMap<string, Waiting>> {
  const { rows } = await pool.query<{ case_id: string; kind: Waiting }>(
    `SELECT DISTINCT ON (e.case_id) e.case_id, e.kind FROM case_events e
     WHERE e.case_id = ANY($1::uuid[]) AND e.kind = ANY('{move_asked,cannot_get_paper}')
       AND NOT EXISTS (SELECT FROM case_events s
                       WHERE s.case_id = e.case_id AND s.id > e.id AND s.staff_id IS NOT NULL)
     ORDER BY e.case_id, e.id DESC`,
    [cases.map(({ id }) => id)],
  );
  const lost = await prisma.person.findMany({
    where: {
      id: { in: cases.flatMap(({ personId }) => personId ?? []) },
      unreachableAt: { not: null },
    },
    select: { id: true },
  });
  const people = new Set(lost.map(({ id }) => id));
  return new Map([
    ...cases.flatMap(({ id, personId }): [string, Waiting][] =>
      personId && people.has(personId) ? [[id, "unreachable"]] : [],
    ),
    ...rows.map(({ case_id, kind }): [string, Waiting] => [case_id, kind]),
  ]);
}
