import { type CommandConfig, commandConfigOrExit } from "../config.ts";
import { createKeyring } from "../platform/crypto/keyring.ts";
import { silentLog } from "../platform/log.ts";
import { startQueue } from "../platform/queue.ts";
import { createClient } from "../platform/telegram/client.ts";
import { whenMemberLeaves } from "../wiring/leaving.ts";
import { type Command, readCommand } from "./admin-commands.ts";
import { InputError } from "./input.ts";
import { onDatabase } from "./on-database.ts";
import { print } from "./print.ts";

/** Institutions and their staff: `npm run -s admin -- COMMAND …`; wrong input is a line that names the field. */
await print(() => perform(readCommand(process.argv.slice(2)), commandConfigOrExit()));

function perform(command: Command, config: CommandConfig): Promise<unknown> {
  return onDatabase({ url: config.databaseUrl, connections: 2 }, async (database) => {
    const opened = new AsyncDisposableStack();
    const onRevoke = async () => {
      const queue = await startQueue(config.databaseUrl, silentLog, { addsOnly: true });
      opened.defer(() => queue.stop());
      return whenMemberLeaves(queue);
    };
    try {
      const keyring = createKeyring(config.dataKey);
      const now = new Date();
      return await command({ database, keyring, now, onRevoke, botName: () => botName(config) });
    } finally {
      await opened.disposeAsync();
    }
  });
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
