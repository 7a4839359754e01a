import { CONVERSATIONS, DURABLE, ENTRIES, NOT_DURABLE, OPORA } from "./contenders/index.ts";
import type { Figures } from "./figures.ts";
import type { Results } from "./run.ts";

/** The results as tables for a terminal, and what was aimed at beside what was reached. */
export function report({ main, crowd, long }: Results): string {
  const parts = [
    table(
      [
        "",
        "updates/s",
        "slowest",
        "fastest",
        "CPU us",
        "servers us",
        "p50 ms",
        "p99 ms",
        "MB",
        "keeps",
      ],
      main.map((row) => [
        titleOf(row.name),
        whole(row.rate.median),
        whole(row.rate.min),
        whole(row.rate.max),
        whole(row.cpu.median),
        whole(row.servers),
        fine(row.p50),
        fine(row.p99),
        whole(row.memory),
        entryOf(row.name).keeps,
      ]),
    ),
    table(
      ["100 people at once", "calm /s", "p50 ms", "p99 ms", "rushed /s", "p50 ms", "p99 ms"],
      crowd.map(({ name, calm, rushed }) => [titleOf(name), ...crowded(calm), ...crowded(rushed)]),
    ),
    table(
      ["60 questions", "CPU us first", "last", "last/first", "p50 ms first", "last", "last/first"],
      long.map(({ name, first, last }) => [
        titleOf(name),
        whole(first.cpu),
        whole(last.cpu),
        fine(last.cpu / first.cpu),
        fine(first.p50),
        fine(last.p50),
        fine(last.p50 / first.p50),
      ]),
    ),
    table(
      ["aim", "reached", ""],
      aims({ main, crowd, long }).map(({ aim, reached, met }) => [
        aim,
        fine(reached),
        met ? "yes" : "no",
      ]),
    ),
  ];
  return parts.join("\n\n");
}

export interface Aim {
  readonly aim: string;
  readonly reached: number;
  readonly met: boolean;
}

/** The aims of the project; one that was not measured is left out. */
export function aims({ main, crowd, long }: Results): Aim[] {
  const opora = main.find(({ name }) => name === OPORA);
  const times = (rival: string, wanted: number): Aim[] => {
    const other = main.find(({ name }) => name === rival);
    if (!opora || !other) return [];
    const reached = opora.rate.median / other.rate.median;
    const aim = `at least ${wanted}x the updates/s of: ${titleOf(rival)}`;
    return [{ aim, reached, met: reached >= wanted }];
  };
  const many = crowd.find(({ name }) => name === OPORA);
  const form = long.find(({ name }) => name === OPORA);
  const most = (aim: string, reached: number | undefined, limit: number): Aim[] =>
    reached === undefined ? [] : [{ aim, reached, met: reached < limit }];
  return [
    ...times(DURABLE, 2.5),
    ...times(NOT_DURABLE, 1),
    ...times(CONVERSATIONS, 1),
    ...most(
      "question 60 within 10 % of question 1 (CPU)",
      form && form.last.cpu / form.first.cpu,
      1.1,
    ),
    ...most(
      "question 60 within 10 % of question 1 (p50)",
      form && form.last.p50 / form.first.p50,
      1.1,
    ),
    ...most("p99 under 50 ms with 100 people who pause", many?.calm.p99, 50),
    ...most("p99 under 50 ms with 100 people who do not", many?.rushed.p99, 50),
  ];
}

function crowded({ rate, p50, p99 }: Figures): string[] {
  return [whole(rate.median), fine(p50), fine(p99)];
}

const entryOf = (name: string) => ENTRIES.find((entry) => entry.name === name)!;
const titleOf = (name: string) => entryOf(name).title;
const whole = (value: number | undefined) =>
  value === undefined || Number.isNaN(value) ? "-" : Math.round(value).toLocaleString("en");
const fine = (value: number) => (Number.isNaN(value) ? "-" : value.toFixed(value < 10 ? 2 : 1));

/** The first column to the left, words at the end as they are, figures to the right. */
function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const lines = [head, ...rows];
  const widths = head.map((_, at) => Math.max(...lines.map((line) => (line[at] ?? "").length)));
  const shown = lines.map((line) =>
    line
      .map((cell, at) => {
        const isText = at === 0 || head[at] === "keeps";
        return isText ? cell.padEnd(widths[at] ?? 0) : cell.padStart(widths[at] ?? 0);
      })
      .join("  ")
      .trimEnd(),
  );
  return [
    shown[0],
    "-".repeat(Math.max(...shown.map((line) => line.length))),
    ...shown.slice(1),
  ].join("\n");
}
