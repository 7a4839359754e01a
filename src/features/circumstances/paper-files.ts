import { writeFile } from "../../platform/files/index.ts";
import type { Transaction } from "../../platform/postgres/database.ts";
import type { Media } from "../../platform/telegram/media.ts";
import type { Case } from "../cases/index.ts";
import type { CircumstanceDeps } from "./reach.ts";

export type TakenPaper =
  | {
      readonly kind: "done";
      readonly id: string;
      readonly name: string;
      /** Makes it a file of the case, in the transaction that gives it its reason. */
      write(tx: Transaction, of: Case, now: Date): Promise<void>;
    }
  /** Words of these are `circumstances:problem.<kind>`. */
  | { readonly kind: "too_large" | "not_fetched" | "not_a_paper" | "busy" };

/** Fetches a paper that somebody sent, cleans and seals it. @param name without words under the picture */
export async function takePaper(
  { download, files, clean }: CircumstanceDeps,
  media: Media,
  name: string,
): Promise<TakenPaper> {
  if (media.kind === "location") return { kind: "not_a_paper" };
  const got = await download(media.fileId);
  if (got.kind === "too_large") return { kind: "too_large" };
  if (got.kind !== "done") return { kind: "not_fetched" };
  const cleaned = await clean(got.bytes);
  if (!("bytes" in cleaned)) return { kind: cleaned.kind === "busy" ? "busy" : "not_a_paper" };
  const kept = await files.keep(cleaned.bytes);
  const called = media.caption.trim().slice(0, LONGEST_NAME) || name;
  return {
    ...{ kind: "done", id: kept.id, name: called },
    write: (tx, of, createdAt) =>
      writeFile(tx, of, {
        ...kept,
        ...{ reportId: null, kind: "paper", name: called, type: cleaned.type, createdAt },
      }),
  };
}

const LONGEST_NAME = 120;
