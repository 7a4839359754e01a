import {
  type Button,
  escapeHtml,
  homeButton,
  inRows,
  type Screen,
  type View,
} from "../../platform/telegram/screen.ts";
import type { Ctx, OpenTurn } from "../../platform/telegram/turn.ts";
import { dateInFigures } from "../../platform/texts/format.ts";
import { isUuid } from "../../platform/uuid.ts";
import { caseNumber, openCaseCard } from "../cases/index.ts";
import { type Card, type IndicatorsDeps, readCard } from "./card.ts";
import { type Looking, lookingNow, notHere } from "./common.ts";
import { type RowBehind, rowsBehind } from "./rows-store.ts";
import type { IndicatorState, PointOnDay } from "./rules/plan.ts";
import { markPoint, unmarkPoint } from "./store.ts";
import { figure, stateLine } from "./wording.ts";

const PAGE = 8;
/** Control points have long texts of the source; so many of them are read on one screen. */
const POINTS = 4;
const LONGEST = 150;

async function cardNow(deps: IndicatorsDeps, ctx: Ctx) {
  const looking = await lookingNow(deps, ctx);
  const card =
    looking && (await readCard(deps.database, looking.scope, looking.year, looking.today));
  return looking && card ? { looking, card } : undefined;
}

const back = ({ t }: OpenTurn): Button => ({ label: t("indicators:button.back"), action: "back" });
const toDashboard = ({ turn }: Ctx) =>
  turn.go({ name: "indicators", ...(turn.screen.year ? { year: turn.screen.year } : {}) });

function pages(turn: OpenTurn, page: number, total: number, size = PAGE): Button[] {
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

const pageOf = ({ screen }: OpenTurn) => {
  const page = Number(screen.page ?? 0);
  return Number.isInteger(page) && page >= 0 && page < 100_000 ? page : 0;
};

const toPage = ({ turn }: Ctx, page: string) =>
  /^\d{1,5}$/.test(page) ? turn.go({ ...turn.screen, page: Number(page) }) : false;

/** The rows behind a number. They name nobody: a name is on the card of a case, for whoever may open it. */
export function rowsScreen(deps: IndicatorsDeps): Screen {
  async function shown(ctx: Ctx) {
    const found = await cardNow(deps, ctx);
    const state = found?.card.states.find(
      ({ indicator }) => indicator.code === ctx.turn.screen.code,
    );
    if (!found || !state) return undefined;
    const { looking, card } = found;
    const page = pageOf(ctx.turn);
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

/** The beginning of a text of the source, so that several fit on a screen; the command line gives all of it. */
function cut(text: string): string {
  return text.length <= LONGEST ? text : `${text.slice(0, LONGEST - 1)}…`;
}

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
    const page = asked === undefined ? Math.floor(first / POINTS) : pageOf(ctx.turn);
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
