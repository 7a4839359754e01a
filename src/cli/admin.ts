import { type CommandConfig, commandConfigOrExit } from "../config.ts";
import { createKeyring } from "../platform/crypto/keyring.ts";
import { silentLog } from "../platform/log.ts";
import { connectDatabase, isOutage } from "../platform/postgres/database.ts";
import { migrate } from "../platform/postgres/migrate.ts";
import { startQueue } from "../platform/queue.ts";
import { createClient } from "../platform/telegram/client.ts";
import { whenMemberLeaves } from "../wiring/leaving.ts";
import { type Command, readCommand } from "./admin-commands.ts";
import { InputError } from "./input.ts";

/**
 * Institutions and their staff: `npm run -s admin -- COMMAND …` prints JSON. Wrong input is one line on
 * stderr that names the field, and exit code 1.
 */
try {
  const command = readCommand(process.argv.slice(2));
  const answer = await perform(command, commandConfigOrExit());
  process.stdout.write(`${JSON.stringify(answer, null, 2)}\n`);
} catch (error) {
  const told = isOutage(error) ? "DATABASE_URL: no database answers there" : undefined;
  if (!told && !(error instanceof InputError)) throw error;
  process.stderr.write(`${told ?? (error as Error).message}\n`);
  process.exitCode = 1;
}

async function perform(command: Command, config: CommandConfig): Promise<unknown> {
  await migrate(config.databaseUrl);
  const opened = new AsyncDisposableStack();
  try {
    const database = connectDatabase(config.databaseUrl, 2);
    opened.defer(() => database.close());
    return await command({
      database,
      keyring: createKeyring(config.dataKey),
      now: new Date(),
      onRevoke: async () => {
        const queue = await startQueue(config.databaseUrl, silentLog, { addsOnly: true });
        opened.defer(() => queue.stop());
        return whenMemberLeaves(queue);
      },
      botName: () => botName(config),
    });
  } finally {
    await opened.disposeAsync();
  }
}

async function botName({ telegram }: CommandConfig): Promise<string | undefined> {
  if (!telegram) return undefined;
  const client = createClient(telegram);
  try {
    const answer = await client.call({ method: "getMe", payload: {} });
    if (answer.kind === "done") return (answer.result as { username: string }).username;
    throw new InputError("BOT_TOKEN: Telegram does not answer to it; name the bot with --bot");
  } finally {
    await client.close();
  }
}
