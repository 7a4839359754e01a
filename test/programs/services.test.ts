import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { LOCALES, loadTexts } from "../../src/platform/texts/texts.ts";
import { countsAs, fieldworkData } from "../../src/programs/fieldwork.ts";
import {
  kindsIn,
  readServiceData,
  serviceData,
  serviceOf,
  tableOn,
} from "../../src/programs/services.ts";

describe("kinds of service", () => {
  it("are the twelve of KhMAO's table, row by row, and those of the passport of Zabaykalsky krai", () => {
    const khmao = tableOn("RU-KHM", "quarterly", "2024-01-01");
    expect(khmao?.kind === "known" && khmao.table.rows.map(({ kinds }) => kinds[0])).toEqual(
      serviceData.kinds.slice(0, 12).map(({ code }) => code),
    );
    const passport = tableOn("RU-ZAB", "passport", "2024-07-04");
    expect(passport?.kind === "known" && passport.table.rows.map(({ number }) => number)).toEqual([
      ...["1.1", "1.2", "1.3", "1.4", "1.6"],
    ]);
  });

  it("have a source and words in each language", () => {
    const texts = loadTexts();
    for (const { code, basis } of serviceData.kinds) {
      for (const { source } of basis) expect(serviceData.sources[source]?.title).toBeTruthy();
      for (const locale of LOCALES) expect(texts.has(locale, `services:kind.${code}`)).toBe(true);
    }
  });

  it("are all offered where a region has no list of its own", () => {
    expect(kindsIn("RU-MOW")).toHaveLength(serviceData.kinds.length);
    expect(kindsIn("RU-ZAB")[0]).toBe("legal_help");
  });

  it("follow from what is marked elsewhere", () => {
    expect(serviceOf("hold_arrived")).toBe("shelter");
    expect(serviceOf("route_ticked.arrived")).toBeNull();
    expect(countsAs("urgent_help")).toBe("urgent_kit");
    expect(countsAs("ngo")).toBeNull();
  });
});

describe("the form of a table", () => {
  it("is unknown past the days that its source speaks of, never taken for granted", () => {
    expect(tableOn("RU-KHM", "quarterly", "2024-12-31")?.kind).toBe("known");
    expect(tableOn("RU-KHM", "quarterly", "2025-01-01")).toMatchObject({
      ...{ kind: "unknown", last: { code: "quarterly" } },
    });
    expect(tableOn("RU-KHM", "quarterly", "2022-12-31")).toEqual({ kind: "unknown", last: null });
    expect(tableOn("RU-KHM", "yearly", "2024-01-01")).toBeUndefined();
  });
});

describe("words of field work", () => {
  it("are there for each place, outcome and topic", () => {
    const texts = loadTexts();
    const keys = [
      ...fieldworkData.places.codes.map((code) => `place.${code}`),
      ...fieldworkData.outcomes.flatMap(({ code }) => [`outcome.${code}`, `outcome_short.${code}`]),
      ...fieldworkData.topics.map(({ code }) => `topic.${code}`),
    ];
    for (const key of keys) {
      for (const locale of LOCALES) expect(texts.has(locale, `fieldwork:${key}`)).toBe(true);
    }
  });
});

it("names the fault of a pack", () => {
  const root = mkdtempSync(join(tmpdir(), "services-"));
  const write = (folder: string, data: unknown) => {
    mkdirSync(join(root, folder), { recursive: true });
    writeFileSync(join(root, folder, "services.json"), JSON.stringify(data));
  };
  const { packs: _packs, ...common } = serviceData;
  write("common", common);
  write("new", { regions: ["RU-NEW"], kinds: ["papers", "no_such"], tables: [] });
  expect(() => readServiceData(root)).toThrow('there is no kind "no_such"');
  write("new", { regions: ["RU-NEW"], kinds: ["papers"], tables: [{ code: "quarterly" }] });
  expect(() => readServiceData(root)).toThrow("tables.0.");
  write("new", { regions: ["RU-NEW"], kinds: ["papers"], tables: [] });
  expect(readServiceData(root).packs).toHaveLength(1);
  rmSync(root, { recursive: true });
});
