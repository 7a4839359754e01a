import type { OpenTurn } from "../../platform/telegram/turn.ts";
import { addEvent } from "../cases/index.ts";
import { notifyStaff } from "../notifications/index.ts";
import type { Draft } from "../report/index.ts";
import type { ReceiptDeps } from "./deps.ts";
import { type FiscalCode, receiptName } from "./rules/fiscal.ts";
import { markRepeated, receiptToken, userOf, type Waiting } from "./store.ts";

/** Where a receipt is already; its words are `receipts:problem.<code>`. */
export type Repeated = "used" | "used_by_you" | "waits_already";

/**
 * Whether a receipt is used already, in any report of anyone, or waits among `others`. The person is not
 * told by whom it is used; both curators see that it was tried.
 */
export async function repeatedOf(
  deps: ReceiptDeps,
  turn: OpenTurn,
  draft: Draft,
  { code, others }: { readonly code: FiscalCode; readonly others: readonly Waiting[] },
): Promise<Repeated | undefined> {
  const token = receiptToken(deps.keyring, code);
  const used = await userOf(deps.database.prisma, token);
  if (used?.caseId === draft.own.case.id) return "used_by_you";
  if (used) {
    tellCurators(deps, turn, draft, { id: used.id, token });
    return "used";
  }
  const name = receiptName(code);
  return others.some(({ record }) => record.code && receiptName(record.code) === name)
    ? "waits_already"
    : undefined;
}

function tellCurators(
  { queue }: ReceiptDeps,
  turn: OpenTurn,
  { own, month }: Draft,
  used: { readonly id: string; readonly token: Uint8Array },
): void {
  const { case: of } = own;
  const { now } = turn;
  // Tried again and again, it is told once.
  const once = Buffer.from(used.token).toString("base64url").slice(0, 16);
  turn.write(async (tx) => {
    await markRepeated(tx, used.id, now);
    const to = of.curatorId ? { member: of.curatorId } : { specialistsOf: of.institutionId };
    const notice = { kind: "receipt_repeated", caseId: of.id, to, now, once } as const;
    if (!(await notifyStaff(tx, queue, notice))) return;
    await addEvent(tx, of, {
      ...{ at: now, staffId: null, kind: "receipt_repeated", details: { month } },
    });
  });
}
