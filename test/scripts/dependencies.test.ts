import { describe, expect, it } from "vitest";
import { isAllowed, lockfile, readAudit } from "../../scripts/checks/dependencies.ts";
import { folderWith } from "./fixture.ts";

const sound = { integrity: "sha512-abc", license: "MIT" };

async function check(packages: Record<string, object>) {
  return lockfile.run(
    await folderWith({
      "package-lock.json": JSON.stringify({ packages: { "": {}, ...packages } }),
    }),
  );
}

describe("lock file", () => {
  it("accepts packages with a hash and a known licence", async () => {
    const packages = { "node_modules/a": sound, "node_modules/a/node_modules/@b/c": sound };
    expect(await check(packages)).toEqual({ kind: "ok", note: "2 packages" });
  });

  it.each<[string, object]>([
    ["@b/c has no sha512 hash", { license: "MIT" }],
    ["@b/c has no sha512 hash", { ...sound, integrity: "sha1-abc" }],
    ["@b/c: licence GPL-3.0-only", { ...sound, license: "GPL-3.0-only" }],
    ["@b/c: licence EPL-2.0", { ...sound, license: "EPL-2.0" }],
    ["@b/c: licence unknown", { integrity: "sha512-abc" }],
  ])("refuses: %s", async (line, entry) => {
    expect(await check({ "node_modules/a/node_modules/@b/c": entry })).toEqual({
      kind: "failed",
      lines: [line],
    });
  });

  it("allows a development tool what it does not allow the product", async () => {
    const tool = { ...sound, license: "EPL-2.0", dev: true };
    expect((await check({ "node_modules/tool": tool })).kind).toBe("ok");
  });

  it.each([
    ["MIT OR GPL-2.0-only", true],
    ["(MIT AND Zlib)", true],
    ["MIT AND GPL-2.0-only", false],
    [undefined, false],
  ])("reads %s", (licence, allowed) => {
    expect(isAllowed(licence)).toBe(allowed);
  });
});

describe("audit", () => {
  const vulnerable = (severity: string) =>
    JSON.stringify({ vulnerabilities: { lodash: { severity, range: "<4.17.21" } } });

  it("fails on a high or critical vulnerability only", () => {
    expect(readAudit(vulnerable("high"))).toEqual({
      kind: "failed",
      lines: ["lodash <4.17.21: high"],
    });
    expect(readAudit(vulnerable("critical")).kind).toBe("failed");
    expect(readAudit(vulnerable("moderate"))).toEqual({ kind: "ok", note: "1 of lower severity" });
  });

  it("says that it was not run where the registry gives no advisories", () => {
    expect(readAudit(JSON.stringify({ message: "405 Method Not Allowed - POST x" }))).toEqual({
      kind: "not_run",
      why: "the package registry gives no advisories (405 Method Not Allowed)",
    });
    expect(readAudit("").kind).toBe("not_run");
  });
});
