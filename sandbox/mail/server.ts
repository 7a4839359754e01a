import { randomUUID } from "node:crypto";
import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import PostalMime, { type Email } from "postal-mime";
import { SMTPServer } from "smtp-server";

/** How the server treats letters: each is what real servers do. */
export type Behaviour = "takes" | "refuses" | "greylists" | "hangs" | "loses the line";

/** A letter that arrived. */
export interface Mail {
  readonly id: string;
  readonly at: string;
  readonly to: readonly string[];
  readonly from: string;
  readonly messageId: string;
  readonly subject: string;
  readonly text: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly attachments: readonly {
    readonly name: string;
    readonly type: string;
    readonly bytes: Buffer;
  }[];
}

export interface MailServer {
  /** For SMTP_URL. */
  readonly url: string;
  /** Oldest first. A letter that came twice is here twice. */
  readonly mails: readonly Mail[];
  behave(behaviour: Behaviour): void;
  /** Nobody listens any more, as when the machine is off. */
  down(): Promise<void>;
  /** Listens at the same port again. */
  up(): Promise<void>;
  close(): Promise<void>;
}

export interface MailServerOptions {
  readonly port?: number;
  /** Keeps the letters over a restart, each as it came. */
  readonly folder?: string;
  /** The most that it takes; what it says to the other side. */
  readonly mostBytes?: number;
}

const MOST_BYTES = 64 * 1024 * 1024;

/** A mail server on 127.0.0.1 for tests and the demo, with a mailbox that takes any address. */
export async function startMailServer(options: MailServerOptions = {}): Promise<MailServer> {
  const { folder, mostBytes = MOST_BYTES } = options;
  const mails: Mail[] = folder ? await kept(folder) : [];
  let behaviour: Behaviour = "takes";
  let port = options.port ?? 0;
  let server = await listen();

  async function listen(): Promise<SMTPServer> {
    const fresh = new SMTPServer({
      disabledCommands: ["STARTTLS", "AUTH"],
      size: mostBytes,
      closeTimeout: 100,
      logger: false,
      onRcptTo(_address, _session, callback) {
        if (behaviour === "refuses") return callback(answer(550, "5.1.1 No such mailbox"));
        if (behaviour === "greylists") return callback(answer(451, "4.7.1 Try again later"));
        callback();
      },
      async onData(stream, session, callback) {
        const raw = Buffer.concat(await stream.toArray());
        if (behaviour === "hangs") return;
        if (stream.sizeExceeded) return callback(answer(552, "5.3.4 Too large"));
        const at = new Date();
        const mail = await read(raw, randomUUID(), at.toISOString());
        if (folder) {
          await mkdir(folder, { recursive: true });
          await writeFile(join(folder, `${at.getTime()}-${mail.id}.eml`), raw);
        }
        mails.push(mail);
        // It was taken, and the other side never learns of it.
        if (behaviour === "loses the line") return void server.close();
        callback(null, `2.0.0 Ok: queued as ${mail.id.slice(0, 8).toUpperCase()} ${session.id}`);
      },
    });
    fresh.on("error", () => {});
    await new Promise<void>((resolve) => fresh.listen(port, "127.0.0.1", resolve));
    port = (fresh.server.address() as AddressInfo).port;
    return fresh;
  }

  const down = () => new Promise<void>((resolve) => server.close(resolve));
  return {
    url: `smtp://127.0.0.1:${port}`,
    mails,
    behave: (next) => {
      behaviour = next;
    },
    down,
    async up() {
      await down();
      server = await listen();
    },
    close: down,
  };
}

async function kept(folder: string): Promise<Mail[]> {
  const names = (await readdir(folder).catch(() => [])).filter((name) => name.endsWith(".eml"));
  return Promise.all(
    names.toSorted().map(async (name) => {
      const [, ms, id] = /^(\d+)-(.+)\.eml$/.exec(name) ?? [];
      return read(
        await readFile(join(folder, name)),
        id ?? name,
        new Date(Number(ms)).toISOString(),
      );
    }),
  );
}

async function read(raw: Buffer, id: string, at: string): Promise<Mail> {
  const mail: Email = await PostalMime.parse(raw, { attachmentEncoding: "arraybuffer" });
  return {
    ...{ id, at },
    to: (mail.to ?? []).map(({ address = "" }) => address),
    from: mail.from?.address ?? "",
    messageId: mail.messageId ?? "",
    subject: mail.subject ?? "",
    text: mail.text ?? "",
    headers: Object.fromEntries(mail.headers.map(({ key, value }) => [key, value])),
    attachments: mail.attachments.map(({ filename, mimeType, content }) => ({
      name: filename ?? "",
      type: mimeType,
      bytes: Buffer.from(content as ArrayBuffer),
    })),
  };
}

function answer(responseCode: number, text: string): Error {
  return Object.assign(new Error(text), { responseCode });
}
