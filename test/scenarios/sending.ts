import type { MessageView, Person } from "../../sandbox/client.ts";
import { sendFile, sendReceipt, sendReceipts } from "./receipts.ts";

/** What a person does besides typing and pressing the newest button, as `> (kind words)`. */
export async function send(who: Person, what: string): Promise<void> {
  const [kind = "", ...args] = what.split(" ");
  const words = args.join(" ");
  switch (kind) {
    case "voice":
    case "sticker":
    case "block":
    case "unblock":
    case "contact":
      await who.act({ do: kind });
      return;
    case "photo":
    case "document":
      await who.sends({ kind }, words);
      return;
    case "receipt":
      return sendReceipt(who, words);
    case "receipts":
      return sendReceipts(who, words);
    case "file":
      return sendFile(who, words);
    case "album": {
      const items = [{ kind: "photo" }, { kind: "photo" }, { kind: "photo" }] as const;
      await who.act({ do: "album", items: [...items] });
      return;
    }
    case "location": {
      const [latitude, longitude] = args.map(Number);
      await who.act({ do: "location", latitude: latitude ?? 0, longitude: longitude ?? 0 });
      return;
    }
    // The button below the input field: `(here 61.25 73.40)`.
    case "here": {
      const [latitude = 0, longitude = 0] = args.map(Number);
      const { keyboard } = await who.chat();
      const text = keyboard?.rows.flat().find((button) => button.request_location)?.text ?? "";
      await who.act({ do: "press", text, location: { latitude, longitude } });
      return;
    }
    // `(reply part of the bot's message | words)`: Telegram's own answer to that message.
    case "reply": {
      const [part = "", text = ""] = words.split(" | ");
      const found = (await who.messages()).findLast(
        (message) => message.from === "bot" && message.text.includes(part),
      );
      if (!found) throw new Error(`There is no message with ${part}`);
      await who.act({ do: "text", text, replyTo: found.id });
      return;
    }
    // `(together [Да] | [Да] | слова)`: from two phones of one account, none waiting for an answer.
    case "together": {
      const newest = await last(who, "bot");
      const acts = words.split(" | ").map((one) => {
        const [, label] = /^\[(.+)\]$/.exec(one) ?? [];
        return label === undefined ? who.says(one) : who.presses(label, newest.id);
      });
      await Promise.all(acts);
      return;
    }
    case "edit":
      await who.act({ do: "edit", messageId: (await last(who, "user")).id, text: words });
      return;
    // The same button on the oldest message that has it, as found when scrolling up.
    case "old": {
      const messages = await who.messages();
      const message = messages.find((one) => one.inline.flat().some(({ text }) => text === words));
      await who.presses(words, message?.id);
      return;
    }
    // Data that no button of ours has, as a changed client sends it.
    case "forged": {
      const { id } = await last(who, "bot");
      await who.act({ do: "forged-press", data: words, messageId: id });
      return;
    }
    // A kind of update that this bot has never heard of.
    case "unknown":
      await who.act({ do: "raw", update: { purchased_paid_media: { from: { id: who.id } } } });
      return;
    // A message of a kind that Telegram invents tomorrow.
    case "novelty": {
      const chat = { id: who.id, type: "private" };
      const message = { message_id: 1, date: 0, chat, from: { id: who.id }, novelty: {} };
      await who.act({ do: "raw", update: { message } });
      return;
    }
    default:
      throw new Error(`Unknown thing to send: ${kind}`);
  }
}

async function last(who: Person, from: MessageView["from"]): Promise<MessageView> {
  const found = (await who.messages()).findLast((message) => message.from === from);
  if (!found) throw new Error(`There is no message of the ${from}`);
  return found;
}
