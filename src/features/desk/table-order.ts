import type { OpenTurn } from "../../platform/telegram/turn.ts";
import { dayAt } from "../cases/index.ts";
import type { Member } from "../staff/index.ts";
import { exports } from "./allowed.ts";
import { TABLE_DOCUMENT, type TableOrder } from "./table.ts";

/** More rows are asked for with a narrower search. */
export const MOST_ROWS = 2_000;

/**
 * Orders a table of these cases. The outbox keeps who asked and ids; names are read when the table is
 * sent, as far as the member may see them then. Each case notes in the journal that it was exported.
 */
export function orderTable(
  turn: OpenTurn,
  member: Member,
  caseIds: readonly string[],
): false | undefined {
  if (!exports(member) || caseIds.length === 0) return false;
  const kept = caseIds.slice(0, MOST_ROWS);
  const today = dayAt(turn.now, member.institution.timeZone);
  const data: TableOrder = { memberId: member.id, locale: turn.locale, today, caseIds: kept };
  const caption = [
    turn.t("desk:table.caption", { count: kept.length }),
    ...(kept.length < caseIds.length ? [turn.t("desk:table.cut", { count: MOST_ROWS })] : []),
  ].join("\n");
  turn.outgoing.push({
    call: { method: "sendDocument", payload: { chat_id: turn.chat, caption } },
    document: { field: "document", kind: TABLE_DOCUMENT, data },
  });
  turn.write(async (tx) => {
    await tx.journalEntry.createMany({
      data: kept.map((caseId) => ({ at: turn.now, staffId: member.id, caseId, action: "export" })),
    });
  });
  return undefined;
}
