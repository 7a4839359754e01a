import { randomBytes, randomUUID } from "node:crypto";
import { EMPTY_RECORD } from "../../../src/features/cases/record.ts";
import { newCase } from "../../../src/features/cases/store.ts";
import type { Reason } from "../../../src/features/notifications/reasons.ts";
import {
  beginMornings,
  type CaseQueries,
  lookAfterUnreachable,
} from "../../../src/features/notifications/rounds.ts";
import { tellDue } from "../../../src/features/notifications/tell.ts";
import type { DayCounts } from "../../../src/features/notifications/view.ts";
import type { Kept } from "../../../src/platform/conversation/conversation.ts";
import { createNotifier } from "../../../src/platform/conversation/notify.ts";
import { createKeyring } from "../../../src/platform/crypto/keyring.ts";
import { connectDatabase } from "../../../src/platform/postgres/database.ts";
import type { Queue } from "../../../src/platform/queue.ts";
import { loadTexts } from "../../../src/platform/texts/texts.ts";
import { createDatabase } from "../../servers/database.ts";

export type World = Awaited<ReturnType<typeof createWorld>>;

/** Staff, people and cases in a real database; what is said is collected instead of sent. */
export async function createWorld() {
  const created = await createDatabase();
  const database = connectDatabase(created.url);
  const { prisma } = database;
  const keyring = createKeyring(randomBytes(32));
  const said: { chat: string; text: string; button: string }[] = [];
  const jobs: Date[] = [];
  const queue: Queue = {
    add: async (_tx, _name, _data, startAfter) => void jobs.push(startAfter),
    work: async () => {},
    every: async () => {},
    stop: async () => {},
  };
  const outbox = { done: async () => {}, postpone: async () => {}, abandon: async () => true };
  const notify = createNotifier({
    database,
    keyring,
    texts: loadTexts(),
    outbox: { ...outbox, takeOver: async () => [] },
    delivery: {
      send: async (chat: string, kept: readonly Kept[]) => {
        for (const { outgoing } of kept) {
          const { text, reply_markup } = outgoing.call.payload;
          const markup = reply_markup as { inline_keyboard: { callback_data: string }[][] };
          const button = markup.inline_keyboard[0]?.[0]?.callback_data ?? "";
          said.push({ chat, text: String(text), button });
        }
      },
      hint: () => {},
      sweep: async () => {},
      idle: async () => {},
    },
  });
  let now = new Date("2024-03-12T12:00:00+07:00");
  const days = new Map<string, DayCounts>();
  const cases: { -readonly [name in keyof CaseQueries]: CaseQueries[name] } = {
    releasedOn: async () => [],
    ranOutBefore: async () => [],
  };
  const reasons: Record<string, Reason> = {};
  const deps = {
    ...{ database, queue, notify, cases, reasons },
    clock: () => now,
    isReleasedOn: async (_tx: unknown, caseId: string, day: string) =>
      (
        await Promise.all(
          (await prisma.institution.findMany()).map(({ id }) => cases.releasedOn(id, day)),
        )
      )
        .flat()
        .some((one) => one.caseId === caseId),
    dayOf: async (memberId: string) => days.get(memberId) ?? { today: 0, overdue: 0, soon: 0 },
    noteUnreachable: async () => {},
  };

  async function person(chat: string, timeZone = "Asia/Krasnoyarsk") {
    const id = randomUUID();
    const { key, wrapped } = keyring.issue(id);
    await prisma.person.create({
      data: {
        ...{ id, locale: "ru", timeZone },
        telegramKey: Uint8Array.from(keyring.blindIndex("Person.telegramId", chat)),
        telegramId: Uint8Array.from(key.seal("Person.telegramId", id, chat)),
        wrappedKey: Uint8Array.from(wrapped),
      },
    });
    return { id };
  }

  return {
    ...{ database, prisma, queue, said, jobs, days, cases, reasons, deps, person },
    now: () => now,
    at: (time: string) => {
      now = new Date(time);
    },
    async institution(timeZone = "Asia/Krasnoyarsk") {
      const id = randomUUID();
      const address = "ул. Показательная, 1";
      const place = { region: "RU-KYA", town: 1502026, address, timeZone };
      await prisma.institution.create({
        data: { id, kind: "resource_centre", name: "Центр", ...place },
      });
      return id;
    },
    /** A member whom the bot speaks to in the chat of this name. */
    async member(chat: string, institutionId: string, role = "specialist") {
      const { id: personId } = await person(chat);
      const id = randomUUID();
      const name = new Uint8Array();
      await prisma.staffMember.create({ data: { id, personId, institutionId, role, name } });
      return id;
    },
    async case(institutionId: string, more: { curatorId?: string; personId?: string } = {}) {
      const { opened, create } = newCase(keyring, {
        ...{ institutionId, curatorId: null, personId: null, status: "in_work", createdAt: now },
        ...{ record: EMPTY_RECORD, ...more },
      });
      await database.transaction(create);
      return opened.id;
    },
    /** A minute passes: what the clock does by itself. */
    async round() {
      await beginMornings(deps);
      await lookAfterUnreachable(deps);
      await tellDue(deps);
    },
    tell: () => tellDue(deps),
    /** What was said to a chat since this was asked last. */
    heard(chat: string) {
      const heard = said.filter((one) => one.chat === chat);
      for (const one of heard) said.splice(said.indexOf(one), 1);
      return heard.map(({ text }) => text);
    },
    async close() {
      await database.close();
      await created.drop();
    },
  };
}
