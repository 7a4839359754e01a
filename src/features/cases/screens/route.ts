import {
  type Button,
  homeButton,
  type Screen,
  type View,
} from "../../../platform/telegram/screen.ts";
import type { Ctx, OpenTurn } from "../../../platform/telegram/turn.ts";
import { spokenDate } from "../../../platform/texts/format.ts";
import { mayAs, namesOfMembers } from "../../staff/index.ts";
import { notePrint } from "../actions/curating.ts";
import { type RouteStep, readRoute, tickStep } from "../actions/route.ts";
import { type CaseDeps, caseForMember } from "../reach.ts";
import { routeSheetOf } from "../route-document.ts";
import { type Case, caseOfPerson } from "../store.ts";
import { caseName } from "../wording.ts";
import { idOf, missingView, toCard, toCardButton } from "./common.ts";
import { MINE } from "./mine-view.ts";

export const ROUTE_DOCUMENT = "route_card";

/** What a turn is about to tick; its screen is shown before that is committed. */
const ticking = new WeakMap<OpenTurn, RouteStep>();

/** The route card as staff see it. */
export function routeScreen(deps: CaseDeps): Screen {
  const { prisma } = deps.database;
  return {
    async view(ctx) {
      const { turn } = ctx;
      const held = await caseForMember(deps, ctx, idOf(turn), "see");
      if (!held) return missingView(turn);
      const { member, relations } = held;
      const may = mayAs(member.role, held.case.status, "tick_route", relations).kind === "yes";
      const steps = await stepsNow(deps, turn, held.case);
      const head = `<b>${turn.t("route-card:title")}</b> · ${caseName(turn, held.case)}`;
      return routeView(turn, steps, { head, tickable: may, back: toCardButton(turn) });
    },
    presses: {
      card: toCard,
      tick: async (ctx, code) => {
        const held = await caseForMember(deps, ctx, idOf(ctx.turn), "tick_route");
        return held ? tick(deps, ctx, held.case, code, held.member.id) : false;
      },
      pdf: async (ctx) => {
        const { turn } = ctx;
        const held = await caseForMember(deps, ctx, idOf(turn), "print");
        if (!held) return false;
        notePrint(turn, held, "route");
        return sendSheet(deps, turn, held.case, await readRoute(prisma, held.case));
      },
    },
  };
}

/** The same card as the person of the case sees it; either side ticks. */
export function myRouteScreen(deps: CaseDeps): Screen {
  async function mine({ turn }: Ctx): Promise<Case | undefined> {
    const { person } = turn;
    return person && (await caseOfPerson(deps.database.prisma, deps.keyring, person.id));
  }
  return {
    async view(ctx) {
      const { turn } = ctx;
      const own = await mine(ctx);
      const back: Button = { label: turn.t("cases:button.mine"), action: "mine" };
      if (!own) return { text: turn.t("cases:missing"), rows: [[back], [homeButton(turn.t)]] };
      const head = `<b>${turn.t("route-card:title")}</b>`;
      const steps = await stepsNow(deps, turn, own);
      return routeView(turn, steps, { head, tickable: own.status !== "closed", back });
    },
    presses: {
      mine: ({ turn }) => turn.go({ name: MINE }),
      tick: async (ctx, code) => {
        const own = await mine(ctx);
        return own && own.status !== "closed" ? tick(deps, ctx, own, code, null) : false;
      },
      pdf: async (ctx) => {
        const own = await mine(ctx);
        if (!own) return false;
        return sendSheet(deps, ctx.turn, own, await readRoute(deps.database.prisma, own));
      },
    },
  };
}

async function stepsNow({ database }: CaseDeps, turn: OpenTurn, shown: Case): Promise<RouteStep[]> {
  const steps = await readRoute(database.prisma, shown);
  const changed = ticking.get(turn);
  return steps.map((step) => (step.code === changed?.code ? changed : step));
}

async function tick(
  { database }: CaseDeps,
  { turn }: Ctx,
  shown: Case,
  code: string,
  staffId: string | null,
): Promise<false | undefined> {
  const step = (await readRoute(database.prisma, shown)).find((one) => one.code === code);
  if (!step) return false;
  tickStep(turn, shown, step, staffId);
  ticking.set(turn, { ...step, ticked: !step.ticked, tickedBy: staffId });
  return undefined;
}

async function sendSheet(
  { database, keyring }: CaseDeps,
  turn: OpenTurn,
  shown: Case,
  steps: readonly RouteStep[],
): Promise<false | undefined> {
  if (steps.length === 0) return false;
  const { curatorId } = shown;
  const names = await namesOfMembers(database.prisma, keyring, curatorId ? [curatorId] : []);
  const data = routeSheetOf(turn, shown, steps, names.get(curatorId ?? ""));
  turn.outgoing.push({
    call: { method: "sendDocument", payload: { chat_id: turn.chat } },
    document: { field: "document", kind: ROUTE_DOCUMENT, data },
  });
  return undefined;
}

function routeView(
  { t, locale }: OpenTurn,
  steps: readonly RouteStep[],
  {
    head,
    tickable,
    back,
  }: { readonly head: string; readonly tickable: boolean; readonly back: Button },
): View {
  const done = steps.filter(({ ticked }) => ticked).length;
  const numbered = steps.map((step, at) => ({ ...step, number: at + 1 }));
  const byDay = Map.groupBy(numbered, ({ dueOn }) => dueOn);
  const days = [...byDay].map(([day, due]) => {
    const lines = due.map(
      ({ code, ticked, number }) =>
        `${number}. ${ticked ? "✓ " : ""}${t(`route-card:step.${code}`)}`,
    );
    return [`<b>${spokenDate(day, locale)}</b>`, ...lines].join("\n");
  });
  const numbers = numbered.map(
    ({ code, ticked, number }): Button => ({
      label: `${ticked ? "✓ " : ""}${number}`,
      action: "tick",
      argument: code,
    }),
  );
  const rows = Array.from({ length: Math.ceil(numbers.length / 5) }, (_, at) =>
    numbers.slice(at * 5, at * 5 + 5),
  );
  return {
    text:
      steps.length === 0
        ? [head, t("route-card:none")].join("\n\n")
        : [
            head,
            t("route-card:progress", { done, total: steps.length }),
            ...days,
            ...(tickable ? [t("route-card:tick")] : []),
            `<i>${t("route-card:plan")}</i>`,
          ].join("\n\n"),
    rows: [
      ...(tickable ? rows : []),
      ...(steps.length > 0 ? [[{ label: t("cases:button.pdf"), action: "pdf" }]] : []),
      [back],
      [homeButton(t)],
    ],
  };
}
