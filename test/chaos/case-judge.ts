import { readCase, readEvents, routeOf } from "../../src/features/cases/index.ts";
import { latest } from "../../src/features/messages/store.ts";
import type { Keyring } from "../../src/platform/crypto/keyring.ts";
import type { Database } from "../../src/platform/postgres/database.ts";
import type { Story } from "./case-scripts.ts";
import { judgePushes } from "./push-judge.ts";
import type { Specialist } from "./troupe.ts";

export interface CaseEvidence {
  readonly database: Database;
  readonly keyring: Keyring;
  readonly stories: readonly Story[];
  readonly specialists: readonly Specialist[];
  /** New messages of the bot by chat, in the order in which Telegram took them. */
  readonly said: ReadonlyMap<number, readonly string[]>;
}

export interface CaseFindings {
  /** What people and specialists wrote to each other. */
  readonly words: number;
  readonly pushes: number;
  /** By chat: words and pushes that were said once more than they were due. */
  readonly twice: ReadonlyMap<number, number>;
  readonly problems: readonly string[];
}

const EVERYTHING = 1_000_000;

/** Compares exactly: what was done to each case, every word of both sides, every push. */
export async function judgeCases(evidence: CaseEvidence): Promise<CaseFindings> {
  const { database, stories } = evidence;
  const problems: string[] = [];
  const asked = await database.prisma.case.count();
  if (asked !== stories.length) {
    problems.push(`${asked} cases are there, ${stories.length} were asked for`);
  }
  let words = 0;
  const twice = new Map<number, number>();
  for (const story of stories) {
    for (const problem of await faultsOf(evidence, story)) {
      problems.push(`case of chat ${story.client.who.id}: ${problem}`);
    }
    for (const { text, chats } of shownIn(evidence, story)) {
      words += 1;
      if (chats.size !== 1) problems.push(`"${text}" was shown in ${chats.size} chats`);
      for (const [chat, times] of chats) twice.set(chat, (twice.get(chat) ?? 0) + times - 1);
    }
  }
  const heard = [...stories.map(({ client }) => client), ...evidence.specialists];
  const pushes = await judgePushes(database, heard, evidence.said);
  problems.push(...pushes.problems);
  for (const [chat, times] of pushes.twice) twice.set(chat, (twice.get(chat) ?? 0) + times);
  return { words, pushes: pushes.due, twice, problems };
}

/** What happened to a case against what was done to it, each exactly once. */
async function faultsOf(
  { database: { prisma }, keyring }: CaseEvidence,
  { caseId, client, taker, holder, answers, ticked }: Story,
): Promise<string[]> {
  const found = await readCase(prisma, keyring, caseId);
  if (!found) return ["it is gone"];
  const events = await prisma.caseEvent.groupBy({
    by: ["kind"],
    where: { caseId },
    _count: true,
  });
  const took = await prisma.caseEvent.findMany({ where: { caseId, kind: "taken" } });
  const transfers = await prisma.transfer.findMany({ where: { caseId } });
  const written = await latest(prisma, found, EVERYTHING);
  const byPerson = written.filter(({ staffId }) => staffId === null);
  const byStaff = written.filter(({ staffId }) => staffId !== null);
  const place = await prisma.institution.findUniqueOrThrow({ where: { id: found.institutionId } });
  const steps = routeOf(found, place, new Date().toISOString().slice(0, 10));
  const ticks = await readEvents(prisma, found, { limit: EVERYTHING, kinds: ["route_ticked"] });
  const tickedBy = (by: string | null) =>
    ticks
      .filter(({ staffId }) => staffId === by)
      .map(({ details }) => steps.findIndex(({ code }) => code === details.step) + 1)
      .toReversed();

  const worked = taker !== undefined;
  const pairs: [string, unknown, unknown][] = [
    ["person", found.personId, client.personId],
    ["curator", found.curatorId, holder?.memberId ?? null],
    ["takers", took.map(({ staffId }) => staffId), worked ? [taker.memberId] : []],
    ["changes", found.version, worked ? 5 : 1],
    [
      "events",
      Object.fromEntries(events.map(({ kind, _count }) => [kind, _count]).toSorted()),
      {
        asked_by_person: 1,
        ...(worked ? { edited: 1 } : {}),
        ...(worked ? { message_sent: answers.length + client.writes.length } : {}),
        ...(worked ? { route_ticked: ticked.staff.length + ticked.person.length } : {}),
        ...(worked ? { taken: 1, transfer_accepted: 1, transfer_asked: 1 } : {}),
      },
    ],
    ["transfers", transfers.map(({ status }) => status), worked ? ["accepted"] : []],
    ["ticks", steps.filter(({ ticked: is }) => is).length, found.ticks.length],
    ["ticks of the person", tickedBy(null), ticked.person],
    ["ticks of the staff", worked ? tickedBy(taker.memberId) : [], ticked.staff],
    ["words of the person", byPerson.map(wordsOf), client.writes],
    ["words of the staff", byStaff.map(wordsOf), answers],
    ["unread", written.filter(({ readAt }) => readAt === null).map(wordsOf), []],
  ];
  return pairs
    .map(([what, is, due]) => [what, JSON.stringify(is), JSON.stringify(due)])
    .filter(([, is, due]) => is !== due)
    .map(([what, is, due]) => `${what}: ${is} instead of ${due}`);
}

function wordsOf({ body }: { readonly body: { readonly kind: string } }): string {
  return "text" in body ? String(body.text) : body.kind;
}

/** In which chats of the other side each word of a case was shown, and how often. */
function shownIn({ said, specialists }: CaseEvidence, { client, answers }: Story) {
  const staff = specialists.map(({ who }) => who.id);
  const find = (text: string, places: readonly number[]) => ({
    text,
    chats: new Map(
      places
        .map((chat) => [chat, times(said.get(chat), text)] as const)
        .filter(([, count]) => count > 0),
    ),
  });
  return [
    ...client.writes.map((text) => find(text, staff)),
    ...answers.map((text) => find(text, [client.who.id])),
  ];
}

function times(said: readonly string[] = [], text: string): number {
  return said.filter((one) => one.includes(text)).length;
}
