import {
  type Button,
  type Handler,
  homeButton,
  type Screen,
  type View,
} from "../../../platform/telegram/screen.ts";
import type { Ctx, OpenTurn } from "../../../platform/telegram/turn.ts";
import { openBeds, placeText, showOnMap } from "../../beds/index.ts";
import { type Found, nearest, type Seeker } from "../../shelters/index.ts";
import { foreseen, moveHold } from "../actions.ts";
import { foresee, foreseenOf } from "../coming.ts";
import type { HoldDeps } from "../deps.ts";
import { type Bed, bedOf, type Draft } from "../draft.ts";
import { type HoldBody, seekerOfChat } from "../record.ts";
import { isActive, nightOf } from "../rules.ts";
import { type Hold, lastHoldOf } from "../store.ts";
import { bodyText, clockText, nightText, whereText } from "../wording.ts";

export const MINE = "hold";
/** Whether the person asked for a bed here: then the first screen leads to it. */
const HAS = "holds.has";

export function noteHold(turn: OpenTurn): void {
  turn.keep(HAS, true);
}

export const openMyHold: Handler = ({ turn }) => turn.go({ name: MINE });

/** Whoever asked, or for whom a specialist did. */
export const hasHold =
  ({ database, keyring }: HoldDeps) =>
  async ({ turn }: Ctx): Promise<boolean> => {
    if (!turn.person && !turn.slot(HAS, false)) return false;
    const seeker = seekerOfChat(keyring, turn.chat);
    return (await lastHoldOf(database.prisma, keyring, { seeker })) !== undefined;
  };

export interface MineLinks {
  readonly openHold: (
    ctx: Ctx,
    unitId: string,
    seeker: Seeker,
    known?: Partial<Draft>,
  ) => Promise<void>;
  readonly openSpecialist: Handler;
}

/** What came of the person's request for a bed, and what they can do now. */
export function mineScreen(deps: HoldDeps, { openHold, openSpecialist }: MineLinks): Screen {
  const { database, keyring } = deps;
  const { prisma } = database;

  async function mine(turn: OpenTurn): Promise<Hold | undefined> {
    const hold = foreseenOf(turn);
    if (hold) return hold;
    return lastHoldOf(prisma, keyring, { seeker: seekerOfChat(keyring, turn.chat) });
  }

  /** The next place for somebody who got none here: the nearest other one from there. */
  async function nextPlace(turn: OpenTurn, hold: Hold, { place }: Bed): Promise<Found | undefined> {
    if (hold.state !== "declined" && hold.state !== "lapsed") return undefined;
    if (hold.night < nightOf(turn.now, place.timeZone)) return undefined;
    const tried = await prisma.hold.findMany({
      where: { seekerKey: seekerOfChat(keyring, turn.chat), night: new Date(hold.night) },
      select: { unit: { select: { institutionId: true } } },
    });
    const before = new Set(tried.map(({ unit }) => unit.institutionId));
    const options = { now: turn.now, limit: 5 + before.size };
    const found = await nearest(prisma, place.coordinates, seekerOf(hold), options);
    return found.find(
      (one) => !before.has(one.place.id) && one.place.id !== place.id && one.free !== 0,
    );
  }

  return {
    async view({ turn }) {
      const hold = await mine(turn);
      const bed = hold && (await bedOf(deps, hold.unitId));
      if (!hold || !bed) return noneView(turn);
      return mineView(turn, hold, bed, await nextPlace(turn, hold, bed));
    },
    presses: {
      cancel: async ({ turn }, version) => {
        const hold = await mine(turn);
        if (!hold || hold.version !== Number(version)) return false;
        const doing = { event: "cancel", by: "seeker", at: turn.now } as const;
        const after = foreseen(hold, doing);
        if (!after) return false;
        turn.writeApart(async (tx) => {
          // Done again after a crash, it is cancelled already.
          const before = await lastHoldOf(tx, keyring, {
            seeker: seekerOfChat(keyring, turn.chat),
          });
          if (before?.id !== hold.id || !isActive(before.state)) return;
          await moveHold(deps, tx, before, doing);
        });
        foresee(turn, after);
        turn.go({ name: MINE });
      },
      next: async (ctx, unitId) => {
        const hold = await mine(ctx.turn);
        const bed = hold && (await bedOf(deps, hold.unitId));
        const next = hold && bed && (await nextPlace(ctx.turn, hold, bed));
        if (!hold || next?.unit.id !== unitId) return false;
        await openHold(ctx, unitId, seekerOf(hold), knownOf(hold));
      },
      map: async ({ turn }) => {
        const hold = await mine(turn);
        const bed = hold && (await bedOf(deps, hold.unitId));
        if (!bed) return false;
        showOnMap(turn, bed.place);
        turn.go({ name: MINE });
      },
      beds: openBeds,
      specialist: openSpecialist,
    },
  };
}

function seekerOf({ sealed }: Hold): Seeker {
  const { who, papers } = sealed?.body ?? {};
  return { ...(who ? { who } : {}), ...(papers ? { papers } : {}) };
}

/** What need not be said again at the next place. */
function knownOf({ sealed, night }: Hold): Partial<Draft> {
  const { name, age, needs = [] }: Partial<HoldBody> = sealed?.body ?? {};
  return { night, needs, ...(name ? { name } : {}), ...(age ? { age } : {}) };
}

function noneView({ t }: OpenTurn): View {
  return {
    text: t("holds:mine.none"),
    rows: [[{ label: t("holds:button.beds"), action: "beds" }], [homeButton(t)]],
  };
}

function mineView(turn: OpenTurn, hold: Hold, bed: Bed, next: Found | undefined): View {
  const { t, screen, locale } = turn;
  const { place } = bed;
  const { state, version } = hold;
  const values = {
    until: clockText(turn, hold.until, place.timeZone),
    night: nightText(turn, hold.night, place.timeZone),
  };
  const { reason } = hold.sealed?.body ?? {};
  const bring = place.bring?.[locale] ?? place.bring?.ru;
  const noneLeft = (state === "declined" || state === "lapsed") && !next;
  const button = (action: string, argument = ""): Button[] => [
    { label: t(`holds:button.${action}`), action, argument },
  ];
  return {
    text: [
      ...(screen.note === "one_at_a_time" ? [t("holds:mine.one_at_a_time")] : []),
      t(`holds:mine.${state}`, values),
      ...(reason && state === "declined" ? [t(`holds:reason_said.${reason}`)] : []),
      ...(state === "cancelled" ? [] : [whereText(turn, place)]),
      ...(state === "accepted" && bring ? [t("holds:mine.bring", { what: bring })] : []),
      ...(isActive(state) && hold.sealed
        ? [t("holds:mine.they_see", { what: bodyText(turn, hold.sealed.body) })]
        : []),
      ...(next ? [[t("holds:mine.next"), placeText(turn, next, {})].join("\n")] : []),
      ...(noneLeft ? [t("holds:mine.no_next")] : []),
    ].join("\n\n"),
    rows: [
      ...(next ? [button("next", next.unit.id)] : []),
      ...(isActive(state) ? [button("map"), button("cancel", String(version))] : []),
      button("beds"),
      ...(noneLeft ? [[{ label: t("home:entry.specialist"), action: "specialist" }]] : []),
      [homeButton(t)],
    ],
  };
}
