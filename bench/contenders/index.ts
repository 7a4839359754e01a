/** Who is measured. */
export interface Entry {
  /** Of its file. */
  readonly name: string;
  readonly title: string;
  /** What is still there after a crash of everything. */
  readonly keeps: string;
  readonly kind: "form" | "echo" | "commits";
  /** What its database has to hold after a run: each update once, or every answer of every person. */
  readonly counts?: { readonly sql: string; readonly of: "updates" | "answers" };
}

export const OPORA = "opora";
export const NOT_DURABLE = "telegraf-redis";
export const DURABLE = "telegraf-prisma";
export const CONVERSATIONS = "grammy-conversations";

export const ENTRIES: readonly Entry[] = [
  {
    name: OPORA,
    title: "Opora",
    keeps: "each answer, committed once, sealed; what was still to be said",
    kind: "form",
    counts: {
      sql: "SELECT (SELECT count(*) FROM updates) + (SELECT count(*) FROM outbox) AS found",
      of: "updates",
    },
  },
  {
    name: NOT_DURABLE,
    title: "Telegraf wizard, Redis session",
    keeps: "nothing",
    kind: "form",
  },
  {
    name: DURABLE,
    title: "the same, a Prisma upsert per answer",
    keeps: "each answer, committed, in the clear",
    kind: "form",
    counts: { sql: "SELECT sum(version) AS found FROM conversations", of: "answers" },
  },
  {
    name: CONVERSATIONS,
    title: "grammY conversations, Redis",
    keeps: "nothing",
    kind: "form",
  },
  { name: "grammy-echo", title: "limit: bare grammY, echo", keeps: "nothing", kind: "echo" },
  {
    name: "pg-commit",
    title: "limit: a pg commit, no Telegram",
    keeps: "one row, committed",
    kind: "commits",
  },
];
