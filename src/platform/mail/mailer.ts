import { createTransport } from "nodemailer";
import type { Log } from "../log.ts";
import type { File } from "../telegram/client.ts";

/** A letter of ours. */
export interface Letter {
  /** Random and the same for each try: what the server took before is recognised by it. */
  readonly id: string;
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly date: Date;
  readonly attachments: readonly File[];
}

/** What became of a letter. Expected refusals are values: no error and no log carries an address or a word of it. */
export type Mailed =
  /** The server answers for it from now on. */
  | { readonly kind: "taken"; readonly messageId: string; readonly response: string }
  /** This letter will never be taken: the server's code, such as "550". */
  | { readonly kind: "refused"; readonly code: string }
  /** Perhaps later: greylisting, an outage, silence. It may have been taken all the same. */
  | { readonly kind: "later"; readonly code: string };

export interface Mailer {
  /** The id by which mail programs know the letter. */
  messageId(id: string): string;
  send(letter: Letter): Promise<Mailed>;
  close(): void;
}

export interface MailerOptions {
  /** smtp:// or smtps://, with a name and a password where the server wants them. */
  readonly url: string;
  /** An address, with or without a name: "Opora <reports@example.org>". */
  readonly from: string;
  readonly log: Log;
  /** Told what became of each letter, for the figures. */
  readonly onOutcome?: (kind: Mailed["kind"]) => void;
  /** How long one step of the talk with the server may take. */
  readonly timeoutMs?: number;
}

const TIMEOUT_MS = 20_000;
/** A letter with all its receipts over a slow line. */
const WHOLE_MS = 5 * 60_000;
const LONGEST_ANSWER = 300;

/**
 * Hands letters to a mail server over a small pool of connections. Except on this machine itself, the
 * line has to be encrypted; `?ignoreTLS=true` in the address says that it need not be.
 */
export function createMailer(options: MailerOptions): Mailer {
  const { url, from, log, onOutcome, timeoutMs = TIMEOUT_MS } = options;
  const domain = /@([^\s>]+)>?$/.exec(from)?.[1] ?? "localhost";
  const { hostname, searchParams } = new URL(url);
  const open = isLoopback(hostname) || searchParams.get("ignoreTLS") === "true";
  const transport = createTransport({
    url,
    pool: true,
    maxConnections: 2,
    maxRequeues: 1,
    requireTLS: !open,
    connectionTimeout: timeoutMs,
    greetingTimeout: timeoutMs,
    socketTimeout: timeoutMs,
    dnsTimeout: timeoutMs,
    disableFileAccess: true,
    disableUrlAccess: true,
    // It would write down addresses.
    logger: false,
  });
  const messageId = (id: string) => `<${id}@${domain}>`;

  return {
    messageId,
    async send({ id, to, subject, text, date, attachments }) {
      try {
        const { response, messageId: given } = await transport.sendMail({
          from,
          to: { name: "", address: to },
          subject,
          text,
          date,
          messageId: messageId(id),
          // Answers of machines, such as "on holiday", are of no use to anybody.
          headers: { "Auto-Submitted": "auto-generated" },
          attachments: attachments.map(({ name, type, bytes }) => ({
            filename: name,
            contentType: type,
            content: Buffer.from(bytes),
          })),
          signal: AbortSignal.timeout(WHOLE_MS),
        });
        onOutcome?.("taken");
        return { kind: "taken", messageId: given, response: response.slice(0, LONGEST_ANSWER) };
      } catch (error) {
        const outcome = outcomeOf(error as SmtpError);
        log.warn(`mail_${outcome.kind}`, { code: outcome.code });
        onOutcome?.(outcome.kind);
        return outcome;
      }
    },
    close: () => transport.close(),
  };
}

interface SmtpError {
  readonly code?: string;
  readonly command?: string;
  readonly responseCode?: number;
}

/** The commands by which the server judges this very letter; a 5xx to another one is about us. */
const ABOUT_THE_LETTER = ["RCPT TO", "DATA"];

function outcomeOf({
  code = "unknown",
  command = "",
  responseCode = 0,
}: SmtpError): Exclude<Mailed, { kind: "taken" }> {
  const permanent = responseCode >= 500 && responseCode !== 503;
  if (permanent && ABOUT_THE_LETTER.includes(command)) {
    return { kind: "refused", code: String(responseCode) };
  }
  return { kind: "later", code: responseCode > 0 ? String(responseCode) : code };
}

function isLoopback(hostname: string): boolean {
  return /^(localhost|127(\.\d+){3}|\[::1\])$/.test(hostname);
}
