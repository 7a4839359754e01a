import type { ScreenRef } from "../../platform/conversation/conversation.ts";
import type { Handler, Screen, View } from "../../platform/telegram/screen.ts";
import { homeButton } from "../../platform/telegram/screen.ts";
import type { Ctx } from "../../platform/telegram/turn.ts";
import { type Case, caseOfPerson } from "../cases/index.ts";
import { institutionById, memberById, namesOfMembers, readsInstead } from "../staff/index.ts";
import { read, writeToStaff } from "./actions.ts";
import { expectedAnswer } from "./rules/expected.ts";
import { markOf } from "./rules/marks.ts";
import { EARLIER, type MessagesDeps } from "./shared.ts";
import { type Body, lastFrom, latest, type Message, unreadFrom } from "./store.ts";
import { expectedLine, markLine, shownMessage } from "./view.ts";

const TALK = { name: "talk" };

/** Where a person writes to their specialist and reads what the specialist wrote. */
export interface PersonSide {
  readonly screen: Screen;
  /** Shows what is unread, then the place to write. */
  readonly open: Handler;
  /** Takes what the person wrote, from whatever screen; false when there is nobody to write to. */
  readonly write: (ctx: Ctx, body: Body) => Promise<false | undefined>;
}

export function personSide(deps: MessagesDeps): PersonSide {
  const { database, keyring, queue } = deps;
  const { prisma } = database;

  async function openCaseOf({ turn }: Ctx): Promise<Case | undefined> {
    const found = turn.person && (await caseOfPerson(prisma, keyring, turn.person.id));
    return found && found.status !== "closed" ? found : undefined;
  }

  async function show(ctx: Ctx, messages: readonly Message[]): Promise<void> {
    const { turn } = ctx;
    const ids = messages.flatMap(({ staffId }) => staffId ?? []);
    const names = await namesOfMembers(prisma, keyring, ids);
    for (const message of messages) {
      const { staffId } = message;
      const author =
        staffId === null
          ? turn.t("messages:you")
          : (names.get(staffId) ?? turn.t("messages:specialist"));
      turn.outgoing.push(...shownMessage(turn, { message, author, caseId: undefined }));
    }
    read(
      turn,
      messages.filter((one) => one.staffId && !one.readAt).map(({ id }) => id),
    );
  }

  const open: Handler = async (ctx) => {
    const of = await openCaseOf(ctx);
    if (of) await show(ctx, await unreadFrom(prisma, of, "staff"));
    ctx.turn.go(TALK);
  };

  async function write(ctx: Ctx, body: Body): Promise<false | undefined> {
    const of = await openCaseOf(ctx);
    if (!of) return false;
    writeToStaff(ctx.turn, queue, of, body);
    ctx.turn.go({ ...TALK, sent: true });
    return undefined;
  }

  async function view(ctx: Ctx, { sent }: ScreenRef, refused = false): Promise<View> {
    const { turn } = ctx;
    const { t, locale } = turn;
    const of = await openCaseOf(ctx);
    if (!of) return { text: t("messages:no_specialist"), rows: [[homeButton(t)]] };
    const curator = of.curatorId ? await memberById(prisma, keyring, of.curatorId) : undefined;
    const instead = await readsInstead(prisma, of);
    const institution = await institutionById(prisma, of.institutionId);
    const text = [
      ...(sent && !refused ? await afterSending() : await beforeSending()),
      t("messages:write_person"),
    ].join("\n\n");
    return {
      text,
      rows: [[{ label: t("messages:button.earlier"), action: "earlier" }], [homeButton(t)]],
    };

    async function beforeSending(): Promise<string[]> {
      const last = await lastFrom(prisma, of?.id ?? "", "person");
      const who = curator
        ? t("messages:your_specialist", { name: curator.name })
        : t("messages:no_curator");
      return [
        `<b>${t("messages:title")}</b>`,
        who,
        // What reached a specialist who stopped the bot then, unread, does not count.
        ...(instead && last?.readAt === null
          ? [t(`messages:lost.unread.${instead}`)]
          : markLine(t, last ? markOf(last, true) : undefined)),
      ];
    }

    async function afterSending(): Promise<string[]> {
      const expected = institution
        ? expectedAnswer(turn.now, {
            hours: institution.hours?.[locale] ?? institution.hours?.ru,
            timeZone: institution.timeZone,
            country: institution.region === "KZ" ? "KZ" : "RU",
          })
        : ({ kind: "unknown" } as const);
      const sent = t(instead ? `messages:lost.sent.${instead}` : "messages:sent_person");
      return [sent, ...expectedLine(t, locale, expected)];
    }
  }

  return {
    open,
    write,
    screen: {
      view,
      presses: {
        earlier: async (ctx) => {
          const of = await openCaseOf(ctx);
          if (!of) return false;
          await show(ctx, await latest(prisma, of, EARLIER));
          ctx.turn.go(TALK);
        },
      },
      text: (ctx, text) => write(ctx, { kind: "text", text }),
      media: write,
    },
  };
}
