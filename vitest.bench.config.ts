import { defineConfig } from "vitest/config";
import everyday from "./vitest.config.ts";

/** The benchmarks in small, apart: each starts servers of its own and takes the whole machine. */
export default defineConfig({
  test: { ...everyday.test, include: ["test/bench/**/*.test.ts"], exclude: [], maxWorkers: 1 },
});
