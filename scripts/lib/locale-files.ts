import { existsSync } from "node:fs";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";

export const languages = ["ru", "kk", "en"] as const;
export type Language = (typeof languages)[number];

/** The texts of one language: `<file>:<key path>` to text. */
export type Texts = Map<string, string>;

/** Reads every text under `locales/`, with what could not be read. */
export async function readLocales(
  root: string,
): Promise<{ texts: Record<Language, Texts>; problems: string[] }> {
  const problems: string[] = [];
  const read = await Promise.all(
    languages.map(async (language) => [language, await readLanguage(root, language, problems)]),
  );
  return { texts: Object.fromEntries(read), problems };
}

async function readLanguage(root: string, language: string, problems: string[]): Promise<Texts> {
  const folder = join(root, "locales", language);
  const texts: Texts = new Map();
  if (!existsSync(folder)) {
    problems.push(`locales/${language} is missing`);
    return texts;
  }
  for (const name of (await readdir(folder)).sort()) {
    const path = `locales/${language}/${name}`;
    try {
      const content: unknown = JSON.parse(await readFile(join(root, path), "utf8"));
      collect(content, `${name.replace(/\.json$/, "")}:`, texts, problems, path);
    } catch (error) {
      problems.push(`${path}: ${(error as Error).message}`);
    }
  }
  return texts;
}

function collect(
  value: unknown,
  key: string,
  texts: Texts,
  problems: string[],
  path: string,
): void {
  if (typeof value === "string") texts.set(key, value);
  else if (typeof value === "object" && value !== null && !Array.isArray(value)) {
    for (const [name, inner] of Object.entries(value)) {
      collect(inner, key.endsWith(":") ? key + name : `${key}.${name}`, texts, problems, path);
    }
  } else problems.push(`${path}: ${key} is not a text`);
}
