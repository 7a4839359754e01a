import type { Town } from "./town.ts";

/** A town of this size is known in its region. */
const known = 20_000;
const earthRadius = 6371;

export interface Neighbour {
  readonly town: Town;
  readonly kilometres: number;
}

/** For every town that shares name and region with another: the nearest larger town of the region. */
export function neighboursOfNamesakes(towns: readonly Town[]): Map<number, Neighbour> {
  const found = new Map<number, Neighbour>();
  for (const region of Map.groupBy(towns, (town) => `${town.country}-${town.admin1}`).values()) {
    const landmarks = region.filter((town) => town.population >= known);
    for (const town of namesakesIn(region)) {
      const [nearest] = landmarks
        .filter((other) => other.names.ru !== town.names.ru)
        .map((other) => ({ town: other, kilometres: Math.round(kilometres(town, other)) }))
        .sort((a, b) => a.kilometres - b.kilometres);
      if (nearest) found.set(town.id, nearest);
    }
  }
  return found;
}

/** Towns that share their name with another of these, in at least one language. */
function namesakesIn(region: readonly Town[]): Set<Town> {
  const languages = ["ru", "kk", "en"] as const;
  return new Set(
    languages.flatMap((language) =>
      [...Map.groupBy(region, (town) => town.names[language]).values()]
        .filter((called) => called.length > 1)
        .flat(),
    ),
  );
}

/** Between two towns, good enough within a region: the earth is taken as flat between the two. */
export function kilometres(a: Town, b: Town): number {
  const radians = Math.PI / 180;
  const middle = ((a.latitude + b.latitude) / 2) * radians;
  const east = (b.longitude - a.longitude) * radians * Math.cos(middle);
  return earthRadius * Math.hypot(east, (b.latitude - a.latitude) * radians);
}
