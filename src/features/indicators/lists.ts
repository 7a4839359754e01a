import { pageOf } from "../../platform/telegram/pages.ts";
import { homeButton, inRows, type Screen, type View } from "../../platform/telegram/screen.ts";
import type { Ctx, OpenTurn } from "../../platform/telegram/turn.ts";
import { dateInFigures } from "../../platform/texts/format.ts";
import { escapeHtml } from "../../platform/texts/texts.ts";
import { isUuid } from "../../platform/uuid.ts";
import { caseNumber, openCaseCard } from "../cases/index.ts";
import type { Card, IndicatorsDeps } from "./card.ts";
import { type Looking, notHere } from "./common.ts";
import { back, cardNow, cut, PAGE, pages, toDashboard, toPage } from "./paging.ts";
import { POINTS } from "./points.ts";
import { type RowBehind, rowsBehind } from "./rows-store.ts";
import type { IndicatorState } from "./rules/plan.ts";
import { figure, stateLine } from "./wording.ts";

/** The rows behind a number. They name nobody: a name is on the card of a case, for whoever may open it. */
export function rowsScreen(deps: IndicatorsDeps): Screen {
  async function shown(ctx: Ctx) {
    const found = await cardNow(deps, ctx);
    const state = found?.card.states.find(
      ({ indicator }) => indicator.code === ctx.turn.screen.code,
    );
    if (!found || !state) return undefined;
    const { looking, card } = found;
    const page = pageOf(ctx.turn.screen.page);
    // Rows of other institutions are theirs: of a region there are numbers only.
    const rows =
      looking.scope.kind === "region"
        ? undefined
        : await rowsBehind(deps.database.prisma, card.plan, state.indicator, {
            ...{ institutions: looking.scope.institutions, year: looking.year },
            ...{ limit: PAGE, skip: page * PAGE },
          });
    return { looking, card, state, rows, page };
  }

  return {
    async view(ctx) {
      const { turn } = ctx;
      const { t } = turn;
      const found = await shown(ctx);
      if (!found) return notHere(turn);
      const { card, state, rows, page, looking } = found;
      const { indicator } = state;
      return {
        text: [
          `<b>${t(`indicators:name.${indicator.code}`)}</b>\n${stateLine(turn, state, card.small.has(indicator.code))}`,
          t("indicators:official", {
            title: indicator.title,
            ...{ number: indicator.number, source: card.plan.source.title },
            responsible: card.plan.responsible[indicator.responsible]?.title,
          }),
          ...(rows && rows.rows.length > 0
            ? [rows.rows.map((row, at) => `${at + 1}. ${rowLine(turn, row)}`).join("\n")]
            : [t(emptyKey(looking, state, rows?.total))]),
          ...(rows ? [t("indicators:rows.total", { number: rows.total })] : []),
          ...(rows?.rows.some(({ caseId }) => caseId !== null) ? [t("indicators:rows.open")] : []),
        ].join("\n\n"),
        rows: [
          ...inRows(
            (rows?.rows ?? []).flatMap(({ caseId }, at) =>
              caseId === null ? [] : [{ label: String(at + 1), action: "open", argument: caseId }],
            ),
            4,
          ),
          pages(turn, page, rows?.total ?? 0),
          [back(turn)],
          [homeButton(t)],
        ].filter((row) => row.length > 0),
      };
    },
    presses: {
      page: toPage,
      back: toDashboard,
      async open(ctx, caseId) {
        const found = await shown(ctx);
        const known = isUuid(caseId) && found?.rows?.rows.some((row) => row.caseId === caseId);
        return known ? openCaseCard(ctx.turn, caseId) : false;
      },
    },
  };
}

function emptyKey(
  { scope }: Looking,
  { indicator }: IndicatorState,
  total: number | undefined,
): string {
  if (indicator.fact === null) return "indicators:rows.none_kept";
  if (scope.kind === "region") return "indicators:rows.of_others";
  return total === 0 ? "indicators:rows.none" : "indicators:rows.no_more";
}

function rowLine(turn: OpenTurn, { day, what, people, caseId }: RowBehind): string {
  const { t } = turn;
  const words =
    what.kind === "service"
      ? t(`services:kind.${what.code}`)
      : what.kind === "trip"
        ? escapeHtml(what.place ?? t("indicators:rows.trip"))
        : t("indicators:rows.contract");
  const who =
    caseId === null ? t("indicators:rows.people", { number: people }) : caseNumber(caseId);
  return `${dateInFigures(day)} · ${words} · ${who}`;
}

/** What is missing for the plan: indicators that are behind, and control points that wait. */
export function missingScreen(deps: IndicatorsDeps): Screen {
  return {
    async view(ctx): Promise<View> {
      const { turn } = ctx;
      const { t } = turn;
      const found = await cardNow(deps, ctx);
      if (!found) return notHere(turn);
      const { card } = found;
      const behind = card.states.filter(({ missing }) => missing !== null && missing > 0);
      const unknown = card.states.filter(({ plan, fact }) => plan !== null && fact === null);
      const waiting = card.points.filter(({ state }) => state === "overdue" || state === "soon");
      return {
        text: [
          `<b>${t("indicators:missing.title", { year: card.year })}</b>`,
          ...behind.map((state) => missingLine(turn, card, state)),
          ...unknown.map(({ indicator: { code } }) =>
            t("indicators:missing.unknown", { name: t(`indicators:name.${code}`) }),
          ),
          ...waiting.slice(0, POINTS - 1).map(({ point: { date, text, activity }, state }) =>
            t("indicators:point.short", {
              ...{ day: dateInFigures(date), state: t(`indicators:point.${state}`) },
              ...{ text: cut(text), activity },
            }),
          ),
          ...(behind.length + unknown.length + waiting.length === 0
            ? [t("indicators:missing.nothing")]
            : []),
        ].join("\n\n"),
        rows: [
          ...(waiting.length > 0
            ? [
                [
                  {
                    label: t("indicators:button.points", { number: waiting.length }),
                    action: "points",
                  },
                ],
              ]
            : []),
          [back(turn)],
          [homeButton(t)],
        ],
      };
    },
    presses: {
      back: toDashboard,
      points: ({ turn }) => turn.go({ ...turn.screen, name: "indicators_points" }),
    },
  };
}

function missingLine(turn: OpenTurn, { small }: Card, state: IndicatorState): string {
  const { t } = turn;
  const { indicator, plan, missing, forecast } = state;
  const name = t(`indicators:name.${indicator.code}`);
  if (small.has(indicator.code) || missing === null || plan === null) {
    return `${name}\n${t("indicators:small")}`;
  }
  const shown = figure(turn, missing, indicator.unit);
  const pace =
    forecast === null
      ? []
      : [t(forecast >= plan ? "indicators:missing.on_way" : "indicators:missing.behind")];
  return [
    `${name}\n<b>${t("indicators:missing.of", { missing: shown, plan: figure(turn, plan, indicator.unit) })}</b>`,
    ...pace,
  ].join(" ");
}
