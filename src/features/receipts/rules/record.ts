import type { FiscalCode } from "./fiscal.ts";

/** Why a receipt is asked about twice; none of it is a reason to refuse it. */
export type Doubt =
  /** Its day is none of those that the report is for: the contract may cover a part of the month. */
  | "another_month"
  /** It is more than all the money of the contract. */
  | "above_money"
  /** The person wrote another sum or day than its code says. */
  | "not_as_coded";

/** What is known of a receipt; kept sealed. A field that a later release adds is empty in an older one. */
export interface ReceiptRecord {
  /** What its code says; null: none was read. */
  readonly code: FiscalCode | null;
  /** Integer; null: not known yet. */
  readonly kopecks: number | null;
  /** "YYYY-MM-DD"; null: not known yet. */
  readonly day: string | null;
  /** The person said that the sum and the day are right. */
  readonly right: boolean;
  /** What they were asked about besides, and confirmed. */
  readonly doubts: readonly Doubt[];
  /** Code of the activity that it is for; null: not said yet. */
  readonly activity: string | null;
  /** What was bought; null: not said yet. */
  readonly item: string | null;
  /** Telegram's number of its message: receipts are asked about in the order in which they came. */
  readonly order: number;
}

export const EMPTY_RECEIPT: ReceiptRecord = {
  ...{ code: null, kopecks: null, day: null, right: false, doubts: [] },
  ...{ activity: null, item: null, order: 0 },
};
