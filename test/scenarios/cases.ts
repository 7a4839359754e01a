import type { TestBot } from "../support/bot.ts";
import { createScene } from "../support/scene.ts";

/** `Центр «Опека»: 14`: so many cases that nobody has taken yet. */
export async function openCases(bot: TestBot, text: string): Promise<void> {
  const [, name = "", count = "0"] = /^([^:]+): (\d+)$/.exec(text) ?? [];
  const where = { name, closedAt: null };
  const { id: institutionId } = await bot.database.prisma.institution.findFirstOrThrow({ where });
  const scene = createScene(bot);
  for (let number = 1; number <= Number(count); number += 1) {
    await scene.case({ institutionId, status: "new", name: `Человек ${number}` });
  }
}
