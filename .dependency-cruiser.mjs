/** The pure part: what the law says, the questionnaire engine, and each feature's rules. */
const pure = "^src/(forms/|programs/|features/[^/]+/(rules[./]|access\\.ts))";
const inAFeature = "^src/features/([^/]+)/";

/** @type {import("dependency-cruiser").IConfiguration} */
export default {
  forbidden: [
    {
      name: "rules-do-not-act",
      comment: "Rules decide; reading, saving and sending are somebody else's work.",
      severity: "error",
      from: { path: pure },
      to: {
        reachable: true,
        path: [
          "^src/platform/",
          "^src/(main|app|config)\\.ts$",
          "^src/features/[^/]+/(actions|store|bot|view|jobs)\\.ts$",
          "node_modules/(grammy|@grammyjs|pg|pg-boss|@prisma|ioredis|undici|fastify|pino)/",
        ],
      },
    },
    {
      name: "forms-know-no-feature",
      comment: "The engine serves any form.",
      severity: "error",
      from: { path: "^src/(forms|programs)/" },
      to: { path: "^src/(?!forms/|programs/)" },
    },
    {
      name: "features-meet-at-the-door",
      comment: "A feature's files are its own; others use its index.ts, rules use its rules.",
      severity: "error",
      from: { path: inAFeature },
      to: {
        path: "^src/features/[^/]+/",
        pathNot: ["^src/features/$1/", "/index\\.ts$", "/rules[./]", "/access\\.ts$"],
      },
    },
    {
      name: "platform-knows-no-feature",
      comment: "The platform would serve another bot as well.",
      severity: "error",
      from: { path: "^src/platform/" },
      to: { path: "^src/(?!platform/)" },
    },
    {
      name: "nobody-imports-the-wiring",
      comment: "main.ts, app.ts and wiring/ see all, so nothing may depend on them.",
      severity: "error",
      from: { path: "^src/(features|forms|programs|platform)/" },
      to: { path: "^src/(wiring/|[^/]+\\.ts$)" },
    },
    {
      name: "commands-start-no-bot",
      comment: "A command reads the configuration; it runs no bot.",
      severity: "error",
      from: { path: "^src/cli/" },
      to: { path: "^src/(main|app|features)\\.ts$" },
    },
    {
      name: "rows-in-stores-only",
      comment: "Prisma is reached from the platform and from a feature's store and actions.",
      severity: "error",
      from: {
        path: "^(src|sandbox)/",
        pathNot: [
          "^src/platform/postgres/",
          "^src/features/[^/]+/(store|actions)\\.ts$",
          "^src/features/[^/]+/[a-z]+-store\\.ts$",
        ],
      },
      to: { path: ["^src/platform/postgres/generated/", "node_modules/@prisma/"] },
    },
    {
      name: "product-stands-alone",
      comment: "What runs in production needs no test, no sandbox and no development package.",
      severity: "error",
      from: { path: "^src/" },
      to: { path: "^(test|sandbox|bench|scripts)/" },
    },
    {
      name: "no-development-packages",
      comment: "Production installs without them.",
      severity: "error",
      from: { path: "^src/" },
      to: { dependencyTypes: ["npm-dev", "npm-no-pkg", "npm-unknown"] },
    },
    {
      name: "no-cycles",
      comment: "Two files that need each other are one subject, or hide a third.",
      severity: "error",
      from: { pathNot: "/generated/" },
      to: { circular: true },
    },
    {
      name: "everything-resolves",
      comment: "An import that leads nowhere is a mistake or a package that is not declared.",
      severity: "error",
      from: {},
      to: { couldNotResolve: true },
    },
  ],
  options: {
    // The compiler of TypeScript 7 has no interface to parse with; swc keeps type imports as well.
    parser: "swc",
    tsPreCompilationDeps: true,
    doNotFollow: { path: ["node_modules", "/generated/"] },
    enhancedResolveOptions: {
      exportsFields: ["exports"],
      conditionNames: ["import", "types", "node", "default"],
      extensions: [".ts", ".js", ".mjs", ".json"],
    },
  },
};
