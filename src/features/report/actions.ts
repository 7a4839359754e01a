import { Overtaken } from "../../platform/conversation/conversation.ts";
import type { Transaction } from "../../platform/postgres/database.ts";
import { addEvent } from "../cases/index.ts";
import type { Draft } from "./draft.ts";
import { holdLines, linesOf } from "./line-store.ts";
import type { ReportHeld, ReportLinks } from "./links.ts";
import { EMPTY_CONTENT, type Report } from "./record.ts";
import { sheetOf } from "./rules/compose.ts";
import { openPlaces } from "./rules/position.ts";
import type { ReportSheet } from "./sheet.ts";
import { type ReportChange, saveReport } from "./store.ts";

export interface HandingIn {
  readonly now: Date;
  /** It counts at that very moment, as `onSubmit` will write. */
  readonly counts: boolean;
  /** The document as the screen shows it before the commit. */
  readonly sheet: ReportSheet;
}

/**
 * Hands the report in: what is written by now is the document from here on, whatever comes after. Of two
 * presses at the same moment one does it, and the other sees it done.
 *
 * @returns the report as it will be
 */
export function submit(
  draft: Draft,
  { onSubmit, papersOf }: ReportLinks,
  { now, counts, sheet }: HandingIn,
): Report {
  const { own, activities, month } = draft;
  const { case: of, contract, today } = own;
  const handedIn = {
    ...{ state: "submitted", submittedAt: now, filedAt: null, openedAt: null },
    ...{ decidedAt: null, decidedBy: null },
  } as const satisfies ReportChange;

  async function change(tx: Transaction, before: Report): Promise<void> {
    await holdLines(tx, before.id);
    const lines = await linesOf(tx, of, before.id);
    // A receipt that was read at this very moment may have brought a cost without a sum.
    if (openPlaces(activities, lines, before.content).length > 0) throw new Overtaken();
    const papers = (await papersOf?.(tx, before.id)) ?? [];
    const written = sheetOf({
      ...{ report: before, lines, contract, name: null, signedOn: today, papers },
    });
    const content = { ...before.content, calledMissing: false, sheet: written };
    const report = await saveReport(tx, of, before, { ...handedIn, content });
    await addEvent(tx, of, {
      ...{ at: now, staffId: null, kind: "report_submitted", details: { month } },
    });
    await onSubmit?.(tx, { report, contract, case: of }, now);
  }

  const content = { ...(draft.report?.content ?? EMPTY_CONTENT), sheet };
  const counted = counts ? ({ state: "filed", filedAt: now } as const) : {};
  return draft.save(change, { ...handedIn, ...counted, content });
}

/** Takes the report back; a correction becomes what was returned again. */
export function withdraw(
  draft: Draft,
  { onWithdraw }: ReportLinks,
  to: "draft" | "returned",
  now: Date,
): void {
  const { case: of, contract } = draft.own;
  const coming = { state: to, submittedAt: null, filedAt: null } as const satisfies ReportChange;

  async function change(tx: Transaction, before: Report): Promise<void> {
    const content = { ...before.content, sheet: null };
    const report = await saveReport(tx, of, before, { ...coming, content });
    await addEvent(tx, of, {
      ...{ at: now, staffId: null, kind: "report_withdrawn", details: { month: draft.month } },
    });
    const held: ReportHeld = { report, contract, case: of };
    await onWithdraw?.(tx, held, now);
  }

  draft.save(change, coming);
}
