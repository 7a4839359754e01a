import type { Feature } from "../../platform/telegram/screen.ts";
import { draftOf, type ReportLinks } from "../report/index.ts";
import type { ReceiptDeps } from "./deps.ts";
import { receiptsScreen } from "./screen.ts";
import { countReceipts, removeReceipt } from "./store.ts";
import { takeReceipt } from "./take.ts";
import { RECEIPTS, toReceipts, waitingOf } from "./waiting.ts";

export { adoptReceipts, doubtsIn } from "./store.ts";

/** What receipts bring to the rest of the bot. */
export interface Receipts {
  readonly feature: Feature;
  readonly links: Required<
    Pick<
      ReportLinks,
      "openReceipts" | "receiptsWaiting" | "takeReceipt" | "onRemoveLine" | "papersOf"
    >
  >;
}

/** Spending by receipt: a photo gives sum and day, the person confirms and names what was bought. */
export function createReceipts(deps: ReceiptDeps): Receipts {
  const { queue, clock, texts } = deps;
  return {
    feature: { name: "receipts", screens: { [RECEIPTS]: receiptsScreen(deps) } },
    links: {
      openReceipts: async (ctx, month) => {
        const draft = await draftOf(deps, ctx, month);
        if (!draft?.may("fill")) return false;
        toReceipts(ctx.turn, await waitingOf(deps, ctx.turn, draft));
      },
      receiptsWaiting: async (ctx, month) => {
        const draft = await draftOf(deps, ctx, month);
        return draft ? (await waitingOf(deps, ctx.turn, draft)).list.length : 0;
      },
      takeReceipt: takeReceipt(deps),
      onRemoveLine: (tx, lineId) => removeReceipt(tx, queue, { lineId }, clock()),
      papersOf: async (prisma, reportId) => {
        const count = await countReceipts(prisma, reportId);
        // The form is a Russian one, whatever language its person reads.
        return count > 0 ? [{ name: texts.for("ru")("receipts:paper"), count }] : [];
      },
    },
  };
}
