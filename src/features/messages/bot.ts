import type { SentNotes } from "../../platform/telegram/delivery.ts";
import type { Feature, Handler, Reply } from "../../platform/telegram/screen.ts";
import type { Ctx } from "../../platform/telegram/turn.ts";
import { readCase } from "../cases/index.ts";
import { TOLD_OF_MESSAGES } from "../notifications/index.ts";
import { personSide } from "./person-side.ts";
import { type StaffSideDeps, staffSide } from "./staff-side.ts";
import { type Body, caseOfCopy, markDelivered, writeCopy } from "./store.ts";
import { SHOWN_MESSAGE } from "./view.ts";

/** What the rest of the bot leads to. */
export interface Messages {
  readonly feature: Feature;
  /** The person's own talk with their specialist. */
  readonly openTalk: Handler;
  /** The talk with the person of a case, for staff; the argument is the case's id. */
  readonly openCaseTalk: Handler;
  /** Writes to the person of a case and leads to the talk; false when this member may not write now. */
  readonly write: (ctx: Ctx, caseId: string, body: Body) => Promise<false | undefined>;
  /** What the delivery tells of messages that Telegram has. */
  readonly sentNotes: (now: () => Date) => SentNotes;
}

/** People and their specialists write to each other; neither sees the other's account. */
export function createMessages(deps: StaffSideDeps): Messages {
  const { database, keyring } = deps;
  const { prisma } = database;
  const person = personSide(deps);
  const staff = staffSide(deps);

  /** Telegram's own "Reply" to a message that was shown here answers it. */
  async function reply(ctx: Ctx, { to, content }: Reply): Promise<false | undefined> {
    const { turn } = ctx;
    const caseId = turn.person && (await caseOfCopy(prisma, turn.person.id, to));
    if (!turn.person || !caseId) return false;
    const found = await readCase(prisma, keyring, caseId);
    const own = found?.personId === turn.person.id;
    const body: Body = content;
    const taken = own ? await person.write(ctx, body) : await staff.write(ctx, caseId, body);
    // It was meant for somebody: it must not be taken for an answer to whatever is on the screen.
    if (taken === false) {
      const text = turn.t("messages:not_sent");
      turn.outgoing.push({
        call: { method: "sendMessage", payload: { chat_id: turn.chat, text } },
      });
    }
    return undefined;
  }

  return {
    feature: {
      name: "messages",
      screens: { talk: person.screen, case_talk: staff.screen },
      reply,
    },
    openTalk: person.open,
    openCaseTalk: staff.open,
    write: staff.write,
    sentNotes: (now) => ({
      [SHOWN_MESSAGE]: async (messageId, { chat, messageId: telegramId }) => {
        const telegramKey = Uint8Array.from(keyring.blindIndex("Person.telegramId", chat));
        const row = await prisma.person.findUnique({ where: { telegramKey } });
        if (row) await writeCopy(prisma, { personId: row.id, telegramId, messageId });
      },
      [TOLD_OF_MESSAGES]: (ids) => markDelivered(prisma, ids.split(","), now()),
    }),
  };
}
