import { randomBytes, randomUUID } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type MailServer, startMailServer } from "../../../sandbox/mail/server.ts";
import { EMPTY_RECORD } from "../../../src/features/cases/record.ts";
import { type Case, newCase, readCase } from "../../../src/features/cases/store.ts";
import { type Contract, newContract } from "../../../src/features/contract/index.ts";
import { begin, takeBack } from "../../../src/features/filing/actions.ts";
import type { FilingDeps } from "../../../src/features/filing/deps.ts";
import type { Filing } from "../../../src/features/filing/record.ts";
import { trySending, watch } from "../../../src/features/filing/send.ts";
import { readFilings } from "../../../src/features/filing/store.ts";
import {
  newReport,
  type Report,
  type ReportSheet,
  readReport,
  saveReport,
} from "../../../src/features/report/index.ts";
import { createKeyring } from "../../../src/platform/crypto/keyring.ts";
import { openFiles, writeFile } from "../../../src/platform/files/index.ts";
import { silentLog } from "../../../src/platform/log.ts";
import { createMailer } from "../../../src/platform/mail/mailer.ts";
import { connectDatabase } from "../../../src/platform/postgres/database.ts";
import type { Queue } from "../../../src/platform/queue.ts";
import { loadTexts } from "../../../src/platform/texts/texts.ts";
import { createDatabase } from "../../servers/database.ts";
import { SAMPLE_RECORD } from "../../support/contract-scene.ts";

export const SHEET: ReportSheet = {
  programme: "krasnoyarsk",
  contract: { number: "12/2024", on: "2024-01-15" },
  period: { from: "2024-03-01", to: "2024-03-31" },
  name: null,
  signedOn: "2024-04-02",
  done: [{ activity: "Встать на учёт в службе занятости", measures: "Встал на учёт 18 марта." }],
  spending: [{ activity: "Искать работу", item: "Проезд", kopecks: 42_000 }],
  notDone: [],
  results: null,
  attachments: [{ name: "Кассовый чек", count: 1 }],
};

export const NAME = "Тестов Пётр Ильич";

export interface Handed {
  readonly of: Case;
  readonly contract: Contract;
  readonly report: Report;
}

