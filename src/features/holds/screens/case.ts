import {
  type Button,
  homeButton,
  type Screen,
  type View,
} from "../../../platform/telegram/screen.ts";
import type { OpenTurn } from "../../../platform/telegram/turn.ts";
import { isUuid } from "../../../platform/uuid.ts";
import { placeText } from "../../beds/index.ts";
import { type CardPart, caseForMember, type Held, showCase } from "../../cases/index.ts";
import { findTowns, townById, townLabel } from "../../places/index.ts";
import { type Found, nearest } from "../../shelters/index.ts";
import { mayWithHold } from "../../staff/index.ts";
import { foreseen, moveHold } from "../actions.ts";
import { foresee, foreseenOf } from "../coming.ts";
import type { HoldDeps } from "../deps.ts";
import { bedOf, type Draft, readNickname } from "../draft.ts";
import { isActive, mayAskFor, nightOf } from "../rules.ts";
import { type Hold, lastHoldOf } from "../store.ts";
import { clockText, nightText, whereText } from "../wording.ts";
import type { MineLinks } from "./mine.ts";

const HERE = "case_hold";
const PLACES = 5;

/** What the card of a case says of a bed for its person, and the way to ask for one. */
export function holdPart(deps: HoldDeps): CardPart {
  const { database, keyring } = deps;
  return {
    code: "hold",
    async look({ turn }, { case: { id, status } }) {
      const hold = await lastHoldOf(database.prisma, keyring, { caseId: id });
      if (status === "closed" && !hold) return undefined;
      return hold ? { line: turn.t("holds:case.line", stateOf(turn, hold)) } : {};
    },
    async open(ctx, id) {
      const held = await caseForMember(deps, ctx, id, "see");
      return held ? ctx.turn.go({ name: HERE, id }) : false;
    },
  };
}

function stateOf(turn: OpenTurn, hold: Hold) {
  return {
    state: turn.t(`holds:state.${hold.state}`, {
      until: clockText(turn, hold.until, hold.timeZone),
    }),
    night: nightText(turn, hold.night, hold.timeZone),
  };
}

