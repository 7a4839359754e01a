import type { Keyring } from "../../platform/crypto/keyring.ts";
import type { Database, Transaction } from "../../platform/postgres/database.ts";
import type { Queue } from "../../platform/queue.ts";
import type { DeclineReason, HoldEvent, Side } from "./rules.ts";
import type { Hold } from "./store.ts";

/** What others do when the person of a hold has arrived; same transaction. */
export type OnArrive = (
  tx: Transaction,
  arrived: Hold,
  by: { readonly staffId: string; readonly at: Date },
) => Promise<void>;

export interface HoldDeps {
  readonly database: Database;
  readonly keyring: Keyring;
  readonly queue: Queue;
  readonly onArrive?: readonly OnArrive[];
}

/** Who does something to a hold, and when. */
export interface Doing {
  readonly event: HoldEvent;
  readonly by: Side;
  readonly at: Date;
  /** Of the shelter, or the specialist who asked. */
  readonly staffId?: string;
  readonly until?: Date;
  readonly reason?: DeclineReason;
}
