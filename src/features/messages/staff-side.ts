import type { ScreenRef } from "../../platform/conversation/conversation.ts";
import { outsideQuietHours } from "../../platform/quiet-hours.ts";
import type { Handler, Screen, View } from "../../platform/telegram/screen.ts";
import { homeButton } from "../../platform/telegram/screen.ts";
import type { Ctx } from "../../platform/telegram/turn.ts";
import { type Case, caseForMember, type Held } from "../cases/index.ts";
import { justAskedSince } from "../notifications/index.ts";
import { mayAs, namesOfMembers } from "../staff/index.ts";
import { read, writeToPerson } from "./actions.ts";
import { markOf } from "./rules/marks.ts";
import { EARLIER, type MessagesDeps } from "./shared.ts";
import { type Body, lastFrom, latest, type Message, reachOf, unreadFrom } from "./store.ts";
import { markLine, shownMessage } from "./view.ts";

/** Where staff read what the person of a case wrote, and answer. */
export interface StaffSide {
  readonly screen: Screen;
  /** The argument is a case's id. */
  readonly open: Handler;
  /** Takes an answer to a case, from whatever screen; false when this member may not answer now. */
  readonly write: (ctx: Ctx, caseId: string, body: Body) => Promise<false | undefined>;
}

export interface StaffSideDeps extends MessagesDeps {
  readonly openCard: Handler;
}

export function staffSide(deps: StaffSideDeps): StaffSide {
  const { database, keyring, queue, openCard } = deps;
  const { prisma } = database;
  const caseNow = ({ turn }: Ctx) => String(turn.screen.case ?? "");

  async function show(ctx: Ctx, of: Case, messages: readonly Message[]): Promise<void> {
    const { turn } = ctx;
    const ids = messages.flatMap(({ staffId }) => staffId ?? []);
    const names = await namesOfMembers(prisma, keyring, ids);
    for (const message of messages) {
      const { staffId } = message;
      const author =
        staffId === null ? nameOf(ctx, of) : (names.get(staffId) ?? turn.t("messages:specialist"));
      turn.outgoing.push(...shownMessage(turn, { message, author, caseId: of.id }));
    }
  }

  const open: Handler = async (ctx, caseId) => {
    const held = await caseForMember(deps, ctx, caseId, "see");
    if (!held) return false;
    const unread = await unreadFrom(prisma, held.case, "person");
    await show(ctx, held.case, unread);
    // Read by whoever answers; a colleague who looks in takes nothing away from them.
    if (mayAnswer(held)) {
      read(
        ctx.turn,
        unread.map(({ id }) => id),
      );
    }
    ctx.turn.go({ name: "case_talk", case: caseId });
  };

  async function write(ctx: Ctx, caseId: string, body: Body): Promise<false | undefined> {
    const held = await caseForMember(deps, ctx, caseId, "message");
    const person = held?.case.personId;
    if (!held || !person) return false;
    writeToPerson(ctx.turn, queue, { of: held.case, person, staffId: held.member.id, body });
    ctx.turn.go({ name: "case_talk", case: caseId, sent: true });
    return undefined;
  }

  async function view(ctx: Ctx, { sent }: ScreenRef, refused = false): Promise<View> {
    const { turn } = ctx;
    const { t } = turn;
    const held = await caseForMember(deps, ctx, caseNow(ctx), "see");
    if (!held) return { text: t("messages:not_there"), rows: [[homeButton(t)]] };
    const of = held.case;
    const reach = of.personId ? await reachOf(prisma, of.personId) : undefined;
    const last = await lastFrom(prisma, of.id, "staff");
    const state =
      sent && !refused
        ? [await sentLine(of, reach)]
        : markLine(t, last ? markOf(last, reach?.reachable ?? false) : undefined);
    const prompt = !of.personId
      ? t("messages:not_in_chat")
      : mayAnswer(held)
        ? t("messages:write_staff")
        : t("messages:not_yours_to_answer");
    return {
      text: [t("messages:talk_with", { name: nameOf(ctx, of) }), ...state, prompt].join("\n\n"),
      rows: [
        [{ label: t("messages:button.earlier"), action: "earlier" }],
        [{ label: t("messages:button.card"), action: "card" }],
        [homeButton(t)],
      ],
    };

    async function sentLine(of: Case, reach: Awaited<ReturnType<typeof reachOf>>): Promise<string> {
      if (!reach?.reachable) return t("messages:sent_unreachable");
      const wrote = await lastFrom(prisma, of.id, "person");
      const asked = wrote !== null && wrote.sentAt >= justAskedSince(turn.now);
      const night = outsideQuietHours(turn.now, reach.timeZone) > turn.now;
      return t(night && !asked ? "messages:sent_morning" : "messages:sent_staff");
    }
  }

  return {
    open,
    write,
    screen: {
      view,
      presses: {
        earlier: async (ctx) => {
          const held = await caseForMember(deps, ctx, caseNow(ctx), "see");
          if (!held) return false;
          await show(ctx, held.case, await latest(prisma, held.case, EARLIER));
          ctx.turn.go({ name: "case_talk", case: held.case.id });
        },
        card: (ctx) => openCard(ctx, caseNow(ctx)),
      },
      text: (ctx, text) => write(ctx, caseNow(ctx), { kind: "text", text }),
      media: (ctx, media) => write(ctx, caseNow(ctx), media),
    },
  };
}

function nameOf({ turn }: Ctx, { record }: Case): string {
  return record.name ?? turn.t("messages:person");
}

function mayAnswer({ member, relations, case: { status } }: Held): boolean {
  return mayAs(member.role, status, "message", relations).kind === "yes";
}
