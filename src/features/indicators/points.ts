import { pageOf } from "../../platform/telegram/pages.ts";
import { homeButton, type Screen } from "../../platform/telegram/screen.ts";
import type { Ctx, OpenTurn } from "../../platform/telegram/turn.ts";
import { dateInFigures } from "../../platform/texts/format.ts";
import type { Card, IndicatorsDeps } from "./card.ts";
import { type Looking, notHere } from "./common.ts";
import { back, cardNow, cut, pages, toDashboard, toPage } from "./paging.ts";
import type { PointOnDay } from "./rules/plan.ts";
import { markPoint, unmarkPoint } from "./store.ts";

/** Control points have long texts of the source; so many of them are read on one screen. */
export const POINTS = 4;

/** A control point with its day, proof and whoever answers for it. */
function pointLine(turn: OpenTurn, { plan }: Card, { point, state }: PointOnDay): string {
  const { t } = turn;
  return t("indicators:point.line", {
    ...{ day: dateInFigures(point.date), state: t(`indicators:point.${state}`) },
    ...{ text: cut(point.text), proof: point.proof, activity: point.activity },
    responsible: plan.responsible[point.responsible]?.title,
  });
}

/** The control points of a year; whoever answers for one says that it was reached. */
export function pointsScreen(deps: IndicatorsDeps): Screen {
  async function shown(ctx: Ctx) {
    const found = await cardNow(deps, ctx);
    if (!found) return undefined;
    const asked = ctx.turn.screen.page;
    const { points } = found.card;
    const first = Math.max(
      points.findIndex(({ state }) => state !== "reached"),
      0,
    );
    const page = asked === undefined ? Math.floor(first / POINTS) : pageOf(asked);
    return { ...found, page, part: points.slice(page * POINTS, (page + 1) * POINTS) };
  }

  /** Marks or unmarks a point that is on the page, when the member answers for it. */
  const change =
    (wanted: "mark" | "unmark") =>
    async (ctx: Ctx, code: string): Promise<false | undefined> => {
      const { turn } = ctx;
      const found = await shown(ctx);
      const on = found?.part.find(({ point }) => point.code === code);
      if (!found || !on || !answersFor(found.looking, found.card, on)) return false;
      if ((on.state === "reached") !== (wanted === "unmark")) return false;
      const { member } = found.looking;
      const mark = {
        ...{ plan: found.card.plan.code, point: code, institutionId: member.institutionId },
        ...{ markedBy: member.id, markedAt: turn.now },
      };
      turn.write((tx) => (wanted === "mark" ? markPoint(tx, mark) : unmarkPoint(tx, mark)));
      turn.go({ ...turn.screen, page: found.page, changed: code });
      return undefined;
    };

  return {
    async view(ctx) {
      const { turn } = ctx;
      const { t } = turn;
      const found = await shown(ctx);
      if (!found) return notHere(turn);
      const { card, looking, part, page } = found;
      // The write of this very turn is not committed yet when its screen is shown.
      const pressed = turn.writes.length > 0 ? turn.screen.changed : undefined;
      const now = part.map((one): PointOnDay => {
        if (one.point.code !== pressed) return one;
        return { ...one, state: one.state === "reached" ? "later" : "reached" };
      });
      return {
        text: [
          `<b>${t("indicators:points", { year: card.year })}</b>`,
          ...(now.length === 0
            ? [t("indicators:point.none")]
            : now.map((one) => pointLine(turn, card, one))),
        ].join("\n\n"),
        rows: [
          ...now
            .filter((one) => answersFor(looking, card, one))
            .map(({ point, state }) => [
              {
                label: t(
                  state === "reached" ? "indicators:button.unmark" : "indicators:button.mark",
                  {
                    ...{ day: dateInFigures(point.date), activity: point.activity },
                  },
                ),
                ...{ action: state === "reached" ? "unmark" : "mark", argument: point.code },
              },
            ]),
          pages(turn, page, card.points.length, POINTS),
          [back(turn)],
          [homeButton(t)],
        ].filter((row) => row.length > 0),
      };
    },
    presses: { page: toPage, back: toDashboard, mark: change("mark"), unmark: change("unmark") },
  };
}

/** Supervisors of the institutions that the plan names; what rows show nobody has to say. */
function answersFor({ member }: Looking, { plan }: Card, { point }: PointOnDay): boolean {
  const { institutions = [] } = plan.responsible[point.responsible] ?? {};
  const named = (institutions as readonly string[]).includes(member.institution.kind);
  return member.role === "supervisor" && named && point.shownBy === undefined;
}
