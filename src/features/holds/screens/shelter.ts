import { pageOf } from "../../../platform/telegram/pages.ts";
import {
  type Button,
  type Handler,
  homeButton,
  inRows,
  type Screen,
  type View,
} from "../../../platform/telegram/screen.ts";
import type { Ctx, OpenTurn } from "../../../platform/telegram/turn.ts";
import { plainText } from "../../../platform/texts/format.ts";
import { escapeHtml } from "../../../platform/texts/texts.ts";
import { isUuid } from "../../../platform/uuid.ts";
import { freeBeds, freeOf } from "../../shelters/index.ts";
import {
  type HoldAction,
  type Member,
  mayWithHold,
  membershipsOf,
  namesOfMembers,
} from "../../staff/index.ts";
import { foreseen, moveHold } from "../actions.ts";
import { foresee, foreseenOf } from "../coming.ts";
import type { Doing, HoldDeps } from "../deps.ts";
import { bedOf } from "../draft.ts";
import { type HoldEvent, keepUntil, mayKeepUntil, moveOf, REASONS } from "../rules.ts";
import { type Hold, holdsOfShelter, readHold } from "../store.ts";
import { bodyText, clockText, nightText } from "../wording.ts";

export const LIST = "shelter_holds";
export const CARD = "shelter_hold";
const ON_A_PAGE = 6;

/** To the requests for a bed at the member's shelter. For everybody else there is no such place. */
export const openShelterHolds =
  ({ database: { prisma } }: HoldDeps): Handler =>
  async (ctx) => {
    const member = await shelterMember(prisma, ctx);
    return member ? ctx.turn.go({ name: LIST }) : false;
  };

type Prisma = HoldDeps["database"]["prisma"];

async function shelterMember(prisma: Prisma, ctx: Ctx): Promise<Member | undefined> {
  return (await membershipsOf(prisma, ctx)).find(({ role }) =>
    mayWithHold(role, "see_hold", "shelter"),
  );
}

/** The hold, if somebody of this chat may do this to it now; the same answer as for one that is not there. */
async function reach(
  { database: { prisma }, keyring }: HoldDeps,
  ctx: Ctx,
  id: string,
  action: HoldAction,
): Promise<{ readonly hold: Hold; readonly member: Member } | undefined> {
  if (!isUuid(id)) return undefined;
  const hold = foreseenOf(ctx.turn, id) ?? (await readHold(prisma, keyring, id));
  const member = (await membershipsOf(prisma, ctx)).find(({ role, institutionId }) =>
    mayWithHold(role, action, institutionId === hold?.institutionId ? "shelter" : "foreign"),
  );
  return hold && member && { hold, member };
}

/** Who asks for a bed here, who is kept one, and who stays. */
export function shelterScreens(deps: HoldDeps): Readonly<Record<string, Screen>> {
  const { database, keyring } = deps;
  const { prisma } = database;

  const open: Handler = async (ctx, id) => {
    const found = await reach(deps, ctx, id, "see_hold");
    return found ? ctx.turn.go({ name: CARD, id }) : false;
  };

  /** A press on the card as it was shown: `<version> <argument>`. */
  const act =
    (event: HoldEvent, action: HoldAction, more: Details = () => ({})): Handler =>
    async (ctx, argument) => {
      const { turn } = ctx;
      const [, version, rest = ""] = /^(\d{1,6}) ?(.*)$/.exec(argument) ?? [];
      const found = await reach(deps, ctx, String(turn.screen.id), action);
      if (!found || version === undefined) return false;
      const { hold, member } = found;
      // Somebody was faster: the card says who, and what it is now.
      if (hold.version !== Number(version)) {
        return turn.go({ name: CARD, id: hold.id, note: "changed" });
      }
      const said = more(rest, hold, turn);
      if (!said) return false;
      const doing: Doing = { event, by: "shelter", at: turn.now, staffId: member.id, ...said };
      const after = foreseen(hold, doing);
      if (!after) return false;
      if (moveOf(hold.state, event, "shelter")?.bed === "take" && !(await isFree(hold))) {
        return turn.go({ name: CARD, id: hold.id, note: "no_free" });
      }
      turn.write(async (tx) => void (await moveHold(deps, tx, hold, doing)));
      foresee(turn, after);
      turn.go({ name: CARD, id: hold.id });
    };

  async function isFree({ unitId }: Hold): Promise<boolean> {
    const bed = await bedOf(deps, unitId);
    // Where nobody ever said how many are taken, whoever accepts knows.
    return bed !== undefined && freeOf(bed.unit) > 0;
  }

  return {
    [LIST]: {
      async view(ctx) {
        const { turn } = ctx;
        const { t, screen } = turn;
        const member = await shelterMember(prisma, ctx);
        if (!member) return missingView(turn);
        const page = pageOf(screen.page);
        const range = { take: ON_A_PAGE + 1, skip: page * ON_A_PAGE };
        const found = await holdsOfShelter(prisma, keyring, member.institutionId, range);
        const shown = found.slice(0, ON_A_PAGE);
        const turning: Button[] = [
          ...(page > 0
            ? [{ label: t("holds:button.earlier"), action: "page", argument: String(page - 1) }]
            : []),
          ...(found.length > ON_A_PAGE
            ? [{ label: t("holds:button.later"), action: "page", argument: String(page + 1) }]
            : []),
        ];
        return {
          text: t(found.length === 0 ? "holds:shelter.nobody" : "holds:shelter.list", {
            institution: member.institution.name,
          }),
          rows: [
            ...shown.map((hold) => [
              { label: rowText(turn, hold), action: "hold", argument: hold.id },
            ]),
            ...(turning.length > 0 ? [turning] : []),
            [homeButton(t)],
          ],
        };
      },
      presses: {
        hold: open,
        page: ({ turn }, page) =>
          /^\d{1,4}$/.test(page) ? turn.go({ name: LIST, page: Number(page) }) : false,
      },
    },

    [CARD]: {
      async view(ctx) {
        const { turn } = ctx;
        const found = await reach(deps, ctx, String(turn.screen.id), "see_hold");
        if (!found) return missingView(turn);
        const { hold } = found;
        const ids = hold.answeredBy ? [hold.answeredBy] : [];
        const names = await namesOfMembers(prisma, keyring, ids);
        const bed = await bedOf(deps, hold.unitId);
        const free = bed && freeBeds(bed.unit);
        // Without a phone there is nothing to call.
        const called = bed !== undefined && bed.place.phones.length > 0;
        return cardView(turn, hold, { by: names.get(hold.answeredBy ?? ""), free, called });
      },
      presses: {
        accept: act("accept", "answer_hold", (minutes, hold, turn) => {
          const until = new Date(Number.parseInt(minutes, 36) * 60_000);
          const fits = mayKeepUntil(until, hold.night, turn.now, hold.timeZone);
          return fits ? { until } : undefined;
        }),
        decline: act("decline", "answer_hold", (code) => {
          const reason = REASONS.find((one) => one === code);
          return reason && { reason };
        }),
        call_me: act("call_me", "answer_hold"),
        arrive: act("arrive", "settle_hold"),
        no_show: act("no_show", "settle_hold"),
        leave: act("leave", "settle_hold"),
        why: ({ turn }) => turn.go({ name: CARD, id: turn.screen.id, why: true }),
        card: ({ turn }) => turn.go({ name: CARD, id: turn.screen.id }),
        list: ({ turn }) => turn.go({ name: LIST }),
      },
    },
  };
}

