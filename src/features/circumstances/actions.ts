import type { Transaction } from "../../platform/postgres/database.ts";
import type { OpenTurn } from "../../platform/telegram/turn.ts";
import { addDays } from "../../programs/dates.ts";
import { addEvent, type Case, type EventKind } from "../cases/index.ts";
import { type Contract, type ContractChange, saveContract } from "../contract/index.ts";
import { extendedTo } from "../contract/rules/index.ts";
import { notifyPerson, notifyStaff } from "../notifications/index.ts";
import { type CircumstanceDeps, foreseeCircumstance, type Known } from "./reach.ts";
import type { Body, Circumstance } from "./record.ts";
import { type Act, afterAct, stateOf, withoutEnd } from "./rules/acts.ts";
import { groundOf, openSteps, stepsOf } from "./rules/steps.ts";
import { writeCircumstance } from "./store.ts";
import { morningOf } from "./wording.ts";

type Deps = Pick<CircumstanceDeps, "queue">;

interface Keeping {
  readonly kind: EventKind;
  readonly details?: Readonly<Record<string, string | number | null>>;
  /** A member; null: the person. */
  readonly staffId: string | null;
  readonly change?: ContractChange;
  readonly more?: (tx: Transaction) => Promise<void>;
}

/** Writes one as it is to be, with its place on the timeline and what it makes of the contract. */
export function keep(
  turn: OpenTurn,
  { case: of, contract, program }: Known,
  one: Circumstance,
  { kind, details = {}, staffId, change, more }: Keeping,
): void {
  const after: Contract = change ? { ...contract, ...change } : contract;
  foreseeCircumstance(turn, after, one);
  turn.write(async (tx) => {
    if (change) await saveContract(tx, of, contract, change);
    await writeCircumstance(tx, of, one, stateOf(program, after, one), turn.now);
    await addEvent(tx, of, { at: turn.now, staffId, kind, details });
    await more?.(tx);
  });
}

/** Days before the last one on which the person is reminded to hand in what they told of. */
const REMINDED_BEFORE = [3, 0] as const;

/** The person told of something: the curator hears of it, the person of the last day. */
export function tell({ queue }: Deps, turn: OpenTurn, known: Known, one: Circumstance): void {
  const { case: of, contract, program } = known;
  const details = { circumstance: one.kind };
  const now = turn.now;
  keep(turn, known, one, {
    ...{ kind: "circumstance_told", details, staffId: null },
    async more(tx) {
      await notifyStaff(tx, queue, {
        ...{ kind: "circumstance_told", caseId: of.id, to: keeperOf(of), about: one.id, now },
      });
      const [first] = openSteps(stepsOf(program, contract, one));
      if (!of.personId || first?.owner !== "recipient") return;
      for (const before of REMINDED_BEFORE) {
        const at = morningOf(addDays(first.dueOn, -before), program.timeZone);
        if (at <= now) continue;
        await notifyPerson(tx, queue, {
          ...{ kind: "circumstance_due", caseId: of.id, person: of.personId, about: one.id },
          ...{ now, at, once: String(before) },
        });
      }
    },
  });
}

/** More of one that was told: papers, incomes, words. The curator is not told of each. */
export function addTo(
  turn: OpenTurn,
  known: Known,
  one: Circumstance,
  body: Partial<Body>,
  { kind, details, more }: Pick<Keeping, "kind" | "details" | "more">,
): Circumstance {
  const after = { ...one, body: { ...one.body, ...body } };
  keep(turn, known, after, { kind, details, staffId: null, ...(more ? { more } : {}) });
  return after;
}

/** What the curator writes down; an addendum extends the contract, a decision ends it. */
export function record(
  { queue }: Deps,
  turn: OpenTurn,
  known: Known,
  one: Circumstance,
  {
    act,
    day,
    until = null,
    staffId,
  }: { readonly act: Act; readonly day: string; readonly until?: string | null; staffId: string },
): void {
  const { case: of, contract, program } = known;
  const after = { ...one, body: afterAct(one, act, day, until) };
  const change = changeBy(contract, act, day, until);
  // Where the law sends no notice (п. 35(11)), nobody is there to read one.
  const told = act === "end" && groundOf(program, contract, one.body.what)?.notice;
  const decided = act === "approve" || act === "refuse" || told;
  keep(turn, known, after, {
    ...{ kind: "circumstance_step", staffId, details: { act, day } },
    ...(change ? { change } : {}),
    async more(tx) {
      const by = { at: turn.now, staffId };
      if (act === "end")
        await addEvent(tx, of, { ...by, kind: "contract_ended", details: { day } });
      if (until) {
        await addEvent(tx, of, { ...by, kind: "contract_extended", details: { day: until } });
      }
      if (!of.personId || !decided) return;
      await notifyPerson(tx, queue, {
        ...{ kind: "circumstance_decided", caseId: of.id, person: of.personId, about: one.id },
        now: turn.now,
      });
    },
  });
}

function changeBy(
  contract: Contract,
  act: Act,
  day: string,
  until: string | null,
): ContractChange | undefined {
  if (act === "signed" && until) return extendedTo(contract, until);
  // What is over already is not ended anew.
  return act === "end" && day < contract.endsOn && contract.endedOn === null
    ? { endedOn: day }
    : undefined;
}

/** Both sides agreed to end the contract on a day. */
export function endByAgreement(
  { queue }: Deps,
  turn: OpenTurn,
  known: Known,
  one: Circumstance,
  staffId: string,
): void {
  const { case: of } = known;
  const day = one.happenedOn;
  keep(turn, known, one, {
    ...{ kind: "contract_ended", details: { day }, staffId, change: { endedOn: day } },
    more: tellOfEnd(queue, turn, of, one),
  });
}

/** The person hears of an end, and of one that was a slip. */
function tellOfEnd(queue: Deps["queue"], turn: OpenTurn, of: Case, one: Circumstance) {
  return async (tx: Transaction): Promise<void> => {
    if (!of.personId) return;
    await notifyPerson(tx, queue, {
      ...{ kind: "circumstance_decided", caseId: of.id, person: of.personId },
      ...{ about: one.id, now: turn.now },
    });
  };
}

/** An end was written down by mistake: the contract goes on as if it had not been. */
export function takeBackEnd(
  { queue }: Deps,
  turn: OpenTurn,
  known: Known,
  one: Circumstance,
  staffId: string,
): void {
  const { case: of, today } = known;
  const after = { ...one, body: withoutEnd(one, today) };
  keep(turn, known, after, {
    ...{ kind: "contract_end_taken_back", staffId, change: { endedOn: null } },
    more: tellOfEnd(queue, turn, of, one),
  });
}

function keeperOf({ curatorId, institutionId }: Case) {
  return curatorId ? { member: curatorId } : { specialistsOf: institutionId };
}
