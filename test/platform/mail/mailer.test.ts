import { randomBytes } from "node:crypto";
import { createServer } from "node:net";
import { inspect } from "node:util";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { type MailServer, startMailServer } from "../../../sandbox/mail/server.ts";
import { type Log, silentLog } from "../../../src/platform/log.ts";
import { createMailer, type Letter, type Mailer } from "../../../src/platform/mail/mailer.ts";

const letter: Letter = {
  id: "0b9c7c1e-9f5c-4a60-8a37-0123456789ab",
  to: "otchet@uszn.example",
  subject: "Отчёт за март 2024 г., договор № 12/2024",
  text: "Здравствуйте!\n\nОтчёт во вложении.",
  date: new Date("2024-04-02T05:00:00Z"),
  attachments: [
    { name: "Отчёт за март.pdf", type: "application/pdf", bytes: randomBytes(200_000) },
    { name: "чек 1.jpg", type: "image/jpeg", bytes: randomBytes(100_000) },
  ],
};

const logged: string[] = [];
const log: Log = {
  ...silentLog,
  warn: (event, fields) => void logged.push(JSON.stringify([event, fields])),
};
let server: MailServer;
let mailer: Mailer;
beforeEach(async () => {
  server = await startMailServer({ mostBytes: 1_000_000 });
  mailer = mailerTo(server.url);
});
afterEach(async () => {
  mailer.close();
  await server.close();
});

function mailerTo(url: string, timeoutMs = 5_000): Mailer {
  return createMailer({ url, from: "Опора <opora@help.example>", log, timeoutMs });
}

const IMPATIENT_MS = 300;

describe("a letter", () => {
  it("arrives as it was written, with what is attached", async () => {
    const outcome = await mailer.send(letter);
    expect(outcome).toEqual({
      kind: "taken",
      messageId: "<0b9c7c1e-9f5c-4a60-8a37-0123456789ab@help.example>",
      response: expect.stringMatching(/^250 .*queued as/),
    });
    const [mail] = server.mails;
    expect(mail).toMatchObject({
      ...{ to: [letter.to], from: "opora@help.example", subject: letter.subject },
      messageId: mailer.messageId(letter.id),
      text: expect.stringContaining("Отчёт во вложении."),
      headers: { "auto-submitted": "auto-generated", date: "Tue, 02 Apr 2024 05:00:00 +0000" },
    });
    expect(mail?.attachments.map(({ name, type }) => [name, type])).toEqual([
      ["Отчёт за март.pdf", "application/pdf"],
      ["чек 1.jpg", "image/jpeg"],
    ]);
    for (const [at, { bytes }] of letter.attachments.entries()) {
      expect(mail?.attachments[at]?.bytes.equals(Buffer.from(bytes))).toBe(true);
    }
  });

  it("has the same id at each try", async () => {
    await mailer.send(letter);
    await mailer.send(letter);
    expect(new Set(server.mails.map(({ messageId }) => messageId)).size).toBe(1);
  });

  it("goes over the same line as the one before, and over a new one when that is gone", async () => {
    const lineOf = async () => {
      const outcome = await mailer.send(letter);
      return outcome.kind === "taken" ? outcome.response.split(" ").at(-1) : outcome;
    };
    const first = await lineOf();
    expect(await lineOf()).toBe(first);
    await server.up();
    const next = await lineOf();
    expect(next).toMatch(/^\w+$/);
    expect(next).not.toBe(first);
  });
});

