import { randomBytes } from "node:crypto";
import { tmpdir } from "node:os";
import { startApp } from "../../src/app.ts";
import { EMPTY_RECORD } from "../../src/features/cases/index.ts";
import { newCase } from "../../src/features/cases/store.ts";
import { EMPTY_CONTRACT, newContract } from "../../src/features/contract/index.ts";
import { addInstitution, readInstitution } from "../../src/features/staff/index.ts";
import { createFeatures, type Features } from "../../src/features.ts";
import { freePort } from "../../src/platform/free-port.ts";
import { unlimited } from "../../src/platform/limits.ts";
import { createLog } from "../../src/platform/log.ts";
import type { Feature } from "../../src/platform/telegram/screen.ts";
import type { FeatureDeps } from "../../src/wiring/deps.ts";
import { PATH, SECRET, type Start } from "./contender.ts";

/** The day of the benchmark: the report of the month before is open. */
const NOW = new Date("2024-06-03T03:00:00Z");
const MONTH = "2024-05";
const ACTIVITY = {
  ...{ code: "find_job", title: "Искать работу", until: null, body: null, responsible: null },
};

/** The whole of Opora, and recipients with a contract who write down what they spent. */
export const start: Start = async ({ token, apiRoot, redisUrl, databaseUrl }) => {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}${PATH}`;
  return startApp({
    config: {
      telegram: { token, apiRoot, delivery: { kind: "webhook", url, secret: SECRET } },
      database: { kind: "server", url: databaseUrl },
      sessions: { kind: "redis", url: redisUrl },
      dataKey: randomBytes(32),
      port,
      mail: { kind: "printed" },
      namesInChat: false,
      files: { kind: "folder", path: tmpdir() },
      logLevel: "warn",
      role: "all",
      defaultLocale: "ru",
    },
    databaseUrl,
    log: createLog("warn"),
    clock: () => NOW,
    limiter: unlimited,
    features: withRecipients,
  });
};

/** Every feature, and two commands: to be a recipient, and to begin the report's costs anew. */
function withRecipients(deps: FeatureDeps): Features {
  const all = createFeatures(deps);
  const institution = addAgency(deps);
  const bench: Feature = {
    name: "bench",
    screens: {},
    commands: {
      async recipient({ turn }) {
        turn.speak("ru");
        turn.enrolling = { locale: "ru", timeZone: "Asia/Krasnoyarsk" };
        const institutionId = await institution;
        turn.write(async (tx, { id: personId }) => {
          const { opened, create } = newCase(deps.keyring, {
            ...{ institutionId, curatorId: null, personId, status: "on_contract" },
            ...{ record: EMPTY_RECORD, createdAt: NOW },
          });
          await create(tx);
          const contract = newContract(opened, {
            ...{ programme: "krasnoyarsk", measure: "job_search" },
            ...{ startsOn: `${MONTH}-01`, endsOn: "2025-01-31" },
            record: { ...EMPTY_CONTRACT, number: "1", activities: [ACTIVITY] },
          });
          await contract.create(tx, NOW);
        });
      },
      costs({ turn }) {
        turn.write(async (tx, { id: personId }) => {
          await tx.reportLine.deleteMany({ where: { report: { case: { personId } } } });
        });
        turn.go({ name: "report_cost", month: MONTH });
      },
    },
  };
  return { ...all, features: [...all.features, bench] };
}

async function addAgency({ database }: FeatureDeps): Promise<string> {
  const read = readInstitution({
    ...{ kind: "social_protection", town: "Норильск", name: "УСЗН", address: "ул. Мира, 1" },
  });
  if (read.kind === "wrong") throw new Error(read.problem);
  return database.transaction(async (tx) => {
    await addInstitution(tx, read.institution, NOW);
    return (await tx.institution.findFirstOrThrow()).id;
  });
}
