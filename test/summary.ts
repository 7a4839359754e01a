import type { Reporter, SerializedError, TestModule } from "vitest/node";

/** Ends a run with one plain line that a script can read. */
export default class Summary implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], errors: readonly SerializedError[]): void {
    const states = modules.flatMap((module) =>
      [...module.children.allTests()].map((test) => test.result().state),
    );
    const count = (state: string) => states.filter((one) => one === state).length;
    // A file that cannot be loaded has no tests to fail.
    const broken = modules.filter((module) => module.errors().length > 0).length + errors.length;
    console.log(
      `${count("passed")} passed, ${count("failed") + broken} failed, ${count("skipped")} skipped`,
    );
  }
}
