import type { Clock } from "../platform/clock.ts";
import type { Keyring } from "../platform/crypto/keyring.ts";
import type { Files } from "../platform/files/index.ts";
import type { Images } from "../platform/images/index.ts";
import type { Mailer } from "../platform/mail/mailer.ts";
import type { Pictures } from "../platform/pictures/index.ts";
import type { Database } from "../platform/postgres/database.ts";
import type { Queue } from "../platform/queue.ts";
import type { Download } from "../platform/telegram/client.ts";
import type { Texts } from "../platform/texts/texts.ts";

export interface FeatureDeps {
  readonly database: Database;
  readonly queue: Queue;
  /** Opens what others sealed: the name of a colleague, the record of a case. */
  readonly keyring: Keyring;
  readonly texts: Texts;
  readonly clock: Clock;
  /** What people send, sealed. */
  readonly files: Files;
  /** Makes pictures fit to be kept, and reads the codes on them. */
  readonly images: Pick<Images, "take">;
  /** Draws charts. */
  readonly pictures: Pick<Pictures, "draw">;
  /** Fetches a file from Telegram by its id. */
  readonly download: Download;
  /** undefined: no mail, reports are printed. */
  readonly mailer: Mailer | undefined;
  /** Whether documents in a person's chat carry their name. */
  readonly namesInChat: boolean;
}
