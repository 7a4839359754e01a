import {
  type Button,
  homeButton,
  type Screen,
  type View,
} from "../../../platform/telegram/screen.ts";
import type { Ctx, OpenTurn } from "../../../platform/telegram/turn.ts";
import { spokenDate } from "../../../platform/texts/format.ts";
import { type Institution, institutionById, mayAs, namesOfMembers } from "../../staff/index.ts";
import { notePrint } from "../actions/curating.ts";
import { tickStep } from "../actions/route.ts";
import { type CaseDeps, caseForMember } from "../reach.ts";
import { type Place, type RouteStep, routeOf, sourceOfRoute } from "../route.ts";
import { routeSheetOf } from "../route-document.ts";
import { type Case, caseOfPerson } from "../store.ts";
import { caseName, dayAt } from "../wording.ts";
import { idOf, missingView, toCard, toCardButton } from "./common.ts";
import { MINE } from "./mine-view.ts";

export const ROUTE_DOCUMENT = "route_card";

/** What a turn is about to tick; its screen is shown before that is committed. */
const ticking = new WeakMap<OpenTurn, RouteStep>();

/** The route card as staff see it. */
export function routeScreen(deps: CaseDeps): Screen {
  return {
    async view(ctx) {
      const { turn } = ctx;
      const held = await caseForMember(deps, ctx, idOf(turn), "see");
      if (!held) return missingView(turn);
      const { member, relations } = held;
      const may = mayAs(member.role, held.case.status, "tick_route", relations).kind === "yes";
      const steps = stepsNow(turn, held.case, member.institution);
      const head = `<b>${turn.t("route-card:title")}</b> · ${caseName(turn, held.case)}`;
      const source = sourceOfRoute(member.institution.region);
      return routeView(turn, steps, { head, tickable: may, back: toCardButton(turn), source });
    },
    presses: {
      card: toCard,
      tick: async (ctx, code) => {
        const held = await caseForMember(deps, ctx, idOf(ctx.turn), "tick_route");
        if (!held) return false;
        const { member } = held;
        return tick(deps, ctx.turn, held.case, member.institution, { code, by: member.id });
      },
      pdf: async (ctx) => {
        const { turn } = ctx;
        const held = await caseForMember(deps, ctx, idOf(turn), "print");
        if (!held) return false;
        notePrint(turn, held, "route");
        return sendSheet(deps, turn, held.case, { place: held.member.institution, named: true });
      },
    },
  };
}

/** The same card as the person of the case sees it; either side ticks. */
export function myRouteScreen(deps: CaseDeps): Screen {
  const { prisma } = deps.database;

  async function mine({ turn }: Ctx): Promise<{ own: Case; place: Institution } | undefined> {
    const { person } = turn;
    const own = person && (await caseOfPerson(prisma, deps.keyring, person.id));
    const place = own && (await institutionById(prisma, own.institutionId));
    return own && place && { own, place };
  }
  return {
    async view(ctx) {
      const { turn } = ctx;
      const found = await mine(ctx);
      const back: Button = { label: turn.t("cases:button.mine"), action: "mine" };
      if (!found) return { text: turn.t("cases:missing"), rows: [[back], [homeButton(turn.t)]] };
      const { own, place } = found;
      const head = `<b>${turn.t("route-card:title")}</b>`;
      const steps = stepsNow(turn, own, place);
      return routeView(turn, steps, { head, tickable: own.status !== "closed", back });
    },
    presses: {
      mine: ({ turn }) => turn.go({ name: MINE }),
      tick: async (ctx, code) => {
        const found = await mine(ctx);
        if (!found || found.own.status === "closed") return false;
        return tick(deps, ctx.turn, found.own, found.place, { code, by: null });
      },
      pdf: async (ctx) => {
        const found = await mine(ctx);
        const named = deps.namesInChat ?? false;
        return found ? sendSheet(deps, ctx.turn, found.own, { place: found.place, named }) : false;
      },
    },
  };
}

function stepsNow(turn: OpenTurn, shown: Case, place: Place): RouteStep[] {
  const changed = ticking.get(turn);
  return routeOf(shown, place, dayAt(turn.now, place.timeZone)).map((step) =>
    step.code === changed?.code ? changed : step,
  );
}

function tick(
  deps: CaseDeps,
  turn: OpenTurn,
  shown: Case,
  place: Place,
  { code, by }: { readonly code: string; readonly by: string | null },
): false | undefined {
  const step = stepsNow(turn, shown, place).find((one) => one.code === code);
  if (!step) return false;
  tickStep(deps, turn, shown, step, { staffId: by, day: dayAt(turn.now, place.timeZone) });
  ticking.set(turn, { ...step, ticked: !step.ticked });
  return undefined;
}

async function sendSheet(
  { database, keyring }: CaseDeps,
  turn: OpenTurn,
  shown: Case,
  { place, named }: { readonly place: Institution; readonly named: boolean },
): Promise<false | undefined> {
  const steps = stepsNow(turn, shown, place);
  if (steps.length === 0) return false;
  const { curatorId } = shown;
  const names = await namesOfMembers(database.prisma, keyring, curatorId ? [curatorId] : []);
  const data = routeSheetOf(turn, shown, steps, {
    ...{ curator: names.get(curatorId ?? ""), institution: place, named },
  });
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
    source,
  }: {
    readonly head: string;
    readonly tickable: boolean;
    readonly back: Button;
    /** Where the template comes from: told to those who plan by it. */
    readonly source?: string;
  },
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
            ...(source ? [`<i>${t(`route-card:source.${source}`)}</i>`] : []),
          ].join("\n\n"),
    rows: [
      ...(tickable ? rows : []),
      ...(steps.length > 0 ? [[{ label: t("cases:button.pdf"), action: "pdf" }]] : []),
      [back],
      [homeButton(t)],
    ],
  };
}
