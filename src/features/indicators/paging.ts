import type { Button } from "../../platform/telegram/screen.ts";
import type { Ctx, OpenTurn } from "../../platform/telegram/turn.ts";
import { type IndicatorsDeps, readCard } from "./card.ts";
import { lookingNow } from "./common.ts";

/** Rows of a list on one screen. */
export const PAGE = 8;
const LONGEST = 150;

/** Whoever looks, with the card of the year that the screen is about. */
export async function cardNow(deps: IndicatorsDeps, ctx: Ctx) {
  const looking = await lookingNow(deps, ctx);
  const card =
    looking && (await readCard(deps.database, looking.scope, looking.year, looking.today));
  return looking && card ? { looking, card } : undefined;
}

export const back = ({ t }: OpenTurn): Button => ({
  label: t("indicators:button.back"),
  action: "back",
});
export const toDashboard = ({ turn }: Ctx) =>
  turn.go({ name: "indicators", ...(turn.screen.year ? { year: turn.screen.year } : {}) });

export function pages(turn: OpenTurn, page: number, total: number, size = PAGE): Button[] {
  const last = Math.max(Math.ceil(total / size) - 1, 0);
  return [
    ...(page > 0
      ? [{ label: turn.t("indicators:button.newer"), action: "page", argument: String(page - 1) }]
      : []),
    ...(page < last
      ? [{ label: turn.t("indicators:button.older"), action: "page", argument: String(page + 1) }]
      : []),
  ];
}

export const toPage = ({ turn }: Ctx, page: string) =>
  /^\d{1,5}$/.test(page) ? turn.go({ ...turn.screen, page: Number(page) }) : false;

/** The beginning of a text of the source, so that several fit on a screen; the command line gives all of it. */
export function cut(text: string): string {
  return text.length <= LONGEST ? text : `${text.slice(0, LONGEST - 1)}…`;
}
