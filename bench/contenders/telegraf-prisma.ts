import { PrismaPg } from "@prisma/adapter-pg";
import { PrismaClient } from "../../src/platform/postgres/generated/client.ts";
import type { Start } from "./contender.ts";
import { startWizard } from "./telegraf.ts";

/** The same wizard; the answers are upserted before the next question is asked. */
export const start: Start = async (setup) => {
  const prisma = new PrismaClient({
    adapter: new PrismaPg({ connectionString: setup.databaseUrl, max: 16 }),
  });
  const wizard = await startWizard(setup, {
    begin(chat) {
      const id = personOf(chat);
      const create = { id, locale: "ru", timeZone: "Europe/Moscow" };
      return prisma.person.upsert({ where: { id }, create, update: {} });
    },
    save(chat, answers) {
      const personId = personOf(chat);
      const kept = { version: answers.length, state: Buffer.from(JSON.stringify(answers)) };
      return prisma.conversation.upsert({
        where: { personId },
        create: { personId, ...kept },
        update: kept,
      });
    },
  });
  return {
    async stop() {
      await wizard.stop();
      await prisma.$disconnect();
    },
  };
};

function personOf(chat: number): string {
  return `00000000-0000-4000-8000-${chat.toString(16).padStart(12, "0")}`;
}
