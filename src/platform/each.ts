/**
 * Does a piece of work for each item in turn. One that fails does not hold the others back; afterwards
 * all failures are told together.
 *
 * @throws AggregateError when any failed
 */
export async function each<T>(
  items: readonly T[],
  work: (item: T) => Promise<void>,
): Promise<void> {
  const failures: unknown[] = [];
  for (const item of items) {
    try {
      await work(item);
    } catch (error) {
      failures.push(error);
    }
  }
  if (failures.length > 0) throw new AggregateError(failures, `${failures.length} of these failed`);
}

/** The failures that an error stands for: those of an `each` within an `each` one by one. */
export function failuresOf(error: unknown): readonly unknown[] {
  return error instanceof AggregateError ? error.errors.flatMap(failuresOf) : [error];
}
