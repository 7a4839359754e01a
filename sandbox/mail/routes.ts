import type { ServerResponse } from "node:http";
import type { Mail, MailServer } from "./server.ts";

/** What a browser shows by itself; anything else is offered for saving, so that no letter runs as a page. */
const SHOWN = /^(application\/pdf|image\/(png|jpeg|gif|webp))$/;

/** Answers `/sandbox/mails` (null: nobody has a mailbox), and `/sandbox/mails/<id>/<n>` with an attachment of a letter. */
export function serveMails(
  mailbox: Pick<MailServer, "mails"> | undefined,
  path: string,
  response: ServerResponse,
): void {
  const [, id, at] = /^\/sandbox\/mails(?:\/([\w-]+)\/(\d+))?$/.exec(path) ?? [];
  if (id === undefined) return void json(response, 200, mailbox?.mails.map(shown).toReversed());
  const file = mailbox?.mails.find((mail) => mail.id === id)?.attachments[Number(at)];
  const missing = { error: { code: "no-file", message: "no such file" } };
  if (!file) return void json(response, 404, missing);
  const inline = SHOWN.test(file.type);
  response.writeHead(200, {
    "content-type": inline ? file.type : "application/octet-stream",
    "content-length": file.bytes.length,
    "content-disposition": `${inline ? "inline" : "attachment"}; filename*=UTF-8''${encodeURIComponent(file.name)}`,
    "x-content-type-options": "nosniff",
  });
  response.end(file.bytes);
}

/** A letter without the bytes of its files. */
function shown({ attachments, headers: _headers, ...mail }: Mail) {
  return {
    ...mail,
    attachments: attachments.map(({ name, type, bytes }, at) => ({
      ...{ name, type, size: bytes.length },
      url: `/sandbox/mails/${mail.id}/${at}`,
    })),
  };
}

function json(response: ServerResponse, status: number, value: unknown): void {
  const body = Buffer.from(JSON.stringify(value ?? null));
  response.writeHead(status, { "content-type": "application/json", "content-length": body.length });
  response.end(body);
}
