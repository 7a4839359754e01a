import { setTimeout as sleep } from "node:timers/promises";
import type { FaultEffect, Person } from "../../sandbox/client.ts";
import type { TestBot } from "../support/bot.ts";
import { openCases } from "./cases.ts";
import { recordServed, visitPrison } from "./indicators.ts";
import { lookAtMailbox, moveMail, setEmail } from "./mail.ts";
import { addRecipient, moveReport, writeReport } from "./recipient.ts";
import { addUnmet, importShelters, setBeds } from "./shelters.ts";
import { addInstitution, invite, join, revoke, setAct, setHours, setPhones } from "./staff.ts";

/** Faults of Telegram by the words of a scenario: `* telegram answers 500`. */
const FAULTS: Readonly<Record<string, { readonly effect: FaultEffect; readonly method?: string }>> =
  {
    "asks to wait": { effect: { kind: "too-many-requests", retryAfter: 1 } },
    "answers 500": { effect: { kind: "server-error", status: 500 } },
    "loses the line": { effect: { kind: "reset-before" } },
    "takes the call and loses the line": { effect: { kind: "reset-after" } },
    "brings everything twice": { effect: { kind: "duplicate" } },
    "loses the file": { effect: { kind: "server-error", status: 500 }, method: "getFile" },
    "brings a press again": { effect: { kind: "press-again" } },
  };

export interface Around {
  /** People of other scenarios. */
  readonly keptBefore: number;
  /** Letters of other scenarios. */
  readonly mailsBefore: number;
  /** Someone of this scenario by name. */
  readonly person: (name: string) => Promise<Person>;
  /** Takes the payload of a deep link, for `{link}`. */
  readonly link: (payload: string) => Promise<void>;
}

/** What happens around the chat, as `* event words`. */
export async function happen(
  bot: TestBot,
  text: string,
  { keptBefore, mailsBefore, person, link }: Around,
): Promise<void> {
  const [event = "", ...words] = text.split(" ");
  const rest = words.join(" ");
  await bot.idle();
  switch (event) {
    case "restart":
      return bot.restart();
    // Long enough for the bot to look for what it could not send.
    case "pause":
      return sleep(1_000);
    case "lose":
      return bot.loseRedis();
    case "clock":
      return bot.setTime(laterBy(bot.now(), rest));
    case "at":
      return bot.setTime(new Date(rest));
    case "telegram": {
      const fault = FAULTS[rest];
      if (!fault) throw new Error(`Unknown fault: ${rest}`);
      await bot.telegram.addFault(fault);
      return;
    }
    case "institution":
      return addInstitution(bot, rest);
    case "shelters":
      return importShelters(bot, rest);
    case "beds":
      return setBeds(bot, rest);
    case "unmet":
      return addUnmet(bot, rest);
    case "hours":
      return setHours(bot, rest);
    case "act":
      return setAct(bot, rest);
    case "phones":
      return setPhones(bot, rest);
    case "email":
      return setEmail(bot, rest);
    case "mail":
      return moveMail(bot, rest);
    case "mailbox":
      return lookAtMailbox(bot, rest, mailsBefore);
    case "written":
      return writeReport(bot, rest, person);
    case "invite":
      return link(await invite(bot, rest));
    case "staff":
      return join(bot, rest, person);
    // `revoke Ольга`, on the command line.
    case "revoke":
      return revoke(bot, await person(rest));
    // `menu Ольга: Рабочий стол | …`: what the commands of her chat begin with.
    case "menu": {
      const [, name = "", wanted = ""] = /^(\p{L}+): (.+)$/u.exec(rest) ?? [];
      const { commands } = await (await person(name)).chat();
      const shown = commands.map(({ description }) => description).join(" | ");
      if (!shown.startsWith(wanted)) throw new Error(`The menu is ${shown}`);
      return;
    }
    // `below Пётр: 📍 Отправить, где я`: the button below the input field; `below Пётр: nothing`.
    case "below": {
      const [, name = "", wanted = ""] = /^(\p{L}+): (.+)$/u.exec(rest) ?? [];
      const { keyboard } = await (await person(name)).chat();
      const shown = keyboard?.rows.flat().map(({ text }) => text) ?? ["nothing"];
      if (shown.join(" | ") !== wanted) throw new Error(`Below is ${shown.join(" | ")}`);
      return;
    }
    case "cases":
      return openCases(bot, rest);
    case "recipient":
      return addRecipient(bot, rest, person);
    case "report":
      return moveReport(bot, rest, person);
    case "served":
      return recordServed(bot, rest);
    case "visited":
      return visitPrison(bot, rest);
    case "kept": {
      const count = (await countKept(bot)) - keptBefore;
      if (count !== Number(rest)) throw new Error(`${count} people are kept`);
      return;
    }
    default:
      throw new Error(`Unknown event ${event}`);
  }
}

/** People whose data can be read: those who agreed and did not take it back. */
export function countKept(bot: TestBot): Promise<number> {
  return bot.database.prisma.person.count({ where: { wrappedKey: { not: null } } });
}

function laterBy(now: Date, text: string): Date {
  const [, count = "0", unit = ""] = /^\+(\d+) (minute|hour|day)s?$/.exec(text) ?? [];
  const ms = { minute: 60_000, hour: 3_600_000, day: 86_400_000 }[unit];
  if (!ms) throw new Error(`Cannot read the time ${text}`);
  return new Date(now.getTime() + Number(count) * ms);
}
