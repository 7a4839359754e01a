import type { Handler, Screen } from "../../../platform/telegram/screen.ts";
import type { Ctx } from "../../../platform/telegram/turn.ts";
import { isUuid } from "../../../platform/uuid.ts";
import { institutionById, isLost, namesOfMembers } from "../../staff/index.ts";
import { takeCase } from "../actions/curating.ts";
import { moveAsked } from "../actions/moving.ts";
import { acceptTransfer, waitingTransfer, withdrawTransfer } from "../actions/transfers.ts";
import { foundOf } from "../found.ts";
import { type CaseDeps, caseForMember, type Held, reasonNeeded } from "../reach.ts";
import { dayAt } from "../wording.ts";
import { askedView, type CardData, cardView } from "./card-view.ts";
import { type CardLinks, caseScreen, idOf, missingView, onCase, openCaseCard } from "./common.ts";
import { askWords } from "./words.ts";

/** The card of a case, or what a member sees who was asked to take it over. */
export function cardScreen(deps: CaseDeps, links: CardLinks): Screen {
  const { database, keyring } = deps;
  const { prisma } = database;

  async function dataOf(ctx: Ctx, held: Held): Promise<CardData> {
    const { case: shown, member } = held;
    const today = dayAt(ctx.turn.now, member.institution.timeZone);
    const [transfer, found, move, institution, lost, beside] = await Promise.all([
      waitingTransfer(prisma, shown),
      shown.personId ? foundOf(deps, shown.personId, today) : undefined,
      moveAsked(prisma, shown),
      institutionById(prisma, shown.institutionId),
      isLost(prisma, shown.curatorId),
      links.beside?.(ctx, shown.id),
    ]);
    const people = [shown.curatorId, transfer?.toStaffId].filter((id) => id != null);
    const matters = (await links.dues?.([shown], today))?.get(shown.id);
    const parts = await Promise.all(
      (links.parts ?? []).map(async ({ code, look }) => {
        const seen = await look(ctx, held);
        return seen && { code, ...seen };
      }),
    );
    const names = await namesOfMembers(prisma, keyring, people);
    const to = transfer && (await institutionById(prisma, transfer.toInstitutionId));
    return {
      ...{ held, today, found, names, institution, lost, beside, to, transfer, move, matters },
      parts: parts.filter((part) => part !== undefined),
    };
  }

  /** Nobody has it, or whoever has it stopped the bot. */
  async function isFree({ case: { curatorId } }: Held): Promise<boolean> {
    return curatorId === null || isLost(prisma, curatorId);
  }

  const part =
    (name: string): Handler =>
    async (ctx) => {
      const held = await caseForMember(deps, ctx, idOf(ctx.turn), "see");
      return held ? ctx.turn.go(caseScreen(name, held.case)) : false;
    };

  const sibling =
    (which: "previous" | "next"): Handler =>
    async (ctx) => {
      const beside = await links.beside?.(ctx, idOf(ctx.turn));
      const id = beside?.[which];
      return id ? openCaseCard(ctx.turn, id) : false;
    };

  return {
    async view(ctx) {
      const { turn } = ctx;
      const id = idOf(turn);
      const held = await caseForMember(deps, ctx, id, "see");
      if (held) return cardView(turn, await dataOf(ctx, held), links);
      const asked = await caseForMember(deps, ctx, id, "answer_transfer");
      if (asked && turn.screen.note === undefined) return askedView(turn, await dataOf(ctx, asked));
      const look = await reasonNeeded(deps, ctx, id);
      if (!look) return missingView(turn);
      return {
        text: turn.t("cases:look"),
        rows: [
          [{ label: turn.t("cases:button.look"), action: "look" }],
          ...(links.toList ? [[{ label: turn.t("cases:button.list"), action: "list" }]] : []),
          [{ label: turn.t("common:button.home"), action: "home" }],
        ],
      };
    },
    presses: {
      async take(ctx) {
        const { turn } = ctx;
        const id = idOf(turn);
        const held = await caseForMember(deps, ctx, id, "take");
        // What is written is what was looked at: the very case that is free.
        if (held && (await isFree(held))) {
          takeCase(deps, turn, held);
          return openCaseCard(turn, id, "taken");
        }
        const seen = await caseForMember(deps, ctx, id, "see");
        if (!seen?.case.curatorId) return false;
        // Somebody was faster: the card says who.
        const mine = seen.case.curatorId === seen.member.id;
        openCaseCard(turn, id, mine ? "taken" : "taken_before");
      },
      look: async (ctx) => {
        const held = await reasonNeeded(deps, ctx, idOf(ctx.turn));
        return held ? askWords(ctx.turn, held, "look") : false;
      },
      edit: onCase(deps, "edit", ({ turn }, held) => turn.go(caseScreen("case_edit", held.case))),
      note: onCase(deps, "note", ({ turn }, held) => askWords(turn, held, "note")),
      status: onCase(deps, "set_status", ({ turn }, held) =>
        turn.go(caseScreen("case_status", held.case)),
      ),
      close: onCase(deps, "close", ({ turn }, held) => askWords(turn, held, "close")),
      reopen: onCase(deps, "reopen", ({ turn }, held) => askWords(turn, held, "reopen")),
      invite: onCase(deps, "link_person", ({ turn }, held) =>
        turn.go(caseScreen("case_invite", held.case)),
      ),
      transfer: onCase(deps, "ask_transfer", ({ turn }, held) =>
        turn.go(caseScreen("case_transfer", held.case)),
      ),
      merge: onCase(deps, "merge", ({ turn }, held) =>
        turn.go(caseScreen("case_merge", held.case)),
      ),
      move: onCase(deps, "move_account", ({ turn }, held) => askWords(turn, held, "move")),
      decline_move: onCase(deps, "move_account", ({ turn }, held) =>
        askWords(turn, held, "decline_move"),
      ),
      accept: onCase(deps, "answer_transfer", async ({ turn }, held) => {
        const transfer = await waitingTransfer(prisma, held.case, held.member);
        if (!transfer) return false;
        acceptTransfer(deps, turn, held, transfer);
        openCaseCard(turn, held.case.id, "transfer_accepted");
      }),
      decline: onCase(deps, "answer_transfer", ({ turn }, held) => askWords(turn, held, "decline")),
      withdraw: onCase(deps, "withdraw_transfer", async ({ turn }, held) => {
        const transfer = await waitingTransfer(prisma, held.case);
        if (!transfer) return false;
        withdrawTransfer(deps, turn, held, transfer);
        openCaseCard(turn, held.case.id, "transfer_withdrawn");
      }),
      part: async (ctx, code) => {
        const kept = links.parts?.find((one) => one.code === code);
        return kept ? kept.open(ctx, idOf(ctx.turn)) : false;
      },
      history: part("case_history"),
      route: part("case_route"),
      papers: part("case_papers"),
      talk: async (ctx) => {
        const held = await caseForMember(deps, ctx, idOf(ctx.turn), "message");
        return held && links.openCaseTalk ? links.openCaseTalk(ctx, held.case.id) : false;
      },
      previous: sibling("previous"),
      next: sibling("next"),
      list: (ctx, argument) => (links.toList ? links.toList(ctx, argument) : false),
    },
  };
}

/** To a card by the id of a button. */
export const showCase: Handler = ({ turn }, id) => (isUuid(id) ? openCaseCard(turn, id) : false);
