import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { type Check, outcomeOf, run } from "./check.ts";

type Locked = {
  dev?: boolean;
  /** Of a development package, and of a peer that a production package can do without. */
  devOptional?: boolean;
  integrity?: string;
  license?: string;
  link?: boolean;
  version?: string;
};

const allowedLicences = new Set([
  ...[
    "0BSD",
    "Apache-2.0",
    "Bitstream-Vera",
    "BlueOak-1.0.0",
    "BSD-2-Clause",
    "BSD-3-Clause",
    "CC-BY-4.0",
  ],
  ...["CC0-1.0", "ISC", "MIT", "MIT-0", "MPL-2.0", "OFL-1.1", "PostgreSQL", "Python-2.0"],
  // Loaded as files of their own that whoever runs us may replace, which is what the LGPL asks for.
  ...["LGPL-3.0", "LGPL-3.0-or-later"],
  ...["Unlicense", "Zlib"],
]);

/** Fine for a tool that we run and do not hand on. */
const allowedForDevelopment = new Set([...allowedLicences, "EPL-2.0"]);

/** Packages whose manifest names no licence in a form that can be read; their files do. */
const saidElsewhere: Record<string, string> = {
  "@visx/vendor": "MIT AND ISC",
  "dejavu-fonts-ttf": "Bitstream-Vera",
  "png-js": "MIT",
  "seq-queue": "MIT",
};

/** Every locked package is what it was when it was locked, and under a licence that we may use. */
export const lockfile: Check = {
  name: "lock file",
  run: async (root) => {
    const text = await readFile(join(root, "package-lock.json"), "utf8");
    const { packages } = JSON.parse(text) as { packages: Record<string, Locked> };
    const locked = Object.entries(packages).filter(([path, { link }]) => path !== "" && !link);
    const lines = await Promise.all(
      locked.map(async ([path, entry]) => {
        const name = path.slice(path.lastIndexOf("node_modules/") + "node_modules/".length);
        const licence =
          saidElsewhere[name] ?? entry.license ?? (await installedLicence(root, path));
        return [
          ...(entry.integrity?.startsWith("sha512-") ? [] : [`${name} has no sha512 hash`]),
          ...(isAllowed(
            licence,
            entry.dev || entry.devOptional ? allowedForDevelopment : allowedLicences,
          )
            ? []
            : [`${name}: licence ${licence ?? "unknown"}`]),
        ];
      }),
    );
    return outcomeOf(lines.flat(), `${locked.length} packages`);
  },
};

/** Known vulnerabilities in what production installs. */
export const audit: Check = {
  name: "audit",
  run: async (root) => {
    const { output } = await run("npm", ["audit", "--omit=dev", "--omit=optional", "--json"], {
      cwd: root,
      stdoutOnly: true,
    });
    return readAudit(output);
  },
};

type AuditReport = {
  message?: string;
  error?: { summary?: string };
  vulnerabilities?: Record<string, { severity: string; range: string }>;
};

/** Judges the JSON that `npm audit` prints; a registry that gives no advisories is no failure. */
export function readAudit(output: string): ReturnType<typeof outcomeOf> {
  let report: AuditReport;
  try {
    report = JSON.parse(output);
  } catch {
    return { kind: "not_run", why: "npm audit gave no answer" };
  }
  if (!report.vulnerabilities) {
    const said = report.error?.summary || report.message || "no advisories";
    return {
      kind: "not_run",
      why: `the package registry gives no advisories (${firstLine(said)})`,
    };
  }
  const found = Object.entries(report.vulnerabilities);
  const grave = found.filter(([, { severity }]) => severity === "high" || severity === "critical");
  return outcomeOf(
    grave.map(([name, { severity, range }]) => `${name} ${range}: ${severity}`),
    `${found.length} of lower severity`,
  );
}

const firstLine = (text: string) => text.split(/\n| - /)[0]?.slice(0, 80);

async function installedLicence(root: string, path: string): Promise<string | undefined> {
  const text = await readFile(join(root, path, "package.json"), "utf8").catch(() => "{}");
  const { license } = JSON.parse(text) as { license?: string | { type?: string } };
  return typeof license === "object" ? license.type : license;
}

/** An SPDX expression without nesting: one of the alternatives must be allowed in all its parts. */
export function isAllowed(licence: string | undefined, allowed = allowedLicences): boolean {
  if (!licence) return false;
  const alternatives = licence.replaceAll(/[()]/g, "").split(" OR ");
  return alternatives.some((parts) =>
    parts.split(" AND ").every((part) => allowed.has(part.trim())),
  );
}
