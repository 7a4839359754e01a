import { sendChart } from "../../platform/pictures/index.ts";
import { pageOf } from "../../platform/telegram/pages.ts";
import type { Feature, Handler, View } from "../../platform/telegram/screen.ts";
import { type Ctx, FIRST_SCREEN } from "../../platform/telegram/turn.ts";
import { addDays } from "../../programs/dates.ts";
import { dayAt } from "../cases/index.ts";
import type { Member } from "../staff/index.ts";
import { occupancyChart } from "./picture.ts";
import { entriesOf, type RegisterDeps, readerNow, weekBefore } from "./register.ts";
import { changedSince, totalsOf, unitIdsOf, unmetSince } from "./store.ts";
import { REGISTER_TABLE, type TableOrder } from "./table.ts";
import {
  isListCode,
  type ListCode,
  listView,
  notHere,
  PAGE,
  totalsView,
  unmetView,
} from "./view.ts";

const REGISTER = "register";
const LIST = "register_list";
const UNMET = "register_unmet";
/** How far back those are counted who were not placed. */
const UNMET_DAYS = 28;

/** The register is for those who place people and who plan; for everybody else there is no such thing. */
export const openRegister =
  (deps: Pick<RegisterDeps, "database">): Handler =>
  async (ctx) => {
    if (!(await readerNow(deps, ctx))) return false;
    ctx.turn.go({ name: REGISTER });
  };

/** All beds of a region, with what changed in a week, what is stale, and who was not placed. */
export function registerFeature(deps: RegisterDeps): Feature {
  const { prisma } = deps.database;
  const open = openRegister(deps);

  /** Asks anew at each press and view who it is. */
  const reading =
    (handle: (ctx: Ctx, member: Member, argument: string) => ReturnType<Handler>): Handler =>
    async (ctx, argument) => {
      const member = await readerNow(deps, ctx);
      return member ? handle(ctx, member, argument) : false;
    };
  const shown =
    (view: (ctx: Ctx, member: Member) => Promise<View>) =>
    async (ctx: Ctx): Promise<View> => {
      const member = await readerNow(deps, ctx);
      return member ? view(ctx, member) : notHere(ctx.turn);
    };

  function idsOf(code: ListCode, { institution: { region } }: Member, now: Date, page: number) {
    // One more than a page tells whether there is a next one.
    const part = { limit: PAGE + 1, offset: page * PAGE };
    if (code === "changed") return changedSince(prisma, region, weekBefore(now), part);
    return unitIdsOf(prisma, region, { ...part, ...(code === "stale" ? { staleAt: now } : {}) });
  }

  const toList = (list: ListCode): Handler =>
    reading(({ turn }) => turn.go({ name: LIST, list, page: 0 }));

  return {
    name: "register",
    screens: {
      [REGISTER]: {
        view: shown(async ({ turn }, { institution }) =>
          totalsView(turn, institution, await totalsOf(prisma, institution.region, turn.now)),
        ),
        presses: {
          list: (ctx, code) => (isListCode(code) ? toList(code)(ctx, "") : false),
          unmet: reading(({ turn }) => turn.go({ name: UNMET, page: 0 })),
          table: reading(({ turn }, { id, institution }) => {
            const { now, locale } = turn;
            const today = dayAt(now, institution.timeZone);
            const data: TableOrder = { memberId: id, locale, at: now.toISOString(), today };
            turn.outgoing.push({
              call: { method: "sendDocument", payload: { chat_id: turn.chat } },
              document: { field: "document", kind: REGISTER_TABLE, data },
            });
          }),
          picture: reading(async ({ turn }, { institution }) => {
            sendChart(turn, await occupancyChart(prisma, turn, institution));
          }),
        },
      },
      [LIST]: {
        view: shown(async ({ turn }, member) => {
          const { list, page: asked } = turn.screen;
          if (!isListCode(list)) return notHere(turn);
          const page = pageOf(asked);
          const ids = await idsOf(list, member, turn.now, page);
          const entries = await entriesOf(prisma, ids.slice(0, PAGE), turn.now);
          return listView(turn, list, entries, { page, more: ids.length > PAGE });
        }),
        presses: { page: reading(toPage), back: open },
      },
      [UNMET]: {
        view: shown(async ({ turn }, { institution: { region, timeZone } }) => {
          const page = pageOf(turn.screen.page);
          const since = addDays(dayAt(turn.now, timeZone), -UNMET_DAYS);
          const part = { limit: PAGE * 2 + 1, offset: page * PAGE * 2 };
          const found = await unmetSince(prisma, region, since, part);
          const more = found.length > PAGE * 2;
          return unmetView(turn, found.slice(0, PAGE * 2), { page, more });
        }),
        presses: { page: reading(toPage), back: open },
      },
    },
    commands: {
      register: async (ctx, argument) => {
        // For everybody else there is no such command.
        if ((await open(ctx, argument)) === false) ctx.turn.go(FIRST_SCREEN);
      },
    },
    notices: { told_register: open, told_register_stale: toList("stale") },
  };
}

function toPage({ turn }: Ctx, _member: Member, page: string): void {
  turn.go({ ...turn.screen, page: pageOf(page) });
}
