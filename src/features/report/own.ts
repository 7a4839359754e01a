import type { Ctx, OpenTurn } from "../../platform/telegram/turn.ts";
import { type Program, programByCode } from "../../programs/index.ts";
import { type Case, caseOfPerson } from "../cases/index.ts";
import { type Contract, contractsOfCase } from "../contract/index.ts";
import type { ReportDeps } from "./links.ts";
import { type ReportMonth, reportMonths } from "./rules/months.ts";
import { dayIn } from "./rules/reminders.ts";
import { reportsOfContract } from "./store.ts";

/** The contract on which the person who speaks reports now, with the rules that hold for it. */
export interface Own {
  readonly case: Case;
  readonly contract: Contract;
  readonly program: Program;
  /** "YYYY-MM-DD" where the institution is. */
  readonly today: string;
}

const owned = new WeakMap<OpenTurn, Promise<Own | undefined>>();

/** undefined for whoever has no case, a closed one, or no contract. */
export function ownOf(deps: ReportDeps, { turn }: Ctx): Promise<Own | undefined> {
  const found = owned.get(turn) ?? look(deps, turn);
  owned.set(turn, found);
  return found;
}

async function look(
  { database, keyring }: ReportDeps,
  { person, now }: OpenTurn,
): Promise<Own | undefined> {
  const found = person && (await caseOfPerson(database.prisma, keyring, person.id));
  if (!found || found.status === "closed") return undefined;
  const owns = (await contractsOfCase(database.prisma, found)).flatMap((contract): Own[] => {
    const program = programByCode(contract.programme);
    return program ? [{ case: found, contract, program, today: dayIn(program.timeZone, now) }] : [];
  });
  if (owns.length < 2) return owns[0];
  // A new contract may run while the last report of the one before is still awaited.
  const all = await Promise.all(
    owns
      .toReversed()
      .map(async (own) => ({ own, months: await monthsOf({ database, keyring }, own) })),
  );
  const first = (awaited: (month: ReportMonth, today: string) => boolean) =>
    all.find(({ own, months }) => months.some((month) => awaited(month, own.today)))?.own;
  return first(isInTime) ?? first(isLate) ?? owns[0];
}

const isInTime = ({ status: { code } }: ReportMonth) => code === "open" || code === "draft";

/** What came to nothing does not stand before a new contract for ever. */
const isLate = ({ status: { code }, days }: ReportMonth, today: string) =>
  code === "late" || (code === "returned" && today <= days.nextLastDay);

/** Every month of the person's contract, oldest first. */
export async function monthsOf({ database }: ReportDeps, own: Own): Promise<ReportMonth[]> {
  const reports = await reportsOfContract(database.prisma, own.case, own.contract.id);
  return reportMonths(own.program, own.contract, reports, own.today);
}
