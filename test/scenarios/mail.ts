import type { Behaviour, Mail } from "../../sandbox/mail/server.ts";
import type { TestBot } from "../support/bot.ts";

const BEHAVIOURS: readonly Behaviour[] = [
  "takes",
  "refuses",
  "greylists",
  "hangs",
  "loses the line",
];

/** `takes`, `refuses`, `greylists`, `hangs`, `loses the line`; `down`, `up` */
export async function moveMail({ mail }: TestBot, text: string): Promise<void> {
  if (text === "down") return mail.down();
  if (text === "up") return mail.up();
  const behaviour = BEHAVIOURS.find((one) => one === text);
  if (!behaviour) throw new Error(`A mail server cannot be ${text}`);
  mail.behave(behaviour);
}

/** The server as it is when nothing happened to it yet. */
export async function resetMail({ mail }: TestBot): Promise<void> {
  mail.behave("takes");
  await mail.up();
}

/** `УСЗН Норильска: otchet@uszn.example` */
export async function setEmail({ database }: TestBot, text: string): Promise<void> {
  const [, name = "", email = ""] = /^([^:]+): (\S+)$/.exec(text) ?? [];
  await database.prisma.institution.updateMany({
    where: { name, closedAt: null },
    data: { email },
  });
}

/**
 * `has 2`: so many letters came since the scenario began; `shows words`: the newest one has these words
 * in its head, its text or the names of its files; `lacks words`: it has not.
 */
export function lookAtMailbox({ mail }: TestBot, text: string, before: number): void {
  const mails = mail.mails.slice(before);
  const [, count, does, words = ""] = /^(?:has (\d+)|(shows|lacks) (.+))$/.exec(text) ?? [];
  if (count !== undefined) {
    if (mails.length !== Number(count)) throw new Error(`there are ${mails.length} letters`);
    return;
  }
  const newest = mails.at(-1);
  if (!newest || wordsOf(newest).includes(words) !== (does === "shows")) {
    throw new Error(`the newest letter says: ${newest ? wordsOf(newest) : "there is none"}`);
  }
}

function wordsOf({ from, to, subject, text, attachments }: Mail): string {
  const files = attachments.map(({ name }) => name);
  return [from, ...to, subject, text, ...files].join("\n");
}
