import type { Keyring } from "../../platform/crypto/keyring.ts";
import type { Database, Transaction } from "../../platform/postgres/database.ts";
import type { Queue } from "../../platform/queue.ts";
import type { Ctx, OpenTurn } from "../../platform/telegram/turn.ts";
import { isUuid } from "../../platform/uuid.ts";
import {
  type Action,
  type CaseStatus,
  type Member,
  mayAs,
  memberNow,
  type Relation,
} from "../staff/index.ts";
import { type Case, type CaseChange, type Reading, readCase } from "./store.ts";

export interface CaseDeps {
  readonly database: Database;
  readonly keyring: Keyring;
  readonly queue: Queue;
  /** What others keep of a case goes over to the one that it is merged into; same transaction. */
  readonly onMerge?: readonly OnMerge[];
  /** What others do when a person joins a case; same transaction. */
  readonly onLink?: readonly OnLink[];
  /** What others do when a step of the route card is ticked, or its tick taken back; same transaction. */
  readonly onTick?: readonly OnTick[];
  /** What others do when a specialist takes a case over that was handed to them; same transaction. */
  readonly onHandOver?: readonly OnHandOver[];
  /** Whether a document in a person's chat carries their name; left out: it does not. */
  readonly namesInChat?: boolean;
}

export type OnLink = (tx: Transaction, linked: Case, now: Date) => Promise<void>;

/** @param tick `staffId` null: the person themselves; `day` "YYYY-MM-DD" where the institution is */
export type OnTick = (
  tx: Transaction,
  of: Case,
  tick: {
    readonly step: string;
    readonly ticked: boolean;
    readonly staffId: string | null;
    readonly at: Date;
    readonly day: string;
  },
) => Promise<void>;

/** @param given by whom, and on which day there: "YYYY-MM-DD" */
export type OnHandOver = (
  tx: Transaction,
  taken: Case,
  given: {
    readonly transferId: string;
    readonly institutionId: string;
    readonly staffId: string;
    readonly at: Date;
    readonly day: string;
  },
) => Promise<void>;

export type OnMerge = (tx: Transaction, from: Case, to: Case) => Promise<void>;

/** A case that this member may do this to now. */
export interface Held {
  readonly case: Case;
  readonly member: Member;
  readonly relations: readonly Relation[];
  /** The statuses that the case may have afterwards; absent when the action leaves it as it is. */
  readonly next: readonly CaseStatus[] | undefined;
  /** Whether the member has to say why. */
  readonly comment: boolean;
}

/**
 * The case, if this member may do this to it now. Whoever may not gets the same answer as for a case
 * that does not exist. What is allowed is journaled with the turn, reads too.
 */
export async function caseForMember(
  deps: Pick<CaseDeps, "database" | "keyring">,
  ctx: Ctx,
  caseId: string,
  action: Action,
): Promise<Held | undefined> {
  const found = await reach(deps, ctx, caseId, action);
  if (!found) return undefined;
  if (found.comment && action === "see" && !reasonStated(ctx.turn, caseId)) return undefined;
  journal(ctx.turn, found.member.id, action, caseId);
  return found;
}

/** Whether the member may look at the case once they have said why. */
export async function reasonNeeded(
  deps: Pick<CaseDeps, "database" | "keyring">,
  ctx: Ctx,
  caseId: string,
): Promise<Held | undefined> {
  const found = await reach(deps, ctx, caseId, "see");
  return found?.comment && !reasonStated(ctx.turn, caseId) ? found : undefined;
}

async function reach(
  { database, keyring }: Pick<CaseDeps, "database" | "keyring">,
  ctx: Ctx,
  caseId: string,
  action: Action,
): Promise<Held | undefined> {
  const member = isUuid(caseId) ? await memberNow(database.prisma, ctx) : undefined;
  if (!member) return undefined;
  const found = foreseenOf(ctx.turn, caseId) ?? (await readCase(database.prisma, keyring, caseId));
  if (!found) return undefined;
  const relations = await relationsOf(database.prisma, member, found);
  const verdict = mayAs(member.role, found.status, action, relations);
  if (verdict.kind === "no") return undefined;
  return { case: found, member, relations, next: verdict.next, comment: verdict.comment };
}

/** How a member stands to a case, as the database has it now. */
export async function relationsOf(
  prisma: Pick<Reading, "transfer">,
  member: Pick<Member, "id" | "institutionId">,
  { id, curatorId, institutionId }: Pick<Case, "id" | "curatorId" | "institutionId">,
): Promise<Relation[]> {
  if (curatorId === member.id) return ["own"];
  const asked = await prisma.transfer.count({ where: { caseId: id, ...askedOf(member) } });
  const relations: Relation[] = [
    ...(institutionId === member.institutionId ? (["institution"] as const) : []),
    ...(asked > 0 ? (["asked"] as const) : []),
  ];
  return relations.length > 0 ? relations : ["foreign"];
}

/** The transfers that wait for this member's answer. */
export function askedOf({ id, institutionId }: Pick<Member, "id" | "institutionId">) {
  return {
    status: "asked",
    toInstitutionId: institutionId,
    OR: [{ toStaffId: id }, { toStaffId: null }],
  };
}

/** What the writes of a turn will make of a case: its screen is shown before they are committed. */
const coming = new WeakMap<OpenTurn, Map<string, Case>>();

export function foresee(turn: OpenTurn, before: Case, change: CaseChange = {}): void {
  const cases = coming.get(turn) ?? new Map<string, Case>();
  coming.set(turn, cases);
  cases.set(before.id, { ...before, ...change, version: before.version + 1 });
}

function foreseenOf(turn: OpenTurn, caseId: string): Case | undefined {
  return coming.get(turn)?.get(caseId);
}

const STATED = "cases.stated";

/** A supervisor said why they look at this case; it holds for this case until they name another. */
export function stateReason(turn: OpenTurn, caseId: string): void {
  turn.keep(STATED, caseId);
}

function reasonStated(turn: OpenTurn, caseId: string): boolean {
  return turn.slot<string | undefined>(STATED, undefined) === caseId;
}

/** What a turn has in the journal already: a screen and its handler read the same case. */
const journaled = new WeakMap<OpenTurn, Set<string>>();

/** Notes who did what with which case; it is written with the turn. */
export function journal(turn: OpenTurn, staffId: string, action: string, caseId?: string): void {
  const noted = journaled.get(turn) ?? new Set();
  journaled.set(turn, noted);
  const key = `${action} ${caseId}`;
  if (noted.has(key)) return;
  noted.add(key);
  turn.write(async (tx: Transaction) => {
    await tx.journalEntry.create({
      data: { at: turn.now, staffId, action, ...(caseId ? { caseId } : {}) },
    });
  });
}
