import type { Translate } from "../texts/texts.ts";
import type { Button } from "./screen.ts";

const MOST = 100_000;

/** The page, counted from 0, that a screen or a button says; the first one for whatever is none. */
export function pageOf(said: unknown): number {
  const page = Number(said ?? 0);
  return Number.isInteger(page) && page >= 0 && page < MOST ? page : 0;
}

/** The same, but none that is not there: lists become shorter while someone reads. */
export function pageWithin(said: unknown, total: number, size: number): number {
  const last = Math.max(0, Math.ceil(total / size) - 1);
  return Math.min(pageOf(said), last);
}

/** A button for each page beside this one; their action is "page". */
export function pageButtons(t: Translate, page: number, total: number, size: number): Button[] {
  const to = (key: string, at: number): Button => ({
    label: t(`common:button.${key}`),
    action: "page",
    argument: String(at),
  });
  return [
    ...(page > 0 ? [to("previous", page - 1)] : []),
    ...((page + 1) * size < total ? [to("next", page + 1)] : []),
  ];
}
