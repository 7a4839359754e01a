import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { type Check, outcomeOf, run } from "./check.ts";

const patterns: [what: string, pattern: RegExp][] = [
  ["a bot token", /\b[1-9]\d{7,9}:AA[\w-]{33}\b/],
  ["a private key", /-----BEGIN (?:[A-Z]+ )?PRIVATE KEY-----/],
  ["a data key", /\bDATA_KEY\s*[=:]\s*["']?[A-Za-z0-9+/]{43}=/],
  ["a cloud key", /\bAKIA[0-9A-Z]{16}\b/],
  ["a repository token", /\b(?:gh[pousr]_\w{36}|github_pat_\w{60,}|glpat-[\w-]{20})\b/],
  [
    "an address with a password",
    /\b(?:postgres(?:ql)?|rediss?|smtps?):\/\/[\w.-]+:[^@\s"'`$<>{}]{4,}@(?!127\.0\.0\.1|localhost)/,
  ],
];

/** Nothing that opens a door is committed. Looks at the files that git would commit. */
export const secrets: Check = {
  name: "no secrets",
  run: async (root) => {
    const { code, output } = await run(
      "git",
      ["ls-files", "-z", "--cached", "--others", "--exclude-standard"],
      { cwd: root, stdoutOnly: true },
    );
    if (code !== 0) return { kind: "not_run", why: "this is not a git checkout" };
    const paths = output.split("\0").filter(Boolean);
    const found = await Promise.all(paths.map((path) => secretsIn(root, path)));
    return outcomeOf(found.flat(), `${paths.length} files`);
  },
};

async function secretsIn(root: string, path: string): Promise<string[]> {
  if (/(^|\/)\.env(\.|$)/.test(path) && !path.endsWith(".example")) {
    return [`${path}: a file of settings does not belong in the repository`];
  }
  const text = await readFile(join(root, path), "utf8").catch(() => "");
  if (text.includes("\0")) return [];
  return patterns
    .filter(([, pattern]) => pattern.test(text))
    .map(([what, pattern]) => {
      const line = text.split("\n").findIndex((one) => pattern.test(one)) + 1;
      return `${path}:${line}: ${what}`;
    });
}
