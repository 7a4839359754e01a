import { pageWithin } from "../../platform/telegram/pages.ts";
import {
  type Button,
  type Handler,
  homeButton,
  type Screen,
} from "../../platform/telegram/screen.ts";
import type { Ctx, OpenTurn } from "../../platform/telegram/turn.ts";
import { escapeHtml } from "../../platform/texts/texts.ts";
import { dayAt, journal } from "../cases/index.ts";
import { type Member, membersAt } from "../staff/index.ts";
import { exports } from "./allowed.ts";
import {
  ASK,
  changeSearch,
  FILTERS,
  FOUND,
  filtered,
  forgetSearch,
  isFilterCode,
  readingsOf,
  searchOf,
  understood,
} from "./filters.ts";
import {
  caseButtons,
  foundLine,
  notHere,
  numberOf,
  PAGE,
  pageButtons,
  partOf,
} from "./list-view.ts";
import type { Query } from "./query.ts";
import { type Found, searchCases } from "./search.ts";
import type { DeskStore } from "./store.ts";
import { MOST_ROWS, orderTable } from "./table-order.ts";
import { openFromList } from "./walk.ts";

/** A search that was made, with how its line was understood. */
interface Made {
  readonly found: Found;
  readonly readings: readonly Query[];
  readonly colleagues: readonly Member[];
}

const made = new WeakMap<OpenTurn, Promise<Made>>();

