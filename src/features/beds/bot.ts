import type { Database } from "../../platform/postgres/database.ts";
import type { Feature, Handler } from "../../platform/telegram/screen.ts";
import type { Ctx, OpenTurn } from "../../platform/telegram/turn.ts";
import { findTowns, townById } from "../places/index.ts";
import type { Found, Place, Seeker } from "../shelters/index.ts";
import { patrolPhones } from "../staff/index.ts";
import { answer } from "./finding.ts";
import { isMiddleOfTown } from "./place-view.ts";
import { type BedSearch, readSearch, seekerOf, withAnswer } from "./search.ts";
import { askPlaceView, placesView, questionView } from "./view.ts";

export interface BedsDeps {
  readonly database: Database;
  /** The town that the person named elsewhere; undefined when they named none. */
  readonly townOnFile: (turn: OpenTurn) => number | undefined;
  readonly openSpecialist: Handler;
  /** Tells the specialist of the person; whoever has none is asked whether they want one. */
  readonly tellSpecialist: Handler;
  readonly hasSpecialist: (turn: OpenTurn) => boolean;
  /** To asking for a bed of this unit. */
  readonly openHold: (ctx: Ctx, unitId: string, seeker: Seeker) => Promise<void>;
  /** To being told when a bed of one of these units gets free. */
  readonly openWait: (ctx: Ctx, unitIds: readonly string[], seeker: Seeker) => void;
}

const ASK = "beds";
const ANSWER = "beds_answer";

/** A bed for tonight: works for anyone, before anything is kept. */
export const openBeds: Handler = ({ turn }) => turn.go({ name: ASK });

/** What was asked in this turn; the place is not kept with the conversation. */
const asked = new WeakMap<OpenTurn, BedSearch>();

export function bedsFeature(deps: BedsDeps): Feature {
  const { database, townOnFile } = deps;
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

  /** A place of an answer, by its number there; "n" is the nearest one with a free bed. */
  async function chosen(
    ctx: Ctx,
    argument: string,
  ): Promise<{ readonly search: BedSearch; readonly found: Found } | undefined> {
    const [, at = "", rest = ""] = /^(\d|n) (.+)$/.exec(argument) ?? [];
    const search = readSearch(rest);
    const answered = search && (await answer(prisma, search, ctx.turn.now));
    if (answered?.kind !== "places") return undefined;
    const found = at === "n" ? answered.elsewhere : answered.places[Number(at)];
    return search && found && { search, found };
  }

  const lookInTown: Handler = (ctx, text) => {
    const region = regionOnFile(ctx.turn);
    const found = findTowns(text, region ? { region } : {});
    if (found.kind === "one") return look(ctx, { place: { town: found.town.id }, skip: 0 });
    ctx.turn.go(
      found.kind === "none"
        ? { name: ASK, problem: "no_town" }
        : { name: ASK, choices: found.towns.map(({ id }) => id).join("|") },
    );
  };

  /** Of namesakes the one in the person's own region comes first. */
  function regionOnFile(turn: OpenTurn): string | undefined {
    const town = townOnFile(turn);
    return town === undefined ? undefined : (townById(town)?.region ?? undefined);
  }

  const town: Handler = (ctx, id) => {
    if (!townById(Number(id))) return false;
    look(ctx, { place: { town: Number(id) }, skip: 0 });
  };

  return {
    name: "beds",
    screens: {
      [ASK]: {
        view: ({ turn }) => askPlaceView(turn, townOnFile(turn)),
        presses: { town },
        text: lookInTown,
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
          if (found.kind === "ask") return questionView(turn, found.question, search);
          const near = found.places[0]?.place ?? found.elsewhere?.place;
          const patrol = found.sure || !near ? [] : await patrolPhones(prisma, near);
          return placesView(turn, found, search, { patrol, specialist: deps.hasSpecialist(turn) });
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
            const one = await chosen(ctx, argument);
            if (!one) return false;
            showOnMap(ctx.turn, one.found.place);
            look(ctx, one.search);
          },
          hold: async (ctx, argument) => {
            const one = await chosen(ctx, argument);
            if (!one) return false;
            await deps.openHold(ctx, one.found.unit.id, seekerOf(one.search));
          },
          wait: async (ctx, argument) => {
            const search = readSearch(argument);
            const answered = search && (await answer(prisma, search, ctx.turn.now));
            if (!search || answered?.kind !== "places" || answered.places.length === 0) {
              return false;
            }
            const ids = answered.places
              .filter(({ stops }) => stops.certain.length === 0)
              .map(({ unit }) => unit.id);
            deps.openWait(ctx, ids, seekerOf(search));
          },
          tell: deps.tellSpecialist,
          elsewhere: openBeds,
          specialist: deps.openSpecialist,
          town,
        },
        text: lookInTown,
        media: (ctx, media) => {
          if (media.kind !== "location") return false;
          look(ctx, { place: { latitude: media.latitude, longitude: media.longitude }, skip: 0 });
        },
      },
    },
  };
}

/** Above the answer, which is shown again below it. */
export function showOnMap(turn: OpenTurn, place: Place): void {
  const { coordinates, name, address, town } = place;
  const where = address || (townById(town)?.names[turn.locale] ?? name);
  turn.outgoing.push({
    call: {
      method: "sendVenue",
      payload: {
        chat_id: turn.chat,
        ...coordinates,
        title: name,
        address: isMiddleOfTown(place) ? turn.t("beds:middle_of_town", { address: where }) : where,
      },
    },
  });
}
