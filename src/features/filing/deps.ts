import type { Keyring } from "../../platform/crypto/keyring.ts";
import type { Files } from "../../platform/files/index.ts";
import type { Mailer } from "../../platform/mail/mailer.ts";
import type { Database } from "../../platform/postgres/database.ts";
import type { Queue } from "../../platform/queue.ts";
import type { Texts } from "../../platform/texts/texts.ts";

export interface FilingDeps {
  readonly database: Database;
  readonly keyring: Keyring;
  readonly queue: Queue;
  readonly texts: Texts;
  readonly files: Files;
  /** undefined: this bot sends no mail, and reports are printed. */
  readonly mailer: Mailer | undefined;
  /** Whether the document that goes into a person's chat carries their name. */
  readonly namesInChat: boolean;
}
