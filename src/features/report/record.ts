import type { ReportState } from "./rules/status.ts";
import type { ReportSheet } from "./sheet.ts";

/** The parts of the official form, in its order. */
export const SECTIONS = ["done", "spending", "not_done", "results", "attachments"] as const;
export type Section = (typeof SECTIONS)[number];

/** One activity of the programme in a line: its code, and its title as it was when the line was written. */
interface OfActivity {
  readonly activity: string;
  readonly title: string;
}

/** What a line says, by the section that it stands in. */
export type LineBody =
  | (OfActivity & { readonly section: "done"; readonly text: string })
  | (OfActivity & {
      readonly section: "spending";
      readonly item: string;
      /** Integer; null: not given yet. */
      readonly kopecks: number | null;
    })
  | (OfActivity & { readonly section: "not_done"; readonly reason: string })
  | {
      readonly section: "attachments";
      readonly name: string;
      readonly count: number;
      /** Id of the kept file; none: the person brings the paper. */
      readonly file?: string;
    };

/** A line of a report. */
export type Line = LineBody & { readonly id: string; readonly position: number };
export type LineOf<S extends Line["section"]> = Extract<Line, { readonly section: S }>;

/** What a report says besides its lines. A field that a later release adds is empty in an older one. */
export interface ReportContent {
  /** What was reached; null: nothing is written. */
  readonly results: string | null;
  /** Parts of which the person said that there is nothing more, or nothing at all. */
  readonly finished: readonly Section[];
  /** What the curator asked to be put right, by section; of the last return. */
  readonly comments: Readonly<Partial<Record<Section, string>>>;
  /** When it first counted as handed in, if it was returned since; an ISO moment. */
  readonly firstFiledAt: string | null;
  /** The curator wrote down that no report came. */
  readonly calledMissing: boolean;
  /** The document as it was handed in, without the name; null until it is. */
  readonly sheet: ReportSheet | null;
}

export const EMPTY_CONTENT: ReportContent = {
  results: null,
  finished: [],
  comments: {},
  firstFiledAt: null,
  calledMissing: false,
  sheet: null,
};

/** The report of one month of a contract. */
export interface Report {
  readonly id: string;
  readonly caseId: string;
  readonly contractId: string;
  /** "YYYY-MM". */
  readonly month: string;
  readonly state: ReportState;
  /** Of what was read; a change names it. */
  readonly version: number;
  readonly content: ReportContent;
  readonly createdAt: Date;
  readonly submittedAt: Date | null;
  /** When what was handed in last counts as received. */
  readonly filedAt: Date | null;
  /** The curator opened what was handed in last. */
  readonly openedAt: Date | null;
  readonly decidedAt: Date | null;
  /** A member's id. */
  readonly decidedBy: string | null;
}
