import type { SandboxClient } from "../../sandbox/client.ts";
import { postgresStore } from "../../src/platform/conversation/postgres-store.ts";
import { createKeyring } from "../../src/platform/crypto/keyring.ts";
import type { Database } from "../../src/platform/postgres/database.ts";
import { type CaseFindings, judgeCases } from "./case-judge.ts";
import type { Story } from "./case-scripts.ts";
import { partOf } from "./expected.ts";
import type { Specialist } from "./troupe.ts";

export interface Findings {
  readonly updates: number;
  readonly repeats: number;
  readonly messages: number;
  readonly cases: CaseFindings;
  /** Messages of all kinds that were said once more than they were due. */
  readonly duplicates: number;
  readonly problems: readonly string[];
}

export interface Evidence {
  readonly database: Database;
  readonly dataKey: Uint8Array;
  readonly telegram: SandboxClient;
  /** How often each update was handed over. */
  readonly handed: ReadonlyMap<number, number>;
  /** Where the log of calls stood before things were broken. */
  readonly cursor: number;
  readonly chats: readonly number[];
  readonly steps: number;
  readonly stories: readonly Story[];
  readonly specialists: readonly Specialist[];
  readonly kills: number;
}

/** Compares exactly: every answer of every chat, and every message in its order. */
export async function judge(evidence: Evidence): Promise<Findings> {
  const { telegram, chats, database } = evidence;
  const problems: string[] = [];
  const keyring = createKeyring(evidence.dataKey);
  const store = postgresStore(database, keyring);
  const said = await saidByChat(telegram, evidence.cursor);
  let messages = 0;
  const duplicates = new Map<number, number>();
  let reference: readonly string[] | undefined;

  for (const [at, chat] of chats.entries()) {
    const { answers, typed } = partOf(at, evidence.steps);
    const loaded = await store.load(String(chat));
    const kept = loaded === "repeat" ? undefined : loaded.conversation;
    if (!same(kept?.slots["answers:social_contract"], answers)) {
      problems.push(`chat ${chat}: the answers kept are not the answers given`);
    }
    if (kept?.screen.why !== true)
      problems.push(`chat ${chat}: a press that came twice did not count once`);

    const { once, twice } = withoutRepeats(said.get(chat) ?? []);
    duplicates.set(chat, twice);
    messages += once.length;
    // Every chat is asked the same questions; they differ in the sums that are typed.
    reference ??= once;
    if (once.length !== typed.length) {
      problems.push(`chat ${chat}: ${once.length} messages were said, ${typed.length} were due`);
    }
    if (!same(once, reference)) {
      const at = once.findIndex((text, place) => text !== reference?.[place]);
      const part = (texts: readonly string[] = []) =>
        texts
          .slice(Math.max(0, at - 1), at + 4)
          .map((text) => text.slice(0, 12))
          .join(", ");
      problems.push(
        `chat ${chat}: messages differ from number ${at + 1} on: ${part(once)} instead of ${part(reference)}`,
      );
    }
  }
  const cases = await judgeCases({ ...evidence, keyring, said });
  problems.push(...cases.problems);
  for (const [chat, times] of cases.twice) duplicates.set(chat, times);
  // Whoever is killed has at most one call of a chat under way.
  for (const [chat, times] of duplicates) {
    if (times > evidence.kills) problems.push(`chat ${chat}: ${times} messages were said twice`);
  }
  const numbers = (reference ?? []).map((text) => Number(/^Вопрос (\d+) из/.exec(text)?.[1]));
  if (numbers.some((number, index) => number !== index + 2)) {
    problems.push(`the questions came in the order ${numbers.join(" ")}`);
  }

  const { rows } = await database.pool.query(
    `SELECT (SELECT array_agg(update_id) FROM updates) AS updates,
            (SELECT count(*)::int FROM outbox) AS waiting,
            (SELECT count(*)::int FROM notices WHERE settled_at IS NULL AND due_at <= now())
              + (SELECT count(*)::int FROM notifications WHERE resolved_at IS NULL AND due_at <= now())
              AS untold,
            (SELECT count(*)::int FROM quarantined_updates) AS quarantined`,
  );
  const { updates, waiting, untold, quarantined } = rows[0];
  const took = new Set((updates as string[]).map(Number));
  const lost = [...evidence.handed.keys()].filter((id) => !took.has(id));
  const invented = [...took].filter((id) => !evidence.handed.has(id));
  if (lost.length > 0) problems.push(`${lost.length} updates were handed over without effect`);
  if (invented.length > 0) problems.push(`${invented.length} effects have no update`);
  if (waiting > 0) problems.push(`${waiting} calls still wait in the outbox`);
  if (untold > 0) problems.push(`${untold} notifications are due and not told`);
  if (quarantined > 0) problems.push(`${quarantined} updates failed by a fault of the bot`);
  const pending = await telegram.pending();
  if (pending.updates > 0) problems.push(`Telegram still holds ${pending.updates} updates`);
  const repeats = [...evidence.handed.values()].filter((times) => times > 1).length;
  const twice = [...duplicates.values()].reduce((sum, times) => sum + times, 0);
  return { updates: took.size, repeats, messages, cases, duplicates: twice, problems };
}

/** New messages of the bot by chat, in the order in which Telegram took them. */
async function saidByChat(telegram: SandboxClient, cursor: number): Promise<Map<number, string[]>> {
  const { calls } = await telegram.calls(cursor, "sendMessage");
  const said = new Map<number, string[]>();
  for (const { ok, params } of calls) {
    if (!ok) continue;
    const chat = Number(params.chat_id);
    said.set(chat, [...(said.get(chat) ?? []), String(params.text)]);
  }
  return said;
}

/** A message said twice in a row is one message and one duplicate. */
function withoutRepeats(texts: readonly string[]): { once: readonly string[]; twice: number } {
  const once = texts.filter((text, at) => text !== texts[at - 1]);
  return { once, twice: texts.length - once.length };
}

function same(a: unknown, b: unknown): boolean {
  return JSON.stringify(sorted(a)) === JSON.stringify(sorted(b));
}

function sorted(value: unknown): unknown {
  if (value === null || typeof value !== "object" || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
}
