import type { FilingState, Plan, Way } from "./rules.ts";

/** What is known of a handing in. What does not belong to its way is null. */
export interface Proof {
  /** The institution's address that the letter went to. */
  readonly to: string | null;
  /** As mail programs know it. */
  readonly messageId: string | null;
  /** What the mail server said when it took the letter. */
  readonly answer: string | null;
  /** SHA-256 of the document that was sent, in hex. */
  readonly document: string | null;
  readonly attachments: readonly string[];
  /** What the server said last when it did not take the letter: "550", "ETIMEDOUT"; or why it is over. */
  readonly code: string | null;
  /** When the letter is tried again; an ISO moment. */
  readonly nextAt: string | null;
  /** Person and curator heard that it does not get through; an ISO moment. */
  readonly alarmedAt: string | null;
  /** The act by which the bot is a way. */
  readonly act: string | null;
  /** Why it has to be printed. */
  readonly why: Extract<Plan, { readonly way: "printed" }>["why"] | null;
  /** The day on which the paper came, as the specialist wrote it down: "YYYY-MM-DD". */
  readonly day: string | null;
  /** A member's id. */
  readonly recordedBy: string | null;
}

export const EMPTY_PROOF: Proof = {
  to: null,
  messageId: null,
  answer: null,
  document: null,
  attachments: [],
  code: null,
  nextAt: null,
  alarmedAt: null,
  act: null,
  why: null,
  day: null,
  recordedBy: null,
};

/** One handing in of a report. */
export interface Filing {
  readonly id: string;
  readonly reportId: string;
  readonly way: Way;
  readonly state: FilingState;
  /** How often a server was asked to take it. */
  readonly attempts: number;
  readonly createdAt: Date;
  readonly settledAt: Date | null;
  readonly proof: Proof;
}

/** Reasons of our own for which a filing is over, beside the codes of mail servers. */
export const WITHDRAWN = "withdrawn";
export const REPLACED = "replaced";
export const NOT_ARRIVED = "not_arrived";
