import type { ScreenRef } from "../../platform/conversation/conversation.ts";
import { sendChart } from "../../platform/pictures/index.ts";
import type { Feature, Handler, Screen, View } from "../../platform/telegram/screen.ts";
import { homeButton } from "../../platform/telegram/screen.ts";
import type { Ctx, OpenTurn } from "../../platform/telegram/turn.ts";
import { actAs, type Member, memberNow, membershipsOf } from "../staff/index.ts";
import { looksAt } from "./allowed.ts";
import { changeSearch, FOUND } from "./filters.ts";
import { countedDesk, listScreen } from "./list-screen.ts";
import { notHere } from "./list-view.ts";
import { pickScreen } from "./pick-screen.ts";
import { overdueChart } from "./picture.ts";
import { reasonScreen, stated } from "./reason.ts";
import { searchScreens } from "./search-screens.ts";
import type { DeskStore } from "./store.ts";
import { isListCode, LISTS } from "./worklists.ts";

export interface DeskDeps extends DeskStore {
  /** Opens a case before a release. */
  readonly openNewCase?: Handler;
  /** How one wants to hear of things. */
  readonly openSettings?: Handler;
}

export const DESK = { name: "desk" };

/** The desk is for those who work with cases; for everybody else it does not exist. */
export const openDesk =
  ({ database }: Pick<DeskDeps, "database">): Handler =>
  async (ctx) => {
    const member = await memberNow(database.prisma, ctx);
    return member && looksAt(member) !== "never" ? ctx.turn.go(DESK) : false;
  };

/** Counters and lists of what needs the member, search, and the table. */
export function deskFeature(deps: DeskDeps): Feature {
  const { database } = deps;

  /** The member who may look at cases now. A handler or view of the desk asks this first. */
  async function deskMember(ctx: Ctx): Promise<Member | undefined> {
    const member = await memberNow(database.prisma, ctx);
    return member && looksAt(member) !== "never" ? member : undefined;
  }

  /** The member who may see names now: a supervisor has said why. */
  async function lookingMember(ctx: Ctx): Promise<Member | undefined> {
    const member = await deskMember(ctx);
    return member && mayLook(ctx.turn, member) ? member : undefined;
  }

  /** A line typed at the desk is a search. */
  const typed: Handler = (ctx, line) => {
    changeSearch(ctx.turn, { line });
    return guarded(FOUND)(ctx, "");
  };

  async function deskView(ctx: Ctx): Promise<View> {
    const { turn } = ctx;
    const { t } = turn;
    const member = await deskMember(ctx);
    if (!member) return notHere(turn);
    const found = await countedDesk(deps, ctx, member);
    const memberships = await membershipsOf(database.prisma, ctx);
    const counted = LISTS.map((list) => ({ list, count: found?.counts[list] ?? 0 }));
    return {
      text: [
        `<b>${t("desk:title")}</b>`,
        t("desk:who", {
          institution: member.institution.name,
          role: t(`staff:role.${member.role}`),
        }),
        counted.map(({ list, count }) => `${t(`desk:list.${list}`)}: <b>${count}</b>`).join("\n"),
        ...(counted.every(({ count }) => count === 0) ? [t("desk:quiet")] : []),
      ].join("\n\n"),
      rows: [
        ...counted
          .filter(({ count }) => count > 0)
          .map(({ list, count }) => [
            { label: `${t(`desk:list.${list}`)} · ${count}`, action: "list", argument: list },
          ]),
        [{ label: t("desk:button.search"), action: "search" }],
        ...(looksAt(member) === "freely"
          ? []
          : [[{ label: t("desk:button.picture"), action: "picture" }]]),
        ...(deps.openNewCase && looksAt(member) === "freely"
          ? [[{ label: t("desk:button.new_case"), action: "new_case" }]]
          : []),
        [
          ...(deps.openSettings ? [{ label: t("desk:button.settings"), action: "settings" }] : []),
          ...(memberships.length > 1 ? [{ label: t("desk:button.switch"), action: "switch" }] : []),
        ],
        [homeButton(t)],
      ].filter((row) => row.length > 0),
    };
  }

  /** Of whoever looks after the work of others: numbers by specialist, nobody of a case. */
  const sendPicture: Handler = async (ctx) => {
    const { turn } = ctx;
    const member = await deskMember(ctx);
    if (!member || looksAt(member) === "freely") return false;
    const chart = await overdueChart(deps, turn, member);
    if (chart) sendChart(turn, chart);
    else {
      const payload = { chat_id: turn.chat, text: turn.t("desk:picture.none") };
      turn.outgoing.push({ call: { method: "sendMessage", payload } });
    }
    return undefined;
  };

  /** Names are shown from here on: a supervisor says why before that. */
  function guarded(next: ScreenRef): Handler {
    return async (ctx) => {
      const member = await deskMember(ctx);
      if (!member) return false;
      const free = looksAt(member) === "freely" || stated(ctx.turn, member);
      ctx.turn.go(free ? next : { name: "desk_reason", next: next.name, list: next.list });
    };
  }

  const choosing: Screen = {
    async view(ctx) {
      const { t } = ctx.turn;
      const memberships = await membershipsOf(database.prisma, ctx);
      return {
        text: t("desk:switch"),
        rows: [
          ...memberships.map(({ id, institution, role }) => [
            {
              label: t("desk:button.membership", {
                institution: institution.name,
                role: t(`staff:role.${role}`),
              }),
              action: "act_as",
              argument: id,
            },
          ]),
          [homeButton(t)],
        ],
      };
    },
    presses: {
      async act_as(ctx, id) {
        const memberships = await membershipsOf(database.prisma, ctx);
        const chosen = memberships.find((member) => member.id === id);
        if (!chosen) return false;
        actAs(ctx.turn, chosen.id);
        ctx.turn.go(looksAt(chosen) === "never" ? { name: "home" } : DESK);
      },
    },
  };

  const open = openDesk(deps);
  return {
    name: "desk",
    screens: {
      desk: {
        view: deskView,
        text: typed,
        presses: {
          list: (ctx, code) =>
            isListCode(code) ? guarded({ name: "desk_list", list: code, page: 0 })(ctx, "") : false,
          search: guarded({ name: "desk_search" }),
          new_case: (ctx, argument) => (deps.openNewCase ? deps.openNewCase(ctx, argument) : false),
          settings: (ctx, argument) =>
            deps.openSettings ? deps.openSettings(ctx, argument) : false,
          switch: ({ turn }) => turn.go({ name: "desk_switch" }),
          picture: sendPicture,
        },
      },
      desk_list: listScreen(deps, lookingMember, typed),
      desk_switch: choosing,
      desk_reason: reasonScreen(deskMember),
      ...searchScreens(deps, lookingMember),
      desk_pick: pickScreen(deps, lookingMember),
    },
    commands: { desk: open },
    notices: { desk: open },
  };
}

function mayLook(turn: OpenTurn, member: Member): boolean {
  return looksAt(member) === "freely" || stated(turn, member);
}
