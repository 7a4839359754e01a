import type { OpenTurn } from "../../platform/telegram/turn.ts";
import type { BedUnit, Place, Seeker } from "../shelters/index.ts";
import { readPlaces, readUnit } from "../shelters/index.ts";
import type { HoldDeps } from "./deps.ts";
import type { HoldBody } from "./record.ts";
import { NEEDS, type Need } from "./rules.ts";

/** A request for a bed while it is being written. It lives with the conversation. */
export interface Draft {
  /** Of the hold that comes of it: asked twice, it is one. */
  readonly id: string;
  readonly unitId: string;
  readonly name?: string;
  /** null: they would not say. */
  readonly who?: Seeker["who"] | null;
  readonly papers?: Seeker["papers"] | null;
  readonly age?: number | null;
  readonly needs: readonly Need[];
  /** Left out: tonight. */
  readonly night?: string;
  /** The case for whose person a specialist asks. */
  readonly caseId?: string;
}

const DRAFT = "holds.draft";

export function draftOf(turn: OpenTurn): Draft | undefined {
  return turn.slot<Draft | undefined>(DRAFT, undefined);
}

export function keepDraft(turn: OpenTurn, draft: Draft | undefined): void {
  turn.keep(DRAFT, draft);
}

/** A bed with its place, as the register has them now. */
export interface Bed {
  readonly place: Place;
  readonly unit: BedUnit;
}

export async function bedOf(
  { database: { prisma } }: Pick<HoldDeps, "database">,
  unitId: string,
): Promise<Bed | undefined> {
  const unit = await readUnit(prisma, unitId);
  const [place] = unit ? await readPlaces(prisma, [unit.institutionId]) : [];
  return unit && place && { unit, place };
}

export const STEPS = ["name", "who", "age", "papers", "review"] as const;
export type Step = (typeof STEPS)[number];

/** What is still to be asked: only what this very place has to know. */
export function nextStep(draft: Draft, { place, unit }: Bed): Step {
  const { byAge, asksPapers } = wants(place);
  if (draft.name === undefined) return "name";
  if (draft.who === undefined && !["men", "women", "families"].includes(unit.unit)) return "who";
  if (draft.age === undefined && byAge) return "age";
  if (draft.papers === undefined && asksPapers) return "papers";
  return "review";
}

/** What this place takes people by. */
function wants({ conditions: { ageFrom, ageTo, papers } }: Place) {
  return {
    byAge: ageFrom !== null || ageTo !== null,
    asksPapers: papers !== null && papers !== "none",
  };
}

const WHO_OF = { men: "man", women: "woman", families: "children" } as const;

/** What the shelter will see: what is known and not needed there stays out. */
export function bodyOf(draft: Draft, { unit, place }: Bed): Omit<HoldBody, "chat"> {
  const implied = Object.hasOwn(WHO_OF, unit.unit)
    ? WHO_OF[unit.unit as keyof typeof WHO_OF]
    : undefined;
  const who = draft.who ?? implied;
  const { byAge, asksPapers } = wants(place);
  return {
    name: draft.name ?? "",
    ...(who ? { who } : {}),
    ...(draft.age && byAge ? { age: draft.age } : {}),
    ...(draft.papers && asksPapers ? { papers: draft.papers } : {}),
    needs: draft.needs,
  };
}

const LONGEST_NAME = 40;

/** A name or nickname as it is called at the door; undefined when it is none. */
export function readNickname(text: string): string | undefined {
  const name = text.normalize("NFC").trim().replace(/\s+/g, " ");
  return /^\p{L}[\p{L}\p{M}\p{N} .'’-]*$/u.test(name) && name.length <= LONGEST_NAME
    ? name
    : undefined;
}

/** Whole years; undefined when it is no age. */
export function readAge(text: string): number | undefined {
  const [, years] = /^\s*(\d{1,3})\b/.exec(text) ?? [];
  const age = Number(years);
  return age >= 14 && age <= 110 ? age : undefined;
}

export function toggled(needs: readonly Need[], code: string): readonly Need[] | undefined {
  const need = NEEDS.find((one) => one === code);
  if (!need) return undefined;
  return needs.includes(need) ? needs.filter((one) => one !== need) : [...needs, need];
}
