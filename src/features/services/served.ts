import type { Keyring } from "../../platform/crypto/keyring.ts";
import type { Transaction } from "../../platform/postgres/database.ts";
import { type Case, nameWords } from "../cases/index.ts";

/*
 * People are counted once by a pseudonym. It follows from the case that they were first served in, by a
 * keyed hash, and says nothing without the key. Other cases of the same person, at other institutions and
 * without an account, get the same one where the full name and the year of birth are equal. Two namesakes
 * born in one year are counted as one; a person whose name is written in part only, as another.
 */
const PERSON = "Service.person";
const IDENTITY = "ServedCase.identity";

/** Surname, name and patronymic: with less, too many people share a name and a year. */
const FULL_NAME = 3;

type Served = Pick<Case, "id" | "record">;

/** The pseudonym of the person of a case, given at their first service or merge. */
export async function pseudonymOf(
  tx: Transaction,
  keyring: Keyring,
  { id: caseId, record }: Served,
): Promise<bigint> {
  const identity = identityOf(keyring, record);
  const known = await tx.servedCase.findUnique({ where: { caseId } });
  if (known) {
    if (identity && !sameBytes(identity, known.identity)) {
      await tx.servedCase.update({ where: { caseId }, data: { identity } });
    }
    return known.person;
  }
  // Of two cases of one person that are served first at the same moment, the second waits for the first.
  const key = identity ?? keyring.blindIndex(PERSON, caseId);
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(${bigintOf(key)})`;
  const other = identity ? await tx.servedCase.findFirst({ where: { identity } }) : null;
  const person = other?.person ?? bigintOf(keyring.blindIndex(PERSON, caseId));
  await tx.servedCase.createMany({ data: [{ caseId, person, identity }], skipDuplicates: true });
  return person;
}

/**
 * Two cases of one person become one: so do their pseudonyms, and who was counted twice is counted once.
 * What the case that goes was found by stays, for there may be a third one that is served only later.
 */
export const adoptServices =
  (keyring: Keyring) =>
  async (tx: Transaction, from: Served, to: Served): Promise<void> => {
    const gone = await pseudonymOf(tx, keyring, from);
    const person = await pseudonymOf(tx, keyring, to);
    await tx.service.updateMany({ where: { caseId: from.id }, data: { caseId: to.id } });
    await tx.serviceHistory.updateMany({ where: { caseId: from.id }, data: { caseId: to.id } });
    if (gone === person) return;
    const others = await tx.servedCase.findMany({ where: { person: gone } });
    const caseId = { in: [to.id, ...others.map((one) => one.caseId)] };
    await tx.servedCase.updateMany({ where: { caseId }, data: { person } });
    await tx.service.updateMany({ where: { caseId }, data: { person } });
  };

/**
 * Consent was taken back: nothing leads from a name to the pseudonym any more, neither by the case nor by
 * those that became part of it. What was counted stays.
 */
export async function forgetServed(tx: Transaction, personId: string): Promise<void> {
  const of = await tx.case.findUnique({ where: { personId }, select: { id: true } });
  const own = of && (await tx.servedCase.findUnique({ where: { caseId: of.id } }));
  if (!own) return;
  const same = await tx.servedCase.findMany({ where: { person: own.person } });
  const others = await tx.case.findMany({
    where: { id: { in: same.map(({ caseId }) => caseId) }, wrappedKey: { not: null } },
    select: { id: true },
  });
  const kept = new Set(others.map(({ id }) => id));
  const forgotten = same.filter(({ caseId }) => caseId === own.caseId || !kept.has(caseId));
  await tx.servedCase.updateMany({
    where: { caseId: { in: forgotten.map(({ caseId }) => caseId) } },
    data: { identity: null },
  });
}

function identityOf(
  keyring: Keyring,
  { name, yearOfBirth }: Case["record"],
): Uint8Array<ArrayBuffer> | null {
  const words = nameWords(name ?? "");
  if (words.length < FULL_NAME || yearOfBirth === null) return null;
  return Uint8Array.from(
    keyring.blindIndex(IDENTITY, `${words.toSorted().join(" ")} ${yearOfBirth}`),
  );
}

function sameBytes(one: Uint8Array, other: Uint8Array | null): boolean {
  return other !== null && Buffer.compare(one, other) === 0;
}

function bigintOf(hash: Uint8Array): bigint {
  return Buffer.from(hash).readBigInt64BE();
}
