import {
  type Handler,
  homeButton,
  type Screen,
  type View,
} from "../../../platform/telegram/screen.ts";
import type { Ctx, OpenTurn } from "../../../platform/telegram/turn.ts";
import { askConsent } from "../../privacy/index.ts";
import { institutionById, membershipsOf, namesOfMembers } from "../../staff/index.ts";
import { claimCase, findCode, type OpenCode, tryYear } from "../actions/linking.ts";
import type { CaseDeps } from "../reach.ts";
import { readCode, readUnaskedCode, readYear } from "../rules.ts";
import { caseOfPerson } from "../store.ts";
import { dayAt } from "../wording.ts";
import { liveBy, noteSpecialist } from "./mine.ts";
import { institutionText, MINE } from "./mine-view.ts";

const CODE = "case_code";
const YEAR = "case_year";
const AGREE = "case_agree";
/** Wrong codes of a chat on one day; whoever needs more asks the specialist. */
const MOST_CODES = 10;
const GUESSED = "cases.guessed";

/** `t.me/<bot>?start=c_<code>`: whoever has the link goes on with the year of birth. */
export const openInvitation =
  (deps: CaseDeps): Handler =>
  (ctx, text) =>
    offer(deps, ctx, text);

/** A code that is typed where none is asked for, as who has it on paper may do; false for other words. */
export const openTypedCode =
  (deps: CaseDeps): Handler =>
  (ctx, text) =>
    readUnaskedCode(text) === undefined ? false : offer(deps, ctx, text);

async function offer(deps: CaseDeps, { turn }: Ctx, text: string): Promise<void> {
  const today = dayAt(turn.now, "UTC");
  const guessed = turn.slot<{ day: string; count: number }>(GUESSED, { day: today, count: 0 });
  const count = guessed.day === today ? guessed.count : 0;
  if (count >= MOST_CODES) return turn.go({ name: CODE, problem: "too_many" });
  const code = readCode(text);
  const found = code && (await findCode(deps, code));
  if (found) return turn.go({ name: YEAR, code });
  turn.keep(GUESSED, { day: today, count: count + 1 });
  turn.go({ name: CODE, problem: "unknown" });
}

/** From the code to the case: the code, the year of birth, the person's own word that they agree. */
export function joiningScreens(deps: CaseDeps): Readonly<Record<string, Screen>> {
  const { database, keyring } = deps;
  const { prisma } = database;

  async function opened({ turn }: Ctx): Promise<OpenCode | undefined> {
    const { code } = turn.screen;
    return typeof code === "string" ? findCode(deps, code) : undefined;
  }

  return {
    [CODE]: {
      view: ({ turn: { t, screen } }) => ({
        text: [
          ...(screen.problem ? [t(`cases:code.${String(screen.problem)}`)] : []),
          ...(screen.problem === "too_many" ? [] : [t("cases:code.ask")]),
        ].join("\n\n"),
        rows: [[{ label: t("cases:button.no_code"), action: "no_code" }], [homeButton(t)]],
      }),
      presses: { no_code: ({ turn }) => turn.go({ name: MINE }) },
      text: (ctx, text) => offer(deps, ctx, text),
    },
    [YEAR]: {
      view: ({ turn: { t, screen } }) => ({
        text: [
          ...(screen.left === undefined
            ? []
            : [t("cases:code.wrong_year", { count: Number(screen.left) })]),
          t("cases:code.year"),
        ].join("\n\n"),
        rows: [[homeButton(t)]],
      }),
      async text(ctx, text) {
        const { turn } = ctx;
        const found = await opened(ctx);
        if (!found) return turn.go({ name: CODE, problem: "unknown" });
        const year = readYear(text, dayAt(turn.now, "UTC"));
        // What is no year at all is no try.
        if (year === undefined) return turn.go({ ...turn.screen, left: undefined });
        const tried = await tryYear(deps, found, year, turn.now);
        if (tried.kind === "right") return turn.go({ name: AGREE, code: turn.screen.code });
        turn.go(
          tried.left > 0 ? { ...turn.screen, left: tried.left } : { name: CODE, problem: "locked" },
        );
      },
    },
    [AGREE]: {
      async view(ctx) {
        const { turn } = ctx;
        const { t } = turn;
        const found = await opened(ctx);
        if (!found) return goneView(turn);
        if ((await membershipsOf(prisma, ctx)).length > 0) {
          return { text: t("cases:code.staff"), rows: [[homeButton(t)]] };
        }
        const { curatorId, institutionId, personId } = found.case;
        const names = await namesOfMembers(prisma, keyring, curatorId ? [curatorId] : []);
        const institution = await institutionById(prisma, institutionId);
        const name = names.get(curatorId ?? "");
        const moving = personId !== null && personId !== turn.person?.id;
        return {
          text: [
            name ? t("cases:mine.who", { name }) : t("cases:mine.waiting"),
            ...(institution ? [institutionText(turn, institution)] : []),
            t(moving ? "cases:code.move" : "cases:mine.what_they_see"),
          ].join("\n\n"),
          rows: [[{ label: t("cases:button.agree"), action: "agree" }], [homeButton(t)]],
        };
      },
      presses: {
        async agree(ctx) {
          const { turn } = ctx;
          const found = await opened(ctx);
          if (!found || (await membershipsOf(prisma, ctx)).length > 0) return false;
          const moving = found.case.personId !== null;
          const zone = (await institutionById(prisma, found.case.institutionId))?.timeZone;
          const screen = { ...turn.screen, codeId: found.id, moving, zone, pressed: true };
          if (!turn.person) return askConsent(turn, screen);
          const own = await caseOfPerson(prisma, keyring, turn.person.id);
          if (own?.id === found.case.id) return turn.go({ name: MINE });
          // Their own specialist joins the two cases; nobody else learns that there is another.
          if (own && own.status !== "closed") return turn.go({ name: MINE, just: "has_another" });
          turn.go(screen);
          claim(deps, turn, own);
        },
      },
    },
  };
}

/** What was pressed just before consent takes effect with it, if the code is still good; same transaction. */
export const keepClaiming =
  (deps: CaseDeps) =>
  async ({ turn }: Ctx): Promise<void> => {
    const { name, pressed, code } = turn.screen;
    if (name !== AGREE || !pressed) return;
    if (await findCode(deps, String(code))) claim(deps, turn, undefined);
    else turn.go({ name: CODE, problem: "unknown" });
  };

function claim(deps: CaseDeps, turn: OpenTurn, own: Parameters<typeof claimCase>[3]): void {
  const { codeId, moving, zone } = turn.screen;
  claimCase(deps, turn, String(codeId), own);
  liveBy(turn, typeof zone === "string" ? zone : undefined);
  if (!moving) noteSpecialist(turn);
  turn.go({ name: MINE, just: moving ? "move_asked" : "linked" });
}

function goneView({ t }: OpenTurn): View {
  return { text: t("cases:code.unknown"), rows: [[homeButton(t)]] };
}
