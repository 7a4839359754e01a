/**
 * Natural batching: the first item goes at once; what arrives while it is under way goes together next.
 *
 * Under no load nothing waits; under load one statement, one round trip and one flush to disk serve
 * everybody who came meanwhile.
 *
 * @param run answers every item of a batch, in the order given.
 * @param limit the most items in one batch.
 */
export function batching<Item, Result>(
  run: (items: readonly Item[]) => Promise<readonly Result[]>,
  limit = 200,
): (item: Item) => Promise<Result> {
  type Waiting = {
    item: Item;
    resolve: (result: Result) => void;
    reject: (error: unknown) => void;
  };
  let waiting: Waiting[] = [];
  let running = false;

  async function drain(): Promise<void> {
    running = true;
    while (waiting.length > 0) {
      const batch = waiting.slice(0, limit);
      waiting = waiting.slice(limit);
      try {
        const results = await run(batch.map(({ item }) => item));
        for (const [at, { resolve }] of batch.entries()) resolve(results[at] as Result);
      } catch (error) {
        for (const { reject } of batch) reject(error);
      }
    }
    running = false;
  }

  return (item) =>
    new Promise((resolve, reject) => {
      waiting.push({ item, resolve, reject });
      // The microtask lets everything that the same tick brings share the first batch.
      if (!running) {
        running = true;
        queueMicrotask(() => void drain());
      }
    });
}
