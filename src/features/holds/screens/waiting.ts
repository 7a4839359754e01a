import { type Handler, homeButton, type Screen } from "../../../platform/telegram/screen.ts";
import type { Ctx, OpenTurn } from "../../../platform/telegram/turn.ts";
import { isUuid } from "../../../platform/uuid.ts";
import { openBeds, placeText } from "../../beds/index.ts";
import { ageOf, freeBeds, type Seeker, wayTo } from "../../shelters/index.ts";
import type { HoldDeps } from "../deps.ts";
import { bedOf } from "../draft.ts";
import { open, seekerOfChat, type WaitBody } from "../record.ts";
import { endOfNight, nightOf } from "../rules.ts";
import { waitForBed } from "../waits.ts";
import type { MineLinks } from "./mine.ts";

const WAIT = "bed_wait";
const FREE = "bed_free";
const MOST_UNITS = 8;

/** To waiting for a bed in one of these units: one press, and it ends by itself. */
export const openWait = ({ turn }: Ctx, unitIds: readonly string[], { who }: Seeker): void => {
  const units = unitIds.slice(0, MOST_UNITS).join("|");
  turn.go({ name: WAIT, units, ...(who ? { who } : {}) });
};

/** Of a bed that got free: it is not kept for them, so they ask for it at once. */
export const openFreeBed: Handler = ({ turn }, id) =>
  isUuid(id) ? turn.go({ name: FREE, id }) : false;

export function waitingScreens(
  deps: HoldDeps,
  { openHold }: Pick<MineLinks, "openHold">,
): Readonly<Record<string, Screen>> {
  const { database, keyring } = deps;
  const { prisma } = database;

  async function found(turn: OpenTurn) {
    const id = String(turn.screen.id);
    const row = isUuid(id) ? await prisma.bedWait.findUnique({ where: { id } }) : null;
    const own = row && Buffer.from(row.seekerKey).equals(seekerOfChat(keyring, turn.chat));
    const bed = own && row.toldUnitId ? await bedOf(deps, row.toldUnitId) : undefined;
    const seeker = own ? open<WaitBody>(keyring, row)?.body.seeker : undefined;
    return bed && seeker ? { bed, seeker } : undefined;
  }

  return {
    [WAIT]: {
      view: ({ turn }) => {
        const { t, screen } = turn;
        const done = screen.done === true;
        return {
          text: t(
            done ? "holds:wait.waiting" : turn.person ? "holds:wait.ask" : "holds:wait.ask_apart",
          ),
          rows: [
            [
              done
                ? { label: t("holds:button.stop_waiting"), action: "stop" }
                : { label: t("holds:button.wait"), action: "wait" },
            ],
            [{ label: t("holds:button.beds"), action: "beds" }],
            [homeButton(t)],
          ],
        };
      },
      presses: {
        wait: async ({ turn }) => {
          const { screen, now, locale, person } = turn;
          const unitIds = String(screen.units ?? "")
            .split("|")
            .filter(isUuid);
          const bed = unitIds[0] ? await bedOf(deps, unitIds[0]) : undefined;
          if (!bed) return false;
          const { timeZone } = bed.place;
          const night = nightOf(now, timeZone);
          const who = screen.who as Seeker["who"];
          const wanted = {
            ...{ unitIds, night, askedAt: now, until: endOfNight(night, timeZone) },
            seekerKey: seekerOfChat(keyring, turn.chat),
            personId: person?.id ?? null,
            seeker: who ? { who } : {},
            chat: person ? undefined : { id: turn.chat, locale },
          };
          turn.writeApart((tx) => waitForBed(deps, tx, wanted));
          turn.go({ ...screen, done: true });
        },
        stop: ({ turn }) => {
          const seekerKey = seekerOfChat(keyring, turn.chat);
          turn.writeApart(
            async (tx) => void (await tx.bedWait.deleteMany({ where: { seekerKey } })),
          );
          const { done: _, ...screen } = turn.screen;
          turn.go({ ...screen, name: WAIT });
        },
        beds: openBeds,
      },
    },

    [FREE]: {
      async view({ turn }) {
        const { t, now } = turn;
        const one = await found(turn);
        if (!one) {
          return {
            text: t("holds:wait.over"),
            rows: [[{ label: t("holds:button.beds"), action: "beds" }], [homeButton(t)]],
          };
        }
        const { place, unit } = one.bed;
        const [free, age] = [freeBeds(unit), ageOf(unit, now)];
        const stops = { certain: [], possible: [] };
        const way = wayTo(place.coordinates, place.coordinates);
        const shown = { place, unit, free, age, stops, ...way };
        return {
          text: [
            t(free === 0 ? "holds:wait.taken_again" : "holds:wait.free"),
            placeText(turn, shown, { town: place.town }),
          ].join("\n\n"),
          rows: [
            ...(free === 0 ? [] : [[{ label: t("holds:button.ask"), action: "ask" }]]),
            [{ label: t("holds:button.beds"), action: "beds" }],
            [homeButton(t)],
          ],
        };
      },
      presses: {
        ask: async (ctx) => {
          const one = await found(ctx.turn);
          if (!one) return false;
          await openHold(ctx, one.bed.unit.id, one.seeker);
        },
        beds: openBeds,
      },
    },
  };
}
