import type { OpenTurn } from "../../platform/telegram/turn.ts";
import type { Draft } from "./draft.ts";
import { linesOf } from "./line-store.ts";
import type { ReportDeps } from "./links.ts";
import type { LineOf } from "./record.ts";
import { reportBefore } from "./store.ts";

/** What the last report before said, to be offered again one by one; never sums and never receipts. */
export interface Earlier {
  readonly done: readonly LineOf<"done">[];
  readonly results: string | null;
}

const NOTHING: Earlier = { done: [], results: null };

const read = new WeakMap<OpenTurn, Promise<Earlier>>();

export function earlierAnswers(deps: ReportDeps, turn: OpenTurn, draft: Draft): Promise<Earlier> {
  const found = read.get(turn) ?? look(deps, draft);
  read.set(turn, found);
  return found;
}

async function look({ database }: ReportDeps, { own, month }: Draft): Promise<Earlier> {
  const report = await reportBefore(database.prisma, own.case, own.contract.id, month);
  if (!report) return NOTHING;
  const done = await linesOf(database.prisma, own.case, report.id, ["done"]);
  return { done, results: report.content.results };
}
