import { createHash, randomBytes } from "node:crypto";
import type { Transaction } from "../../platform/postgres/database.ts";
import type { Role } from "./access.ts";
import type { Institution } from "./institution.ts";
import { institutionFrom } from "./institution-store.ts";
import { INVITE_HOURS, isOpen } from "./rules.ts";
import type { Reading } from "./store.ts";

/** An invitation that still makes somebody a member. */
export interface Invite {
  readonly id: string;
  readonly role: Role;
  readonly institution: Institution;
  readonly expiresAt: Date;
}

/** What a deep link to an invitation begins with: `/start inv_<token>`. */
export const INVITE_PREFIX = "inv";

const TOKEN_BYTES = 16;
const TOKEN = /^[\w-]{22}$/;
const HOUR_MS = 3_600_000;

/** 128 random bits; whoever has them becomes a member, so they are in the link only. */
export function makeToken(): string {
  return randomBytes(TOKEN_BYTES).toString("base64url");
}

/** @param bot the bot's name without "@" */
export function inviteLink(bot: string, token: string): string {
  return `https://t.me/${bot}?start=${INVITE_PREFIX}_${token}`;
}

export interface NewInvite {
  readonly id: string;
  readonly token: string;
  readonly role: Role;
  readonly institutionId: string;
  readonly now: Date;
}

/** @returns when it ends */
export async function writeInvite(tx: Transaction, invite: NewInvite): Promise<Date> {
  const { id, role, institutionId, now } = invite;
  const expiresAt = new Date(now.getTime() + INVITE_HOURS * HOUR_MS);
  const tokenHash = hashOf(invite.token);
  await tx.staffInvite.create({
    data: { id, tokenHash, institutionId, role, createdAt: now, expiresAt },
  });
  return expiresAt;
}

/** The open invitation of a token from a link, which may be made up. */
export async function inviteByToken(
  prisma: Reading,
  token: string,
  now: Date,
): Promise<Invite | undefined> {
  return TOKEN.test(token) ? openInvite(prisma, { tokenHash: hashOf(token) }, now) : undefined;
}

export function inviteById(prisma: Reading, id: string, now: Date): Promise<Invite | undefined> {
  return openInvite(prisma, { id }, now);
}

/** Those of an institution that wait for somebody, or of all institutions. */
export async function openInvites(
  prisma: Reading,
  now: Date,
  institutionId?: string,
): Promise<Invite[]> {
  const rows = await prisma.staffInvite.findMany({
    where: { usedAt: null, expiresAt: { gt: now }, institutionId, institution: { closedAt: null } },
    include: { institution: true },
    orderBy: [{ createdAt: "asc" }, { id: "asc" }],
  });
  return rows.map(inviteFrom);
}

/** Takes an invitation for one person. @returns false when it is not open any more */
export async function useInvite(
  tx: Transaction,
  id: string,
  personId: string,
  now: Date,
): Promise<boolean> {
  const { count } = await tx.staffInvite.updateMany({
    where: { id, usedAt: null, expiresAt: { gt: now } },
    data: { usedAt: now, usedBy: personId },
  });
  return count === 1;
}

/** Takes an unused invitation back: its link is from now on like one that never was. */
export async function removeInvite(tx: Transaction, id: string): Promise<boolean> {
  const { count } = await tx.staffInvite.deleteMany({ where: { id, usedAt: null } });
  return count === 1;
}

async function openInvite(
  prisma: Reading,
  where: { id: string } | { tokenHash: Uint8Array<ArrayBuffer> },
  now: Date,
): Promise<Invite | undefined> {
  const row = await prisma.staffInvite.findUnique({ where, include: { institution: true } });
  if (!row) return undefined;
  const facts = { ...row, institutionClosedAt: row.institution.closedAt };
  return isOpen(facts, now) ? inviteFrom(row) : undefined;
}

type Row = Parameters<typeof institutionFrom>[0];

function inviteFrom(row: { id: string; role: string; expiresAt: Date; institution: Row }): Invite {
  const { id, expiresAt } = row;
  return { id, expiresAt, role: row.role as Role, institution: institutionFrom(row.institution) };
}

function hashOf(token: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(createHash("sha256").update(token).digest());
}
