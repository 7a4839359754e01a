import type { MessageView, Person } from "../../sandbox/client.ts";
import type { TestBot } from "../support/bot.ts";
import type { Scenario, Step } from "./scenario.ts";

let people = 700_000;

/** Plays a scenario against the bot; throws with the line and what the person saw instead. */
export async function play(bot: TestBot, scenario: Scenario): Promise<void> {
  if (scenario.now) await bot.setTime(new Date(scenario.now));
  const present = new Map<string, Person>();
  const lastPress = new Map<string, { data: string; messageId: number }>();

  async function person(name: string): Promise<Person> {
    const known = present.get(name);
    if (known) return known;
    const first_name = name || "Гость";
    const fresh = await bot.telegram.person({ id: ++people, first_name, language_code: "ru" });
    present.set(name, fresh);
    return fresh;
  }

  for (const step of scenario.steps) {
    try {
      await take(step);
    } catch (error) {
      const seen = present.get(step.person) && (await describeChat(await person(step.person)));
      const why = error instanceof Error ? error.message.split("\n")[0] : String(error);
      throw new Error(`Line ${step.line} (${step.does} "${step.text}"): ${why}\n\n${seen ?? ""}`);
    }
  }

  async function take(step: Step): Promise<void> {
    const who = await person(step.person);
    switch (step.does) {
      case "types":
        await who.says(readEscapes(step.text));
        return;
      case "presses": {
        const button = await sees(
          who,
          (message) => buttonOf(message, step.text) !== undefined,
          step.text,
        );
        const data = buttonOf(button, step.text)?.callback_data ?? "";
        lastPress.set(step.person, { data, messageId: button.id });
        await who.presses(step.text, button.id);
        return;
      }
      case "sends":
        await send(who, step.text);
        return;
      case "sees":
        await who.sees((message) => plain(message.text).includes(plain(step.text)));
        return;
      case "sees_button":
        await who.sees((message) => buttonOf(message, step.text) !== undefined);
        return;
      case "sees_not": {
        await bot.idle();
        const newest = (await who.messages()).filter(({ from }) => from === "bot").at(-1);
        if (newest && plain(newest.text).includes(plain(step.text))) throw new Error("it is said");
        return;
      }
      case "toast": {
        await bot.idle();
        const toasts = await who.toasts();
        if (!toasts.at(-1)?.text?.includes(step.text)) throw new Error("no such toast");
        return;
      }
      case "event":
        await happen(step, who);
    }
  }

  async function happen(step: Step, who: Person): Promise<void> {
    const [event = "", ...words] = step.text.split(" ");
    const rest = words.join(" ");
    await bot.idle();
    if (event === "restart") return bot.restart();
    if (event === "lose") return bot.loseRedis();
    if (event === "clock") return bot.setTime(laterBy(bot.now(), rest));
    if (event === "at") return bot.setTime(new Date(rest));
    if (event === "same") {
      // The same press once more, as Telegram brings it under a new number.
      const { data, messageId } = lastPress.get(step.person) ?? { data: "", messageId: 0 };
      await who.act({ do: "forged-press", data, messageId });
      return;
    }
    if (event === "kept") {
      const count = await bot.database.prisma.person.count({
        where: { wrappedKey: { not: null } },
      });
      if (count !== Number(rest)) throw new Error(`${count} people are kept`);
      return;
    }
    throw new Error(`Unknown event ${event}`);
  }

  async function send(who: Person, what: string): Promise<void> {
    const [kind = "", ...args] = what.split(" ");
    const [first = "0", second = "0"] = args;
    if (kind === "voice" || kind === "sticker" || kind === "block" || kind === "unblock") {
      await who.act({ do: kind });
    } else if (kind === "photo" || kind === "document") await who.sends({ kind });
    else if (kind === "album") {
      await who.act({
        do: "album",
        items: [{ kind: "photo" }, { kind: "photo" }, { kind: "photo" }],
      });
    } else if (kind === "location") {
      await who.act({ do: "location", latitude: Number(first), longitude: Number(second) });
    } else if (kind === "contact") await who.act({ do: "contact" });
    else if (kind === "forged") {
      const newest = (await who.messages()).filter(({ from }) => from === "bot").at(-1);
      await who.act({ do: "forged-press", data: args.join(" "), messageId: newest?.id ?? 1 });
    } else if (kind === "edit") {
      const mine = (await who.messages()).filter(({ from }) => from === "user").at(-1);
      await who.act({ do: "edit", messageId: mine?.id ?? 1, text: args.join(" ") });
    } else throw new Error(`Unknown thing to send: ${kind}`);
  }
}

async function sees(who: Person, wanted: (message: MessageView) => boolean, what: string) {
  const now = (await who.messages()).filter(({ from }) => from === "bot").toReversed();
  return (
    now.find(wanted) ?? who.sees(wanted).catch(() => Promise.reject(new Error(`no button ${what}`)))
  );
}

function buttonOf(message: MessageView, text: string) {
  return message.inline.flat().find((button) => plain(button.text) === plain(text));
}

/** Texts are compared without the kinds of spaces and line ends. */
function plain(text: string): string {
  return text.replace(/\s+/g, " ").trim();
}

/** `\u0000` and the like, for input that cannot stand in a file. */
function readEscapes(text: string): string {
  return text
    .replace(/\\u([0-9a-f]{4})/gi, (_all, code: string) =>
      String.fromCharCode(Number.parseInt(code, 16)),
    )
    .replace(/(.)\(x(\d+)\)$/u, (_all, sign: string, count: string) => sign.repeat(Number(count)))
    .replaceAll("\\n", "\n");
}

function laterBy(now: Date, text: string): Date {
  const [, count = "0", unit = ""] = /^\+(\d+) (minute|hour|day)s?$/.exec(text) ?? [];
  const ms = { minute: 60_000, hour: 3_600_000, day: 86_400_000 }[unit];
  if (!ms) throw new Error(`Cannot read the time ${text}`);
  return new Date(now.getTime() + Number(count) * ms);
}

async function describeChat(who: Person): Promise<string> {
  const messages = (await who.messages()).slice(-4);
  return messages
    .map(({ from, text, inline }) => {
      const buttons = inline.map((row) => row.map((one) => `[${one.text}]`).join(" ")).join("\n");
      return `${from === "bot" ? "<" : ">"} ${text}\n${buttons}`;
    })
    .join("\n---\n");
}
