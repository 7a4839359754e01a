import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createTransport } from "nodemailer";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type MailServer, startMailServer } from "../../sandbox/mail/server.ts";
import { type Sandbox, startSandbox } from "../../sandbox/server.ts";

let folder: string;
let mail: MailServer;
let sandbox: Sandbox;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "opora-mails-"));
  mail = await startMailServer({ folder });
  sandbox = await startSandbox({ mailbox: mail });
});
afterEach(async () => {
  await sandbox.close();
  await mail.close();
  await rm(folder, { recursive: true, force: true });
});

const letter = {
  ...{ from: "opora@help.example", to: "otchet@uszn.example", subject: "Отчёт за май" },
  text: "Здравствуйте!",
  attachments: [
    { filename: "Отчёт за май.pdf", contentType: "application/pdf", content: Buffer.from("%PDF-") },
    { filename: "страница.html", contentType: "text/html", content: "<script>alert(1)</script>" },
  ],
};

async function arrive(subject = letter.subject): Promise<void> {
  const transport = createTransport({ url: mail.url });
  await transport.sendMail({ ...letter, subject });
  transport.close();
}

const get = (path: string) => fetch(sandbox.url + path);
const mails = async () => (await (await get("/sandbox/mails")).json()) as Shown[];

interface Shown {
  subject: string;
  to: string[];
  text: string;
  attachments: { name: string; size: number; url: string }[];
}

describe("the mailbox", () => {
  it("shows the newest letter first, with files to open", async () => {
    expect(await mails()).toEqual([]);
    await arrive();
    await arrive("Второе");
    const [second, first] = await mails();
    expect(second?.subject).toBe("Второе");
    expect(first).toMatchObject({ subject: "Отчёт за май", to: ["otchet@uszn.example"] });
    const file = await get(first!.attachments[0]!.url);
    expect(await file.text()).toBe("%PDF-");
    expect(file.headers.get("content-type")).toBe("application/pdf");
    expect(file.headers.get("content-disposition")).toMatch(/^inline; filename\*=UTF-8''/);
  });

  it("runs no page that came by mail", async () => {
    await arrive();
    const [first] = await mails();
    const file = await get(first!.attachments[1]!.url);
    expect(file.headers.get("content-type")).toBe("application/octet-stream");
    expect(file.headers.get("content-disposition")).toMatch(/^attachment/);
    expect((await get("/sandbox/mails/none/0")).status).toBe(404);
  });

  it("keeps its letters over a restart", async () => {
    await arrive();
    const before = mail.mails[0];
    const again = await startMailServer({ folder });
    expect(again.mails).toEqual([before]);
    await again.close();
  });

  it("has a page of its own, and none where there is no mailbox", async () => {
    const page = await get("/mail.html");
    expect(page.status).toBe(200);
    expect(await page.text()).toContain("mail.js");
    const without = await startSandbox();
    expect(await (await fetch(`${without.url}/sandbox/mails`)).json()).toBeNull();
    await without.close();
  });
});
