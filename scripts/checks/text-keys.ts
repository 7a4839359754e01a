import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { readLocales } from "../lib/locale-files.ts";
import { type Check, outcomeOf } from "./check.ts";

/** A string or a template that looks like `<file>:<key>`; a hole in a template may hold a string. */
const literal = /(["'`])([a-z](?:[\w-]|\$\{[^{}]*\})*:(?:[\w.-]|\$\{[^{}]*\})+)\1/g;
const plural = /_(zero|one|two|few|many|other)$/;

/** A use of a text: the key, or a pattern where the code fills in a part. */
type Use = { place: string; written: string; pattern: RegExp; file: RegExp };

/** Every text that the code asks for exists; a missing one would be found by a person in a chat. */
export const textKeys: Check = {
  name: "text keys",
  run: async (root) => {
    const { texts } = await readLocales(root);
    const keys = [...texts.ru.keys()];
    const askable = [...new Set(keys.flatMap((key) => [key, key.replace(plural, "")]))];
    const files = [...new Set(keys.map((key) => key.split(":")[0]!))];
    const uses = (await usesIn(root)).filter(({ file }) => files.some((name) => file.test(name)));
    const missing = uses
      .filter(({ pattern }) => !askable.some((key) => pattern.test(key)))
      .map(({ place, written }) => `${place}: there is no text ${written}`);
    return outcomeOf(missing, `${uses.length} uses`);
  },
};

async function usesIn(root: string): Promise<Use[]> {
  const names = await readdir(join(root, "src"), { recursive: true });
  const sources = names.filter((name) => name.endsWith(".ts") && !name.includes("generated"));
  const found = sources.sort().map(async (name) => {
    const lines = (await readFile(join(root, "src", name), "utf8")).split("\n");
    return lines.flatMap((line, at) =>
      [...line.matchAll(literal)].map((match) => useOf(match[2]!, `src/${name}:${at + 1}`)),
    );
  });
  return (await Promise.all(found)).flat();
}

function useOf(written: string, place: string): Use {
  const source = written
    .split(/\$\{[^{}]*\}/)
    .map((part) => part.replaceAll(/[.\\-]/g, "\\$&"))
    .join("[\\w.-]+");
  return {
    place,
    written,
    pattern: new RegExp(`^${source}$`),
    file: new RegExp(`^${source.split(":")[0]}$`),
  };
}
