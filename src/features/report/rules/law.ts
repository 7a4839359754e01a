import type { Program } from "../../../programs/index.ts";
import { type Contract, clockDue, lawOf } from "../../contract/rules/index.ts";

/** What the rules say of a report that does not come. */
export interface LateLaw {
  /** A valid reason is told within so many days. */
  readonly validReason: { readonly clause: string; readonly days: number };
  /** The contract may be ended for it; whether a valid reason takes that away. */
  readonly ending: { readonly clause: string; readonly excused: boolean };
}

/** @throws Error when the edition of the contract says nothing of it */
export function lateLaw(
  program: Program,
  contract: Pick<Contract, "startsOn" | "measure">,
): LateLaw {
  const edition = lawOf(program, contract)?.edition.contract;
  const ground = edition?.endings.list.find(({ code }) => code === "no_report");
  const told = clockDue(program, contract, "change_request", contract.startsOn);
  if (!edition || !ground || !told) throw new Error("The edition says nothing of a late report");
  return {
    validReason: { clause: edition.validReasons.clause, days: told.length },
    ending: { clause: ground.clause, excused: ground.validReasonExcuses },
  };
}
