import { pageWithin } from "../../platform/telegram/pages.ts";
import type { Handler, Screen } from "../../platform/telegram/screen.ts";
import type { Ctx, OpenTurn } from "../../platform/telegram/turn.ts";
import { dayAt, journal } from "../cases/index.ts";
import type { Member } from "../staff/index.ts";
import { exports } from "./allowed.ts";
import type { Desk } from "./desk-query.ts";
import { listView, notHere, PAGE } from "./list-view.ts";
import { type Counts, countDesk, type DeskStore, deskOf, idsOfList, readList } from "./store.ts";
import { MOST_ROWS, orderTable } from "./table-order.ts";
import { openFromList, stretchAround } from "./walk.ts";
import { isListCode, type ListCode } from "./worklists.ts";

/** A member's desk with its counters. */
export interface Counted {
  readonly desk: Desk;
  readonly counts: Counts;
}

/** What a desk is made of is counted once for an update. */
const counted = new WeakMap<OpenTurn, Promise<Counted | undefined>>();

export function countedDesk(
  deps: DeskStore,
  { turn }: Ctx,
  member: Member,
): Promise<Counted | undefined> {
  const known = counted.get(turn);
  if (known) return known;
  const { institution } = member;
  const found = deskOf(deps.database, member, dayAt(turn.now, institution.timeZone)).then(
    async (desk) => desk && { desk, counts: await countDesk(deps, desk, member) },
  );
  counted.set(turn, found);
  return found;
}

/** One list of the desk, page by page. */
export function listScreen(
  deps: DeskStore,
  lookingMember: (ctx: Ctx) => Promise<Member | undefined>,
  typed: Handler,
): Screen {
  async function shown(ctx: Ctx) {
    const member = await lookingMember(ctx);
    const { list, page } = ctx.turn.screen;
    const found = member && (await countedDesk(deps, ctx, member));
    if (!member || !found || !isListCode(String(list))) return undefined;
    const { desk, counts } = found;
    const code = String(list) as ListCode;
    return { member, desk, code, total: counts[code], page: pageWithin(page, counts[code], PAGE) };
  }

  return {
    async view(ctx) {
      const { turn } = ctx;
      const here = await shown(ctx);
      if (!here) return notHere(turn);
      const { member, desk, code, total, page } = here;
      const part = { limit: PAGE, offset: page * PAGE };
      const entries = await readList(deps, desk, member, code, part);
      journal(turn, member.id, "search");
      return listView(turn, member.institution, {
        ...{ list: code, entries, page, total },
        exported: exports(member),
      });
    },
    presses: {
      page: ({ turn }, page) => turn.go({ ...turn.screen, page: Number(page) }),
      async open(ctx, caseId) {
        const here = await shown(ctx);
        if (!here) return false;
        const { member, desk, code, total, page } = here;
        const part = stretchAround(page * PAGE);
        const ids = await idsOfList(deps, desk, member, code, part);
        if (!ids.includes(caseId)) return false;
        return openFromList(ctx.turn, caseId, { ids, first: part.offset, total });
      },
      async table(ctx) {
        const here = await shown(ctx);
        if (!here) return false;
        const { member, desk, code } = here;
        const part = { limit: MOST_ROWS + 1, offset: 0 };
        const ids = await idsOfList(deps, desk, member, code, part);
        return orderTable(ctx.turn, member, ids);
      },
      desk: ({ turn }) => turn.go({ name: "desk" }),
    },
    text: typed,
  };
}
