/** What a person said of a paper. */
export const MARKS = ["have", "will_get", "cannot_get", "does_not_apply"] as const;
export type Mark = (typeof MARKS)[number];

/** By the paper's code; a paper that nothing was said of is absent. */
export type Marks = Readonly<Record<string, Mark>>;

export function isMark(text: string): text is Mark {
  return (MARKS as readonly string[]).includes(text);
}

/** Whether there is nothing left to do about a paper. */
export function isSettled(mark: Mark | undefined): boolean {
  return mark === "have" || mark === "does_not_apply";
}

/** The marks with this one set; the same mark again takes it back. */
export function toggled(marks: Marks, paper: string, mark: Mark): Marks {
  const { [paper]: before, ...rest } = marks;
  return before === mark ? rest : { ...rest, [paper]: mark };
}

/** How far someone is with the papers that they have to bring themselves. */
export function progress(papers: readonly string[], marks: Marks): { done: number; total: number } {
  const total = papers.filter((paper) => marks[paper] !== "does_not_apply");
  return { done: total.filter((paper) => marks[paper] === "have").length, total: total.length };
}
