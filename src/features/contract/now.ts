import type { OpenTurn } from "../../platform/telegram/turn.ts";
import type { Case, CaseDeps } from "../cases/index.ts";
import type { Contract } from "./record.ts";
import { contractOfCase } from "./store.ts";

export type ContractDeps = Pick<CaseDeps, "database" | "keyring" | "queue">;

/** What the writes of a turn will make of a contract: its screen is shown before they are committed. */
const coming = new WeakMap<OpenTurn, Contract>();

export function foreseeContract(turn: OpenTurn, contract: Contract): void {
  coming.set(turn, contract);
}

/** The contract of a case: the one that runs, else the last. */
export async function contractNow(
  { database }: Pick<ContractDeps, "database">,
  turn: OpenTurn,
  of: Case,
): Promise<Contract | undefined> {
  const foreseen = coming.get(turn);
  return foreseen?.caseId === of.id ? foreseen : contractOfCase(database.prisma, of);
}
