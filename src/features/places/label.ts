import type { Neighbour } from "./namesakes.ts";
import { type Language, placeTexts, regionName } from "./region-names.ts";
import type { Town } from "./town.ts";

/**
 * The town with what tells it from its namesakes: "Каменка, Воронежская область", and for two of one
 * name in one region the nearest larger town: "Каменка, Воронежская область, рядом: Острогожск, 21 км".
 */
export function labelOf(town: Town, language: Language, neighbour?: Neighbour): string {
  const name = town.names[language];
  const texts = placeTexts(language);
  const region = regionName(town.country, town.admin1, language) ?? texts.country[town.country];
  const parts = region === name ? [name] : [name, region];
  if (neighbour) {
    const near = texts.near.replace("{{town}}", neighbour.town.names[language]);
    parts.push(near.replace("{{distance}}", String(neighbour.kilometres)));
  }
  return parts.join(", ");
}
