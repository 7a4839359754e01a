import type { PaperDeps } from "../../platform/files/index.ts";
import type { Ctx, OpenTurn } from "../../platform/telegram/turn.ts";
import { type Program, programByCode } from "../../programs/index.ts";
import {
  type Case,
  type CaseDeps,
  caseForMember,
  caseOfPerson,
  dayAt,
  type Held,
} from "../cases/index.ts";
import { type Contract, contractOfCase } from "../contract/index.ts";
import type { Action } from "../staff/index.ts";
import type { Circumstance } from "./record.ts";
import { circumstancesOf } from "./store.ts";

export interface CircumstanceDeps
  extends Pick<CaseDeps, "database" | "keyring" | "queue">,
    PaperDeps {
  /** Whether documents in a person's chat carry their name. */
  readonly namesInChat: boolean;
}

/** A contract with what is known around it. */
export interface Known {
  readonly case: Case;
  readonly contract: Contract;
  readonly program: Program;
  readonly list: readonly Circumstance[];
  /** "YYYY-MM-DD" in the zone of the programme, whose days count. */
  readonly today: string;
}

export interface KnownToStaff extends Known {
  readonly held: Held;
}

/** What the writes of a turn will make of these: its screen is shown before they are committed. */
const coming = new WeakMap<OpenTurn, { readonly contract: Contract; readonly one: Circumstance }>();

export function foreseeCircumstance(turn: OpenTurn, contract: Contract, one: Circumstance): void {
  coming.set(turn, { contract, one: { ...one, version: one.version + 1 } });
}

async function knownOf(
  { database: { prisma } }: CircumstanceDeps,
  turn: OpenTurn,
  of: Case | undefined,
): Promise<Known | undefined> {
  const read = of && (await contractOfCase(prisma, of));
  const program = read && programByCode(read.programme);
  if (!of || !read || !program) return undefined;
  const written = await circumstancesOf(prisma, of, read.id);
  const foreseen = coming.get(turn);
  const today = dayAt(turn.now, program.timeZone);
  if (foreseen?.contract.id !== read.id) {
    return { case: of, contract: read, program, list: written, today };
  }
  const { contract, one } = foreseen;
  const at = written.findIndex(({ id }) => id === one.id);
  const list = at < 0 ? [...written, one] : written.with(at, one);
  return { case: of, contract, program, list, today };
}

/** The person's own contract. */
export async function ownContract(deps: CircumstanceDeps, ctx: Ctx): Promise<Known | undefined> {
  const { turn } = ctx;
  const { database, keyring } = deps;
  const of = turn.person && (await caseOfPerson(database.prisma, keyring, turn.person.id));
  return knownOf(deps, turn, of);
}

/** The contract of a case, if this member may do this to it now. */
export async function caseContract(
  deps: CircumstanceDeps,
  ctx: Ctx,
  action: Action,
  caseId = String(ctx.turn.screen.id ?? ""),
): Promise<KnownToStaff | undefined> {
  const held = await caseForMember(deps, ctx, caseId, action);
  const known = await knownOf(deps, ctx.turn, held?.case);
  return held && known && { ...known, held };
}

/** The one that the screen is of. */
export function shownOf({ screen }: OpenTurn, { list }: Known): Circumstance | undefined {
  return list.find(({ id }) => id === screen.of);
}
