import type { EChartsCoreOption } from "echarts/core";
import { FONT, wrap } from "./letters.ts";

/**
 * How all pictures look: dark, hatched and empty areas instead of colours, so that black-and-white paper
 * says the same; large letters, because a phone shows the picture three times smaller.
 */
export const WIDTH = 540;
/** Pixels of the file per unit: sharp on a phone, small enough for a slow network. */
export const SCALE = 2;

export const INK = "#16202b";
export const FAINT = "#4d5863";
const PAPER = "#ffffff";
export const MARGIN = 18;
export const TEXT = { fontFamily: FONT, color: INK } as const;

const SIZE = { title: 21, subtitle: 15 } as const;
const LINE = 1.3;

/** What an area is filled with: neighbours differ in grey and in pattern. */
export interface Fill {
  readonly color: string;
  readonly line: "solid" | "dashed";
  readonly hatched?: boolean;
}
export const DARK: Fill = { color: "#1f3a56", line: "solid" };
export const HATCHED: Fill = { color: PAPER, line: "solid", hatched: true };
export const EMPTY: Fill = { color: PAPER, line: "solid" };
export const UNKNOWN: Fill = { color: PAPER, line: "dashed" };

/** The style of an area as echarts takes it. */
export function styleOf({ color, line, hatched = false }: Fill): object {
  return {
    ...{ color, borderColor: INK, borderWidth: 1.5, borderType: line },
    decal: hatched
      ? { symbol: "rect", color: INK, dashArrayX: [1, 0], dashArrayY: [2, 5], rotation: -0.785 }
      : { symbol: "none" },
  };
}

/** A picture before it is drawn; its height follows from what it has to say. */
export interface Sketch {
  readonly height: number;
  readonly option: EChartsCoreOption;
}

export const lineHeight = (size: number): number => Math.round(size * LINE);

/** The title and what it holds for, broken to the width; `bottom` is where the picture itself begins. */
export function head({ title, subtitle }: { readonly title: string; readonly subtitle: string }) {
  const width = WIDTH - 2 * MARGIN;
  const above = wrap(title, SIZE.title, width, true);
  const below = subtitle ? wrap(subtitle, SIZE.subtitle, width) : [];
  const gap = 6;
  return {
    title: {
      ...{ left: MARGIN, top: MARGIN, padding: 0, itemGap: gap },
      text: above.join("\n"),
      subtext: below.join("\n"),
      textStyle: {
        ...TEXT,
        ...{
          fontSize: SIZE.title,
          lineHeight: lineHeight(SIZE.title),
          fontWeight: "bold" as const,
        },
      },
      subtextStyle: {
        ...TEXT,
        ...{ fontSize: SIZE.subtitle, lineHeight: lineHeight(SIZE.subtitle), color: FAINT },
      },
    },
    bottom:
      MARGIN +
      above.length * lineHeight(SIZE.title) +
      (below.length > 0 ? gap + below.length * lineHeight(SIZE.subtitle) : 0) +
      MARGIN,
  };
}
