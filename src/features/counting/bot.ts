import { pageOf } from "../../platform/telegram/pages.ts";
import type { Feature, Handler } from "../../platform/telegram/screen.ts";
import { type Ctx, FIRST_SCREEN } from "../../platform/telegram/turn.ts";
import { type FigureChange, historyOf, type Refusal } from "../shelters/index.ts";
import { namesOfMembers } from "../staff/index.ts";
import {
  type Counted,
  type CountingDeps,
  count,
  countedFor,
  countersNow,
  unitsFor,
  writeNote,
} from "./counter.ts";
import { readBeds, readNote } from "./reading.ts";
import {
  type Asked,
  askView,
  type ChangeLine,
  historyView,
  isAsked,
  listView,
  notHere,
  unitView,
} from "./view.ts";

const LIST = "counting";
const UNIT = "counting_unit";
const ASK = "counting_ask";
const HISTORY = "counting_history";
const HISTORY_PAGE = 10;

type AtUnit = (ctx: Ctx, counted: Counted, argument: string) => ReturnType<Handler>;

/** Beds are counted by the staff of their place; for everybody else there is no such thing. */
export const openCounting =
  ({ database }: Pick<CountingDeps, "database">): Handler =>
  async (ctx) => {
    const all = await unitsFor(database.prisma, ctx);
    const [only, other] = all;
    if (only && !other) return ctx.turn.go({ name: UNIT, unit: only.unit.id });
    if (!only && (await countersNow(database.prisma, ctx)).length === 0) return false;
    ctx.turn.go({ name: LIST });
  };

