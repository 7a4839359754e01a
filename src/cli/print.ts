import { InputError } from "./input.ts";

/**
 * Prints as JSON what a command gives. Input that cannot be used is one line on stderr, and exit code 1.
 */
export async function print(give: () => unknown): Promise<void> {
  try {
    process.stdout.write(`${JSON.stringify(await give(), null, 2)}\n`);
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    process.stderr.write(`${error.message}\n`);
    process.exitCode = 1;
  }
}
