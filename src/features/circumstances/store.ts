import { createHash, randomUUID } from "node:crypto";
import { Overtaken } from "../../platform/conversation/conversation.ts";
import type { Transaction } from "../../platform/postgres/database.ts";
import { dateOf, dayOf } from "../../platform/postgres/days.ts";
import type { Prisma } from "../../platform/postgres/generated/client.ts";
import { programByCode } from "../../programs/index.ts";
import type { Case } from "../cases/index.ts";
import type { Contract } from "../contract/index.ts";
import { moveNotifications } from "../notifications/index.ts";
import { type Body, type Circumstance, EMPTY_BODY, type Kind } from "./record.ts";
import { aidStopOf, type State } from "./rules/acts.ts";
import { coversMonth } from "./rules/steps.ts";

/** Prisma itself or a transaction. */
type Reading = Pick<Transaction, "circumstance">;
/** What is needed of a case: what is kept of its contract is sealed with its key. */
type Sealing = Pick<Case, "id" | "key">;
type Row = Prisma.CircumstanceGetPayload<object>;

const FIELD = "Circumstance.body";

/** Of these a contract has one each. */
const SINGLE: ReadonlySet<Kind> = new Set(["conclusion", "effectiveness", "monitoring"]);

/** A circumstance that is not written yet; version 0. */
export function newCircumstance(
  { id: contractId }: Pick<Contract, "id">,
  wanted: Pick<Circumstance, "kind" | "happenedOn"> & { readonly body?: Partial<Body> },
): Circumstance {
  const { kind, happenedOn, body } = wanted;
  const id = SINGLE.has(kind) ? idFor(contractId, kind) : randomUUID();
  return { id, contractId, kind, happenedOn, body: { ...EMPTY_BODY, ...body }, version: 0 };
}

/** Everything of a contract, in the order in which it came. */
export async function circumstancesOf(
  prisma: Reading,
  of: Sealing,
  contractId: string,
): Promise<Circumstance[]> {
  const rows = await prisma.circumstance.findMany({
    where: { contractId },
    orderBy: [{ createdAt: "asc" }, { id: "asc" }],
  });
  return rows.map((row) => openCircumstance(of, row));
}

/** Whether a valid reason was agreed to for a month, "YYYY-MM" (п. 34). */
export async function hasValidReason(
  prisma: Reading,
  of: Sealing,
  contractId: string,
  month: string,
): Promise<boolean> {
  return (await circumstancesOf(prisma, of, contractId)).some((one) => coversMonth(one, month));
}

/** From when aid stops by an early end of the contract (п. 37); null: see `aidStopOf`. */
export async function aidStop(
  prisma: Reading,
  of: Sealing,
  contract: Contract,
): Promise<ReturnType<typeof aidStopOf>> {
  const program = programByCode(contract.programme);
  const list = contract.endedOn === null ? [] : await circumstancesOf(prisma, of, contract.id);
  return program ? aidStopOf(program, contract, list) : null;
}

/**
 * Writes it as it is to be; version 0 is a new one.
 * @throws Overtaken when somebody changed it since
 */
export async function writeCircumstance(
  tx: Transaction,
  of: Sealing,
  { id, contractId, kind, happenedOn, body, version }: Circumstance,
  state: State,
  now: Date,
): Promise<void> {
  const sealed = seal(of, id, body);
  const { count } =
    version === 0
      ? await tx.circumstance.createMany({
          data: [
            {
              ...{ id, contractId, kind, state, body: sealed, createdAt: now },
              happenedOn: dateOf(happenedOn),
            },
          ],
          skipDuplicates: true,
        })
      : await tx.circumstance.updateMany({
          where: { id, contractId, version },
          data: { state, body: sealed, version: { increment: 1 } },
        });
  if (count === 0) throw new Overtaken();
}

export function openCircumstance({ key }: Pick<Sealing, "key">, row: Row): Circumstance {
  const { id, contractId, kind, happenedOn, version } = row;
  const known = JSON.parse(key.open(FIELD, id, row.body)) as Partial<Body>;
  return {
    ...{ id, contractId, version, kind: kind as Kind },
    happenedOn: dayOf(happenedOn),
    body: { ...EMPTY_BODY, ...known },
  };
}

/** Two cases of one person become one. Before the contracts go over: rows are found by them. */
export async function adoptCircumstances(
  tx: Transaction,
  from: Sealing,
  to: Sealing,
): Promise<void> {
  const rows = await tx.circumstance.findMany({ where: { contract: { caseId: from.id } } });
  for (const row of rows) {
    const { body } = openCircumstance(from, row);
    await tx.circumstance.update({ where: { id: row.id }, data: { body: seal(to, row.id, body) } });
  }
  const ids = rows.map(({ id }) => id);
  await moveNotifications(tx, ids, to.id);
}

function seal({ key }: Pick<Sealing, "key">, id: string, body: Body): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(key.seal(FIELD, id, JSON.stringify(body)));
}

/** The same id for whoever is first: a second row of the kind cannot come to be. */
function idFor(contractId: string, kind: Kind): string {
  const hex = createHash("sha256").update(`${contractId}/${kind}`).digest("hex");
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `5${hex.slice(13, 16)}`,
    `8${hex.slice(17, 20)}`,
    hex.slice(20, 32),
  ].join("-");
}
