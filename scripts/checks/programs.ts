import { type Check, run } from "./check.ts";

/** A check that another program makes: it fails when the program does, with its words. */
function program(name: string, command: string, args: string[]): Check {
  return {
    name,
    run: async (root) => {
      const { code, output } = await run(command, args, { cwd: root });
      if (code === 0) return { kind: "ok" };
      return { kind: "failed", lines: output.trim().split("\n") };
    },
  };
}

export const types = program("types", "tsc", ["--noEmit", "--pretty", "false", "-p", "."]);

export const style = program("format and lint", "biome", [
  "check",
  "--error-on-warnings",
  "--reporter=concise",
  ".",
]);
