import type { Database } from "../../platform/postgres/database.ts";
import type { Feature, Handler } from "../../platform/telegram/screen.ts";
import type { Ctx, OpenTurn } from "../../platform/telegram/turn.ts";
import { findTowns, townById } from "../places/index.ts";
import type { Place } from "../shelters/index.ts";
import { answer } from "./finding.ts";
import { type BedSearch, readSearch, withAnswer } from "./search.ts";
import { askPlaceView, placesView, questionView } from "./view.ts";

export interface BedsDeps {
  readonly database: Database;
  /** The town that the person named elsewhere; undefined when they named none. */
  readonly townOnFile: (turn: OpenTurn) => number | undefined;
  readonly openSpecialist: Handler;
}

const ASK = "beds";
const ANSWER = "beds_answer";

/** A bed for tonight: works for anyone, before anything is kept. */
export const openBeds: Handler = ({ turn }) => turn.go({ name: ASK });

/** What was asked in this turn; the place is not kept with the conversation. */
const asked = new WeakMap<OpenTurn, BedSearch>();

export function bedsFeature({ database, townOnFile, openSpecialist }: BedsDeps): Feature {
  const { prisma } = database;

  /** A town may be kept, a point may not. */
  function look({ turn }: Ctx, search: BedSearch): void {
    asked.set(turn, search);
    const { place } = search;
    turn.go({ name: ANSWER, ...("town" in place ? { town: place.town } : {}) });
  }

  const press =
    (question: string): Handler =>
    (ctx, argument) => {
      const [, code = "", rest = ""] = /^(\S) (.+)$/.exec(argument) ?? [];
      const search = readSearch(rest);
      const next = search && withAnswer(search, question, code);
      if (!next) return false;
      look(ctx, next);
    };

  const elsewhere: Handler = ({ turn }) => turn.go({ name: ASK });

  return {
    name: "beds",
    screens: {
      [ASK]: {
        view: ({ turn }) => askPlaceView(turn, townOnFile(turn)),
        presses: {
          town: (ctx, id) => {
            if (!townById(Number(id))) return false;
            look(ctx, { place: { town: Number(id) }, skip: 0 });
          },
        },
        text: (ctx, text) => {
          const found = findTowns(text);
          if (found.kind === "one") return look(ctx, { place: { town: found.town.id }, skip: 0 });
          ctx.turn.go(
            found.kind === "none"
              ? { name: ASK, problem: "no_town" }
              : { name: ASK, choices: found.towns.map(({ id }) => id).join("|") },
          );
        },
        media: (ctx, media) => {
          if (media.kind !== "location") return false;
          const { latitude, longitude } = media;
          look(ctx, { place: { latitude, longitude }, skip: 0 });
        },
      },
      [ANSWER]: {
        view: async ({ turn }) => {
          const { town } = turn.screen;
          const search =
            asked.get(turn) ?? (town ? { place: { town: Number(town) }, skip: 0 } : undefined);
          const found = search && (await answer(prisma, search, turn.now));
          // Shown again later, in another language perhaps: where they stand was not kept.
          if (!found || found.kind === "no_such_place") return askPlaceView(turn, townOnFile(turn));
          return found.kind === "ask"
            ? questionView(turn, found.question, search)
            : placesView(turn, found, search);
        },
        presses: {
          who: press("who"),
          papers: press("papers"),
          all: press("all"),
          more: (ctx, argument) => {
            const search = readSearch(argument);
            if (!search) return false;
            look(ctx, search);
          },
          map: async (ctx, argument) => {
            const [, at, rest = ""] = /^(\d) (.+)$/.exec(argument) ?? [];
            const search = readSearch(rest);
            const found = search && (await answer(prisma, search, ctx.turn.now));
            const chosen = found?.kind === "places" ? found.places[Number(at)] : undefined;
            if (!search || !chosen) return false;
            showOnMap(ctx.turn, chosen.place);
            look(ctx, search);
          },
          elsewhere,
          specialist: openSpecialist,
          town: (ctx, id) => {
            if (!townById(Number(id))) return false;
            look(ctx, { place: { town: Number(id) }, skip: 0 });
          },
        },
        text: (ctx, text) => {
          const found = findTowns(text);
          if (found.kind === "one") return look(ctx, { place: { town: found.town.id }, skip: 0 });
          ctx.turn.go({ name: ASK, problem: "no_town" });
        },
        media: (ctx, media) => {
          if (media.kind !== "location") return false;
          look(ctx, { place: { latitude: media.latitude, longitude: media.longitude }, skip: 0 });
        },
      },
    },
  };
}

/** Above the answer, which is shown again below it. */
function showOnMap(turn: OpenTurn, { coordinates, name, address, town }: Place): void {
  turn.outgoing.push({
    call: {
      method: "sendVenue",
      payload: {
        chat_id: turn.chat,
        ...coordinates,
        title: name,
        address: address || (townById(town)?.names[turn.locale] ?? name),
      },
    },
  });
}
