import type { Keyring } from "../crypto/keyring.ts";
import { folderBlobs } from "./folder.ts";
import { type S3Options, s3Blobs } from "./s3.ts";
import { createFiles, type Files } from "./store.ts";

export { StoreAway } from "./blobs.ts";
export { startFileJobs } from "./jobs.ts";
export {
  adoptFiles,
  eraseFiles,
  type FileKind,
  type FileRow,
  readFiles,
  removeFile,
  renameFile,
  writeFile,
} from "./rows.ts";
export type { Files, KeptFile } from "./store.ts";
export {
  type Clean,
  type PaperDeps,
  type PaperProblem,
  type TakenPaper,
  takePaper,
} from "./take-paper.ts";

/** Where sealed files lie. */
export type FilePlace =
  | { readonly kind: "folder"; readonly path: string }
  | ({ readonly kind: "s3" } & S3Options);

export function openFiles(place: FilePlace, keyring: Keyring): Files {
  return createFiles(place.kind === "s3" ? s3Blobs(place) : folderBlobs(place.path), keyring);
}