/** Search in one line or by buttons, its results, and what narrows them. */
export function searchScreens(
  deps: DeskStore,
  memberOf: (ctx: Ctx) => Promise<Member | undefined>,
): Readonly<Record<string, Screen>> {
  const { database, keyring } = deps;

  const colleaguesOf = (member: Member) =>
    membersAt(database.prisma, keyring, member.institutionId);

  async function make({ turn }: Ctx, member: Member, limit?: number): Promise<Made> {
    const colleagues = await colleaguesOf(member);
    const today = dayAt(turn.now, member.institution.timeZone);
    const readings = readingsOf(searchOf(turn), member, colleagues, today);
    const found = await searchCases(deps, member, readings, limit);
    return { found, readings, colleagues };
  }

  /** View and handler of one update look once. */
  function madeFor(ctx: Ctx, member: Member): Promise<Made> {
    const known = made.get(ctx.turn);
    if (known) return known;
    const fresh = make(ctx, member);
    made.set(ctx.turn, fresh);
    return fresh;
  }

  async function foundIds(ctx: Ctx, limit?: number): Promise<string[]> {
    const member = await memberOf(ctx);
    if (!member) return [];
    const { found } = limit ? await make(ctx, member, limit) : await madeFor(ctx, member);
    return found.kind === "found" ? found.cases.map(({ id }) => id) : [];
  }

  const typed: Handler = async (ctx, line) => {
    if (!(await memberOf(ctx))) return false;
    changeSearch(ctx.turn, { line });
    ctx.turn.go(FOUND);
  };

  const ask: Screen = {
    async view(ctx) {
      const { turn } = ctx;
      const { t } = turn;
      const member = await memberOf(ctx);
      if (!member) return notHere(turn);
      const { filters } = searchOf(turn);
      const chosen = understood(turn, filtered({ names: [] }, filters), await colleaguesOf(member));
      return {
        text: [
          `<b>${t("desk:search.title")}</b>`,
          t("desk:search.how"),
          ...(chosen.length > 0 ? [t("desk:search.chosen", { list: chosen.join("; ") })] : []),
        ].join("\n\n"),
        rows: [
          ...filterRows(turn),
          ...(chosen.length > 0
            ? [
                [{ label: t("desk:button.show"), action: "show" }],
                [{ label: t("desk:button.clear"), action: "clear" }],
              ]
            : []),
          [{ label: t("desk:button.desk"), action: "desk" }],
          [homeButton(t)],
        ],
      };
    },
    text: typed,
    presses: {
      pick: toPick,
      show: ({ turn }) => {
        changeSearch(turn, { line: "" });
        turn.go(FOUND);
      },
      clear: ({ turn }) => forgetSearch(turn),
      desk: ({ turn }) => turn.go({ name: "desk" }),
    },
  };

  const found: Screen = {
    async view(ctx) {
      const { turn } = ctx;
      const { t } = turn;
      const member = await memberOf(ctx);
      if (!member) return notHere(turn);
      journal(turn, member.id, "search");
      const { found: result, readings, colleagues } = await madeFor(ctx, member);
      const cases = result.kind === "found" ? result.cases : [];
      const page = pageWithin(turn.screen.page, cases.length, PAGE);
      const query = readings[result.kind === "found" ? result.reading : 0];
      const parts = query ? understood(turn, query, colleagues) : [];
      const obvious = parts.length === 1 && query?.said !== undefined;
      const names = new Map(colleagues.map(({ id, name }) => [id, name]));
      const { line } = searchOf(turn);
      return {
        text: [
          line === "" ? `<b>${t("desk:search.title")}</b>` : `<b>${escapeHtml(line)}</b>`,
          ...(parts.length > 0 && !obvious
            ? [t("desk:search.understood", { list: parts.join("; ") })]
            : []),
          headline(turn, result),
          ...partOf(cases, page).map(
            (one, at) => `${numberOf(page, at)}. ${foundLine(turn, one, names)}`,
          ),
        ].join("\n\n"),
        rows: [
          ...caseButtons(partOf(cases, page), page),
          pageButtons(turn, cases.length, page),
          ...(readings.length > 1
            ? [[{ label: t("desk:button.otherwise"), action: "otherwise" }]]
            : []),
          ...filterRows(turn),
          ...(exports(member) && cases.length > 0
            ? [[{ label: t("desk:button.table"), action: "table" }]]
            : []),
          [
            { label: t("desk:button.search_again"), action: "again" },
            { label: t("desk:button.desk"), action: "desk" },
          ],
          [homeButton(t)],
        ].filter((row) => row.length > 0),
      };
    },
    text: typed,
    presses: {
      page: ({ turn }, page) => turn.go({ ...FOUND, page: Number(page) }),
      async open(ctx, caseId) {
        const ids = await foundIds(ctx);
        if (!ids.includes(caseId)) return false;
        openFromList(ctx.turn, caseId, { ids, first: 0, total: ids.length });
      },
      async otherwise(ctx) {
        const member = await memberOf(ctx);
        if (!member) return false;
        const { readings, found: result } = await make(ctx, member);
        const { reading } = searchOf(ctx.turn);
        const used = result.kind === "found" ? result.reading : 0;
        changeSearch(ctx.turn, { reading: (reading + used + 1) % readings.length });
        ctx.turn.go(FOUND);
      },
      pick: toPick,
      async table(ctx) {
        const member = await memberOf(ctx);
        return member ? orderTable(ctx.turn, member, await foundIds(ctx, MOST_ROWS + 1)) : false;
      },
      again: ({ turn }) => {
        forgetSearch(turn);
        turn.go(ASK);
      },
      desk: ({ turn }) => turn.go({ name: "desk" }),
    },
  };

  return { desk_search: ask, desk_found: found };
}

function toPick({ turn }: Ctx, by: string): false | undefined {
  if (!isFilterCode(by)) return false;
  turn.go({ name: "desk_pick", by });
  return undefined;
}

function filterRows({ t }: OpenTurn): Button[][] {
  const buttons = FILTERS.map(
    (by): Button => ({ label: t(`desk:filter.${by}`), action: "pick", argument: by }),
  );
  return [buttons.slice(0, 2), buttons.slice(2)];
}

function headline({ t }: OpenTurn, found: Found): string {
  switch (found.kind) {
    case "found":
      return found.more
        ? t("desk:search.more", { count: found.cases.length })
        : t("desk:cases", { count: found.cases.length });
    case "nothing":
      return t("desk:search.nothing");
    case "too_little":
      return t("desk:search.too_little");
  }
}