/** Reports that are handed in to institutions, with a real database and a real mail server. */
export async function createWorld() {
  const created = await createDatabase();
  const database = connectDatabase(created.url, 4);
  const keyring = createKeyring(randomBytes(32));
  const folder = await mkdtemp(join(tmpdir(), "opora-filing-"));
  const server: MailServer = await startMailServer();
  const mailer = createMailer({
    url: server.url,
    from: "opora@help.example",
    log: silentLog,
    timeoutMs: 5_000,
  });
  const jobs: { name: string; filingId: string | undefined; at: Date }[] = [];
  const queue: Queue = {
    add: async (_tx, name, { filingId }, at) => void jobs.push({ name, filingId, at }),
    work: async () => {},
    every: async () => {},
    stop: async () => {},
  };
  const files = openFiles({ kind: "folder", path: folder }, keyring);
  const deps: FilingDeps = {
    ...{ database, keyring, queue, files, mailer },
    texts: loadTexts(),
    namesInChat: false,
  };
  const { prisma } = database;
  let now = new Date("2024-04-02T05:00:00Z");

  /** A report with a receipt, handed in just now. */
  async function handIn(
    institution: { email?: string | null; botFilingAct?: string } = {},
  ): Promise<Handed> {
    const place = await prisma.institution.create({
      data: {
        ...{ id: randomUUID(), kind: "social_protection", name: "УСЗН", region: "RU-KYA" },
        ...{ town: 1497337, address: "ул. Показательная, 1", timeZone: "Asia/Krasnoyarsk" },
        ...{ email: "otchet@uszn.example", ...institution },
      },
    });
    const person = await prisma.person.create({
      data: { id: randomUUID(), locale: "ru", timeZone: "Asia/Krasnoyarsk" },
    });
    const { opened: of, create } = newCase(keyring, {
      ...{ institutionId: place.id, curatorId: null, personId: person.id, status: "on_contract" },
      ...{ record: { ...EMPTY_RECORD, name: NAME }, createdAt: now },
    });
    const { contract, create: createContract } = newContract(of, {
      ...{ programme: "krasnoyarsk", measure: "job_search" },
      ...{ startsOn: "2024-01-15", endsOn: "2024-10-14", record: SAMPLE_RECORD },
    });
    const begun = newReport(of, { contractId: contract.id, month: "2024-03", createdAt: now });
    const kept = await files.keep(Buffer.from("чек"));
    await database.transaction(async (tx) => {
      await create(tx);
      await createContract(tx, now);
      await begun.create(tx);
      await writeFile(tx, of, {
        ...{ ...kept, reportId: begun.report.id, kind: "receipt", createdAt: now },
        ...{ name: "чек.jpg", type: "image/jpeg" },
      });
    });
    return { of, contract, report: await submit({ of, contract, report: begun.report }) };
  }

  async function submit({ of, contract, report }: Handed): Promise<Report> {
    return database.transaction(async (tx) => {
      const content = { ...report.content, sheet: SHEET };
      const change = { state: "submitted", submittedAt: now, filedAt: null, content } as const;
      const saved = await saveReport(tx, of, report, change);
      await begin(deps)(tx, { report: saved, contract, case: of }, now);
      return saved;
    });
  }

  const reportOf = async ({ report }: Handed): Promise<Report> => {
    const found = await readReport(prisma, keyring, report.id);
    if (!found) throw new Error("The report is gone");
    return found;
  };

  const filingsOf = ({ of, report }: Handed): Promise<Filing[]> =>
    readFilings(prisma, of, report.id);

  return {
    ...{ database, keyring, server, deps, jobs, folder, handIn, submit, reportOf, filingsOf },
    now: () => now,
    later(minutes: number) {
      now = new Date(now.getTime() + minutes * 60_000);
    },
    at(text: string) {
      now = new Date(text);
    },
    async filingOf(handed: Handed): Promise<Filing> {
      const last = (await filingsOf(handed)).at(-1);
      if (!last) throw new Error("Nothing was filed");
      return last;
    },
    /** The next try of the last letter of a report. */
    async tryNow(handed: Handed): Promise<void> {
      const last = (await filingsOf(handed)).at(-1);
      await trySending(deps, last?.id ?? "", () => now);
    },
    async look(handed: Handed): Promise<void> {
      const last = (await filingsOf(handed)).at(-1);
      await watch(deps, last?.id ?? "", now);
    },
    async withdraw(handed: Handed): Promise<Report> {
      const report = await reportOf(handed);
      return database.transaction(async (tx) => {
        const content = { ...report.content, sheet: null };
        const change = { state: "draft", submittedAt: null, filedAt: null, content } as const;
        const saved = await saveReport(tx, handed.of, report, change);
        await takeBack(tx, { report: saved, contract: handed.contract, case: handed.of }, now);
        return saved;
      });
    },
    caseOf: async ({ of }: Handed) => readCase(prisma, keyring, of.id),
    /** What was queued to be told of a case: kind and addressee. */
    async toldOf({ of }: Handed): Promise<string[]> {
      const rows = await prisma.notification.findMany({
        where: { caseId: of.id },
        orderBy: [{ createdAt: "asc" }, { kind: "asc" }, { audience: "asc" }],
      });
      return rows.map(({ kind, audience }) => `${kind} ${audience}`);
    },
    async eventsOf({ of }: Handed): Promise<string[]> {
      const rows = await prisma.caseEvent.findMany({
        where: { caseId: of.id },
        orderBy: { id: "asc" },
      });
      return rows.map(({ kind }) => kind);
    },
    async close() {
      mailer.close();
      await server.close();
      await database.close();
      await created.drop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

export type World = Awaited<ReturnType<typeof createWorld>>;
