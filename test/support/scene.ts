import type { Person } from "../../sandbox/client.ts";
import type { Config } from "../../src/config.ts";
import { EMPTY_RECORD } from "../../src/features/cases/record.ts";
import { newCase } from "../../src/features/cases/store.ts";
import type { CaseStatus, Role } from "../../src/features/staff/index.ts";
import { createKeyring, type Keyring } from "../../src/platform/crypto/keyring.ts";
import { addInstitution, join } from "../scenarios/staff.ts";
import type { TestBot } from "./bot.ts";

/** People of an institution and those whom they help, ready to talk. */
export interface Scene {
  readonly keyring: Keyring;
  institution(text: string): Promise<string>;
  /** Someone who agreed and is on the first screen; a new person, or one who is there. */
  someone(name: string, who?: Person): Promise<Person>;
  /** A member who joined through the chat. */
  staff(name: string, role: Role, institution: string): Promise<Person>;
  memberId(who: Person): Promise<string>;
  personId(who: Person): Promise<string>;
  /** An open case, as it is after all that led to it. @returns its id */
  case(options: {
    readonly person?: Person;
    readonly curator?: Person;
    readonly institutionId: string;
    readonly status?: CaseStatus;
    readonly name?: string;
  }): Promise<string>;
}

/** What a scene is set up with: a bot, in this process or in others. */
export type Setting = Pick<TestBot, "telegram" | "database" | "now" | "idle"> & {
  readonly config: Pick<Config, "dataKey">;
};

let nextId = 500_000;

export function createScene(bot: Setting): Scene {
  const { prisma } = bot.database;
  const keyring = createKeyring(bot.config.dataKey);

  const newcomer = (first_name: string) =>
    bot.telegram.person({ id: ++nextId, first_name, language_code: "ru" });

  async function personId({ id }: Person): Promise<string> {
    const telegramKey = Uint8Array.from(keyring.blindIndex("Person.telegramId", String(id)));
    return (await prisma.person.findUniqueOrThrow({ where: { telegramKey } })).id;
  }

  async function memberId(who: Person): Promise<string> {
    const where = { personId: await personId(who) };
    return (await prisma.staffMember.findFirstOrThrow({ where, orderBy: { createdAt: "desc" } }))
      .id;
  }

  return {
    keyring,
    personId,
    memberId,
    async institution(text) {
      await addInstitution(bot, text);
      const name = text.replace(/^[^:]+: /, "");
      return (await prisma.institution.findFirstOrThrow({ where: { name } })).id;
    },
    async someone(name, who) {
      const person = who ?? (await newcomer(name));
      await person.start();
      await person.sees("На каком языке");
      await person.presses("Русский");
      await person.sees("Я Опора");
      await person.says("/privacy");
      await person.sees("Согласия пока нет");
      await person.presses("Сохранить ответы");
      await person.sees("Сохранить ваши ответы?");
      await person.presses("Даю согласие, сохранить");
      await person.sees("Вы дали согласие");
      await bot.idle();
      return person;
    },
    async staff(name, role, institution) {
      const person = await newcomer(name);
      await join(bot, `${name}, ${role}: ${institution}`, () => Promise.resolve(person));
      await bot.idle();
      return person;
    },
    async case({ person, curator, institutionId, status = "in_work", name = "Пётр Иванов" }) {
      const { opened, create } = newCase(keyring, {
        institutionId,
        curatorId: curator ? await memberId(curator) : null,
        personId: person ? await personId(person) : null,
        status,
        record: { ...EMPTY_RECORD, name },
        createdAt: bot.now(),
      });
      await bot.database.transaction(create);
      return opened.id;
    },
  };
}
