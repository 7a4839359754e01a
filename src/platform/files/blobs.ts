/** Bytes by name, whatever they are: a folder, or a store that speaks S3. Names are ours, never anybody's. */
export interface Blobs {
  /** All of it or nothing: after a crash there is no half of it under this name. */
  put(name: string, bytes: Uint8Array): Promise<void>;
  get(name: string): Promise<Buffer | undefined>;
  /** What is not there is removed already. */
  remove(name: string): Promise<void>;
  /** Everything that is kept, and since when. */
  list(): AsyncIterable<{ readonly name: string; readonly at: Date }>;
}

/** The store does not answer, or not as it should: the same may go well later. */
export class StoreAway extends Error {
  readonly code = "ESTORE";

  constructor(what: string, cause?: unknown) {
    super(`The file store ${what}`, { cause });
    this.name = "StoreAway";
  }
}