/** What an argument adds to what is done; undefined: nothing that may be. */
type Details = (argument: string, hold: Hold, turn: OpenTurn) => Partial<Doing> | undefined;

/** The same words for a request that is not there and for one of another shelter. */
function missingView({ t }: OpenTurn): View {
  return { text: t("holds:shelter.missing"), rows: [[homeButton(t)]] };
}

function rowText(turn: OpenTurn, hold: Hold): string {
  const { t } = turn;
  const name = hold.sealed?.body.name ?? t("holds:shelter.name_gone");
  const state = t(`holds:state.${hold.state}`, {
    until: clockText(turn, hold.until, hold.timeZone),
  });
  return plainText(`${state}: ${name}, ${nightText(turn, hold.night, hold.timeZone)}`);
}

function cardView(
  turn: OpenTurn,
  hold: Hold,
  { by, free, called }: { by: string | undefined; free: number | undefined; called: boolean },
): View {
  const { t, now, screen } = turn;
  const { state, version, night, timeZone, sealed } = hold;
  const act = (action: string, label: string, argument = ""): Button => ({
    label,
    action,
    argument: `${version} ${argument}`.trim(),
  });
  const plain = (action: string): Button => act(action, t(`holds:button.${action}`));
  const answers = state === "asked" || state === "call";
  // Whoever accepted has no part in what the other side or the clock did since.
  const doneHere = state !== "cancelled" && state !== "lapsed";
  const rows: Button[][] = screen.why
    ? [
        ...REASONS.map((code) => [act("decline", t(`holds:reason.${code}`), code)]),
        [{ label: t("common:button.back"), action: "card" }],
      ]
    : [
        ...(answers
          ? [
              ...keepUntil(night, now, timeZone).map((until, at) => [
                act(
                  "accept",
                  t(at === 0 ? "holds:button.accept" : "holds:button.accept_later", {
                    until: clockText(turn, until, timeZone),
                  }),
                  Math.floor(until.getTime() / 60_000).toString(36),
                ),
              ]),
              [
                { label: t("holds:button.decline"), action: "why" },
                ...(state === "asked" && called ? [plain("call_me")] : []),
              ],
            ]
          : []),
        ...(state === "accepted" ? inRows([plain("arrive"), plain("no_show")], 2) : []),
        ...(state === "arrived" ? [[plain("leave")]] : []),
      ];
  return {
    text: [
      ...(screen.note ? [t(`holds:note.${String(screen.note)}`)] : []),
      t(`holds:shelter.${state}`, { until: clockText(turn, hold.until, timeZone) }) +
        (by && doneHere ? ` ${t("holds:shelter.by", { name: by })}` : ""),
      [
        sealed ? `<b>${escapeHtml(bodyText(turn, sealed.body))}</b>` : t("holds:shelter.name_gone"),
        t("holds:shelter.unit", { beds: t(`beds:unit.${hold.unitKind}`) }),
        t("holds:shelter.night", { night: nightText(turn, night, timeZone) }),
        ...(hold.askedBy ? [t("holds:shelter.by_specialist")] : []),
      ].join("\n"),
      ...(answers ? [freeText(turn, free)] : []),
      ...(screen.why ? [t("holds:shelter.why")] : []),
    ].join("\n\n"),
    rows: [...rows, [{ label: t("holds:button.list"), action: "list" }], [homeButton(t)]],
  };
}

function freeText({ t }: OpenTurn, free: number | undefined): string {
  return free === undefined
    ? t("holds:shelter.free_unknown")
    : t("holds:shelter.free", { count: free });
}
