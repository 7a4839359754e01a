import { sendChart } from "../../platform/pictures/index.ts";
import {
  escapeHtml,
  homeButton,
  inRows,
  type Screen,
  type View,
} from "../../platform/telegram/screen.ts";
import type { Ctx } from "../../platform/telegram/turn.ts";
import { spokenDate } from "../../platform/texts/format.ts";
import { type Card, cardChart, type IndicatorsDeps, readCard } from "./card.ts";
import {
  HALF_YEAR_DOCUMENT,
  type HalfYearOrder,
  type Looking,
  lookingNow,
  notHere,
  toYear,
  yearButtons,
} from "./common.ts";
import { lastHalfYear } from "./rules/half-year.ts";
import { stateLine } from "./wording.ts";

/** Plan, fact and forecast of a year, and the ways to what is behind them. */
export function dashboardScreen(deps: IndicatorsDeps): Screen {
  async function shown(ctx: Ctx) {
    const looking = await lookingNow(deps, ctx);
    if (!looking) return undefined;
    const { scope, year, today } = looking;
    return { looking, card: await readCard(deps.database, scope, year, today) };
  }

  return {
    async view(ctx) {
      const found = await shown(ctx);
      return found ? dashboardView(ctx, found.looking, found.card) : notHere(ctx.turn);
    },
    presses: {
      year: toYear,
      async picture(ctx) {
        const { turn } = ctx;
        const found = await shown(ctx);
        if (!found?.card || found.card.states.length === 0) return false;
        const { scope, today } = found.looking;
        sendChart(turn, cardChart(turn, scope, found.card, spokenDate(today, turn.locale)));
      },
      async rows(ctx, code) {
        const found = await shown(ctx);
        const known = found?.card?.states.some(({ indicator }) => indicator.code === code);
        if (!found || !known) return false;
        ctx.turn.go({ name: "indicators_rows", year: found.looking.year, code, page: 0 });
      },
      async missing(ctx) {
        const found = await shown(ctx);
        if (!found?.card) return false;
        ctx.turn.go({ name: "indicators_missing", year: found.looking.year });
      },
      async points(ctx) {
        const found = await shown(ctx);
        if (!found?.card) return false;
        ctx.turn.go({ name: "indicators_points", year: found.looking.year });
      },
      async outcomes(ctx) {
        const looking = await lookingNow(deps, ctx);
        if (!looking) return false;
        ctx.turn.go({ name: "indicators_outcomes", year: looking.year });
      },
      async half(ctx) {
        const { turn } = ctx;
        const looking = await lookingNow(deps, ctx);
        if (!looking) return false;
        const { code } = lastHalfYear(looking.today);
        const caption = turn.t("indicators:half.caption", {
          ...{ year: code.slice(0, 4), half: code.slice(5) },
        });
        turn.outgoing.push({
          call: { method: "sendDocument", payload: { chat_id: turn.chat, caption } },
          document: {
            field: "document",
            kind: HALF_YEAR_DOCUMENT,
            data: {
              ...{ memberId: looking.member.id, half: code },
              ...{ today: looking.today, locale: turn.locale },
            } satisfies HalfYearOrder,
          },
        });
      },
    },
  };
}

function dashboardView({ turn }: Ctx, looking: Looking, card: Card | undefined): View {
  const { t, locale } = turn;
  const { scope, today, year } = looking;
  const states = card?.states ?? [];
  const waiting = card?.points.filter(({ state }) => state === "overdue" || state === "soon") ?? [];
  return {
    text: [
      `<b>${t("indicators:title", { year })}</b>\n${escapeHtml(
        t("indicators:on_day", { name: scope.name, day: spokenDate(today, locale) }),
      )}`,
      ...states.map((state, at) => {
        const name = t(`indicators:name.${state.indicator.code}`);
        return `${at + 1}. ${name}\n<b>${stateLine(turn, state, card!.small.has(state.indicator.code))}</b>`;
      }),
      states.length === 0 ? t("indicators:no_indicators") : t("indicators:press_number"),
    ].join("\n\n"),
    rows: [
      ...inRows(
        states.map(({ indicator: { code } }, at) => ({
          ...{ label: String(at + 1), action: "rows", argument: code },
        })),
        4,
      ),
      ...(states.length > 0
        ? [
            [
              { label: t("indicators:button.picture"), action: "picture" },
              { label: t("indicators:button.missing"), action: "missing" },
            ],
          ]
        : []),
      ...(card && card.points.length > 0
        ? [[{ label: t("indicators:button.points", { number: waiting.length }), action: "points" }]]
        : []),
      [{ label: t("indicators:button.outcomes"), action: "outcomes" }],
      [{ label: t("indicators:button.half"), action: "half" }],
      yearButtons(looking),
      [homeButton(t)],
    ].filter((row) => row.length > 0),
  };
}
