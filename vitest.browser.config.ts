import { defineConfig } from "vitest/config";
import everyday from "./vitest.config.ts";

/** Tests in a real browser run apart: they need Chromium. */
export default defineConfig({
  test: { ...everyday.test, include: ["test/**/*.browser.test.ts"], exclude: [] },
});
