import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";

/**
 * The template of a route card (маршрутная карта): what is done by which day around the release. It is a
 * plan of work, no rule of law: the days bind nobody.
 */
const template = z.strictObject({
  code: z.string(),
  /** ISO 3166-2; the common one, for every other region, has none. */
  regions: z.array(z.string()).optional(),
  /** Where the template comes from; its words are `route-card:source.<code>`. */
  source: z.string().regex(/^[a-z_]{1,32}$/),
  steps: z
    .array(
      z.strictObject({
        /** Permanent; its words are `route-card:step.<code>`. */
        code: z.string().regex(/^[a-z_]{1,32}$/),
        /** Counted from the day of release, which is 0; before it is negative. */
        day: z.int().min(-365).max(365),
        /** Where a text sets the day; most steps have none. */
        clause: z.string().min(1).optional(),
      }),
    )
    .min(1)
    .refine((steps) => new Set(steps.map(({ code }) => code)).size === steps.length, {
      error: "two steps have one code",
    })
    .refine((steps) => steps.every(({ day }, at) => at === 0 || day >= steps[at - 1]!.day), {
      error: "the steps are not in the order of their days",
    }),
});

export type RouteTemplate = z.output<typeof template>;

/**
 * Reads `common/route-card.json` and those of the packs that have one of their own.
 * @throws Error naming the file and what is wrong with it
 */
export function readRouteTemplates(root = import.meta.dirname): readonly RouteTemplate[] {
  return readdirSync(root)
    .map((folder) => join(root, folder, "route-card.json"))
    .filter((path) => existsSync(path))
    .sort()
    .map((path) => {
      const found = template.safeParse(JSON.parse(readFileSync(path, "utf8")));
      if (!found.success) throw new Error(`${path}: ${found.error.issues[0]?.message}`);
      return found.data;
    });
}

/** The template of a region, or the common one. @param region ISO 3166-2; null: not known */
export function routeTemplate(
  templates: readonly RouteTemplate[],
  region: string | null,
): RouteTemplate {
  const own = templates.find(({ regions }) => region !== null && regions?.includes(region));
  const common = templates.find(({ regions }) => regions === undefined);
  const chosen = own ?? common;
  if (!chosen) throw new Error("There is no common route card");
  return chosen;
}
