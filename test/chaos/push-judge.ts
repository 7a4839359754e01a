import type { Person } from "../../sandbox/client.ts";
import { STAFF_KINDS } from "../../src/features/notifications/rules.ts";
import { personMessage, staffMessage } from "../../src/features/notifications/view.ts";
import type { Database } from "../../src/platform/postgres/database.ts";
import { loadTexts } from "../../src/platform/texts/texts.ts";

const t = loadTexts().for("ru");

/** What the bot says first: one kind of news alone, or several under one line. */
const ALONE = new Set([
  ...Object.keys(STAFF_KINDS).map((kind) => t(`notifications:told.${kind}`)),
  t("notifications:person.message"),
  t("notifications:person.news"),
]);
const isPush = (text: string) => ALONE.has(text) || text.startsWith(t("notifications:news"));

/**
 * Every push that the database calls said against those that Telegram took. A morning's digest, which a
 * real clock may bring in the middle, is left out: what it counted cannot be counted again.
 */
export async function judgePushes(
  { prisma }: Database,
  heard: readonly { readonly who: Person; readonly personId: string }[],
  said: ReadonlyMap<number, readonly string[]>,
): Promise<{ due: number; twice: Map<number, number>; problems: string[] }> {
  const problems: string[] = [];
  let due = 0;
  const twice = new Map<number, number>();
  for (const { who, personId } of heard) {
    const notices = await prisma.notice.findMany({
      where: { personId, outcome: "said" },
      include: { notification: true },
      orderBy: { id: "asc" },
    });
    // What was said together was settled together.
    const together = Map.groupBy(notices, ({ settledAt }) => settledAt?.getTime());
    const texts = [...together.values()]
      .filter((group) => group.every(({ notification }) => notification.kind !== "digest"))
      .map((group) =>
        group[0]?.memberId === null
          ? personMessage(t, group).text
          : staffMessage(t, group, undefined).text,
      );
    const heardTexts = (said.get(who.id) ?? []).filter(isPush);
    for (const text of new Set([...texts, ...heardTexts])) {
      const wanted = texts.filter((one) => one === text).length;
      const got = heardTexts.filter((one) => one === text).length;
      due += wanted;
      twice.set(who.id, (twice.get(who.id) ?? 0) + Math.max(0, got - wanted));
      if (got < wanted || wanted === 0) {
        const words = text.replaceAll("\n", " ");
        problems.push(`chat ${who.id}: "${words}" was said ${got} times, ${wanted} were due`);
      }
    }
  }
  return { due, twice, problems };
}
