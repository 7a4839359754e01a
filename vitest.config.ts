import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    // Much of a test is waiting for a server: a worker more than the cores of a small machine.
    maxWorkers: 4,
    exclude: ["test/**/*.browser.test.ts", "test/bench/**"],
    globalSetup: ["test/servers/setup.ts"],
    reporters: ["default", "./test/summary.ts"],
    // Time is short only for what hangs: what has to be quick says so in its test.
    testTimeout: 60_000,
    hookTimeout: 60_000,
    expect: { poll: { timeout: 15_000 } },
    // Prisma's schema engine, which is WebAssembly, would print a warning in each worker.
    execArgv: ["--disable-warning=ExperimentalWarning"],
  },
});
