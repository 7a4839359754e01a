import { randomBytes } from "node:crypto";
import { Pool } from "pg";
import type { Start } from "./contender.ts";

const ROWS = 100;
const STATE_BYTES = 400;

/** A limit without Telegram: one prepared update of one row, each committed and flushed by itself. */
export const start: Start = async ({ databaseUrl }) => {
  const pool = new Pool({ connectionString: databaseUrl, max: 16 });
  await pool.query("CREATE TABLE drafts (id int PRIMARY KEY, state bytea NOT NULL)");
  await pool.query("INSERT INTO drafts SELECT generate_series(0, $1 - 1), ''", [ROWS]);
  const state = randomBytes(STATE_BYTES);
  const update = { name: "update", text: "UPDATE drafts SET state = $2 WHERE id = $1" };
  return {
    async run(times, together) {
      let left = times;
      const one = async (at: number) => {
        while (left-- > 0) await pool.query({ ...update, values: [at % ROWS, state] });
      };
      await Promise.all(Array.from({ length: together }, (_, at) => one(at)));
    },
    stop: () => pool.end(),
  };
};