/** A specialist finds a bed for the person of a case, before release for the day of release. */
export function caseHoldScreen(deps: HoldDeps, { openHold }: Pick<MineLinks, "openHold">): Screen {
  const { database, keyring } = deps;
  const { prisma } = database;

  async function lastOf(turn: OpenTurn, caseId: string): Promise<Hold | undefined> {
    return foreseenOf(turn) ?? lastHoldOf(prisma, keyring, { caseId });
  }

  function townOf({ screen }: OpenTurn, { case: { record }, member }: Held): number {
    return Number(screen.town ?? record.town ?? member.institution.town);
  }

  async function placesAround(turn: OpenTurn, held: Held): Promise<readonly Found[]> {
    const town = townById(townOf(turn, held));
    return town ? nearest(prisma, town, {}, { now: turn.now, limit: PLACES }) : [];
  }

  const idOf = ({ screen }: OpenTurn) => String(screen.id ?? "");

  return {
    async view(ctx) {
      const { turn } = ctx;
      const { t, locale, screen } = turn;
      const held = await caseForMember(deps, ctx, idOf(turn), "see");
      if (!held) return { text: t("cases:missing"), rows: [[homeButton(t)]] };
      const hold = await lastOf(turn, held.case.id);
      const bed = hold && (await bedOf(deps, hold.unitId));
      const mayAsk = held.relations.includes("own") && held.case.status !== "closed";
      const active = hold !== undefined && isActive(hold.state);
      const ways: Button[][] = [
        [{ label: t("cases:button.card"), action: "card" }],
        [homeButton(t)],
      ];
      const said = [
        ...(screen.note && active ? [t(`holds:case.${String(screen.note)}`)] : []),
        ...(hold && bed
          ? [t("holds:case.line", stateOf(turn, hold)), whereText(turn, bed.place)]
          : []),
        ...(hold?.state === "declined" && hold.sealed?.body.reason
          ? [t(`holds:reason_said.${hold.sealed.body.reason}`)]
          : []),
      ];
      // What this very press frees is not in the register yet: the places are a press away.
      const justEnded = !active && foreseenOf(turn) !== undefined;
      if (active || !mayAsk || justEnded) {
        const button = (action: string, argument = ""): Button[] => [
          { label: t(`holds:button.${action}`), action, argument },
        ];
        return {
          text: said.join("\n\n") || t("holds:case.none"),
          rows: [
            ...(active && mayAsk ? [button("cancel", String(hold.version))] : []),
            ...(justEnded ? [button("beds")] : []),
            ...ways,
          ],
        };
      }
      const found = await placesAround(turn, held);
      const town = townById(townOf(turn, held));
      const from = { town: townOf(turn, held) };
      return askView(turn, {
        said: [
          ...said,
          ...(screen.problem ? [t("beds:problem.no_town")] : []),
          t("holds:case.around", { town: town ? townLabel(town, locale) : "" }),
          ...found.map((one, at) => placeText(turn, one, from, at + 1)),
          ...(found.length === 0 ? [t("beds:none_known")] : []),
        ],
        found,
        ways,
      });
    },
    presses: {
      ask: async (ctx, unitId) => {
        const { turn } = ctx;
        const held = await caseForMember(deps, ctx, idOf(turn), "hold_bed");
        const bed = isUuid(unitId) ? await bedOf(deps, unitId) : undefined;
        if (!held || !bed) return false;
        await openHold(ctx, unitId, {}, knownOf(turn, held, bed.place.timeZone));
      },
      cancel: async (ctx, version) => {
        const { turn } = ctx;
        const held = await caseForMember(deps, ctx, idOf(turn), "hold_bed");
        const hold = held && (await lastOf(turn, held.case.id));
        if (!held || !hold || hold.version !== Number(version)) return false;
        if (!mayWithHold(held.member.role, "cancel_hold", "asked_for")) return false;
        const staffId = held.member.id;
        const doing = { event: "cancel", by: "seeker", at: turn.now, staffId } as const;
        const after = foreseen(hold, doing);
        if (!after) return false;
        turn.write(async (tx) => void (await moveHold(deps, tx, hold, doing)));
        foresee(turn, after);
        turn.go({ name: HERE, id: held.case.id });
      },
      beds: ({ turn }) => turn.go({ name: HERE, id: idOf(turn) }),
      card: (ctx) => showCase(ctx, idOf(ctx.turn)),
    },
    text: ({ turn }, text) => {
      const found = findTowns(text);
      const town =
        found.kind === "one" ? found.town : found.kind === "several" ? found.towns[0] : undefined;
      const { id } = turn.screen;
      turn.go(town ? { name: HERE, id, town: town.id } : { name: HERE, id, problem: true });
    },
  };
}

function askView(
  { t }: OpenTurn,
  { said, found, ways }: { said: readonly string[]; found: readonly Found[]; ways: Button[][] },
): View {
  return {
    text: [...said, t("holds:case.other_town")].join("\n\n"),
    rows: [
      ...found.map(({ unit, place }, at) => [
        {
          label: t("holds:case.ask", { number: at + 1, name: place.name }),
          action: "ask",
          argument: unit.id,
        },
      ]),
      ...ways,
    ],
  };
}

/** The given name with the first letter of the family name: enough to be called at a door. */
function knownOf(
  { now }: OpenTurn,
  { case: { id: caseId, record } }: Held,
  timeZone: string,
): Partial<Draft> {
  const [family = "", given] = (record.name ?? "").split(" ");
  const name = readNickname(given ? `${given} ${family.slice(0, 1)}.` : family);
  const { releaseDate, yearOfBirth } = record;
  const tonight = nightOf(now, timeZone);
  const later =
    releaseDate !== null && releaseDate > tonight && mayAskFor(releaseDate, now, timeZone);
  return {
    caseId,
    ...(name ? { name } : {}),
    ...(yearOfBirth ? { age: Number(tonight.slice(0, 4)) - yearOfBirth } : {}),
    ...(later ? { night: releaseDate } : {}),
  };
}
