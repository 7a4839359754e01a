import { randomUUID } from "node:crypto";
import { EMPTY_RECORD } from "../../src/features/cases/index.ts";
import { newCase } from "../../src/features/cases/store.ts";
import { recordService } from "../../src/features/services/index.ts";
import { createKeyring } from "../../src/platform/crypto/keyring.ts";
import type { TestBot } from "../support/bot.ts";

/** What earlier scenarios recorded counts in no table of this one. */
export async function forgetServices({ database: { prisma } }: TestBot): Promise<void> {
  await prisma.service.deleteMany();
  await prisma.fieldTrip.deleteMany();
  await prisma.$queryRaw`SELECT FROM recount_services()`;
}

/** `Центр «Опека»: 7 people, released 2024-01-10, legal_help on 2024-02-10` */
export async function recordServed(bot: TestBot, text: string): Promise<void> {
  const [, name = "", people = "", releaseDate = "", kind = "", day = ""] =
    /^([^:]+): (\d+) people, released (\S+), (\w+) on (\S+)$/.exec(text) ?? [];
  const institutionId = await idOf(bot, name);
  const keyring = createKeyring(bot.config.dataKey);
  for (let nth = 0; nth < Number(people); nth += 1) {
    const { opened, create } = newCase(keyring, {
      ...{ institutionId, curatorId: null, personId: null, status: "in_work" },
      ...{ createdAt: bot.now(), record: { ...EMPTY_RECORD, releaseDate } },
    });
    await bot.database.transaction(async (tx) => {
      await create(tx);
      await recordService(tx, keyring, {
        ...{ kind, day, institutionId, staffId: null, source: `scenario:${opened.id}` },
        ...{ whom: { kind: "case", case: opened }, at: bot.now() },
      });
    });
  }
}

/** `Центр «Опека»: 2024-02-20` */
export async function visitPrison(bot: TestBot, text: string): Promise<void> {
  const [, name = "", day = ""] = /^([^:]+): (\S+)$/.exec(text) ?? [];
  await bot.database.prisma.fieldTrip.create({
    data: {
      ...{ id: randomUUID(), kind: "prison_visit", day: new Date(day), place: "ИК-1" },
      ...{ institutionId: await idOf(bot, name), staffId: randomUUID(), people: 12 },
      ...{ topics: [], recordedAt: bot.now() },
    },
  });
}

async function idOf({ database }: TestBot, name: string): Promise<string> {
  const where = { name, closedAt: null };
  return (await database.prisma.institution.findFirstOrThrow({ where })).id;
}
