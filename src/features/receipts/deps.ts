import type { Clock } from "../../platform/clock.ts";
import type { Files } from "../../platform/files/index.ts";
import type { Images } from "../../platform/images/index.ts";
import type { Queue } from "../../platform/queue.ts";
import type { Download } from "../../platform/telegram/client.ts";
import type { Texts } from "../../platform/texts/texts.ts";
import type { ReportDeps } from "../report/index.ts";

export interface ReceiptDeps extends ReportDeps {
  readonly queue: Queue;
  readonly clock: Clock;
  readonly texts: Texts;
  readonly files: Files;
  readonly download: Download;
  readonly images: Pick<Images, "take">;
}
