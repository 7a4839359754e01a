import type { MessageView, Person } from "../../sandbox/client.ts";
import type { TestBot } from "../support/bot.ts";
import { countKept, happen } from "./events.ts";
import { forgetServices } from "./indicators.ts";
import { faultsOf } from "./judge.ts";
import { resetMail } from "./mail.ts";
import type { Scenario, Step } from "./scenario.ts";
import { send } from "./sending.ts";
import { closeInstitutions } from "./staff.ts";

let people = 700_000;

/** Reading a picture takes its time where other tests run. */
const PATIENCE_MS = 20_000;

export interface PlayOptions {
  /** Gets the chat as it goes on, screen by screen. */
  readonly note?: (line: string) => void;
  /** The bot is started anew after each thing that somebody does. */
  readonly restarts?: boolean;
}

const DONE_BY_PEOPLE: ReadonlySet<Step["does"]> = new Set(["types", "presses", "sends"]);

/** Plays a scenario against the bot; throws with the line and what the person saw instead. */
export async function play(bot: TestBot, scenario: Scenario, options: PlayOptions = {}) {
  const { note, restarts } = options;
  if (scenario.now) await bot.setTime(new Date(scenario.now));
  await closeInstitutions(bot);
  await forgetServices(bot);
  await resetMail(bot);
  const keptBefore = await countKept(bot);
  const mailsBefore = bot.mail.mails.length;
  const { cursor } = await bot.telegram.calls();
  let link = { payload: "", since: cursor };
  const present = new Map<string, Person>();
  const lastPress = new Map<string, { data: string; messageId: number }>();
  const saidBefore = new Map<string, number>();

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
      const before = note && (await bot.telegram.calls()).cursor;
      await take(step);
      if (note) await write(step, before ?? 0, note);
      if (restarts && DONE_BY_PEOPLE.has(step.does)) {
        await bot.idle();
        await bot.restart();
      }
    } catch (error) {
      const seen = present.get(step.person) && (await describeChat(await person(step.person)));
      const why = error instanceof Error ? error.message.split("\n")[0] : String(error);
      throw new Error(`Line ${step.line} (${step.does} "${step.text}"): ${why}\n\n${seen ?? ""}`);
    }
  }
  await bot.idle();
  await bot.telegram.clearFaults();
  const faults = faultsOf((await bot.telegram.calls(cursor)).calls);
  if (faults.length > 0) throw new Error(faults.join("\n\n"));

  /** The payload of the newest deep link: of an event, or told to anybody by the bot. */
  async function withLink(text: string): Promise<string> {
    if (!text.includes("{link}")) return text;
    await bot.idle();
    const { calls } = await bot.telegram.calls(link.since);
    const told = calls.flatMap(
      ({ params }) => /\?start=([\w-]+)/.exec(String(params.text))?.[1] ?? [],
    );
    return text.replace("{link}", told.at(-1) ?? link.payload);
  }

  async function take(step: Step): Promise<void> {
    const who = await person(step.person);
    const { text } = step;
    if (step.does === "sends") {
      await bot.idle();
      saidBefore.set(step.person, await countSaid(who));
    }
    switch (step.does) {
      case "types":
        await who.says(readEscapes(await withLink(text)));
        return;
      case "presses": {
        // What was sent before is answered first: a message above may have a button of this name too.
        await bot.idle();
        const message = (await who.messages()).findLast((one) => buttonOf(one, text) !== undefined);
        const button = message && buttonOf(message, text);
        if (!message || !button) throw new Error(`no button ${text}`);
        lastPress.set(step.person, { data: button.callback_data ?? "", messageId: message.id });
        await who.presses(button.text, message.id);
        return;
      }
      case "sends":
        if (text !== "same") return send(who, text);
        // The same press once more, as Telegram brings it under a new number.
        await who.act({
          do: "forged-press",
          ...(lastPress.get(step.person) ?? { data: "", messageId: 0 }),
        });
        return;
      case "sees":
        await who.sees((message) => plain(textOf(message)).includes(plain(text)), PATIENCE_MS);
        return;
      case "sees_button":
        await who.sees((message) => buttonOf(message, text) !== undefined, PATIENCE_MS);
        return;
      case "sees_no_button": {
        await bot.idle();
        const newest = await newestOf(who);
        if (newest && buttonOf(newest, text)) throw new Error("there is such a button");
        return;
      }
      case "sees_not": {
        await bot.idle();
        const newest = await newestOf(who);
        if (newest && plain(newest.text).includes(plain(text))) throw new Error("it is said");
        return;
      }
      case "still_sees": {
        await bot.idle();
        const newest = await newestOf(who);
        if (!newest || !plain(textOf(newest)).includes(plain(text)))
          throw new Error("something else is said");
        return;
      }
      case "toast": {
        await bot.idle();
        const toasts = await who.toasts();
        if (!toasts.at(-1)?.text?.includes(text)) throw new Error("no such toast");
        return;
      }
      case "event": {
        const [, wanted] = /^said (\d+)$/.exec(text) ?? [];
        if (wanted === undefined) {
          return happen(bot, text, {
            keptBefore,
            mailsBefore,
            person,
            link: async (payload) => {
              link = { payload, since: (await bot.telegram.calls()).cursor };
            },
          });
        }
        await bot.idle();
        const said = (await countSaid(who)) - (saidBefore.get(step.person) ?? 0);
        if (said !== Number(wanted)) throw new Error(`${said} messages came`);
      }
    }
  }

  async function write(step: Step, cursor: number, write: (line: string) => void) {
    if (/^(sees|still|toast)/.test(step.does)) return;
    await bot.idle();
    write(`${step.person}> ${step.text}`);
    for (const { params, ok, method } of (await bot.telegram.calls(cursor)).calls) {
      const { text = "", reply_markup } = params;
      const markup = typeof reply_markup === "string" ? JSON.parse(reply_markup) : reply_markup;
      const rows = (markup as { inline_keyboard?: { text: string }[][] })?.inline_keyboard ?? [];
      const buttons = rows.map((row) => row.map((one) => `[${one.text}]`).join(" ")).join("\n");
      write(`< ${method} ${ok ? "" : "REFUSED"} (${String(text).length})\n${text}\n${buttons}\n`);
    }
  }
}

async function countSaid(who: Person): Promise<number> {
  return (await who.messages()).filter(({ from }) => from === "bot").length;
}

async function newestOf(who: Person): Promise<MessageView | undefined> {
  return (await who.messages()).findLast(({ from }) => from === "bot");
}

/** What a message says: its words, a file by its name and what is written under it, or a place. */
function textOf({ text, file, venue }: MessageView): string {
  if (venue) return `${venue.title}, ${venue.address}`;
  return file ? `${file.name} ${text}` : text;
}

function buttonOf(message: MessageView, text: string) {
  return message.inline.flat().find((button) => plain(button.text) === plain(text));
}

/** Texts are compared without the kinds of spaces and line ends. */
function plain(text: string): string {
  return text.replace(/\s+/g, " ").trim();
}

/** `\u0000` and the like, for input that cannot stand in a file; `а(x4096)` for a long one. */
function readEscapes(text: string): string {
  return text
    .replace(/\\u([0-9a-f]{4})/gi, (_all, code: string) =>
      String.fromCharCode(Number.parseInt(code, 16)),
    )
    .replace(/(.)\(x(\d+)\)$/u, (_all, sign: string, count: string) => sign.repeat(Number(count)))
    .replaceAll("\\n", "\n");
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
