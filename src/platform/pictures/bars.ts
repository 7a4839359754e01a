import type { Chart, Cohorts, Overdue, PlanAndFact } from "./chart.ts";
import { wrap } from "./letters.ts";
import {
  DARK,
  EMPTY,
  type Fill,
  HATCHED,
  head,
  INK,
  lineHeight,
  MARGIN,
  type Sketch,
  styleOf,
  TEXT,
  UNKNOWN,
  WIDTH,
} from "./look.ts";

const SIZE = { label: 16, beside: 15, key: 15 } as const;
const BAR = 20;
const ROW_GAP = 22;
/** Below the words and below each bar, in parts of their height. */
const GAP = 0.12;
const KEY_HEIGHT = 32;
/** One row far above its plan must not make the others too short to read; its figure is in its words. */
const LONGEST = 1.5;
/** The dotted outline of a bar whose length nobody knows, in parts of the width. */
const UNKNOWN_LENGTH = 0.25;

/** Bars of one kind, one in every row; those of one stack follow each other in one bar. */
interface Bars {
  readonly name: string;
  readonly fill: Fill;
  readonly stack: string;
  /** From 0 to 1; null: no bar. */
  readonly lengths: readonly (number | null)[];
  readonly beside?: readonly string[];
}

interface Rows {
  readonly labels: readonly { readonly text: string; readonly shown?: string }[];
  readonly bars: readonly Bars[];
  /** How long the longest bar may be; the rest is for what stands beside the bars. */
  readonly room: number;
  readonly key: readonly string[];
  readonly mark?: Mark;
}

/** What the bars are measured against, and the rows that have it. */
interface Mark {
  readonly at: number;
  readonly word: string;
  readonly rows: readonly number[];
}

/** Plan and fact of each indicator, in parts of its plan. */
export function planAndFact(chart: PlanAndFact): Sketch {
  const { rows, words } = chart;
  const parts = rows.map(({ plan, fact, forecast }) => ({
    fact: plan && fact !== null ? fact / plan : null,
    forecast: plan && forecast !== null ? forecast / plan : null,
  }));
  const longest = Math.max(1, ...parts.flatMap((part) => [part.fact ?? 0, part.forecast ?? 0]));
  const whole = Math.min(longest, LONGEST) * 1.06;
  const cut = (part: number) => Math.min(part, LONGEST) / whole;
  return sketch(chart, {
    labels: rows.map(({ label, shown }) => ({ text: label, shown })),
    bars: [
      {
        ...{ name: words.fact, fill: DARK, stack: "one" },
        lengths: parts.map(({ fact }) => (fact === null ? null : cut(fact))),
      },
      {
        ...{ name: words.forecast, fill: HATCHED, stack: "one" },
        lengths: parts.map(({ fact, forecast }) =>
          forecast === null ? null : Math.max(cut(forecast) - cut(fact ?? 0), 0),
        ),
      },
      {
        ...{ name: "unknown", fill: UNKNOWN, stack: "one" },
        lengths: rows.map(({ plan, fact }) => (plan && fact === null ? cut(1) : null)),
      },
    ],
    room: 1,
    key: [words.fact, words.forecast, words.plan],
    mark: {
      ...{ at: 1 / whole, word: words.plan },
      rows: rows.flatMap(({ plan }, at) => (plan ? [at] : [])),
    },
  });
}

/** What share of a cohort has reached something, a bar for each day that is looked at. */
export function cohorts(chart: Cohorts): Sketch {
  const fills = [EMPTY, HATCHED, DARK];
  const days = chart.groups[0]?.bars.map(({ label }) => label) ?? [];
  return sketch(chart, {
    labels: chart.groups.map(({ label }) => ({ text: label })),
    bars: days.flatMap((day, at) => {
      const bars = chart.groups.map((group) => group.bars[at]!);
      const beside = bars.map(({ label, shown }) => `${label}: ${shown}`);
      return [
        {
          ...{ name: day, fill: fills[at % fills.length]!, stack: day },
          lengths: bars.map(({ percent }) => (percent === null ? null : percent / 100)),
          beside,
        },
        {
          ...{ name: `${day} unknown`, fill: UNKNOWN, stack: day },
          lengths: bars.map(({ percent }) => (percent === null ? UNKNOWN_LENGTH : null)),
          beside,
        },
      ];
    }),
    room: 0.5,
    key: [],
  });
}

