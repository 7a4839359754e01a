import type { Activity, Contract } from "../../contract/rules/index.ts";
import type { Line, Report } from "../record.ts";
import type { ReportSheet } from "../sheet.ts";
import { periodIn } from "./months.ts";

export interface SheetParts {
  readonly report: Pick<Report, "month" | "content">;
  readonly lines: readonly Line[];
  readonly contract: Contract;
  /** null: left blank, to be written by hand. */
  readonly name: string | null;
  /** "YYYY-MM-DD"; null: left blank. */
  readonly signedOn: string | null;
  /** Papers that go along without a line of their own: receipts and photos. */
  readonly papers: ReportSheet["attachments"];
}

/**
 * What the official report is made of. Activities come in the order of the programme and by the name that
 * it gives them now; one that it no longer has keeps the name under which it was written down.
 */
export function sheetOf({ report, lines, contract, ...parts }: SheetParts): ReportSheet {
  const { activities, number } = contract.record;
  const period = periodIn(contract, report.month, report);
  if (!period) throw new Error("The contract does not touch the month of its report");
  const titleOf = ({ activity, title }: { activity: string; title: string }) =>
    activities.find(({ code }) => code === activity)?.title ?? title;
  return {
    programme: contract.programme,
    contract: { number, on: contract.startsOn },
    period,
    name: parts.name,
    signedOn: parts.signedOn,
    done: inOrder(activities, of(lines, "done")).map((line) => ({
      activity: titleOf(line),
      measures: line.text,
    })),
    spending: of(lines, "spending").flatMap(({ kopecks, ...line }) =>
      kopecks === null ? [] : [{ activity: titleOf(line), item: line.item, kopecks }],
    ),
    notDone: inOrder(activities, of(lines, "not_done")).map((line) => ({
      activity: titleOf(line),
      reason: line.reason,
    })),
    results: report.content.results,
    attachments: [
      ...parts.papers,
      ...of(lines, "attachments").map(({ name, count }) => ({ name, count })),
    ],
  };
}

/** The lines of one section, in their order. */
export function of<S extends Line["section"]>(
  lines: readonly Line[],
  section: S,
): Extract<Line, { readonly section: S }>[] {
  return lines.filter((line) => line.section === section) as Extract<
    Line,
    { readonly section: S }
  >[];
}

/** The sum of what was spent, in kopecks. */
export function spentIn(lines: readonly Line[]): number {
  return of(lines, "spending").reduce((sum, { kopecks }) => sum + (kopecks ?? 0), 0);
}

function inOrder<T extends { readonly activity: string }>(
  activities: readonly Activity[],
  lines: readonly T[],
): T[] {
  const place = ({ activity }: T) => {
    const at = activities.findIndex(({ code }) => code === activity);
    return at < 0 ? activities.length : at;
  };
  return lines.toSorted((a, b) => place(a) - place(b));
}
