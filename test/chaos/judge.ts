import type { SandboxClient } from "../../sandbox/client.ts";
import { postgresStore } from "../../src/platform/conversation/postgres-store.ts";
import { createKeyring } from "../../src/platform/crypto/keyring.ts";
import { connectDatabase } from "../../src/platform/postgres/database.ts";
import { partOf } from "./expected.ts";

export interface Findings {
  readonly updates: number;
  readonly repeats: number;
  readonly messages: number;
  readonly duplicates: number;
  readonly problems: readonly string[];
}

export interface Evidence {
  readonly databaseUrl: string;
  readonly dataKey: Uint8Array;
  readonly telegram: SandboxClient;
  /** How often each update was handed over. */
  readonly handed: ReadonlyMap<number, number>;
  /** Where the log of calls stood before things were broken. */
  readonly cursor: number;
  readonly chats: readonly number[];
  readonly steps: number;
  readonly kills: number;
}

/** Compares exactly: every answer of every chat, and every message in its order. */
export async function judge(evidence: Evidence): Promise<Findings> {
  const { telegram, chats } = evidence;
  const problems: string[] = [];
  const database = connectDatabase(evidence.databaseUrl, 2);
  const store = postgresStore(database, createKeyring(evidence.dataKey));
  const said = await saidByChat(telegram, evidence.cursor);
  let messages = 0;
  let duplicates = 0;
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
    duplicates += twice;
    messages += once.length;
    // Every chat is asked the same questions; they differ in the sums that are typed.
    reference ??= once;
    if (once.length !== typed.length) {
      problems.push(`chat ${chat}: ${once.length} messages were said, ${typed.length} were due`);
    }
    if (!same(once, reference)) {
      const at = once.findIndex((text, place) => text !== reference?.[place]);
      const got = (once[at] ?? "nothing").slice(0, 60).replaceAll("\n", " ");
      problems.push(`chat ${chat}: messages differ from number ${at + 1} on: ${got}`);
    }
  }
  if (duplicates > evidence.kills) {
    problems.push(`${duplicates} messages were said twice, more than the ${evidence.kills} kills`);
  }
  const numbers = (reference ?? []).map((text) => Number(/^Вопрос (\d+) из/.exec(text)?.[1]));
  if (numbers.some((number, index) => number !== index + 2)) {
    problems.push(`the questions came in the order ${numbers.join(" ")}`);
  }

  const { rows } = await database.pool.query(
    `SELECT (SELECT array_agg(update_id) FROM updates) AS updates,
            (SELECT count(*)::int FROM outbox) AS waiting,
            (SELECT count(*)::int FROM quarantined_updates) AS quarantined`,
  );
  const { updates, waiting, quarantined } = rows[0];
  const took = new Set((updates as string[]).map(Number));
  const lost = [...evidence.handed.keys()].filter((id) => !took.has(id));
  const invented = [...took].filter((id) => !evidence.handed.has(id));
  if (lost.length > 0) problems.push(`${lost.length} updates were handed over without effect`);
  if (invented.length > 0) problems.push(`${invented.length} effects have no update`);
  if (waiting > 0) problems.push(`${waiting} calls still wait in the outbox`);
  if (quarantined > 0) problems.push(`${quarantined} updates failed by a fault of the bot`);
  const pending = await telegram.pending();
  if (pending.updates > 0) problems.push(`Telegram still holds ${pending.updates} updates`);
  await database.close();
  const repeats = [...evidence.handed.values()].filter((times) => times > 1).length;
  return { updates: took.size, repeats, messages, duplicates, problems };
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
