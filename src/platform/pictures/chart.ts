/**
 * What a picture shows, as plain data: it travels through the outbox and to the thread that draws it. All
 * words come ready and translated; a figure that is not known is null and is drawn as a gap, never as 0.
 */
export type Chart = PlanAndFact | Occupancy | Cohorts | Overdue;

interface Headed {
  readonly title: string;
  /** Where and when the figures hold. */
  readonly subtitle: string;
}

/** Each row is drawn in parts of its own plan, so that people and percents can stand side by side. */
export interface PlanAndFact extends Headed {
  readonly kind: "plan_and_fact";
  readonly words: { readonly plan: string; readonly fact: string; readonly forecast: string };
  readonly rows: readonly {
    readonly label: string;
    readonly plan: number | null;
    readonly fact: number | null;
    readonly forecast: number | null;
    /** The figures in words: they stand above the bar. */
    readonly shown: string;
  }[];
}

/** Beds that were taken, week after week, under the line of the beds that there are. */
export interface Occupancy extends Headed {
  readonly kind: "occupancy";
  readonly words: { readonly occupied: string; readonly beds: string };
  readonly weeks: readonly {
    readonly label: string;
    readonly occupied: number | null;
    readonly beds: number | null;
  }[];
}

/** What share of a cohort has reached something after so many days. */
export interface Cohorts extends Headed {
  readonly kind: "cohorts";
  readonly groups: readonly {
    readonly label: string;
    readonly bars: readonly {
      readonly label: string;
      /** From 0 to 100. */
      readonly percent: number | null;
      readonly shown: string;
    }[];
  }[];
}

/** How many due dates have passed, and how many come soon, by clock. */
export interface Overdue extends Headed {
  readonly kind: "overdue";
  readonly words: { readonly overdue: string; readonly soon: string };
  readonly rows: readonly {
    readonly label: string;
    readonly overdue: number;
    readonly soon: number;
  }[];
}

/** What Telegram takes under a picture. */
const CAPTION_LENGTH = 1024;

/** The same figures as the caption of their picture, for whoever cannot see it. */
export function chartCaption(chart: Chart): string {
  const text = [chart.title, chart.subtitle, "", ...linesOf(chart)].join("\n");
  return text.length <= CAPTION_LENGTH ? text : `${text.slice(0, CAPTION_LENGTH - 1)}…`;
}

function linesOf(chart: Chart): string[] {
  switch (chart.kind) {
    case "plan_and_fact":
      return chart.rows.map(({ label, shown }) => `${label}: ${shown}`);
    case "occupancy": {
      const { occupied, beds } = chart.words;
      return [
        `${occupied} / ${beds}`,
        ...chart.weeks.map(
          (week) => `${week.label}: ${known(week.occupied)} / ${known(week.beds)}`,
        ),
      ];
    }
    case "cohorts":
      return chart.groups.map(
        ({ label, bars }) =>
          `${label}: ${bars.map((bar) => `${bar.label} ${bar.shown}`).join("; ")}`,
      );
    case "overdue":
      return chart.rows.map(
        (row) =>
          `${row.label}: ${chart.words.overdue} ${row.overdue}, ${chart.words.soon} ${row.soon}`,
      );
  }
}

/** A figure as it is shown where it may be missing. */
export function known(figure: number | null): string {
  return figure === null ? "?" : String(figure);
}
