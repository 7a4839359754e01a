import type { Outgoing } from "../../platform/conversation/conversation.ts";
import type { DocumentMakers } from "../../platform/telegram/delivery.ts";
import type { OpenTurn } from "../../platform/telegram/turn.ts";
import {
  dayIn,
  type HandInGuide,
  handInFile,
  handInGuide,
  REPORT_DOCUMENT,
  type ReportOrder,
} from "../report/index.ts";
import { daysOf, isCorrection } from "./actions.ts";
import { type Filed, needsPaper } from "./view.ts";

/** The kind of document that is a report behind a sheet that says how to hand it in. */
const HAND_IN_DOCUMENT = "report_to_hand_in";

interface HandInOrder extends ReportOrder {
  readonly guide: HandInGuide;
}

/** How it is made when it is sent. */
export const filingDocuments: DocumentMakers = {
  [HAND_IN_DOCUMENT]: async (data) => {
    const { sheet, guide, created } = data as HandInOrder;
    const bytes = await handInFile(sheet, guide, created);
    const name = `opora-report-${sheet.period.to.slice(0, 7)}.pdf`;
    return { name, type: "application/pdf", bytes };
  },
};

/**
 * Sends a report as it was handed in into the chat of the turn; to a person who has to bring it, with what
 * they have to know.
 *
 * @param named with the name of the case; else a line is left for it
 * @returns false when it is not handed in any more
 */
export function sendReport(
  turn: OpenTurn,
  filed: Filed,
  { named, staff = false }: { readonly named: boolean; readonly staff?: boolean },
): false | undefined {
  const { report, case: of } = filed;
  if (!report.content.sheet || !report.submittedAt) return false;
  const name = named ? of.record.name : null;
  const order: ReportOrder = {
    sheet: { ...report.content.sheet, name },
    created: report.submittedAt.toISOString(),
  };
  const guide = staff || !needsPaper(filed) ? undefined : guideOf(turn, filed);
  const caption = turn.t(`filing:document.${name === null ? "blank" : "named"}`);
  const outgoing: Outgoing = {
    call: { method: "sendDocument", payload: { chat_id: turn.chat, caption } },
    document: {
      field: "document",
      kind: guide ? HAND_IN_DOCUMENT : REPORT_DOCUMENT,
      data: guide ? ({ ...order, guide } satisfies HandInOrder) : order,
    },
  };
  turn.outgoing.push(outgoing);
  return undefined;
}

function guideOf(turn: OpenTurn, filed: Filed): HandInGuide | undefined {
  const { institution } = filed;
  const days = daysOf(filed);
  // The sheet says by when: a correction has no last day.
  if (!institution || !days || isCorrection(filed)) return undefined;
  const { lastDay: lastSafeDay, timeZone, report } = days;
  const late = dayIn(timeZone, turn.now) > lastSafeDay;
  return handInGuide(turn, { institution, lastSafeDay, clause: report.clause, late });
}
