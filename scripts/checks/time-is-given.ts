import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { type Check, outcomeOf } from "./check.ts";

const places = /^(forms\/|programs\/|features\/[^/]+\/(rules[./]|actions\.ts$))/;
const ambient = /\bnew Date\(\)|\bDate\.now\(|\bMath\.random\(|\bTemporal\.Now\b|\bprocess\./;

/** Rules and actions get the moment as an argument, so that a test and a re-check can name it. */
export const timeIsGiven: Check = {
  name: "time is given",
  run: async (root) => {
    const names = await readdir(join(root, "src"), { recursive: true });
    const sources = names.filter((name) => name.endsWith(".ts") && places.test(name)).sort();
    const found = sources.map(async (name) => {
      const lines = (await readFile(join(root, "src", name), "utf8")).split("\n");
      return lines.flatMap((line, at) => {
        const what = line.match(ambient)?.[0];
        return what ? [`src/${name}:${at + 1}: ${what}`] : [];
      });
    });
    return outcomeOf((await Promise.all(found)).flat(), `${sources.length} files`);
  },
};
