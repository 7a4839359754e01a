import { type FiscalCode, parseFiscal, receiptName } from "./fiscal.ts";
import type { Doubt, ReceiptRecord } from "./record.ts";

/** What is not known of a receipt yet, in the order in which it is asked. */
export type Question = "sum" | "day" | "right" | "activity" | "item";

/** The next thing to ask; undefined: the receipt can become a line of spending. */
export function questionOf(
  record: Pick<ReceiptRecord, "kopecks" | "day" | "right" | "activity" | "item">,
): Question | undefined {
  if (record.kopecks === null) return "sum";
  if (record.day === null) return "day";
  if (!record.right) return "right";
  if (record.activity === null) return "activity";
  return record.item === null ? "item" : undefined;
}

export interface Around {
  /** The days of the reporting month that the contract covers. */
  readonly period: { readonly from: string; readonly to: string };
  /** All that the contract promises, in kopecks; null: it names no sum. */
  readonly money: number | null;
}

/** What to ask about a receipt whose sum and day are known. */
export function doubtsOf(
  { kopecks, day, code }: Pick<ReceiptRecord, "kopecks" | "day" | "code">,
  { period, money }: Around,
): Doubt[] {
  return [
    ...(day !== null && (day < period.from || day > period.to) ? ["another_month" as const] : []),
    ...(money !== null && kopecks !== null && kopecks > money ? ["above_money" as const] : []),
    ...(code && (code.kopecks !== kopecks || code.day !== day) ? ["not_as_coded" as const] : []),
  ];
}

/** All that a contract promises; payments of a month as often as they are made. */
export function moneyOf(
  terms: readonly { readonly kopecks: number; readonly months: number }[],
): number | null {
  return terms.length === 0
    ? null
    : terms.reduce((sum, { kopecks, months }) => sum + kopecks * months, 0);
}

/** What the codes of one picture say. */
export type Seen =
  | { readonly kind: "receipts"; readonly codes: readonly FiscalCode[] }
  /** Money came back, or was paid out: that is no spending. */
  | { readonly kind: "sale_returned" | "payout" }
  | { readonly kind: "another_code" }
  | { readonly kind: "nothing" };

/** What a picture shows, by the texts of the codes on it. */
export function seenIn(texts: readonly string[]): Seen {
  const codes = texts.flatMap((text) => parseFiscal(text) ?? []);
  const sales = codes.filter(({ operation }) => operation === "sale");
  if (sales.length > 0) {
    const byName = new Map(sales.map((code) => [receiptName(code), code]));
    return { kind: "receipts", codes: [...byName.values()] };
  }
  const [other] = codes;
  if (other) return { kind: other.operation === "sale_returned" ? "sale_returned" : "payout" };
  return { kind: texts.length > 0 ? "another_code" : "nothing" };
}
