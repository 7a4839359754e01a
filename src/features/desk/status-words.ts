import type { CaseStatus } from "../staff/index.ts";

/** How people call the statuses, in plain form: several words before one. */
const WORDS: readonly (readonly [CaseStatus, readonly string[]])[] = [
  [
    "before_release",
    ["до освобождения", "еще не вышел", "босатылганга дейин", "before release", "not released"],
  ],
  ["on_contract", ["на контракте", "по контракту", "с контрактом", "келисимшартта", "on contract"]],
  ["in_work", ["в работе", "жумыста", "in work", "in progress"]],
  ["waiting", ["ждет", "ждут", "ожидает", "ожидание", "в ожидании", "кутуде", "waiting"]],
  ["closed", ["закрыт", "закрыта", "закрыто", "закрытые", "закрытых", "жабык", "closed"]],
  ["new", ["новый", "новая", "новое", "новые", "новых", "жана", "new"]],
];

const PHRASES = WORDS.flatMap(([status, phrases]) =>
  phrases.map((phrase) => ({ status, words: phrase.split(" ") })),
).toSorted((a, b) => b.words.length - a.words.length);

/** The status that the words say from `at` on. */
export function statusAt(
  tokens: readonly string[],
  at: number,
): { readonly status: CaseStatus; readonly length: number } | undefined {
  const found = PHRASES.find(({ words }) => words.every((word, i) => tokens[at + i] === word));
  return found && { status: found.status, length: found.words.length };
}
