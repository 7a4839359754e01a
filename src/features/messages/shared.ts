import type { Keyring } from "../../platform/crypto/keyring.ts";
import type { Database } from "../../platform/postgres/database.ts";
import type { Queue } from "../../platform/queue.ts";

export interface MessagesDeps {
  readonly database: Database;
  readonly keyring: Keyring;
  readonly queue: Queue;
}

/** How many messages of before are shown again on request. */
export const EARLIER = 10;
