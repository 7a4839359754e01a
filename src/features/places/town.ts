import { readFileSync } from "node:fs";
import { regionOf } from "./regions.ts";

export interface Town {
  /** GeoNames id: permanent, it is what answers and records store. */
  readonly id: number;
  readonly country: "RU" | "KZ";
  /** First-level region by GeoNames; "00" where it is not known. */
  readonly admin1: string;
  /** ISO 3166-2 for Russia, "KZ" for all of Kazakhstan; null where the region is not known. */
  readonly region: string | null;
  readonly names: { readonly ru: string; readonly kk: string; readonly en: string };
  readonly latitude: number;
  readonly longitude: number;
  /** Of uncertain age: only for putting the larger of two namesakes first. */
  readonly population: number;
  /** IANA name. */
  readonly timeZone: string;
}

const columns = [
  "geonameid",
  "country",
  "admin1",
  "name_ru",
  "name_kk",
  "name_en",
  "lat",
  "lon",
  "population",
  "time_zone",
  "names_from",
];

/** Reads `prisma/seed/towns.tsv`. @throws when the file is not the one that the code was made for. */
export function readTowns(
  file: URL = new URL("../../../prisma/seed/towns.tsv", import.meta.url),
): Town[] {
  const [head, ...lines] = readFileSync(file, "utf8").trimEnd().split("\n");
  if (head !== columns.join("\t")) throw new Error(`Other columns in ${file.pathname}`);
  return lines.map((line) => {
    const [id, country, admin1, ru, kk, en, latitude, longitude, population, timeZone] = line.split(
      "\t",
    ) as [string, Town["country"], ...string[]] & { length: 11 };
    return {
      id: Number(id),
      country,
      admin1: admin1!,
      region: regionOf(country, admin1!),
      names: { ru: ru || en!, kk: kk || ru || en!, en: en! },
      latitude: Number(latitude),
      longitude: Number(longitude),
      population: Number(population),
      timeZone: timeZone!,
    };
  });
}
