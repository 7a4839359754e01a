import { socialContract } from "../../../forms/social-contract.ts";
import { type Handler, homeButton, type Screen } from "../../../platform/telegram/screen.ts";
import type { Ctx, OpenTurn } from "../../../platform/telegram/turn.ts";
import { answersOf } from "../../interview/index.ts";
import { findTowns, townById, townLabel } from "../../places/index.ts";
import { askConsent } from "../../privacy/index.ts";
import {
  institutionById,
  institutionForTown,
  namesOfMembers,
  readsInstead,
} from "../../staff/index.ts";
import { triageForm } from "../../triage/index.ts";
import { askForSpecialist } from "../actions/opening.ts";
import { needsOf } from "../found.ts";
import type { CaseDeps } from "../reach.ts";
import { type Case, caseOfPerson } from "../store.ts";
import { dayAt, townText } from "../wording.ts";
import type { CardLinks } from "./common.ts";
import { institutionText, MINE, type Mine, mineView } from "./mine-view.ts";

const TOWN = "specialist_town";
const AGREE = "specialist_agree";
/** Whether the person asked for a specialist or has one: how the first screen calls the way here. */
const HAS = "cases.has";

export const openSpecialist: Handler = ({ turn }) => turn.go({ name: MINE });

export function hasSpecialist(turn: OpenTurn): boolean {
  return turn.slot(HAS, false);
}

export function noteSpecialist(turn: OpenTurn): void {
  turn.keep(HAS, true);
}

