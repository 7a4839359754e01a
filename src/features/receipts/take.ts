import type { Refusal } from "../../platform/images/index.ts";
import type { Media } from "../../platform/telegram/media.ts";
import type { Ctx } from "../../platform/telegram/turn.ts";
import { tidy } from "../cases/rules.ts";
import { draftOf } from "../report/index.ts";
import type { ReceiptDeps } from "./deps.ts";
import { type Repeated, repeatedOf } from "./repeated.ts";
import { FISCAL_CODE, type FiscalCode } from "./rules/fiscal.ts";
import { EMPTY_RECEIPT, type ReceiptRecord } from "./rules/record.ts";
import { seenIn } from "./rules/steps.ts";
import { toReceipts, type WaitingReceipts, waitingOf } from "./waiting.ts";

/** Why what was sent is not taken; its words are `receipts:problem.<code>`. */
export type Problem =
  | Refusal
  | Repeated
  /** Telegram did not give the file. */
  | "not_fetched"
  /** Too many pictures are being read. */
  | "busy"
  | "sale_returned"
  | "payout";

/** What is said of a receipt that is taken; its words are `receipts:note.<code>`. */
export type Note = "later" | "no_code" | "another_code" | "pdf";

const LONGEST_ITEM = 150;

/** Takes a photo, a picture or a PDF of a receipt, wherever costs are written down. */
export const takeReceipt =
  (deps: ReceiptDeps) =>
  async (ctx: Ctx, media: Media): Promise<false | undefined> => {
    if (media.kind === "location") return false;
    const { turn } = ctx;
    const draft = await draftOf(deps, ctx, String(turn.screen.month ?? ""));
    if (!draft?.may("fill")) return false;
    const waiting = await waitingOf(deps, turn, draft);
    const asking = waiting.current() !== undefined;
    const taken = await take(deps, ctx, waiting, media);
    if ("problem" in taken) {
      toReceipts(turn, waiting, { problem: taken.problem });
      return undefined;
    }
    // Of an album only the first part is answered: the others wait for their turn behind it.
    const inAlbum = ctx.message?.media_group_id !== undefined;
    if (asking && inAlbum && turn.album === ctx.message?.media_group_id) return undefined;
    toReceipts(turn, waiting, asking ? { note: "later" } : { note: taken.note });
    return undefined;
  };

type Taken = { readonly note: Note | undefined } | { readonly problem: Problem };

async function take(
  deps: ReceiptDeps,
  { turn, message }: Ctx,
  waiting: WaitingReceipts,
  { fileId, caption }: Exclude<Media, { readonly kind: "location" }>,
): Promise<Taken> {
  const got = await deps.download(fileId);
  if (got.kind === "too_large") return { problem: "too_large" };
  if (got.kind !== "done") return { problem: "not_fetched" };
  const read = await deps.images.take(got.bytes, FISCAL_CODE);
  if (read.kind === "busy") return { problem: "busy" };
  if (read.kind === "refused") return { problem: read.why };
  const seen = seenIn(read.codes);
  if (seen.kind === "sale_returned" || seen.kind === "payout") return { problem: seen.kind };

  const fresh: FiscalCode[] = [];
  let problem: Problem | undefined;
  for (const code of seen.kind === "receipts" ? seen.codes : []) {
    const repeated = await repeatedOf(deps, turn, waiting.draft, { code, others: waiting.list });
    if (repeated) problem = repeated;
    else fresh.push(code);
  }
  if (problem && fresh.length === 0) return { problem };

  const item = tidy(caption);
  const order = message?.message_id ?? 0;
  const known = { item: item !== "" && item.length <= LONGEST_ITEM ? item : null, order };
  const records = fresh.map((code): ReceiptRecord => {
    return { ...EMPTY_RECEIPT, ...known, code, kopecks: code.kopecks, day: code.day };
  });
  const kept = await deps.files.keep(read.bytes);
  const name = turn.texts("ru")(`receipts:file.${read.kind}`);
  waiting.add(
    { ...kept, reportId: null, kind: "receipt", name, type: read.type, createdAt: turn.now },
    records.length > 0 ? records : [{ ...EMPTY_RECEIPT, ...known }],
  );
  if (seen.kind === "receipts") return { note: undefined };
  return {
    note: read.kind === "pdf" ? "pdf" : seen.kind === "nothing" ? "no_code" : "another_code",
  };
}
