import { evaluate } from "../../forms/condition.ts";
import { editionOn, type Program } from "../../programs/index.ts";
import type { Paper, Way, WayCode } from "../../programs/schema.ts";
import { conditionFacts, type Facts } from "../eligibility/rules.ts";

/** One line of the checklist; what it is, why, where and how are in the locales by code. */
export interface Item {
  readonly code: string;
  /** null: practice order, no clause asks for it. */
  readonly clause: string | null;
  readonly who: Paper["who"];
  /** `perhaps`: a fact that decides it is not known; `advised`: no clause asks for it. */
  readonly need: "needed" | "perhaps" | "advised";
  /** The items on this list that unlock it. */
  readonly after: readonly string[];
  /** Codes of what is taken instead. */
  readonly replacedBy: readonly string[];
  /** For a copy, by way of handing in: any one of these makes it good. */
  readonly certification: Readonly<Partial<Record<WayCode, readonly string[]>>>;
}

export interface Checklist {
  readonly program: string;
  readonly edition: string;
  /** The edition is known to hold on the day. */
  readonly confirmed: boolean;
  readonly items: readonly Item[];
  readonly ways: readonly Way[];
}

/**
 * The papers for a person's application on a day (п. 14-15, 18-19), each after those that unlock it,
 * with what need not be brought among them. On a day without a known edition the list of the last
 * one is given as not confirmed; before the first edition there is none (null).
 */
export function papers(facts: Facts, program: Program, date: string): Checklist | null {
  const found = editionOn(program, date);
  const edition = found.kind === "known" ? found.edition : found.last;
  if (edition === null) return null;
  const known = conditionFacts(facts);
  const needed = edition.papers.flatMap((paper) => {
    const truth = paper.onlyIf ? evaluate(paper.onlyIf, known) : "yes";
    return truth === "no" ? [] : [{ paper, truth }];
  });
  const listed = new Set(needed.map(({ paper }) => paper.code));
  const items = needed.map(
    ({ paper, truth }): Item => ({
      code: paper.code,
      clause: paper.clause,
      who: paper.who,
      need: paper.clause === null ? "advised" : truth === "yes" ? "needed" : "perhaps",
      after: paper.after.filter((code) => listed.has(code)),
      replacedBy: paper.replacedBy,
      certification: paper.copy
        ? Object.fromEntries(edition.ways.map((way) => [way.code, way.copies]))
        : {},
    }),
  );
  return {
    program: program.code,
    edition: edition.code,
    confirmed: found.kind === "known",
    items: inOrder(items),
    ways: edition.ways,
  };
}

/** Keeps the order of the data, but no item before one that unlocks it. */
function inOrder(items: readonly Item[]): Item[] {
  const left = [...items];
  const done: Item[] = [];
  while (left.length > 0) {
    const next = left.findIndex((item) =>
      item.after.every((code) => done.some((one) => one.code === code)),
    );
    if (next === -1) throw new Error(`papers unlock each other in a circle: ${left[0]?.code}`);
    done.push(...left.splice(next, 1));
  }
  return done;
}
