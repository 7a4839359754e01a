import { readdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { scenarios } from "./suite.ts";

describe("features", () => {
  const told = new Set(scenarios.flatMap(({ features }) => features));
  const features = readdirSync(join(import.meta.dirname, "../../src/features"));

  // Those that are never seen by themselves are told through the others.
  const silent = new Set(["deadlines", "places"]);
  it.each(features.filter((name) => !silent.has(name)))("%s has a scenario", (name) => {
    expect(told).toContain(name);
  });
});
