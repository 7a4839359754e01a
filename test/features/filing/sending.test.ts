import { createHash } from "node:crypto";
import { readdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { EMPTY_RECORD } from "../../../src/features/cases/record.ts";
import { newCase } from "../../../src/features/cases/store.ts";
import { adoptFilings } from "../../../src/features/filing/index.ts";
import { trySending } from "../../../src/features/filing/send.ts";
import { adoptReports, reportFile } from "../../../src/features/report/index.ts";
import type { Letter, Mailed } from "../../../src/platform/mail/mailer.ts";
import { readPdf } from "../../platform/documents/read.ts";
import { createWorld, type Handed, NAME, SHEET, type World } from "./world.ts";

let world: World;
beforeAll(async () => {
  world = await createWorld();
});
afterAll(() => world.close());

beforeEach(async () => {
  world.at("2024-04-02T05:00:00Z");
  world.server.behave("takes");
  await world.server.up();
  world.jobs.length = 0;
});

/** The letters about a report that arrived. */
const mailsOf = async (handed: Handed) => {
  const ids = (await world.filingsOf(handed)).map(({ id }) => `<${id}@help.example>`);
  return world.server.mails.filter(({ messageId }) => ids.includes(messageId));
};

describe("a report that was handed in", () => {
  it("is a letter that waits, and a job in the same transaction", async () => {
    const handed = await world.handIn();
    const filing = await world.filingOf(handed);
    expect(filing).toMatchObject({ way: "email", state: "waiting", attempts: 0, settledAt: null });
    expect(filing.proof.to).toBe("otchet@uszn.example");
    expect(world.jobs).toEqual([{ name: "filing-send", filingId: filing.id, at: world.now() }]);
    expect(await world.toldOf(handed)).toEqual([]);
  });

  it("counts when the server took the letter, with a proof", async () => {
    const handed = await world.handIn();
    world.later(1);
    await world.tryNow(handed);
    expect(await world.reportOf(handed)).toMatchObject({ state: "filed", filedAt: world.now() });
    const { proof, ...filing } = await world.filingOf(handed);
    expect(filing).toMatchObject({ state: "taken", attempts: 1, settledAt: world.now() });
    const [mail] = await mailsOf(handed);
    expect(proof).toMatchObject({
      messageId: mail?.messageId,
      answer: expect.stringMatching(/^250 .*queued as/),
      document: createHash("sha256").update(mail!.attachments[0]!.bytes).digest("hex"),
      attachments: ["1. чек.jpg"],
      nextAt: null,
    });
    expect(await world.eventsOf(handed)).toEqual(["report_filed"]);
    expect(await world.toldOf(handed)).toEqual([
      "report_filed person",
      "report_to_check specialists",
    ]);
  });

  it("is a letter with the official document, the name of the case and every file", async () => {
    const handed = await world.handIn();
    await world.tryNow(handed);
    const [mail] = await mailsOf(handed);
    expect(mail?.to).toEqual(["otchet@uszn.example"]);
    expect(mail?.subject).toBe(
      "Отчёт за март 2024 года по социальному контракту № 12/2024 от 15 января 2024 года",
    );
    // Lists of letters are read by many; the name stands inside.
    expect(mail?.subject).not.toContain("Тестов");
    expect(mail?.text).toContain(`Получатель: ${NAME}.`);
    expect(mail?.text).toContain("Отправлен в Опоре: 2 апреля в 12:00");
    const [document, receipt] = mail?.attachments ?? [];
    expect(document?.name).toBe("Отчёт за март 2024 года.pdf");
    const hash = createHash("sha256").update(document!.bytes).digest("hex");
    expect(mail?.text).toContain(hash);
    const text = (await readPdf(document!.bytes)).pages.join(" ");
    expect(text).toContain(NAME);
    expect(text).toContain("Встал на учёт 18 марта.");
    const { submittedAt } = await world.reportOf(handed);
    const again = await reportFile({ ...SHEET, name: NAME }, submittedAt!.toISOString());
    expect(document!.bytes.equals(again)).toBe(true);
    expect([receipt?.name, receipt?.bytes.toString()]).toEqual(["1. чек.jpg", "чек"]);
  });

  it("is sent once, however often the job runs", async () => {
    const handed = await world.handIn();
    await Promise.all([world.tryNow(handed), world.tryNow(handed)]);
    await world.tryNow(handed);
    expect(await mailsOf(handed)).toHaveLength(1);
    expect(await world.eventsOf(handed)).toEqual(["report_filed"]);
    expect(await world.toldOf(handed)).toHaveLength(2);
  });

  it("is sent again under the same id by the round, after a crash right after the server took it", async () => {
    const handed = await world.handIn();
    const { id } = await world.filingOf(handed);
    const mailer = {
      ...world.deps.mailer!,
      send: async (letter: Letter): Promise<Mailed> => {
        await world.deps.mailer!.send(letter);
        throw new Error("kill -9");
      },
    };
    await expect(trySending({ ...world.deps, mailer }, id, world.now)).rejects.toThrow("kill -9");
    expect(await world.reportOf(handed)).toMatchObject({ state: "submitted" });
    // As long as it may still be at work, nobody else tries.
    world.later(9);
    await world.tryNow(handed);
    expect(await mailsOf(handed)).toHaveLength(1);
    world.later(4);
    await world.tryNow(handed);
    const [first, second, ...more] = await mailsOf(handed);
    expect(more).toEqual([]);
    expect(second?.messageId).toBe(first?.messageId);
    expect(second?.attachments).toEqual(first?.attachments);
    expect(await world.reportOf(handed)).toMatchObject({ state: "filed", filedAt: world.now() });
    expect(await world.filingOf(handed)).toMatchObject({ state: "taken", attempts: 2 });
  });

  it("is sent again under the same id when its answer was lost", async () => {
    const handed = await world.handIn();
    world.server.behave("loses the line");
    await world.tryNow(handed);
    expect(await world.reportOf(handed)).toMatchObject({ state: "submitted" });
    world.server.behave("takes");
    await world.server.up();
    world.later(2);
    await world.tryNow(handed);
    const mails = await mailsOf(handed);
    expect(mails).toHaveLength(2);
    expect(mails[0]?.attachments[0]?.bytes).toEqual(mails[1]?.attachments[0]?.bytes);
    expect(await world.reportOf(handed)).toMatchObject({ state: "filed" });
  });
});

describe("a mail server that is away", () => {
  it("is asked again later, each time a little later, in silence far from the deadline", async () => {
    const handed = await world.handIn();
    await world.server.down();
    const pauses: number[] = [];
    for (let attempt = 0; attempt < 5; attempt += 1) {
      await world.tryNow(handed);
      const next = world.jobs.at(-1)!.at;
      pauses.push((next.getTime() - world.now().getTime()) / 60_000);
      // Before its time a letter is left alone, whoever asks.
      await world.tryNow(handed);
      world.at(next.toISOString());
    }
    expect(pauses).toEqual([1, 5, 10, 15, 30]);
    expect((await world.filingOf(handed)).attempts).toBe(5);
    expect(await world.toldOf(handed)).toEqual([]);
    await world.server.up();
    await world.tryNow(handed);
    expect(await world.reportOf(handed)).toMatchObject({ state: "filed", filedAt: world.now() });
  });

  it("alarms both sides near the last safe day, once, and goes on trying", async () => {
    world.at("2024-04-13T12:00:00+07:00");
    const handed = await world.handIn();
    world.server.behave("greylists");
    await world.tryNow(handed);
    expect(await world.toldOf(handed)).toEqual([]);
    for (const minutes of [1, 5, 10, 15, 30]) {
      world.later(minutes);
      await world.tryNow(handed);
    }
    const alarm = ["filing_failed person", "filing_failed specialists"];
    expect(await world.toldOf(handed)).toEqual(alarm);
    expect(await world.eventsOf(handed)).toEqual(["report_mail_waits"]);
    expect(await world.reportOf(handed)).toMatchObject({ state: "submitted" });
    world.server.behave("takes");
    world.later(30);
    await world.tryNow(handed);
    expect(await world.reportOf(handed)).toMatchObject({ state: "filed" });
    expect(await world.eventsOf(handed)).toEqual(["report_mail_waits", "report_filed"]);
  });

  it("is noticed by the round too, when no job ever ran", async () => {
    world.at("2024-04-14T12:00:00+07:00");
    const handed = await world.handIn();
    await world.look(handed);
    expect(await world.toldOf(handed)).toEqual([]);
    world.later(31);
    await world.look(handed);
    await world.look(handed);
    expect(await world.toldOf(handed)).toEqual([
      "filing_failed person",
      "filing_failed specialists",
    ]);
  });

  it("is given up after a week, with an alarm", async () => {
    const handed = await world.handIn();
    world.server.behave("greylists");
    world.later(7 * 24 * 60 - 5);
    await world.tryNow(handed);
    expect(await world.filingOf(handed)).toMatchObject({
      state: "waiting",
      proof: { code: "451" },
    });
    world.later(1);
    world.jobs.length = 0;
    for (let attempt = 0; attempt < 4; attempt += 1) {
      await world.tryNow(handed);
      world.later(15);
    }
    expect(await world.filingOf(handed)).toMatchObject({ state: "given_up" });
    expect(await world.toldOf(handed)).toContain("filing_failed person");
    const tries = world.server.mails.length;
    await world.tryNow(handed);
    expect(world.server.mails).toHaveLength(tries);
  });
});

describe("a letter that is refused", () => {
  it("alarms at once, whenever that is", async () => {
    const handed = await world.handIn();
    world.server.behave("refuses");
    await world.tryNow(handed);
    expect(await world.filingOf(handed)).toMatchObject({
      state: "refused",
      proof: { code: "550" },
    });
    expect(await world.reportOf(handed)).toMatchObject({ state: "submitted", filedAt: null });
    // At once to both, then the reminders of the paper and of one that did not come.
    expect(await world.toldOf(handed)).toEqual([
      "filing_failed keeper",
      "filing_failed person",
      "filing_failed specialists",
      ...["paper_to_bring person", "paper_to_bring person"],
    ]);
    expect(await world.eventsOf(handed)).toEqual(["report_refused_by_mail"]);
    world.server.behave("takes");
    world.later(60);
    await world.tryNow(handed);
    expect(await mailsOf(handed)).toEqual([]);
  });
});

describe("a report that is withdrawn", () => {
  it("leaves no letter when it had not left", async () => {
    const handed = await world.handIn();
    await world.withdraw(handed);
    await world.tryNow(handed);
    expect(await mailsOf(handed)).toEqual([]);
    expect(await world.filingOf(handed)).toMatchObject({
      state: "given_up",
      proof: { code: "withdrawn", messageId: null },
    });
  });

  it("while the letter leaves: the report stays withdrawn, and the proof says that it left", async () => {
    const handed = await world.handIn();
    const { send } = world.deps.mailer!;
    const { id } = await world.filingOf(handed);
    const deps = {
      ...world.deps,
      mailer: {
        ...world.deps.mailer!,
        send: async (letter: Parameters<typeof send>[0]) => {
          const outcome = await send(letter);
          await world.withdraw(handed);
          return outcome;
        },
      },
    };
    await trySending(deps, id, world.now);
    expect(await mailsOf(handed)).toHaveLength(1);
    expect(await world.reportOf(handed)).toMatchObject({ state: "draft", filedAt: null });
    const [mail] = await mailsOf(handed);
    expect(await world.filingOf(handed)).toMatchObject({
      state: "given_up",
      proof: { code: "withdrawn", messageId: mail?.messageId },
    });
    expect(await world.eventsOf(handed)).toEqual([]);
  });

  it("and handed in again is another letter, which says what it replaces", async () => {
    const handed = await world.handIn();
    await world.tryNow(handed);
    const draft = await world.withdraw(handed);
    world.later(60);
    await world.submit({ ...handed, report: draft });
    await world.tryNow(handed);
    const mails = await mailsOf(handed);
    expect(new Set(mails.map(({ messageId }) => messageId)).size).toBe(2);
    expect(mails[0]?.text).not.toContain("заменяет");
    expect(mails[1]?.text).toContain("Этот отчёт заменяет тот, что был в письме 2 апреля в 12:00.");
  });
});

describe("other ways", () => {
  it("in a bot that an act accepts, it counts at once", async () => {
    const handed = await world.handIn({ botFilingAct: "приказ № 7" });
    expect(await world.reportOf(handed)).toMatchObject({ state: "filed", filedAt: world.now() });
    expect(await world.filingOf(handed)).toMatchObject({
      ...{ way: "bot", state: "taken" },
      proof: { act: "приказ № 7" },
    });
    expect(world.jobs.filter(({ name }) => name === "filing-send")).toEqual([]);
    expect(await world.toldOf(handed)).toEqual(["report_to_check specialists"]);
  });

  it("without an address it has to be brought, with reminders until it is", async () => {
    const handed = await world.handIn({ email: null });
    expect(await world.filingOf(handed)).toMatchObject({
      ...{ way: "printed", state: "waiting" },
      proof: { why: "no_address" },
    });
    const rows = await world.database.prisma.notification.findMany({
      where: { caseId: handed.of.id },
      orderBy: [{ dueAt: "asc" }],
    });
    expect(rows.map(({ kind, dueAt }) => [kind, dueAt.toISOString()])).toEqual([
      ["paper_to_bring", "2024-04-13T02:00:00.000Z"],
      ["paper_to_bring", "2024-04-14T02:00:00.000Z"],
      ["filing_failed", "2024-04-15T02:00:00.000Z"],
    ]);
  });
});

describe("what is kept of it", () => {
  it("is sealed: neither the address nor the id of the letter lies open", async () => {
    const handed = await world.handIn();
    await world.tryNow(handed);
    const { rows } = await world.database.pool.query("SELECT proof FROM filings");
    for (const { proof } of rows as { proof: Buffer }[]) {
      expect(proof.includes("uszn") || proof.includes("help.example")).toBe(false);
    }
  });

  it("goes over to the case that another is merged into", async () => {
    const handed = await world.handIn();
    await world.tryNow(handed);
    const { opened: kept, create } = newCase(world.keyring, {
      ...{ institutionId: handed.of.institutionId, curatorId: null, personId: null },
      ...{ status: "on_contract", record: EMPTY_RECORD, createdAt: world.now() },
    });
    const before = await world.filingsOf(handed);
    await world.database.transaction(async (tx) => {
      await create(tx);
      await adoptFilings(tx, handed.of, kept);
      await adoptReports(tx, handed.of, kept);
    });
    expect(await world.filingsOf({ ...handed, of: kept })).toEqual(before);
  });

  it("is gone with the case: the job finds nothing and sends nothing", async () => {
    const handed = await world.handIn();
    const { id } = await world.filingOf(handed);
    const before = world.server.mails.length;
    await world.database.prisma.case.update({
      where: { id: handed.of.id },
      data: { wrappedKey: null },
    });
    await trySending(world.deps, id, world.now);
    await world.database.prisma.contract.deleteMany({ where: { caseId: handed.of.id } });
    await trySending(world.deps, id, world.now);
    expect(world.server.mails).toHaveLength(before);
  });

  it("a letter whose file is gone does not leave without it", async () => {
    const handed = await world.handIn();
    for (const name of await readdir(world.folder)) await rm(join(world.folder, name));
    await expect(world.tryNow(handed)).rejects.toThrow("A file of the report is gone");
    expect(await mailsOf(handed)).toEqual([]);
    expect(await world.reportOf(handed)).toMatchObject({ state: "submitted" });
  });
});
