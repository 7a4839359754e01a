import type { Person } from "../../sandbox/client.ts";
import { readCommand } from "../../src/cli/admin-commands.ts";
import {
  addInstitution as add,
  issueInvite,
  listInstitutions,
  ROLES,
  readInstitution,
} from "../../src/features/staff/index.ts";
import { createKeyring } from "../../src/platform/crypto/keyring.ts";
import { silentLog } from "../../src/platform/log.ts";
import { startQueue } from "../../src/platform/queue.ts";
import { whenMemberLeaves } from "../../src/wiring/leaving.ts";
import type { TestBot } from "../support/bot.ts";

/** Where institutions and staff are kept. */
type Office = Pick<TestBot, "database" | "now">;

/** Institutions of earlier scenarios take no part in this one. */
export async function closeInstitutions({ database, now }: Office): Promise<void> {
  await database.prisma.institution.updateMany({ data: { closedAt: now() } });
}

/** `social_protection, Канск: Центр «Опека»` */
export async function addInstitution({ database, now }: Office, text: string): Promise<void> {
  const [, kind, town, name] = /^(\w+), ([^:]+): (.+)$/.exec(text) ?? [];
  const read = readInstitution({ kind, town, name, address: "ул. Показательная, 1" });
  if (read.kind === "wrong") throw new Error(`${read.field}: ${read.problem}`);
  await database.transaction((tx) => add(tx, read.institution, now()));
}

/** `Центр «Опека»: Пн–Пт 9:00–18:00` */
export async function setHours({ database }: Office, text: string): Promise<void> {
  const [, name = "", ru = ""] = /^([^:]+): (.+)$/.exec(text) ?? [];
  await database.prisma.institution.updateMany({
    where: { name, closedAt: null },
    data: { hours: { ru } },
  });
}

/** `Центр «Опека»: 8 (3919) 00-00-00` */
export async function setPhones({ database }: TestBot, text: string): Promise<void> {
  const [, name = "", phone = ""] = /^(.+): (.+)$/.exec(text) ?? [];
  await database.prisma.institution.updateMany({
    where: { name, closedAt: null },
    data: { phones: [phone] },
  });
}

/** `Центр «Опека»: приказ № 5`: by this act it takes reports from the bot. */
export async function setAct({ database }: TestBot, text: string): Promise<void> {
  const [, name = "", botFilingAct = ""] = /^([^:]+): (.+)$/.exec(text) ?? [];
  await database.prisma.institution.updateMany({
    where: { name, closedAt: null },
    data: { botFilingAct },
  });
}

/** `specialist: Центр «Опека»`, as the command line does. @returns the payload of the link */
export async function invite({ database, now }: Office, text: string): Promise<string> {
  const [, named, name] = /^(\w+): (.+)$/.exec(text) ?? [];
  const role = ROLES.find((one) => one === named);
  const institution = (await listInstitutions(database.prisma)).find((one) => one.name === name);
  if (!role || !institution) throw new Error(`Nothing to invite to: ${text}`);
  const issued = issueInvite({ role, institutionId: institution.id, bot: "opora_bot" }, now());
  await database.transaction((tx) => issued.write(tx));
  return new URL(issued.link).searchParams.get("start") ?? "";
}

/** `Ольга, specialist: Центр «Опека»`: invited and joined, through the chat, under this name. */
export async function join(
  bot: Office,
  text: string,
  person: (name: string) => Promise<Person>,
): Promise<void> {
  const [, name = "", wanted = ""] = /^(\p{L}+), (.+)$/u.exec(text) ?? [];
  const payload = await invite(bot, wanted);
  const who = await person(name);
  await who.start(payload);
  const first = await who.sees(/./);
  // Whoever speaks with the bot for the first time is asked for the language.
  if (first.inline.flat().some((button) => button.text === "Русский")) {
    await who.presses("Русский");
    await who.sees("Как вас будут видеть");
  }
  await who.says(name);
  await who.sees("Люди увидят вас так");
  await who.presses("Согласен, начать работу");
  await who.sees("Вы в команде");
}

/** Ends the memberships of someone on the command line, beside the running bot. */
export async function revoke(bot: TestBot, { id: chat }: Person): Promise<void> {
  const { database, databaseUrl, config, now } = bot;
  const keyring = createKeyring(config.dataKey);
  const telegramKey = Uint8Array.from(keyring.blindIndex("Person.telegramId", String(chat)));
  const where = { person: { telegramKey }, revokedAt: null };
  const members = await database.prisma.staffMember.findMany({ where });
  const queue = await startQueue(databaseUrl, silentLog, { addsOnly: true });
  for (const { id } of members) {
    await readCommand(["staff", "revoke", id])({
      ...{ database, keyring, now: now(), botName: async () => undefined },
      onRevoke: async () => whenMemberLeaves(queue),
    });
  }
  await queue.stop();
}
