import type { Point, Seeker } from "../shelters/index.ts";

/**
 * What somebody looks for. It travels in the buttons of the answer and nowhere else: where a person stands
 * is not kept, not even until the next press.
 */
export interface BedSearch {
  readonly place: { readonly town: number } | Point;
  readonly who?: NonNullable<Seeker["who"]> | "any";
  readonly papers?: NonNullable<Seeker["papers"]> | "skip";
  /** So many places were shown before. */
  readonly skip: number;
}

const WHO = { m: "man", w: "woman", c: "children", a: "any" } as const;
const PAPERS = { y: "any", n: "none", s: "skip" } as const;

export type WhoCode = keyof typeof WHO;
export type PapersCode = keyof typeof PAPERS;
export const WHO_CODES = Object.keys(WHO) as WhoCode[];
export const PAPERS_CODES = Object.keys(PAPERS) as PapersCode[];

/** "61.254,73.421 m n 5": at most 30 characters; a hundred metres are near enough. */
export function writeSearch({ place, who, papers, skip }: BedSearch): string {
  const where =
    "town" in place
      ? `t${place.town}`
      : `${place.latitude.toFixed(3)},${place.longitude.toFixed(3)}`;
  return [where, codeOf(WHO, who), codeOf(PAPERS, papers), skip].join(" ");
}

/** @returns undefined for what no button of ours has */
export function readSearch(text: string): BedSearch | undefined {
  const match =
    /^(?:t(\d{1,12})|(-?\d{1,2}\.\d{3}),(-?\d{1,3}\.\d{3})) ([mwca-]) ([yns-]) (\d{1,3})$/.exec(
      text,
    );
  if (!match) return undefined;
  const [, town, latitude, longitude, who = "", papers = "", skip] = match;
  const place = town
    ? { town: Number(town) }
    : { latitude: Number(latitude ?? NaN), longitude: Number(longitude ?? NaN) };
  if (place.latitude !== undefined && Math.abs(place.latitude) > 90) return undefined;
  if (place.longitude !== undefined && Math.abs(place.longitude) > 180) return undefined;
  return {
    place,
    ...(who === "-" ? {} : { who: WHO[who as WhoCode] }),
    ...(papers === "-" ? {} : { papers: PAPERS[papers as PapersCode] }),
    skip: Number(skip),
  };
}

function codeOf(codes: Readonly<Record<string, string>>, value: string | undefined): string {
  return Object.keys(codes).find((code) => codes[code] === value) ?? "-";
}

/** What of it narrows the places down; what was skipped does not. */
export function seekerOf({ who, papers }: BedSearch): Seeker {
  return {
    ...(who && who !== "any" ? { who } : {}),
    ...(papers && papers !== "skip" ? { papers } : {}),
  };
}

/** The search with one more answer; both at once when the rest is skipped. */
export function withAnswer(
  search: BedSearch,
  question: string,
  code: string,
): BedSearch | undefined {
  if (question === "all")
    return { ...search, who: search.who ?? "any", papers: search.papers ?? "skip" };
  if (question === "who" && Object.hasOwn(WHO, code))
    return { ...search, who: WHO[code as WhoCode] };
  if (question === "papers" && Object.hasOwn(PAPERS, code)) {
    return { ...search, papers: PAPERS[code as PapersCode] };
  }
  return undefined;
}
