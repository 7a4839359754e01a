import type { Database } from "../../platform/postgres/database.ts";
import { townById } from "../places/index.ts";
import { type Found, nearest, type Point, type Seeker } from "../shelters/index.ts";
import { type BedSearch, seekerOf } from "./search.ts";

/** How many places an answer names; without a free bed among them fewer, for there is more to say. */
export const PAGE = 5;
const PAGE_WITHOUT = 4;

export type Question = "who" | "papers";

export type Answer =
  /** Asked only when the places depend on it. */
  | { readonly kind: "ask"; readonly question: Question }
  | {
      readonly kind: "places";
      readonly places: readonly Found[];
      /** One of them has a free bed by a fresh figure. */
      readonly sure: boolean;
      readonly more: boolean;
      /** The nearest place with a free bed, when none of these has one for sure. */
      readonly elsewhere: Found | undefined;
    }
  /** A town that the gazetteer does not have. */
  | { readonly kind: "no_such_place" };

/** The point of a search; a town's is its middle. */
export function pointOf({ place }: BedSearch): Point | undefined {
  return "town" in place ? townById(place.town) : place;
}

/** What to answer: a question, if the places would differ by it, or the places. */
export async function answer(
  prisma: Database["prisma"],
  search: BedSearch,
  now: Date,
): Promise<Answer> {
  const point = pointOf(search);
  if (!point) return { kind: "no_such_place" };
  const seeker = seekerOf(search);
  const look = (wanted: Seeker) => nearest(prisma, point, wanted, { now, limit: PAGE });
  if (search.who === undefined) {
    const answers = await Promise.all(
      (["man", "woman", "children"] as const).map((who) => look({ ...seeker, who })),
    );
    if (differ(answers)) return { kind: "ask", question: "who" };
  }
  if (search.papers === undefined) {
    const answers = await Promise.all(
      (["any", "none"] as const).map((papers) => look({ ...seeker, papers })),
    );
    if (differ(answers)) return { kind: "ask", question: "papers" };
  }
  const { skip } = search;
  const found = await nearest(prisma, point, seeker, { now, limit: PAGE + 1, skip });
  const sure = found.slice(0, PAGE).some(hasBed);
  const places = found.slice(0, sure ? PAGE : PAGE_WITHOUT);
  const elsewhere =
    sure || skip > 0
      ? undefined
      : (await nearest(prisma, point, seeker, { now, limit: 40 })).find(hasBed);
  return { kind: "places", places, sure, more: found.length > places.length, elsewhere };
}

/** A free bed by a fresh figure, and nothing that surely stops this person. */
function hasBed({ free, age, stops }: Found): boolean {
  return (free ?? 0) > 0 && age.kind === "fresh" && stops.certain.length === 0;
}

/** Whether the answers name other places, or say something else of them. */
function differ(answers: readonly (readonly Found[])[]): boolean {
  const [first, ...others] = answers.map((places) =>
    places.map(({ place, unit, stops }) => `${place.id} ${unit.id} ${stops.certain.length}`).join(),
  );
  return others.some((one) => one !== first);
}
