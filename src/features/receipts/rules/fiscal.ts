import { Temporal } from "temporal-polyfill";

/** What was done at the till (the sign of settlement, tag 1054 of fiscal documents). */
export type Operation = "sale" | "sale_returned" | "payout" | "payout_returned";

/** What the code of a till receipt says. */
export interface FiscalCode {
  /** Integer, in kopecks. */
  readonly kopecks: number;
  /** The day by the till's clock, "YYYY-MM-DD". */
  readonly day: string;
  /** The time by the till's clock, "HH:MM". */
  readonly time: string;
  readonly operation: Operation;
  /** Number of the fiscal storage, of the document in it, and the document's fiscal sign. */
  readonly fn: string;
  readonly i: string;
  readonly fp: string;
}

/** In the order of their numbers in the code. */
const OPERATIONS: readonly Operation[] = ["sale", "sale_returned", "payout", "payout_returned"];

/** What a text must look like to be worth parsing: the six fields, in any order. */
export const FISCAL_CODE =
  /^(?=.*\bt=\d)(?=.*\bs=\d)(?=.*\bfn=\d)(?=.*\bi=\d)(?=.*\bfp=\d)(?=.*\bn=\d)/;

const TIME = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)?$/;
const SUM = /^(\d{1,10})(?:[.,](\d{1,2}))?$/;
/** Sixteen figures as a rule; older storages have fewer. */
const STORAGE = /^\d{10,16}$/;
/** A number of four bytes; some tills put noughts before it. */
const NUMBER = /^0{0,10}([1-9]\d{0,9})$/;

/**
 * Reads the text of a receipt's QR code: `t=20240312T1430&s=1234.56&fn=…&i=…&fp=…&n=1`. The format of the
 * tax service names minutes, a point in the sum and no leading noughts; tills add seconds, write a comma,
 * leave the kopecks away and change the order. Fields that it does not name are left aside.
 *
 * @returns undefined for anything else, even if only one field is wrong
 */
export function parseFiscal(text: string): FiscalCode | undefined {
  const fields = new Map<string, string>();
  for (const part of text.trim().split("&")) {
    const [name = "", value, more] = part.split("=");
    if (value === undefined || more !== undefined || fields.has(name)) return undefined;
    fields.set(name, value);
  }
  const [, year, month, day, hour, minute, second = "00"] = TIME.exec(fields.get("t") ?? "") ?? [];
  const [, roubles, kopecks = ""] = SUM.exec(fields.get("s") ?? "") ?? [];
  const fn = STORAGE.exec(fields.get("fn") ?? "")?.[0];
  const i = NUMBER.exec(fields.get("i") ?? "")?.[1];
  const fp = NUMBER.exec(fields.get("fp") ?? "")?.[1];
  const operation = OPERATIONS[["1", "2", "3", "4"].indexOf(fields.get("n") ?? "")];
  if (!roubles || !fn || !i || !fp || !operation) return undefined;
  const at = moment(`${year}-${month}-${day}T${hour}:${minute}:${second}`);
  if (!at) return undefined;
  return {
    kopecks: Number(roubles) * 100 + Number(kopecks.padEnd(2, "0")),
    day: at.toPlainDate().toString(),
    time: at.toPlainTime().toString({ smallestUnit: "minute" }),
    ...{ operation, fn, i, fp },
  };
}

/** By these three the same receipt is known again, however its code is written. */
export function receiptName({ fn, i, fp }: Pick<FiscalCode, "fn" | "i" | "fp">): string {
  return `${fn}/${i}/${fp}`;
}

function moment(text: string): Temporal.PlainDateTime | undefined {
  try {
    return Temporal.PlainDateTime.from(text, { overflow: "reject" });
  } catch {
    return undefined;
  }
}
