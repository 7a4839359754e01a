import type { Person } from "../../platform/conversation/conversation.ts";
import type { Keyring, PersonKey } from "../../platform/crypto/keyring.ts";
import type { Database, Transaction } from "../../platform/postgres/database.ts";
import type { Prisma } from "../../platform/postgres/generated/client.ts";
import type { Role } from "./access.ts";
import type { Institution } from "./institution.ts";
import { institutionFrom } from "./institution-store.ts";

/** Prisma itself or a transaction. */
export type Reading = Pick<Database["prisma"], "institution" | "staffMember" | "staffInvite">;

/** Someone who works for an institution, in one role. */
export interface Member {
  readonly id: string;
  readonly personId: string;
  readonly institutionId: string;
  readonly role: Role;
  /** The name that the people they help see. */
  readonly name: string;
  readonly institution: Institution;
}

const NAME_FIELD = "StaffMember.name";

const ACTIVE = { revokedAt: null, institution: { closedAt: null } };
const OLDEST_FIRST = [
  { createdAt: "asc" },
  { id: "asc" },
] satisfies Prisma.StaffMemberOrderByWithRelationInput[];

/** What a person may act as now: nothing revoked, no closed institution; the oldest first. */
export async function membersOf(prisma: Reading, person: Person): Promise<Member[]> {
  const rows = await prisma.staffMember.findMany({
    where: { personId: person.id, ...ACTIVE },
    include: { institution: true },
    orderBy: OLDEST_FIRST,
  });
  return rows.map((row) => memberFrom(row, person.key));
}

/** Everybody who works for an institution now. */
export async function membersAt(
  prisma: Reading,
  keyring: Keyring,
  institutionId: string,
): Promise<Member[]> {
  const rows = await prisma.staffMember.findMany({
    where: { institutionId, ...ACTIVE },
    include: { institution: true, person: true },
    orderBy: OLDEST_FIRST,
  });
  return rows.flatMap((row) => withKey(row, keyring));
}

/** A member who works now; undefined when revoked, unknown, or gone with their own data. */
export async function memberById(
  prisma: Reading,
  keyring: Keyring,
  id: string,
): Promise<Member | undefined> {
  const row = await prisma.staffMember.findFirst({
    where: { id, ...ACTIVE },
    include: { institution: true, person: true },
  });
  return row ? withKey(row, keyring)[0] : undefined;
}

/** The names of members by id, of former ones too: for timelines. Who erased their data is absent. */
export async function namesOfMembers(
  prisma: Reading,
  keyring: Keyring,
  ids: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const rows = await prisma.staffMember.findMany({
    where: { id: { in: [...ids] } },
    include: { institution: true, person: true },
  });
  return new Map(rows.flatMap((row) => withKey(row, keyring)).map(({ id, name }) => [id, name]));
}

/** Everybody who works anywhere now, by institution. */
export async function allMembers(prisma: Reading, keyring: Keyring): Promise<Member[]> {
  const rows = await prisma.staffMember.findMany({
    where: ACTIVE,
    include: { institution: true, person: true },
    orderBy: [{ institution: { name: "asc" } }, ...OLDEST_FIRST],
  });
  return rows.flatMap((row) => withKey(row, keyring));
}

/** The memberships of a person that have not ended. */
export async function membershipIds(tx: Transaction, personId: string): Promise<string[]> {
  const rows = await tx.staffMember.findMany({ where: { personId, revokedAt: null } });
  return rows.map(({ id }) => id);
}

/** Whether the bot cannot speak to a member now, who still works: they stopped it, or left Telegram. */
export async function isLost(prisma: Reading, id: string | null): Promise<boolean> {
  if (id === null) return false;
  const where = { id, ...ACTIVE, person: { unreachableAt: { not: null } } };
  return (await prisma.staffMember.count({ where })) > 0;
}

/** Who reads what the person of a case writes while its curator is lost. */
export type Instead = "colleagues" | "nobody";

