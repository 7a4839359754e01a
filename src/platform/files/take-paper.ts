import type { Transaction } from "../postgres/database.ts";
import type { Download } from "../telegram/client.ts";
import type { Media } from "../telegram/media.ts";
import { type FileRow, fileName, writeFile } from "./rows.ts";
import type { Files } from "./store.ts";

/** Makes what somebody sent fit to be kept: without anything that the camera wrote into it. */
export type Clean = (
  bytes: Uint8Array,
) => Promise<
  | { readonly kind: "picture" | "pdf"; readonly type: string; readonly bytes: Uint8Array }
  | { readonly kind: "refused" | "busy" }
>;

export interface PaperDeps {
  readonly files: Files;
  readonly download: Download;
  readonly clean: Clean;
}

/** Why a paper is not taken: each feature has its own words for it. */
export type PaperProblem = "too_large" | "not_fetched" | "not_a_paper" | "busy";

export type TakenPaper =
  | {
      readonly kind: "done";
      readonly id: string;
      readonly name: string;
      /** Makes it a file of the case, in the transaction that gives it its reason. */
      write(
        tx: Transaction,
        of: Parameters<typeof writeFile>[1],
        belongs: Pick<FileRow, "reportId" | "createdAt">,
      ): Promise<void>;
    }
  | { readonly kind: PaperProblem };

const LONGEST_NAME = 120;

/** Fetches a paper that somebody sent, cleans and seals it. @param name without words under the picture */
export async function takePaper(
  { download, files, clean }: PaperDeps,
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
  const called = media.caption.replace(/\s+/g, " ").trim().slice(0, LONGEST_NAME) || name;
  const { type } = cleaned;
  const file = { ...kept, kind: "paper", name: fileName(called, type), type } as const;
  return {
    ...{ kind: "done", id: kept.id, name: called },
    write: (tx, of, belongs) => writeFile(tx, of, { ...file, ...belongs }),
  };
}
