import { randomUUID } from "node:crypto";
import { Overtaken } from "../../platform/conversation/conversation.ts";
import type { Keyring, PersonKey } from "../../platform/crypto/keyring.ts";
import { each } from "../../platform/each.ts";
import type { Database, Transaction } from "../../platform/postgres/database.ts";
import type { Prisma } from "../../platform/postgres/generated/client.ts";
import type { CaseStatus } from "../staff/access.ts";
import { type CaseRecord, EMPTY_RECORD } from "./record.ts";
import {
  appliedToken,
  contractToken,
  phoneToken,
  releaseToken,
  searchTokens,
  townToken,
} from "./tokens.ts";

/** Prisma itself or a transaction. */
export type Reading = Pick<
  Database["prisma"],
  "case" | "caseEvent" | "caseCode" | "transfer" | "person"
>;

/** What the person's side can ask for, so that somebody of the staff has to do something. */
export type Asked = "move_asked" | "cannot_get_paper";

/** A case whose key still exists. */
export interface Case {
  readonly id: string;
  readonly institutionId: string;
  /** A member's id; null until a specialist takes it. */
  readonly curatorId: string | null;
  /** The person in the chat; null before they opened the invitation. */
  readonly personId: string | null;
  readonly status: CaseStatus;
  /** Of what was read: a change names it, so that nobody changes what they have not seen. */
  readonly version: number;
  readonly record: CaseRecord;
  /** What the person's side waits for from the staff. */
  readonly asks: Asked | null;
  /** Since when the person's messages wait for an answer. */
  readonly unansweredSince: Date | null;
  /** Codes of the steps of the route card that are done. */
  readonly ticks: readonly string[];
  readonly createdAt: Date;
  readonly closedAt: Date | null;
  /** The case's own key. */
  readonly key: PersonKey;
}

const RECORD_FIELD = "Case.record";

/** The columns that make a `Case`. */
export type CaseRow = Pick<
  Prisma.CaseGetPayload<object>,
  | "id"
  | "institutionId"
  | "curatorId"
  | "personId"
  | "status"
  | "wrappedKey"
  | "record"
  | "version"
  | "asks"
  | "unansweredSince"
  | "routeTicks"
  | "createdAt"
  | "closedAt"
>;

/** A row as a case; undefined when its key was destroyed with the consent. */
export function openCase(keyring: Keyring, row: CaseRow): Case | undefined {
  if (!row.wrappedKey) return undefined;
  const key = keyring.unwrap(row.wrappedKey, row.id);
  return {
    id: row.id,
    institutionId: row.institutionId,
    curatorId: row.curatorId,
    personId: row.personId,
    status: row.status as CaseStatus,
    version: row.version,
    record: recordOf(key, row),
    asks: row.asks as Asked | null,
    unansweredSince: row.unansweredSince,
    ticks: row.routeTicks,
    createdAt: row.createdAt,
    closedAt: row.closedAt,
    key,
  };
}

/** The record alone, for those who read many rows. */
export function openRecord(
  keyring: Keyring,
  row: Pick<CaseRow, "id" | "wrappedKey" | "record">,
): CaseRecord | undefined {
  return row.wrappedKey ? recordOf(keyring.unwrap(row.wrappedKey, row.id), row) : undefined;
}

function recordOf(key: PersonKey, { id, record }: Pick<CaseRow, "id" | "record">): CaseRecord {
  const known = JSON.parse(key.open(RECORD_FIELD, id, record)) as Partial<CaseRecord>;
  return { ...EMPTY_RECORD, ...known };
}

/** Reads a case without asking who wants it: see `caseForMember` for what a member may see. */
export async function readCase(
  prisma: Pick<Reading, "case">,
  keyring: Keyring,
  caseId: string,
): Promise<Case | undefined> {
  const row = await prisma.case.findUnique({ where: { id: caseId } });
  return row ? openCase(keyring, row) : undefined;
}

/** The case of a person; closed ones too. */
export async function caseOfPerson(
  prisma: Pick<Reading, "case">,
  keyring: Keyring,
  personId: string,
): Promise<Case | undefined> {
  const row = await prisma.case.findUnique({ where: { personId } });
  return row ? openCase(keyring, row) : undefined;
}

/** What can be changed of a case. */
export type CaseChange = Partial<
  Pick<
    Case,
    "institutionId" | "curatorId" | "personId" | "status" | "record" | "closedAt" | "createdAt"
  >
>;

export type NewCase = Pick<
  Case,
  "id" | "institutionId" | "curatorId" | "personId" | "status" | "record" | "createdAt"
>;

const FRESH = { version: 1, asks: null, unansweredSince: null, ticks: [], closedAt: null } as const;

