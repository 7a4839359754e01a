import { existsSync, readdirSync, readFileSync } from "node:fs";
import { type HelpData, loadHelp } from "./help-schema.ts";

/**
 * Reads every programme folder beside this file that has a `pack.json`, so that a new programme is
 * a new folder.
 * @throws Error naming the pack and the field when a file is not what the schema says.
 */
export function readHelp(folder: URL = new URL("./", import.meta.url)): HelpData {
  const json = (path: string): unknown => JSON.parse(readFileSync(new URL(path, folder), "utf8"));
  const packs = readdirSync(folder)
    .map((name) => `${name}/pack.json`)
    .filter((path) => existsSync(new URL(path, folder)));
  return loadHelp(json("common/help.json"), packs.map(json));
}
