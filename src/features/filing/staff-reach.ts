import type { Button, Handler, View } from "../../platform/telegram/screen.ts";
import { homeButton } from "../../platform/telegram/screen.ts";
import type { Ctx, OpenTurn } from "../../platform/telegram/turn.ts";
import { caseForMember, type Held } from "../cases/index.ts";
import type { Action } from "../staff/index.ts";
import type { FilingDeps } from "./deps.ts";
import { readFiled } from "./filed.ts";
import type { Filed } from "./view.ts";

/** Where staff see how a report was handed in. */
export const CASE_FILING = "case_filing";

/** A report with the member who may do this with it now. */
export interface Reached {
  readonly filed: Filed;
  readonly held: Held;
}

/** The report of the screen, if this member may do this with its case. */
export function reachHere(
  deps: FilingDeps,
  ctx: Ctx,
  action: Action,
): Promise<Reached | undefined> {
  return reachReport(deps, ctx, reportNow(ctx.turn), action);
}

export async function reachReport(
  deps: FilingDeps,
  ctx: Ctx,
  reportId: string,
  action: Action,
): Promise<Reached | undefined> {
  const filed = await readFiled(deps, ctx.turn, reportId);
  const held = filed && (await caseForMember(deps, ctx, filed.case.id, action));
  return filed && held ? { filed, held } : undefined;
}

/** A press on a report as it was shown; refused when it has changed since. */
export function onFiled(
  deps: FilingDeps,
  handle: (ctx: Ctx, reached: Reached) => ReturnType<Handler>,
): Handler {
  return async (ctx, version) => {
    const reached = await reachHere(deps, ctx, "record_filing");
    const fresh = reached?.filed.report.version.toString(36) === version;
    return reached && fresh ? handle(ctx, reached) : false;
  };
}

/** A button for a report as it is shown: it carries the version that was seen. */
export function filedButton({ t }: OpenTurn, { report }: Filed, action: string): Button {
  const argument = report.version.toString(36);
  return { label: t(`filing:button.${action}`), action, argument };
}

export function reportNow({ screen }: OpenTurn): string {
  return String(screen.report ?? "");
}

/** The same words for a report that is not there and for one that is not theirs. */
export function missingView({ t }: OpenTurn): View {
  return { text: t("filing:missing"), rows: [[homeButton(t)]] };
}
