import type { OpenTurn } from "../../platform/telegram/turn.ts";
import type { FieldKind } from "../../programs/fieldwork.ts";

/** What is being written down; it is kept in the conversation. */
export interface Draft {
  readonly kind: FieldKind;
  /** "YYYY-MM-DD"; null: today, whenever it is saved. */
  readonly day: string | null;
  readonly place: string | null;
  readonly people: number;
  readonly topics: readonly string[];
  readonly outcomes: Readonly<Record<string, number>>;
}

const SLOT = "fieldwork.draft";

export function newDraft(kind: FieldKind): Draft {
  return { kind, day: null, place: null, people: 0, topics: [], outcomes: {} };
}

export function draftOf(turn: OpenTurn): Draft | undefined {
  return turn.slot<Draft | undefined>(SLOT, undefined);
}

export function keepDraft(turn: OpenTurn, draft: Draft | undefined): void {
  turn.keep(SLOT, draft);
}

export function toggled(draft: Draft, topic: string): Draft {
  const { topics } = draft;
  const rest = topics.filter((one) => one !== topic);
  return { ...draft, topics: rest.length < topics.length ? rest : [...topics, topic] };
}

/** How many people the trip was about: of a patrol, all whom it found went somewhere or got help. */
export function found({ kind, people, outcomes }: Draft): number {
  if (kind !== "patrol") return people;
  return Object.values(outcomes).reduce((sum, went) => sum + went, 0);
}

/** Which questions the form of a kind has. */
export const ASKED: Readonly<
  Record<
    FieldKind,
    { readonly place?: "patrol" | "prison"; readonly people?: true; readonly topics?: true }
  >
> = {
  patrol: { place: "patrol" },
  prison_visit: { place: "prison", people: true, topics: true },
  online_consultation: { place: "prison", people: true, topics: true },
  letter: {},
  family_visit: { people: true },
};

/** What still has to be said before it can be saved: `fieldwork:lacks.<code>`. */
export function lacks({ kind, place, people }: Draft): "prison" | "people" | undefined {
  const asked = ASKED[kind];
  if (asked.place === "prison" && !place) return "prison";
  return asked.place === "prison" && asked.people && people === 0 ? "people" : undefined;
}
