import { known, type Occupancy } from "./chart.ts";
import { DARK, FAINT, head, INK, MARGIN, type Sketch, styleOf, TEXT, UNKNOWN } from "./look.ts";

const PLOT = 240;
const LABELS = 44;
const SIZE = 13.5;
const LINES = 46;
/** More weeks than this have every second one named. */
const ALL_NAMED = 8;

/** Taken beds as bars with their figure, the beds that there are as a line of steps with theirs. */
export function occupancy(chart: Occupancy): Sketch {
  const { words, weeks } = chart;
  const { title, bottom } = head(chart);
  const most = Math.max(1, ...weeks.flatMap(({ occupied, beds }) => [occupied ?? 0, beds ?? 0]));
  const small = { ...TEXT, fontSize: SIZE };
  const lastKnown = weeks.findLastIndex(({ beds }) => beds !== null);
  return {
    height: bottom + LINES + PLOT + LABELS,
    option: {
      title,
      grid: { left: MARGIN, right: MARGIN + 4, top: bottom + LINES, height: PLOT },
      legend: {
        ...{ data: [words.occupied, words.beds], left: MARGIN - 5, top: bottom - 5 },
        ...{ itemWidth: 44, itemHeight: 15, itemGap: 18, selectedMode: false },
        textStyle: { ...TEXT, fontSize: 15 },
      },
      xAxis: {
        ...{ type: "category", data: weeks.map(({ label }) => label) },
        axisTick: { show: false },
        axisLine: { lineStyle: { color: FAINT } },
        axisLabel: {
          ...small,
          interval: weeks.length > ALL_NAMED ? (at: number) => at % 2 === 1 : 0,
        },
      },
      yAxis: { type: "value", min: 0, max: most * 1.12, show: false },
      series: [
        {
          ...{ type: "bar", name: words.occupied, barWidth: "76%", itemStyle: styleOf(DARK) },
          data: weeks.map(({ occupied }) => ({
            // A week without a figure keeps its place, so that nobody takes it for an empty house.
            value: occupied ?? most * 0.12,
            ...(occupied === null ? { itemStyle: styleOf(UNKNOWN) } : {}),
            label: {
              formatter: known(occupied),
              ...(occupied === null ? { color: INK } : {}),
              ...((occupied ?? 0) < most * 0.12 ? { position: "top", color: INK } : {}),
            },
          })),
          label: { ...small, show: true, position: "insideTop", color: "#ffffff" },
        },
        {
          ...{ type: "line", name: words.beds, step: "middle", symbol: "none" },
          lineStyle: { color: INK, width: 2.5, type: [8, 5] },
          itemStyle: { color: INK },
          data: weeks.map(({ beds }, at) => ({
            value: beds,
            ...(at === lastKnown || beds !== weeks[at + 1]?.beds
              ? { symbol: "circle", symbolSize: 5 }
              : {}),
            label: {
              show: beds !== null && (at === lastKnown || beds !== weeks[at + 1]?.beds),
              formatter: known(beds),
            },
          })),
          label: { ...small, fontWeight: "bold", position: "top" },
        },
      ],
    },
  };
}
