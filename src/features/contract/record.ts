import type { MeasureCode } from "../../programs/schema.ts";

/** One activity of the adaptation programme (прил. 1 to прил. 6, §3). */
export interface Activity {
  /** Permanent within the contract: report lines name it. */
  readonly code: string;
  /** As it stands in the programme and in the report. */
  readonly title: string;
  /** Its last day, "YYYY-MM-DD"; null: the whole term of the contract. */
  readonly until: string | null;
  /** The body that gives help or a service. */
  readonly body: string | null;
  /** The responsible specialist, as the programme names them. */
  readonly responsible: string | null;
}

/** Money that the contract promises, by a payment of the pack (п. 9-13). */
export interface MoneyTerm {
  /** Code of the payment in the pack: after_signing, start_up, monthly_support … */
  readonly payment: string;
  /** Integer kopecks of one payment; of one month when it is monthly. */
  readonly kopecks: number;
  /** How many months it is paid; 1 for one payment. */
  readonly months: number;
  /** What of one payment goes where a share limits it (п. 10); none: nothing of it does. */
  readonly parts?: readonly MoneyPart[];
}

export interface MoneyPart {
  /** Code of the part in the pack: registration_costs, premises … */
  readonly code: string;
  readonly kopecks: number;
}

/** What a contract says. A field that a later release adds is null in an older record. */
export interface ContractRecord {
  readonly number: string;
  readonly activities: readonly Activity[];
  readonly money: readonly MoneyTerm[];
  /** Training is a part of the programme (п. 12). */
  readonly training: boolean;
  /** The costs of measure "other" are paid at once for costly goods (п. 13). */
  readonly atOnce: boolean;
  /** Registered with the employment service, "YYYY-MM-DD"; before the contract too. */
  readonly registeredOn: string | null;
  /** The first job was confirmed: the payments after it count from this day (п. 9). */
  readonly firstJobOn: string | null;
  /** The contract was extended: its last day before that. Once at most (п. 33). */
  readonly extendedFrom: string | null;
  /** Territory of the pack whose subsistence minimum the payments are shares of (п. 9). */
  readonly territory: string | null;
  /** Training began: its months are paid from here on (п. 12). */
  readonly trainingFrom: string | null;
  /** The papers on the price of training were given: the fee is due from here on (п. 26). */
  readonly pricePapersOn: string | null;
}

export const EMPTY_CONTRACT: ContractRecord = {
  number: "",
  activities: [],
  money: [],
  training: false,
  atOnce: false,
  registeredOn: null,
  firstJobOn: null,
  extendedFrom: null,
  territory: null,
  trainingFrom: null,
  pricePapersOn: null,
};

/** A contract whose case still has its key. */
export interface Contract {
  readonly id: string;
  readonly caseId: string;
  /** Code of the programme whose rules hold. */
  readonly programme: string;
  readonly measure: MeasureCode;
  /** The day on which it was concluded, "YYYY-MM-DD". */
  readonly startsOn: string;
  /** Its last day. */
  readonly endsOn: string;
  /** The last day when it ended sooner; null otherwise. */
  readonly endedOn: string | null;
  readonly record: ContractRecord;
  /** Of what was read; a change names it. */
  readonly version: number;
}
