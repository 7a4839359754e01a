import { randomUUID } from "node:crypto";
import { type FileRow, writeFile } from "../../platform/files/index.ts";
import type { OpenTurn } from "../../platform/telegram/turn.ts";
import { addEvent } from "../cases/index.ts";
import type { Draft } from "../report/index.ts";
import type { ReceiptDeps } from "./deps.ts";
import type { ReceiptRecord } from "./rules/record.ts";
import {
  receiptToken,
  removeReceipt,
  saveWaiting,
  useReceipt,
  type Waiting,
  waitingIn,
  writeWaiting,
} from "./store.ts";

/** Receipts that wait for their person's answers, as they are after what the turn does to them. */
export class WaitingReceipts {
  readonly draft: Draft;
  readonly #deps: ReceiptDeps;
  readonly #turn: OpenTurn;
  #list: readonly Waiting[];

  constructor(deps: ReceiptDeps, turn: OpenTurn, draft: Draft, list: readonly Waiting[]) {
    this.#deps = deps;
    this.#turn = turn;
    this.draft = draft;
    this.#list = list;
  }

  get list(): readonly Waiting[] {
    return this.#list;
  }

  /** The one that is asked about: what the screen shows, else the first that came. */
  current(): Waiting | undefined {
    const shown = this.#turn.screen.receipt;
    return this.#list.find(({ id }) => id === shown) ?? this.#list[0];
  }

  /** Keeps a file that was sent, with a receipt for each record. */
  add(file: Omit<FileRow, "caseId">, records: readonly ReceiptRecord[]): void {
    const { case: of } = this.draft.own;
    const { id: reportId } = this.draft.begin();
    const { now } = this.#turn;
    const added = records.map((record): Waiting => {
      return { id: randomUUID(), reportId, fileId: file.id, record };
    });
    this.#list = [...this.#list, ...added];
    this.#turn.write(async (tx) => {
      await writeFile(tx, of, file);
      for (const one of added) await writeWaiting(tx, of, one, now);
    });
  }

  save(waiting: Waiting, record: ReceiptRecord): void {
    const { case: of } = this.draft.own;
    const { id } = waiting;
    this.#list = this.#list.map((one) => (one.id === id ? { ...one, record } : one));
    this.#turn.write((tx) => saveWaiting(tx, of, { id, record }));
  }

  /** It is none of this report: its picture goes too. */
  drop({ id }: Waiting): void {
    const { queue } = this.#deps;
    const { now } = this.#turn;
    this.#list = this.#list.filter((one) => one.id !== id);
    this.#turn.write((tx) => removeReceipt(tx, queue, { id }, now));
  }

  /** Its line is added: @returns the line's id */
  use(waiting: Waiting, line: Parameters<Draft["add"]>[0]): string {
    const { case: of } = this.draft.own;
    const { month } = this.draft;
    const { now } = this.#turn;
    const { id, record } = waiting;
    const token = record.code && receiptToken(this.#deps.keyring, record.code);
    const lineId = this.draft.add(line);
    this.#list = this.#list.filter((one) => one.id !== id);
    this.#turn.write(async (tx) => {
      await useReceipt(tx, of, waiting, { lineId, token });
      if (record.doubts.length === 0) return;
      const details = { month, doubts: record.doubts.join(",") };
      await addEvent(tx, of, { at: now, staffId: null, kind: "receipt_doubted", details });
    });
    return lineId;
  }
}

export const RECEIPTS = "receipts";

/**
 * To the receipt that is asked about, or to where the next one is sent.
 * @param more what is said above it
 */
export function toReceipts(
  turn: OpenTurn,
  waiting: WaitingReceipts,
  more: {
    readonly note?: string | undefined;
    readonly problem?: string;
    readonly choices?: string | undefined;
    readonly saved?: string;
  } = {},
): void {
  const receipt = waiting.current()?.id;
  turn.go({ name: RECEIPTS, month: waiting.draft.month, receipt, ...more });
}

const perTurn = new WeakMap<OpenTurn, Map<string, Promise<WaitingReceipts>>>();

/** The waiting receipts of a report; the same throughout a turn. */
export function waitingOf(
  deps: ReceiptDeps,
  turn: OpenTurn,
  draft: Draft,
): Promise<WaitingReceipts> {
  const months = perTurn.get(turn) ?? new Map<string, Promise<WaitingReceipts>>();
  perTurn.set(turn, months);
  const found = months.get(draft.month) ?? look(deps, turn, draft);
  months.set(draft.month, found);
  return found;
}

async function look(deps: ReceiptDeps, turn: OpenTurn, draft: Draft): Promise<WaitingReceipts> {
  const { report, own } = draft;
  const list = report ? await waitingIn(deps.database.prisma, own.case, report.id) : [];
  return new WaitingReceipts(deps, turn, draft, list);
}
