import { describe, expect, it } from "vitest";
import { textKeys } from "../../scripts/checks/text-keys.ts";
import { folderWith } from "./fixture.ts";

const texts = JSON.stringify({ title: "x", days_one: "x", days_other: "x", way: { post: "x" } });

const check = async (line: string) =>
  textKeys.run(await folderWith({ "locales/ru/a-b.json": texts, "src/view.ts": `\n${line}\n` }));

// biome-ignore-start lint/suspicious/noTemplateCurlyInString: the lines are code
describe("text keys", () => {
  it.each([
    't("a-b:title")',
    't("a-b:days", { count })',
    "t(`a-b:way.${code}`)",
    "t(`a-${part}:title`)",
    't("node:fs")',
  ])("accepts %s", async (line) => {
    expect(await check(line)).toMatchObject({ kind: "ok" });
  });

  it.each([
    ['t("a-b:titel")', "a-b:titel"],
    ["t('a-b:way')", "a-b:way"],
    ["t(`a-b:road.${code}`)", "a-b:road.${code}"],
    ["t(`a-${part}:titel`)", "a-${part}:titel"],
  ])("misses the text of %s", async (line, written) => {
    expect(await check(line)).toEqual({
      kind: "failed",
      lines: [`src/view.ts:2: there is no text ${written}`],
    });
  });
});
// biome-ignore-end lint/suspicious/noTemplateCurlyInString: the lines are code