/** The staff of a shelter say how many beds are free, by one press or one number. */
export function countingFeature(deps: CountingDeps): Feature {
  const { database, keyring } = deps;
  const { prisma } = database;
  const open = openCounting(deps);

  /** Asks anew at each press who it is, and whether the unit is theirs. */
  const atUnit =
    (handle: AtUnit): Handler =>
    async (ctx, argument) => {
      const counted = await countedFor(prisma, ctx, ctx.turn.screen.unit);
      return counted ? handle(ctx, counted, argument) : false;
    };

  const say = (change: FigureChange) =>
    atUnit((ctx, counted) => told(ctx, counted, count(ctx.turn, counted, change)));

  async function linesOf({ unit, member }: Counted, page: number, size = HISTORY_PAGE) {
    const found = await historyOf(prisma, unit.id, { limit: size + 1, offset: page * size });
    const ids = found.flatMap(({ staffId }) => staffId ?? []);
    const names = await namesOfMembers(prisma, keyring, [...new Set(ids)]);
    const lines: ChangeLine[] = found.slice(0, size).map((change) => ({
      ...change,
      who: change.staffId === null ? undefined : names.get(change.staffId),
      timeZone: member.institution.timeZone,
    }));
    return { lines, more: found.length > size };
  }

  const toUnit = atUnit((ctx, { unit }) => ctx.turn.go({ name: UNIT, unit: unit.id }));

  return {
    name: "counting",
    screens: {
      [LIST]: {
        async view(ctx) {
          const all = await unitsFor(prisma, ctx);
          const mayCount = all.length > 0 || (await countersNow(prisma, ctx)).length > 0;
          return mayCount
            ? listView(ctx.turn, all, pageOf(ctx.turn.screen.page))
            : notHere(ctx.turn);
        },
        presses: {
          unit: async (ctx, id) => {
            const counted = await countedFor(prisma, ctx, id);
            return counted ? ctx.turn.go({ name: UNIT, unit: id }) : false;
          },
          all_as_before: async (ctx) => {
            const all = await unitsFor(prisma, ctx);
            const said = all.filter(({ unit }) => unit.confirmedAt !== null);
            if (said.length === 0) return false;
            for (const counted of said) count(ctx.turn, counted, { kind: "confirmed" });
            ctx.turn.go({ name: LIST, done: true });
          },
          page: ({ turn }, page) => turn.go({ name: LIST, page: pageOf(page) }),
        },
      },
      [UNIT]: {
        async view(ctx) {
          const counted = await countedFor(prisma, ctx, ctx.turn.screen.unit);
          if (!counted) return notHere(ctx.turn);
          const { lines } = await linesOf(counted, 0, 1);
          return unitView(ctx.turn, counted, lines[0]);
        },
        presses: {
          less: say({ kind: "free_by", step: -1 }),
          more: say({ kind: "free_by", step: 1 }),
          full: say({ kind: "full" }),
          as_before: say({ kind: "confirmed" }),
          out_of_use: ask("out_of_use"),
          capacity: ask("capacity"),
          note: ask("note"),
          history: atUnit(({ turn }, { unit }) => turn.go({ name: HISTORY, unit: unit.id })),
          all: ({ turn }) => turn.go({ name: LIST }),
        },
        text: atUnit((ctx, counted, text) => typed(ctx, counted, text, "free")),
      },
      [ASK]: {
        async view(ctx) {
          const { turn } = ctx;
          const counted = await countedFor(prisma, ctx, turn.screen.unit);
          const { asked } = turn.screen;
          return counted && isAsked(asked) ? askView(turn, counted, asked) : notHere(turn);
        },
        presses: {
          no_note: atUnit((ctx, counted) => {
            writeNote(ctx.turn, counted, null);
            told(ctx, counted, undefined);
          }),
          back: toUnit,
        },
        text: atUnit((ctx, counted, text) => {
          const { asked } = ctx.turn.screen;
          if (!isAsked(asked)) return false;
          if (asked !== "note") return typed(ctx, counted, text, asked);
          const note = readNote(text);
          if (note === undefined) return again(ctx, "note");
          writeNote(ctx.turn, counted, note);
          told(ctx, counted, undefined);
        }),
      },
      [HISTORY]: {
        async view(ctx) {
          const counted = await countedFor(prisma, ctx, ctx.turn.screen.unit);
          if (!counted) return notHere(ctx.turn);
          const page = pageOf(ctx.turn.screen.page);
          return historyView(ctx.turn, counted, { page, ...(await linesOf(counted, page)) });
        },
        presses: {
          page: atUnit(({ turn }, { unit }, page) =>
            turn.go({ name: HISTORY, unit: unit.id, page: pageOf(page) }),
          ),
          back: toUnit,
        },
      },
    },
    commands: {
      beds: async (ctx, argument) => {
        // For everybody else there is no such command.
        if ((await open(ctx, argument)) === false) ctx.turn.go(FIRST_SCREEN);
      },
    },
    notices: {
      told_beds: async (ctx, id) => {
        const counted = id ? await countedFor(prisma, ctx, id) : undefined;
        return counted ? ctx.turn.go({ name: UNIT, unit: counted.unit.id }) : open(ctx, "");
      },
    },
  };

  function ask(asked: Asked): Handler {
    return atUnit(({ turn }, { unit }) => turn.go({ name: ASK, unit: unit.id, asked }));
  }
}

/** A typed number means free beds, or what was asked for. */
function typed(
  ctx: Ctx,
  counted: Counted,
  text: string,
  kind: "free" | "out_of_use" | "capacity",
): undefined {
  const beds = readBeds(text);
  if (beds === undefined) return again(ctx, "number");
  const refused = count(ctx.turn, counted, { kind, beds });
  return refused && kind !== "free" ? again(ctx, refused) : told(ctx, counted, refused);
}

/** The same question once more, with why. */
function again({ turn }: Ctx, refused: Refusal | "number" | "note"): undefined {
  const { done: _, ...screen } = turn.screen;
  turn.go({ ...screen, refused });
  return undefined;
}

function told({ turn }: Ctx, { unit }: Counted, refused: Refusal | undefined): undefined {
  turn.go({ name: UNIT, unit: unit.id, ...(refused ? { refused } : { done: true }) });
  return undefined;
}
