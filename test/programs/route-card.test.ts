import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it } from "vitest";
import { loadTexts } from "../../src/platform/texts/texts.ts";
import { readRouteTemplates, routeTemplate } from "../../src/programs/route-card.ts";

const templates = readRouteTemplates();

it("has steps before the release, on its day, and three, ten and thirty days after", () => {
  const days = new Set(routeTemplate(templates, null).steps.map(({ day }) => day));
  expect([...days].some((day) => day < 0)).toBe(true);
  expect([...days].filter((day) => day >= 0)).toEqual([0, 3, 10, 30]);
});

it("has words for each step in each language", () => {
  const texts = loadTexts("ru");
  for (const { steps, source } of templates) {
    for (const locale of ["ru", "kk", "en"] as const) {
      expect(texts.has(locale, `route-card:source.${source}`), `${locale} ${source}`).toBe(true);
    }
    for (const { code } of steps) {
      for (const locale of ["ru", "kk", "en"] as const) {
        expect(texts.has(locale, `route-card:step.${code}`), `${locale} ${code}`).toBe(true);
      }
    }
  }
});

function folder(own: unknown): string {
  const root = mkdtempSync(join(tmpdir(), "opora-route-"));
  const common = { code: "common", source: "own", steps: [{ code: "arrived", day: 0 }] };
  for (const [name, data] of Object.entries({ common, own })) {
    mkdirSync(join(root, name));
    writeFileSync(join(root, name, "route-card.json"), JSON.stringify(data));
  }
  return root;
}

it("takes a pack's own template in its regions, and the common one elsewhere", () => {
  const own = {
    code: "own",
    source: "own",
    regions: ["RU-KHM"],
    steps: [{ code: "way_agreed", day: -1 }],
  };
  const read = readRouteTemplates(folder(own));
  expect(routeTemplate(read, "RU-KHM").code).toBe("own");
  expect(routeTemplate(read, "RU-KYA").code).toBe("common");
  expect(routeTemplate(read, null).code).toBe("common");
});

it.each([
  [
    [
      { code: "a", day: 3 },
      { code: "b", day: 0 },
    ],
    "order",
  ],
  [
    [
      { code: "a", day: 0 },
      { code: "a", day: 1 },
    ],
    "one code",
  ],
  [[], "1"],
])("refuses steps like %j", (steps, problem) => {
  expect(() => readRouteTemplates(folder({ code: "own", source: "own", steps }))).toThrow(problem);
});
