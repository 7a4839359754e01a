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

/**
 * Says in a report that nobody has begun what the last one said: what was done for the activities that are
 * still reported on, and what was reached.
 * @returns false when the last one said nothing of it
 */
export async function repeatEarlier(
  deps: ReportDeps,
  turn: OpenTurn,
  draft: Draft,
): Promise<boolean> {
  const { done, results } = await earlierAnswers(deps, turn, draft);
  const repeated = draft.activities.flatMap(({ code, title }) =>
    done
      .filter(({ activity }) => activity === code)
      .map(({ text }) => ({ section: "done", activity: code, title, text }) as const),
  );
  for (const line of repeated) draft.add(line);
  if (results !== null) draft.write({ results });
  return repeated.length > 0 || results !== null;
}

async function look({ database }: ReportDeps, { own, month }: Draft): Promise<Earlier> {
  const report = await reportBefore(database.prisma, own.case, own.contract.id, month);
  if (!report) return NOTHING;
  const done = await linesOf(database.prisma, own.case, report.id, ["done"]);
  return { done, results: report.content.results };
}
