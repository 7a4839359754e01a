import { type Button, homeButton, type Screen } from "../../../platform/telegram/screen.ts";
import type { Ctx, OpenTurn } from "../../../platform/telegram/turn.ts";
import { type Action, CASE_STATUSES } from "../../staff/index.ts";
import { addNote, closeCase, noteLook, reopenCase, setStatus } from "../actions/curating.ts";
import { mergeCases } from "../actions/merging.ts";
import { declineMove, moveAccount, moveAsked } from "../actions/moving.ts";
import { askTransfer, declineTransfer, waitingTransfer } from "../actions/transfers.ts";
import { type CaseDeps, caseForMember, type Held, reasonNeeded, stateReason } from "../reach.ts";
import { tidy } from "../rules.ts";
import { dayAt } from "../wording.ts";
import {
  type CardNote,
  caseScreen,
  heldHere,
  idOf,
  missingView,
  openCaseCard,
  toCard,
  toCardButton,
} from "./common.ts";

const NAME = "case_words";
const LONGEST = 1000;

/** What words are asked for; each is a text `cases:words.<about>`. */
const ABOUT = {
  note: "note",
  status: "set_status",
  close: "close",
  reopen: "reopen",
  transfer: "ask_transfer",
  decline: "answer_transfer",
  merge: "merge",
  move: "move_account",
  decline_move: "move_account",
  look: "see",
} as const satisfies Record<string, Action>;
export type About = keyof typeof ABOUT;

/** Asks a member for words: a note, or why they do what they are about to do. */
export function askWords(turn: OpenTurn, { case: about }: Held, what: About, more = {}): void {
  turn.go(caseScreen(NAME, about, { about: what, ...more }));
}

/** One short question, answered with a text; then what the words were for is done. */
export function wordsScreen(deps: CaseDeps): Screen {
  function about({ turn }: Ctx): About | undefined {
    const what = String(turn.screen.about);
    return Object.hasOwn(ABOUT, what) ? (what as About) : undefined;
  }

  async function held(ctx: Ctx): Promise<Held | undefined> {
    const what = about(ctx);
    if (what === "look") return reasonNeeded(deps, ctx, idOf(ctx.turn));
    // A note stands beside whatever else was changed meanwhile.
    if (what === "note") return caseForMember(deps, ctx, idOf(ctx.turn), "note");
    return what && heldHere(deps, ctx, ABOUT[what]);
  }

  async function say(ctx: Ctx, text: string | null): Promise<false | undefined> {
    const { turn } = ctx;
    const what = about(ctx);
    const here = await held(ctx);
    if (!what || !here) return undefined;
    if (text === null && !mayBeSilent(what, here)) return false;
    const note = await perform(deps, ctx, here, what, text ?? "");
    // It cannot be done any more, as when it is asked a second time: the card says how things are.
    if (note === false) openCaseCard(turn, here.case.id, "changed_meanwhile");
    else if (note === "declined") turn.go({ name: "case_declined" });
    else openCaseCard(turn, here.case.id, note);
    return undefined;
  }

  return {
    async view(ctx) {
      const { turn } = ctx;
      const { t, screen } = turn;
      const what = about(ctx);
      const seen =
        what === "look"
          ? await reasonNeeded(deps, ctx, idOf(turn))
          : what && (await caseForMember(deps, ctx, idOf(turn), ABOUT[what]));
      if (!what || !seen) return missingView(turn);
      const skip: Button[][] = mayBeSilent(what, seen)
        ? [[{ label: t("cases:button.without_words"), action: "skip" }]]
        : [];
      return {
        text: [
          ...(screen.problem ? [t(`cases:words_problem.${String(screen.problem)}`)] : []),
          t(`cases:words.${what}`),
        ].join("\n\n"),
        rows: [...skip, [toCardButton(turn)], [homeButton(t)]],
      };
    },
    presses: { card: toCard, skip: (ctx) => say(ctx, null) },
    text(ctx, typed) {
      const { turn } = ctx;
      const text = tidy(typed);
      if (text.length >= 2 && text.length <= LONGEST) return say(ctx, text);
      turn.go({ ...turn.screen, problem: text.length < 2 ? "short" : "long" });
    },
  };
}

/** Whether this may be done without a word: the table says so, and the words are not the thing itself. */
function mayBeSilent(what: About, { comment }: Held): boolean {
  return what === "status" && !comment;
}

/** @returns what to say above the card, or false when it cannot be done */
async function perform(
  deps: CaseDeps,
  ctx: Ctx,
  held: Held,
  what: About,
  text: string,
): Promise<CardNote | "declined" | undefined | false> {
  const { turn } = ctx;
  const { prisma } = deps.database;
  const { screen } = turn;
  const today = dayAt(turn.now, held.member.institution.timeZone);
  switch (what) {
    case "note":
      addNote(deps, turn, held, text);
      return "noted";
    case "status": {
      const to = CASE_STATUSES.find((status) => status === screen.to);
      if (!to || !held.next?.includes(to)) return false;
      setStatus(deps, turn, held, to, text === "" ? null : text);
      return "status_changed";
    }
    case "close":
      closeCase(deps, turn, held, text);
      return "closed";
    case "reopen":
      reopenCase(deps, turn, held, text, today);
      return "reopened";
    case "transfer": {
      if (await waitingTransfer(prisma, held.case)) return false;
      const staffId = typeof screen.staff === "string" ? screen.staff : null;
      askTransfer(deps, turn, held, { institutionId: String(screen.to), staffId }, text);
      return "transfer_asked";
    }
    case "decline": {
      const transfer = await waitingTransfer(prisma, held.case, held.member);
      if (!transfer) return false;
      declineTransfer(deps, turn, held, transfer, text);
      return "declined";
    }
    case "merge": {
      const other = await caseForMember(deps, ctx, String(screen.other), "merge");
      const mine = other && (held.relations.includes("own") || other.relations.includes("own"));
      if (!other || !mine || other.case.id === held.case.id) return false;
      // A person of each: then they are two people, or one of them has to move first.
      if (other.case.personId && held.case.personId) return false;
      mergeCases(deps, turn, held, other.case, text);
      return "merged";
    }
    case "move":
      if (!(await moveAsked(prisma, held.case))) return false;
      moveAccount(deps, turn, held, text);
      return "moved";
    case "decline_move":
      declineMove(deps, turn, held, text);
      return "move_declined";
    case "look":
      noteLook(turn, held, text);
      stateReason(turn, held.case.id);
      return undefined;
  }
}

/** After declining, the case is none of theirs any more. */
export const declinedScreen: Screen = {
  view: ({ turn: { t } }) => ({ text: t("cases:declined"), rows: [[homeButton(t)]] }),
};