/** "Нужен специалист" and "Мой специалист": one place, whichever of the two it is for this person. */
export function mineScreens(deps: CaseDeps, links: CardLinks): Readonly<Record<string, Screen>> {
  const { database, keyring } = deps;
  const { prisma } = database;

  async function ownCase({ turn }: Ctx): Promise<Case | undefined> {
    return turn.person && (await caseOfPerson(prisma, keyring, turn.person.id));
  }

  async function mineOf(ctx: Ctx): Promise<Mine | undefined> {
    const own = await ownCase(ctx);
    if (!own || own.status === "closed") return undefined;
    const { curatorId, institutionId } = own;
    const [names, institution, instead] = await Promise.all([
      namesOfMembers(prisma, keyring, curatorId ? [curatorId] : []),
      institutionById(prisma, institutionId),
      readsInstead(prisma, own),
    ]);
    const curator = curatorId ? names.get(curatorId) : undefined;
    return { case: own, curator, instead, institution, hasRoute: own.record.releaseDate !== null };
  }

  /** To the institution of the town, to be agreed with; or the word that there is none. */
  async function choose(ctx: Ctx, town: number): Promise<void> {
    const found = await institutionForTown(prisma, town);
    ctx.turn.go(
      found ? { name: AGREE, town, institution: found.id } : { name: MINE, just: "no_institution" },
    );
  }

  return {
    [MINE]: {
      async view(ctx) {
        const { turn } = ctx;
        const { t, screen } = turn;
        const mine = await mineOf(ctx);
        if (mine) {
          turn.keep(HAS, true);
          return mineView(turn, mine, links.openTalk !== undefined);
        }
        // What was asked for in this very turn is not in the rows yet.
        const just = screen.just === undefined ? undefined : t(`cases:just.${String(screen.just)}`);
        const settled = screen.just === undefined || screen.just === "no_institution";
        const closed = settled && (await ownCase(ctx)) !== undefined;
        if (settled) turn.keep(HAS, false);
        return {
          text: [
            ...(just ? [just] : []),
            ...(closed ? [t("cases:mine.closed")] : []),
            ...(settled ? [t("cases:mine.ask")] : []),
          ].join("\n\n"),
          rows: [
            ...(settled
              ? [[{ label: t("cases:button.ask"), action: "ask" }]]
              : [[{ label: t("cases:button.mine"), action: "again" }]]),
            ...(settled ? [[{ label: t("cases:button.have_code"), action: "have_code" }]] : []),
            [homeButton(t)],
          ],
        };
      },
      presses: {
        ask: async (ctx) => {
          if (await mineOf(ctx)) return false;
          const town = townSaid(ctx.turn);
          if (town === undefined) return ctx.turn.go({ name: TOWN });
          await choose(ctx, town);
        },
        again: openSpecialist,
        have_code: ({ turn }) => turn.go({ name: "case_code" }),
        my_route: ({ turn }) => turn.go({ name: "my_route" }),
        write: (ctx, argument) => (links.openTalk ? links.openTalk(ctx, argument) : false),
      },
    },
    [TOWN]: {
      view: ({ turn }) => {
        const { t, locale, screen } = turn;
        const choices = typeof screen.choices === "string" ? screen.choices.split("|") : [];
        return {
          text: [...(screen.problem ? [t("cases:problem.town")] : []), t("cases:mine.town")].join(
            "\n\n",
          ),
          rows: [
            ...choices.flatMap((id) => {
              const town = townById(Number(id));
              return town
                ? [[{ label: townLabel(town, locale), action: "town", argument: id }]]
                : [];
            }),
            [{ label: t("common:button.back"), action: "back" }],
            [homeButton(t)],
          ],
        };
      },
      presses: {
        back: openSpecialist,
        town: async (ctx, id) => {
          const offered = String(ctx.turn.screen.choices ?? "").split("|");
          if (!offered.includes(id)) return false;
          await choose(ctx, Number(id));
        },
      },
      text: async (ctx, text) => {
        const found = findTowns(text);
        if (found.kind === "one") return choose(ctx, found.town.id);
        ctx.turn.go(
          found.kind === "none"
            ? { name: TOWN, problem: true }
            : { name: TOWN, choices: found.towns.map(({ id }) => id).join("|") },
        );
      },
    },
    [AGREE]: {
      async view(ctx) {
        const { turn } = ctx;
        const { t, screen, locale } = turn;
        const institution = await institutionById(prisma, String(screen.institution));
        if (!institution) {
          return { text: t("cases:just.no_institution"), rows: [[homeButton(t)]] };
        }
        return {
          text: [
            t("cases:mine.agree", { town: townText(Number(screen.town), locale) }),
            institutionText(turn, institution),
            t("cases:mine.what_they_see"),
          ].join("\n\n"),
          rows: [
            [{ label: t("cases:button.agree"), action: "agree" }],
            [{ label: t("cases:button.other_town"), action: "other" }],
            [homeButton(t)],
          ],
        };
      },
      presses: {
        other: ({ turn }) => turn.go({ name: TOWN }),
        agree: async (ctx) => {
          const { turn } = ctx;
          if (!turn.person) return askConsent(turn, { ...turn.screen, pressed: true });
          const own = await ownCase(ctx);
          if (own && own.status !== "closed") return false;
          perform(deps, turn, own);
        },
      },
    },
  };
}

/** What was pressed just before consent takes effect with it; same transaction. */
export const keepAsking =
  (deps: CaseDeps) =>
  ({ turn }: Ctx): void => {
    if (turn.screen.name === AGREE && turn.screen.pressed) perform(deps, turn, undefined);
  };

function perform(deps: CaseDeps, turn: OpenTurn, own: Case | undefined): void {
  const { town, institution } = turn.screen;
  const asking = {
    town: Number(town),
    needs: needsOf(answersOf(turn, triageForm), dayAt(turn.now, "UTC")),
  };
  askForSpecialist(deps, turn, String(institution), asking, own);
  liveBy(turn, townById(Number(town))?.timeZone);
  noteSpecialist(turn);
  turn.go({ name: MINE, just: "asked" });
}

/** Quiet hours are those of the place where the person gets help. */
export function liveBy(turn: OpenTurn, timeZone: string | undefined): void {
  if (!timeZone) return;
  if (turn.enrolling) turn.enrolling = { ...turn.enrolling, timeZone };
  else {
    turn.write(async (tx, { id }) => {
      await tx.person.update({ where: { id }, data: { timeZone } });
    });
  }
}

/** The town that the person named in a form; undefined when they named none. */
function townSaid(turn: OpenTurn): number | undefined {
  for (const form of [triageForm, socialContract]) {
    const answers = answersOf(turn, form);
    if (typeof answers.town === "number") return answers.town;
  }
  return undefined;
}
