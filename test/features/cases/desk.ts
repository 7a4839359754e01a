import { randomBytes, randomUUID } from "node:crypto";
import type { Context } from "grammy";
import type { CaseDeps } from "../../../src/features/cases/index.ts";
import { type CaseRecord, EMPTY_RECORD } from "../../../src/features/cases/record.ts";
import { type Case, type NewCase, newCase } from "../../../src/features/cases/store.ts";
import type { Member, Role } from "../../../src/features/staff/index.ts";
import { membersOf } from "../../../src/features/staff/index.ts";
import type { Person, Write } from "../../../src/platform/conversation/conversation.ts";
import { createKeyring } from "../../../src/platform/crypto/keyring.ts";
import { connectDatabase } from "../../../src/platform/postgres/database.ts";
import { type Ctx, OpenTurn } from "../../../src/platform/telegram/turn.ts";
import { loadTexts } from "../../../src/platform/texts/texts.ts";
import { createDatabase } from "../../servers/database.ts";

const texts = loadTexts("ru");

export const NOW = new Date("2024-03-12T03:00:00Z");

/** A database with people, staff and cases, and turns that are committed by hand. */
export async function startDesk() {
  const created = await createDatabase();
  const database = connectDatabase(created.url, 4);
  const keyring = createKeyring(randomBytes(32));
  const queued: string[] = [];
  const deps: CaseDeps = {
    database,
    keyring,
    // What is queued is another feature's; here it is enough that the transaction goes on.
    queue: {
      add: async (_tx, name) => void queued.push(name),
      work: async () => {},
      every: async () => {},
      stop: async () => {},
    } as CaseDeps["queue"],
  };

  async function person(): Promise<Person> {
    const id = randomUUID();
    const { key, wrapped } = keyring.issue(id);
    await database.prisma.person.create({
      data: {
        id,
        telegramKey: Uint8Array.from(keyring.blindIndex("Person.telegramId", id)),
        telegramId: Uint8Array.from(key.seal("Person.telegramId", id, id)),
        wrappedKey: Uint8Array.from(wrapped),
        locale: "ru",
        timeZone: "Asia/Krasnoyarsk",
      },
    });
    return { id, key, timeZone: "Asia/Krasnoyarsk", unreachable: false };
  }

  async function institution(town = 1502026): Promise<string> {
    const id = randomUUID();
    const place = { region: "RU-KYA", town, address: "–", timeZone: "Asia/Krasnoyarsk" };
    await database.prisma.institution.create({
      data: { id, kind: "social_protection", name: `Соцзащита ${id.slice(0, 4)}`, ...place },
    });
    return id;
  }

  async function member(institutionId: string, role: Role = "specialist") {
    const who = await person();
    const id = randomUUID();
    const name = who.key.seal("StaffMember.name", id, `Сотрудник ${id.slice(0, 4)}`);
    await database.prisma.staffMember.create({
      data: { id, personId: who.id, institutionId, role, name: Uint8Array.from(name) },
    });
    const [found] = await membersOf(database.prisma, who);
    return { person: who, member: found as Member };
  }

  async function open(
    wanted: Partial<Omit<NewCase, "record">> & { readonly record?: Partial<CaseRecord> } & {
      readonly institutionId: string;
    },
  ): Promise<Case> {
    const { opened, create } = newCase(keyring, {
      curatorId: null,
      personId: null,
      status: "new",
      createdAt: NOW,
      ...wanted,
      record: { ...EMPTY_RECORD, name: "Иванова Анна", yearOfBirth: 1990, ...wanted.record },
    });
    await database.transaction(create);
    return opened;
  }

  function turnOf(who: Person | undefined): OpenTurn {
    return new OpenTurn("1", NOW, { version: 1, conversation: undefined, person: who }, texts);
  }

  return {
    ...{ created, database, keyring, deps, queued, person, institution, member, open, turnOf },
    ctxOf: (turn: OpenTurn) => ({ turn }) as Pick<Ctx, "turn"> as Context & { turn: OpenTurn },
    /** What the platform does with a turn: all of its writes, or none. */
    async commit(turn: OpenTurn, who: Person): Promise<void> {
      await database.transaction(async (tx) => {
        for (const write of turn.writes as Write[]) await write(tx, who);
      });
    },
    async stop() {
      await database.close();
      await created.drop();
    },
  };
}

export type Desk = Awaited<ReturnType<typeof startDesk>>;