/** @returns undefined while the curator reads, or nobody has the case yet */
export async function readsInstead(
  prisma: Reading,
  {
    curatorId,
    institutionId,
  }: { readonly curatorId: string | null; readonly institutionId: string },
): Promise<Instead | undefined> {
  if (!(await isLost(prisma, curatorId))) return undefined;
  const colleague = {
    institutionId,
    role: "specialist",
    ...ACTIVE,
    person: { unreachableAt: null },
  };
  return (await prisma.staffMember.count({ where: colleague })) > 0 ? "colleagues" : "nobody";
}

/** Whether a person works anywhere, or did. */
export async function isEverMember(tx: Transaction, personId: string): Promise<boolean> {
  return (await tx.staffMember.count({ where: { personId } })) > 0;
}

/** The person of a membership, an ended one too. */
export async function personOfMember(tx: Transaction, id: string): Promise<string | undefined> {
  return (await tx.staffMember.findUnique({ where: { id } }))?.personId;
}

/** What a person works as now, at any institution. */
export async function rolesOf(tx: Transaction, personId: string): Promise<Role[]> {
  const rows = await tx.staffMember.findMany({
    where: { personId, ...ACTIVE },
    distinct: ["role"],
    orderBy: OLDEST_FIRST,
  });
  return rows.map(({ role }) => role as Role);
}

export interface NewMember {
  readonly id: string;
  readonly institutionId: string;
  readonly role: Role;
  readonly name: string;
  readonly now: Date;
}

/** Someone who has this role at this institution already keeps their membership, under the new name. */
export async function writeMember(
  tx: Transaction,
  person: Pick<Person, "id" | "key">,
  { institutionId, role, name, now, ...fresh }: NewMember,
): Promise<void> {
  const personId = person.id;
  const known = await tx.staffMember.findFirst({
    where: { personId, institutionId, role, revokedAt: null },
  });
  const id = known?.id ?? fresh.id;
  const sealed = sealName(person.key, id, name);
  await tx.staffMember.upsert({
    where: { id },
    create: { id, personId, institutionId, role, name: sealed, createdAt: now },
    update: { name: sealed },
  });
}

/** The name as a member's row keeps it: sealed with the person's own key. */
export function sealName(key: PersonKey, memberId: string, name: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(key.seal(NAME_FIELD, memberId, name));
}

/** @returns false when it had ended before */
export async function endMembership(tx: Transaction, id: string, at: Date): Promise<boolean> {
  const { count } = await tx.staffMember.updateMany({
    where: { id, revokedAt: null },
    data: { revokedAt: at },
  });
  return count === 1;
}

/** Notes what an administrator did; the command line acts for nobody in particular. */
export async function writeJournal(
  tx: Transaction,
  staffId: string | undefined,
  action: string,
  at: Date,
): Promise<void> {
  if (staffId) await tx.journalEntry.create({ data: { at, staffId, action } });
}

type Row = Prisma.StaffMemberGetPayload<{ include: { institution: true } }>;
type RowWithPerson = Prisma.StaffMemberGetPayload<{ include: { institution: true; person: true } }>;

function withKey(row: RowWithPerson, keyring: Keyring): Member[] {
  const { wrappedKey } = row.person;
  return wrappedKey ? [memberFrom(row, keyring.unwrap(wrappedKey, row.personId))] : [];
}

function memberFrom(row: Row, key: PersonKey): Member {
  return {
    id: row.id,
    personId: row.personId,
    institutionId: row.institutionId,
    role: row.role as Role,
    name: key.open(NAME_FIELD, row.id, row.name),
    institution: institutionFrom(row.institution),
  };
}

/** Whether anybody works there now, in this role if one is given. */
export async function isStaffed(
  prisma: Pick<Reading, "staffMember">,
  institutionId: string,
  role?: Role,
): Promise<boolean> {
  const where = { institutionId, ...ACTIVE, ...(role ? { role } : {}) };
  return (await prisma.staffMember.count({ where })) > 0;
}
