import type { Keyring } from "../../platform/crypto/keyring.ts";
import { type Files, readFiles } from "../../platform/files/index.ts";
import type { Database } from "../../platform/postgres/database.ts";
import type { DocumentMakers } from "../../platform/telegram/delivery.ts";
import type { OpenTurn } from "../../platform/telegram/turn.ts";
import { type Case, readCase } from "../cases/index.ts";
import type { Circumstance } from "./record.ts";

/** The kind of document that is a paper as the person sent it. */
const SENT = "circumstance_file";

interface Sent {
  readonly caseId: string;
  readonly fileId: string;
}

/** Sends the papers of a circumstance to the chat of the turn. */
export function sendFiles(
  turn: OpenTurn,
  { id: caseId }: Case,
  { body: { papers } }: Circumstance,
): false | undefined {
  for (const { id: fileId } of papers) {
    const data: Sent = { caseId, fileId };
    turn.outgoing.push({
      call: { method: "sendDocument", payload: { chat_id: turn.chat } },
      document: { field: "document", kind: SENT, data },
    });
  }
  return papers.length === 0 ? false : undefined;
}

/** How a paper is read when it is sent: neither its bytes nor its key lie in the outbox. */
export function sentFiles({
  database,
  keyring,
  files,
}: {
  readonly database: Database;
  readonly keyring: Keyring;
  readonly files: Files;
}): DocumentMakers {
  return {
    [SENT]: async (data) => {
      const { caseId, fileId } = data as Sent;
      const of = await readCase(database.prisma, keyring, caseId);
      const [row] = of ? await readFiles(database.prisma, of, { id: fileId }) : [];
      const bytes = row && (await files.read(row));
      if (!row || !bytes) return { name: "removed.txt", type: "text/plain", bytes: NOTHING };
      const ending = row.type === "application/pdf" ? "pdf" : "jpg";
      return { name: `opora-paper.${ending}`, type: row.type, bytes };
    },
  };
}

/** Telegram takes no empty file. */
const NOTHING = Buffer.from("–\n");
