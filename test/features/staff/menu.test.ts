import { randomBytes } from "node:crypto";
import { expect, it } from "vitest";
import { ROLES } from "../../../src/features/staff/index.ts";
import { commandsOf } from "../../../src/features/staff/rules.ts";
import { createFeatures } from "../../../src/features.ts";
import { createKeyring } from "../../../src/platform/crypto/keyring.ts";
import { connectDatabase } from "../../../src/platform/postgres/database.ts";
import { EVERYBODYS_COMMANDS } from "../../../src/platform/telegram/commands.ts";
import { loadTexts } from "../../../src/platform/texts/texts.ts";
import type { FeatureDeps } from "../../../src/wiring/deps.ts";

it("has every command, and nothing that is none", async () => {
  const nowhere = async () => {};
  // Nothing is asked of the database: only the names of the commands are.
  const database = connectDatabase("postgresql://127.0.0.1:1/none");
  const unused = {} as FeatureDeps;
  const { features } = createFeatures({
    ...unused,
    database,
    queue: { add: nowhere, work: nowhere, every: nowhere, stop: nowhere },
    keyring: createKeyring(randomBytes(32)),
    texts: loadTexts("ru"),
    clock: () => new Date(),
  });
  await database.close();
  const commands = features.flatMap((feature) => Object.keys(feature.commands ?? {}));
  expect([...EVERYBODYS_COMMANDS, ...commandsOf(ROLES)].toSorted()).toEqual(commands.toSorted());
});
