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
 * Every push that the database calls said against those that Telegram took. What went with a morning's
 * digest, which a real clock may bring in the middle, may have been said or not: what the digest counted
 * cannot be counted again.
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
    const groups = [...Map.groupBy(notices, ({ settledAt }) => settledAt?.getTime()).values()];
    const isDigest = ({ notification }: (typeof notices)[number]) => notification.kind === "digest";
    const textOf = (group: typeof notices) =>
      group[0]?.memberId === null
        ? personMessage(t, group).text
        : staffMessage(t, group, undefined).text;
    const texts = groups.filter((group) => !group.some(isDigest)).map(textOf);
    const perhaps = groups.filter((group) => group.some(isDigest)).map(textOf);
    const heardTexts = (said.get(who.id) ?? []).filter(isPush);
    for (const text of new Set([...texts, ...heardTexts])) {
      const count = (all: readonly string[]) => all.filter((one) => one === text).length;
      const [wanted, allowed, got] = [count(texts), count(perhaps), count(heardTexts)];
      due += wanted;
      twice.set(who.id, (twice.get(who.id) ?? 0) + Math.max(0, got - wanted - allowed));
      if (got < wanted || wanted + allowed === 0) {
        const words = text.replaceAll("\n", " ");
        problems.push(`chat ${who.id}: "${words}" was said ${got} times, ${wanted} were due`);
      }
    }
  }
  return { due, twice, problems };
}