/** A case with a key of its own, and how to write it. */
export function newCase(keyring: Keyring, wanted: Omit<NewCase, "id">) {
  const id = randomUUID();
  const { key, wrapped } = keyring.issue(id);
  const { record, ...columns } = wanted;
  return {
    opened: { ...wanted, ...FRESH, id, key } satisfies Case,
    async create(tx: Transaction): Promise<void> {
      const wrappedKey = Uint8Array.from(wrapped);
      await tx.case.create({
        data: { ...columns, id, wrappedKey, ...sealed(keyring, { id, record }, key) },
      });
    },
  };
}

/**
 * Writes a change to the case as it was read.
 * @throws Overtaken when somebody changed it since
 */
export async function saveCase(
  tx: Transaction,
  keyring: Keyring,
  before: Case,
  change: CaseChange,
): Promise<Case> {
  const { record, ...columns } = change;
  const { count } = await tx.case.updateMany({
    where: { id: before.id, version: before.version },
    data: {
      ...columns,
      ...(record ? sealed(keyring, { id: before.id, record }, before.key) : {}),
      version: { increment: 1 },
    },
  });
  if (count === 0) throw new Overtaken();
  return { ...before, ...change, version: before.version + 1 };
}

/** The sealed record, and the keyed hashes that it is found by. */
function sealed(keyring: Keyring, { id, record }: Pick<Case, "id" | "record">, key: PersonKey) {
  return {
    record: Uint8Array.from(key.seal(RECORD_FIELD, id, JSON.stringify(record))),
    ...tokensOf(keyring, record),
  };
}

/** Grows when a release makes other hashes of a record. */
const TOKENS_VERSION = 3;

function tokensOf(keyring: Keyring, record: CaseRecord) {
  const { name, relativePhone, releaseDate, town, appliedOn, contractOn } = record;
  const phones = relativePhone === null ? [] : [relativePhone];
  return {
    nameTokens: searchTokens(keyring, { name: name ?? "", phones }),
    phoneToken: relativePhone === null ? null : phoneToken(keyring, relativePhone),
    releaseToken: releaseDate === null ? null : releaseToken(keyring, releaseDate),
    townToken: town === null ? null : townToken(keyring, town),
    appliedToken: appliedOn === null ? null : appliedToken(keyring, appliedOn),
    contractToken: contractOn === null ? null : contractToken(keyring, contractOn),
    tokensVersion: TOKENS_VERSION,
  };
}

/**
 * Makes the hashes of cases anew that an older release wrote. A case that is changed meanwhile gets them
 * with its change.
 * @returns how many were looked at; 0: there are none
 */
export async function renewTokens(
  { prisma }: Database,
  keyring: Keyring,
  most: number,
): Promise<number> {
  const rows = await prisma.case.findMany({
    where: { tokensVersion: { lt: TOKENS_VERSION }, wrappedKey: { not: null } },
    select: { id: true, wrappedKey: true, record: true, version: true, updatedAt: true },
    take: most,
  });
  await each(rows, async (row) => {
    const { id, version, updatedAt } = row;
    const record = openRecord(keyring, row);
    if (!record) return;
    // Nothing of the case itself changes, nor the moment of its last change.
    const data = { ...tokensOf(keyring, record), updatedAt };
    await prisma.case.updateMany({ where: { id, version }, data });
  });
  return rows.length;
}

/**
 * Consent was withdrawn: the key of the person's case goes, and with it all that was sealed. The row
 * stays, closed, and names nobody.
 * @returns the ids that are left to tell somebody with; undefined when there was no case
 */
export async function destroyCase(
  tx: Transaction,
  personId: string,
  at: Date,
): Promise<Pick<CaseRow, "id" | "institutionId" | "curatorId"> | undefined> {
  const row = await tx.case.findUnique({ where: { personId } });
  if (!row) return undefined;
  await forgetSealed(tx, row.id);
  await tx.case.update({
    where: { id: row.id },
    data: { status: "closed", closedAt: at, personId: null, version: { increment: 1 } },
  });
  return row;
}

/** Nothing sealed with the case's key can be read afterwards, and nothing finds the case any more. */
export async function forgetSealed(tx: Transaction, caseId: string): Promise<void> {
  await tx.case.update({
    where: { id: caseId },
    data: {
      wrappedKey: null,
      record: new Uint8Array(),
      nameTokens: [],
      phoneToken: null,
      releaseToken: null,
      townToken: null,
      appliedToken: null,
      contractToken: null,
      asks: null,
      unansweredSince: null,
      routeTicks: [],
    },
  });
  await tx.caseEvent.updateMany({ where: { caseId }, data: { details: null } });
  await tx.transfer.updateMany({ where: { caseId }, data: { reason: null } });
  await tx.transfer.updateMany({
    where: { caseId, status: "asked" },
    data: { status: "withdrawn" },
  });
  await tx.message.deleteMany({ where: { caseId } });
  await tx.caseCode.deleteMany({ where: { caseId } });
}
