import { randomBytes, randomUUID } from "node:crypto";
import { EMPTY_RECORD } from "../../../src/features/cases/record.ts";
import { newCase } from "../../../src/features/cases/store.ts";
import { askForBed, lapse, moveHold } from "../../../src/features/holds/actions.ts";
import type { Doing, OnArrive } from "../../../src/features/holds/deps.ts";
import { countNights, forgetEnded } from "../../../src/features/holds/nights.ts";
import type { HoldBody } from "../../../src/features/holds/record.ts";
import { seekerOfChat } from "../../../src/features/holds/record.ts";
import { answerUntil, nightOf } from "../../../src/features/holds/rules.ts";
import { overdueHolds, readHold } from "../../../src/features/holds/store.ts";
import { tellWaiting, waitForBed } from "../../../src/features/holds/waits.ts";
import { createKeyring } from "../../../src/platform/crypto/keyring.ts";
import { connectDatabase } from "../../../src/platform/postgres/database.ts";
import type { JobData, Queue } from "../../../src/platform/queue.ts";
import { createDatabase } from "../../servers/database.ts";
import { putPlaces } from "../shelters/world.ts";

export type World = Awaited<ReturnType<typeof createWorld>>;
export const ZONE = "Asia/Yekaterinburg";

/** Shelters, holds and a clock that is driven, in a real database; jobs are collected. */
export async function createWorld() {
  const created = await createDatabase();
  const database = connectDatabase(created.url, 8);
  const { prisma } = database;
  const keyring = createKeyring(randomBytes(32));
  const jobs: { name: string; data: JobData; at: Date }[] = [];
  const queue: Queue = {
    add: async (_tx, name, data, at) => void jobs.push({ name, data, at }),
    work: async () => {},
    every: async () => {},
    stop: async () => {},
  };
  const arrived: string[] = [];
  const onArrive: OnArrive[] = [async (_tx, { id }) => void arrived.push(id)];
  const deps = { database, keyring, queue, onArrive };
  let now = new Date("2024-03-12T18:00:00+05:00");
  let longitude = 73;

  return {
    ...{ database, prisma, keyring, deps, jobs, arrived },
    now: () => now,
    at(time: string) {
      now = new Date(time);
    },
    /** A place with one unit for anyone: so many beds, so many taken. */
    async shelter(capacity: number, occupied: number, town = 1490624) {
      const unit = { capacity, occupied, confirmedAt: now, confirmEvery: 7 };
      longitude += 0.01;
      const [made] = await putPlaces(database, [{ latitude: 61, longitude, town, unit }]);
      if (!made) throw new Error("There is a place");
      return made;
    },
    figures: async (id: string) => {
      const { occupied, held, capacity, outOfUse } = await prisma.bedUnit.findUniqueOrThrow({
        where: { id },
      });
      return { occupied, held, free: capacity - occupied - held - outOfUse };
    },
    async person(chat: string) {
      const id = randomUUID();
      const { key, wrapped } = keyring.issue(id);
      await prisma.person.create({
        data: {
          ...{ id, locale: "ru", timeZone: ZONE },
          telegramKey: seekerOfChat(keyring, chat),
          telegramId: Uint8Array.from(key.seal("Person.telegramId", id, chat)),
          wrappedKey: Uint8Array.from(wrapped),
        },
      });
      return id;
    },
    async case(institutionId: string, more: { curatorId?: string; personId?: string } = {}) {
      const { opened, create } = newCase(keyring, {
        ...{ institutionId, curatorId: null, personId: null, status: "in_work", createdAt: now },
        ...{ record: { ...EMPTY_RECORD, name: "Сидоров Пётр" }, ...more },
      });
      await database.transaction(create);
      return opened;
    },
    async ask(
      chat: string,
      unitId: string,
      more: {
        id?: string;
        personId?: string;
        caseId?: string;
        askedBy?: string;
        night?: string;
        body?: Partial<HoldBody>;
      } = {},
    ) {
      const night = more.night ?? nightOf(now, ZONE);
      const id = more.id ?? randomUUID();
      const wanted = {
        ...{ id, unitId, night, askedAt: now, until: answerUntil(night, now, ZONE) },
        seeker: seekerOfChat(keyring, chat),
        personId: more.personId ?? null,
        caseId: more.caseId ?? null,
        askedBy: more.askedBy ?? null,
        body: { name: "Петя", needs: [], ...more.body },
      };
      const outcome = await database.transaction((tx) => askForBed(deps, tx, wanted));
      return { id, outcome };
    },
    hold: async (id: string) => {
      const hold = await readHold(prisma, keyring, id);
      if (!hold) throw new Error("There is a hold");
      return hold;
    },
    /** As somebody does who sees the hold as it is now. */
    async does(id: string, doing: Omit<Doing, "at">) {
      const before = await this.hold(id);
      return database.transaction((tx) => moveHold(deps, tx, before, { ...doing, at: now }));
    },
    /** What the clock does by itself. */
    async round() {
      for (const id of await overdueHolds(prisma, now, 100)) await lapse(deps, id, now);
      await tellWaiting(deps, now);
      await countNights(deps, now);
      await forgetEnded(deps, now);
    },
    async wait(chat: string, unitIds: string[], until: Date) {
      const night = nightOf(now, ZONE);
      const columns = { seekerKey: seekerOfChat(keyring, chat), personId: null };
      const wanted = { ...columns, unitIds, night, askedAt: now, until };
      await database.transaction((tx) =>
        waitForBed(deps, tx, { ...wanted, seeker: {}, chat: { id: chat, locale: "ru" } }),
      );
    },
    async close() {
      await database.close();
      await created.drop();
    },
  };
}