/** Due dates that have passed and those that come soon. */
export function overdue(chart: Overdue): Sketch {
  const { rows, words } = chart;
  const most = Math.max(1, ...rows.map((row) => row.overdue + row.soon));
  return sketch(chart, {
    labels: rows.map(({ label, overdue, soon }) => ({
      text: label,
      shown: `${words.overdue} ${overdue} · ${words.soon} ${soon}`,
    })),
    bars: [
      {
        ...{ name: words.overdue, fill: DARK, stack: "one" },
        lengths: rows.map((row) => row.overdue / most),
      },
      {
        ...{ name: words.soon, fill: HATCHED, stack: "one" },
        lengths: rows.map((row) => row.soon / most),
      },
    ],
    room: 1,
    key: [words.overdue, words.soon],
  });
}

/** Every row is its words and, below them, its bars: the words are the label of a bar without a fill. */
function sketch(chart: Chart, { labels, bars, room, key, mark }: Rows): Sketch {
  const width = WIDTH - 2 * MARGIN;
  const words = labels.map(({ text, shown }) => [
    ...wrap(text, SIZE.label, width).map((part) => `{plain|${part}}`),
    ...(shown ? wrap(shown, SIZE.label, width, true).map((part) => `{strong|${part}}`) : []),
  ]);
  const tallest = Math.max(1, ...words.map((lines) => lines.length)) * lineHeight(SIZE.label);
  const stacks = new Set(bars.map(({ stack }) => stack)).size;
  const filled = tallest * (1 + GAP) + (stacks - 1) * BAR * (1 + GAP) + BAR;
  const row = filled + ROW_GAP;
  const { title, bottom } = head(chart);
  const top = bottom + (key.length > 0 ? KEY_HEIGHT : 0);
  const font = { ...TEXT, fontSize: SIZE.label, lineHeight: lineHeight(SIZE.label) };
  return {
    height: top + labels.length * row,
    option: {
      title,
      grid: { left: MARGIN, right: MARGIN, top, height: labels.length * row },
      legend: {
        ...{ show: key.length > 0, data: key, left: MARGIN - 5, top: bottom - 5 },
        ...{ itemWidth: 26, itemHeight: 15, itemGap: 18, selectedMode: false },
        textStyle: { ...TEXT, fontSize: SIZE.key },
      },
      xAxis: { type: "value", min: 0, max: 1 / room, show: false },
      yAxis: { type: "category", inverse: true, show: false, data: labels.map((_, at) => at) },
      series: [
        {
          ...{
            type: "bar",
            stack: "words",
            barWidth: tallest,
            barGap: `${GAP * 100}%`,
            silent: true,
          },
          itemStyle: { color: "transparent" },
          data: words.map((lines) => ({
            value: 1,
            label: { formatter: lines.join("\n") },
          })),
          label: {
            ...{ show: true, position: "insideBottomLeft", distance: 0, align: "left", ...font },
            rich: { plain: font, strong: { ...font, fontWeight: "bold" } },
          },
        },
        ...bars.map(({ name, fill, stack, lengths, beside }) => ({
          ...{ type: "bar", name, stack, barWidth: BAR, itemStyle: styleOf(fill) },
          data: lengths.map((value, index) => ({
            value,
            label: { formatter: beside?.[index] ?? "" },
          })),
          label: {
            ...{ show: beside !== undefined, position: "right", distance: 10 },
            ...{ ...TEXT, fontSize: SIZE.beside },
          },
        })),
        ...(mark ? [markOf(mark, (filled - BAR) / 2)] : []),
      ],
    },
  };
}

/** A mark across the bar of each row, as wide in its row as `at` says. */
function markOf({ at, word, rows }: Mark, shift: number): object {
  return {
    ...{ type: "scatter", name: word, symbol: "rect", symbolSize: [6, BAR + 12], silent: true },
    ...{ symbolOffset: [0, shift], z: 5 },
    itemStyle: { color: INK, borderColor: "#ffffff", borderWidth: 2, opacity: 1 },
    data: rows.map((row) => [at, row]),
  };
}