describe("what the server says", () => {
  it("is a refusal for good when it does not know the address", async () => {
    server.behave("refuses");
    expect(await mailer.send(letter)).toEqual({ kind: "refused", code: "550" });
    expect(server.mails).toEqual([]);
  });

  it("is a refusal for good when the letter is too large", async () => {
    const bytes = Buffer.alloc(1_000_000);
    const large = { ...letter, attachments: [{ name: "a.pdf", type: "application/pdf", bytes }] };
    expect(await mailer.send(large)).toEqual({ kind: "refused", code: "552" });
  });

  it("may be another word later: greylisting", async () => {
    server.behave("greylists");
    expect(await mailer.send(letter)).toEqual({ kind: "later", code: "451" });
    server.behave("takes");
    expect(await mailer.send(letter)).toMatchObject({ kind: "taken" });
  });

  it("is waited for a limited time only", async () => {
    server.behave("hangs");
    const impatient = mailerTo(server.url, IMPATIENT_MS);
    expect(await impatient.send(letter)).toEqual({ kind: "later", code: "ETIMEDOUT" });
    impatient.close();
  });

  it("may be lost after it took the letter: sent again, it comes with the same id", async () => {
    server.behave("loses the line");
    expect(await mailer.send(letter)).toMatchObject({ kind: "later" });
    server.behave("takes");
    await server.up();
    expect(await mailer.send(letter)).toMatchObject({ kind: "taken" });
    const ids = server.mails.map(({ messageId }) => messageId);
    expect(ids).toEqual([mailer.messageId(letter.id), mailer.messageId(letter.id)]);
  });
});

describe("without a server that answers", () => {
  it("it is later: nobody listens", async () => {
    await server.down();
    expect(await mailer.send(letter)).toMatchObject({ kind: "later" });
  });

  it("it is later: the line is open and silent", async () => {
    const silent = createServer(() => {}).listen(0, "127.0.0.1");
    await new Promise((resolve) => silent.once("listening", resolve));
    const { port } = silent.address() as { port: number };
    const waiting = mailerTo(`smtp://127.0.0.1:${port}`, IMPATIENT_MS);
    expect(await waiting.send(letter)).toEqual({ kind: "later", code: "ETIMEDOUT" });
    waiting.close();
    silent.close();
  });

  it("it is later: our own password is wrong", async () => {
    const refusing = createServer((socket) => {
      const answers: Record<string, string> = {
        EHLO: "250-mail.example\r\n250 AUTH PLAIN\r\n",
        AUTH: "535 5.7.8 wrong\r\n",
      };
      socket.write("220 mail.example\r\n");
      socket.on("data", (data) =>
        socket.write(answers[data.toString().slice(0, 4)] ?? "221 bye\r\n"),
      );
      socket.on("error", () => {});
    }).listen(0, "127.0.0.1");
    await new Promise((resolve) => refusing.once("listening", resolve));
    const { port } = refusing.address() as { port: number };
    const known = mailerTo(`smtp://user:wrong@127.0.0.1:${port}`);
    expect(await known.send(letter)).toEqual({ kind: "later", code: "535" });
    known.close();
    refusing.close();
  });

  it("it is later: the line to another machine would be open to readers", async () => {
    const url = server.url.replace("127.0.0.1", "0.0.0.0");
    const strict = mailerTo(url);
    expect(await strict.send(letter)).toMatchObject({ kind: "later" });
    expect(server.mails).toEqual([]);
    strict.close();
    const told = mailerTo(`${url}?ignoreTLS=true`);
    expect(await told.send(letter)).toMatchObject({ kind: "taken" });
    told.close();
  });
});

it("says nothing of addresses and contents, in outcomes, the log or on the console", async () => {
  const methods = ["log", "info", "warn", "error", "debug"] as const;
  const spies = methods.map((method) => vi.spyOn(console, method).mockImplementation(() => {}));
  logged.length = 0;
  for (const behaviour of ["refuses", "greylists", "hangs"] as const) {
    server.behave(behaviour);
    const impatient = mailerTo(server.url, behaviour === "hangs" ? IMPATIENT_MS : undefined);
    const outcome = inspect(await impatient.send(letter), { depth: 9 });
    expect(outcome).not.toMatch(/uszn|Отчёт|12\/2024/);
    impatient.close();
  }
  expect(logged).toEqual([
    '["mail_refused",{"code":"550"}]',
    '["mail_later",{"code":"451"}]',
    '["mail_later",{"code":"ETIMEDOUT"}]',
  ]);
  for (const spy of spies) {
    expect(spy).not.toHaveBeenCalled();
    spy.mockRestore();
  }
});
