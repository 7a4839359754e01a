import type { Keyring } from "../../platform/crypto/keyring.ts";
import type { TakenPaper } from "../../platform/files/index.ts";
import type { Database, Transaction } from "../../platform/postgres/database.ts";
import type { Media } from "../../platform/telegram/media.ts";
import type { Button, Handler, Screen } from "../../platform/telegram/screen.ts";
import type { Ctx } from "../../platform/telegram/turn.ts";
import type { Case } from "../cases/index.ts";
import type { Contract } from "../contract/index.ts";
import type { Report } from "./record.ts";
import type { ReportSheet } from "./sheet.ts";

export interface ReportDeps {
  readonly database: Database;
  readonly keyring: Keyring;
}

/** A report with what it belongs to, as it is after what the turn does to it. */
export interface ReportHeld {
  readonly report: Report;
  readonly contract: Contract;
  readonly case: Case;
}

/** What another feature does when a report changes hands; in the same transaction. */
export type OnReport = (tx: Transaction, held: ReportHeld, at: Date) => Promise<void>;

/** What the rest of the bot brings to a report. */
export interface ReportLinks {
  /** To the person's contract. */
  readonly openContract?: Handler;
  /** To the person's talk with their specialist. */
  readonly openTalk?: Handler;
  /** To spending by receipt; the argument is the report's month. */
  readonly openReceipts?: Handler;
  /** How many receipts wait for an answer: they are no part of the report until it is given. */
  readonly receiptsWaiting?: (ctx: Ctx, month: string) => Promise<number>;
  /** A picture or a file that was sent where costs are written down. */
  readonly takeReceipt?: NonNullable<Screen["media"]>;
  /** Papers that are sent as a photo or a file; none: they are only named. */
  readonly papers?: PaperLinks;
  /** To telling a valid reason (п. 34). */
  readonly openCannot?: Handler;
  readonly onSubmit?: OnReport;
  readonly onWithdraw?: OnReport;
  /** Sends the document into the chat as it is handed in. @returns whether it has to be brought on paper */
  readonly sendHandedIn?: (ctx: Ctx, held: ReportHeld) => Promise<boolean>;
  /** A line goes: what rests on it goes too. */
  readonly onRemoveLine?: (tx: Transaction, lineId: string) => Promise<void>;
  /** Papers that go along without a line of their own, as the form lists them: receipts, photos. */
  readonly papersOf?: (
    prisma: Database["prisma"] | Transaction,
    reportId: string,
  ) => Promise<ReportSheet["attachments"]>;
  /** Whether what is handed in counts at that very moment. */
  readonly countsAtOnce?: (ctx: Ctx, of: Case) => Promise<boolean>;
  /** What handing in will do, said before it is done; HTML. */
  readonly willHappen?: (ctx: Ctx, of: Case) => Promise<string>;
  /** How far handing in is, and what can be done about it. */
  readonly filing?: (ctx: Ctx, held: ReportHeld) => Promise<FilingLines>;
}

export interface PaperLinks {
  /** Keeps what was sent; called by the words under it, else by `name`. */
  readonly keep: (media: Media, name: string) => Promise<TakenPaper>;
  readonly rename: (tx: Transaction, of: Case, fileId: string, name: string) => Promise<void>;
  readonly drop: (tx: Transaction, of: Case, fileId: string) => Promise<void>;
}

export interface FilingLines {
  readonly lines: readonly string[];
  /** Presses that work from anywhere. */
  readonly rows: readonly (readonly Button[])[];
}
