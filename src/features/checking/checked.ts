import type { Keyring } from "../../platform/crypto/keyring.ts";
import type { Files } from "../../platform/files/index.ts";
import type { Database } from "../../platform/postgres/database.ts";
import type { Queue } from "../../platform/queue.ts";
import type { Handler } from "../../platform/telegram/screen.ts";
import type { Ctx, OpenTurn } from "../../platform/telegram/turn.ts";
import { type Program, programByCode } from "../../programs/index.ts";
import { type Case, caseForMember, type Held } from "../cases/index.ts";
import {
  type Contract,
  contractsOfCase,
  type PaymentMark,
  readPayments,
} from "../contract/index.ts";
import { type PlanItem, paymentsAfter } from "../contract/rules/index.ts";
import {
  dayIn,
  type Report,
  type ReportHeld,
  type ReportMonth,
  reportMonths,
  reportsOfContract,
} from "../report/index.ts";
import type { Action } from "../staff/index.ts";
import { undecidedOf } from "./rules.ts";

export interface CheckingDeps {
  readonly database: Database;
  readonly keyring: Keyring;
  readonly queue: Queue;
  readonly files: Files;
}

export interface CheckingLinks {
  /** How a report was handed in, for staff; the argument is the report's id. */
  readonly openFiling: Handler;
  /** How a report that waits for its check came, in lines. */
  readonly howItCame: (ctx: Ctx, held: ReportHeld) => Promise<readonly string[]>;
  /** Writes to the person of a case and leads to the talk; false when this member may not now. */
  readonly ask: (ctx: Ctx, caseId: string, text: string) => Promise<false | undefined>;
  /** Whether a valid reason (п. 34) is accepted for a month: then no payment is refused for it. */
  readonly hasValidReason: (
    prisma: Database["prisma"],
    of: Case,
    contractId: string,
    month: string,
  ) => Promise<boolean>;
  /** From when aid stops by an early end of the contract, and by which clause (п. 37). */
  readonly aidStop: (
    prisma: Database["prisma"],
    of: Case,
    contract: Contract,
  ) => Promise<{ readonly day: string; readonly clause: string } | null>;
}

/** One month of one contract of a case, as a member who may look at it sees it. */
export interface Checked extends ReportMonth {
  /** Names it within its case: "0.2024-03", the contract counted from the oldest. */
  readonly place: string;
  readonly held: Held;
  readonly contract: Contract;
  readonly program: Program;
  /** "YYYY-MM-DD" by the programme's clock. */
  readonly today: string;
  /** The month before, if it was reported on. */
  readonly before: Report | undefined;
  /** What is paid if the report is accepted. */
  readonly items: readonly PlanItem[];
  readonly marks: readonly PaymentMark[];
  readonly undecided: readonly PlanItem[];
  /** The curator wrote down that there is no report. */
  readonly called: boolean;
}

/** What the writes of a turn will make of a month: its screen is shown before they are committed. */
interface Coming {
  readonly place: string;
  readonly report: Report;
  readonly marks: readonly PaymentMark[];
}
const coming = new WeakMap<OpenTurn, Coming>();

export function foreseeChecked(
  turn: OpenTurn,
  { place, marks }: Checked,
  report: Report,
  decided: readonly PaymentMark[] = [],
): void {
  coming.set(turn, { place, report, marks: [...marks, ...decided] });
}

/** Every month of the contracts of a case, oldest first; undefined for whom it does not exist. */
export async function monthsFor(
  { database, keyring }: Pick<CheckingDeps, "database" | "keyring">,
  ctx: Ctx,
  caseId: string,
  action: Action,
): Promise<{ readonly held: Held; readonly months: readonly Checked[] } | undefined> {
  const { turn } = ctx;
  const held = await caseForMember({ database, keyring }, ctx, caseId, action);
  if (!held) return undefined;
  const contracts = (await contractsOfCase(database.prisma, held.case)).toReversed();
  const months = await Promise.all(contracts.map((contract, number) => monthsOf(contract, number)));
  return { held, months: months.flat() };

  async function monthsOf(contract: Contract, number: number): Promise<Checked[]> {
    const program = programByCode(contract.programme);
    if (!held || !program) return [];
    const [stored, kept] = await Promise.all([
      reportsOfContract(database.prisma, held.case, contract.id),
      readPayments(database.prisma, held.case, contract.id),
    ]);
    const today = dayIn(program.timeZone, turn.now);
    const foreseen = coming.get(turn);
    const mine = foreseen?.report.contractId === contract.id ? foreseen : undefined;
    const reports = mine
      ? [...stored.filter(({ month }) => month !== mine.report.month), mine.report]
      : stored;
    const marks = mine?.marks ?? kept;
    return reportMonths(program, contract, reports, today).map((one) => {
      const items = paymentsAfter(program, contract, one.month);
      const before = reports.findLast(
        ({ month, state }) => month < one.month && (state === "filed" || state === "accepted"),
      );
      return {
        ...{ ...one, held, contract, program, today, before, items, marks },
        place: `${number}.${one.month}`,
        undecided: undecidedOf(items, marks),
        called: one.report?.content.calledMissing ?? false,
      };
    });
  }
}

/** One of them. */
export async function checkedFor(
  deps: Pick<CheckingDeps, "database" | "keyring">,
  ctx: Ctx,
  { caseId, place }: { readonly caseId: string; readonly place: string },
  action: Action,
): Promise<Checked | undefined> {
  const found = await monthsFor(deps, ctx, caseId, action);
  return found?.months.find((one) => one.place === place);
}
