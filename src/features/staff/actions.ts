import { randomUUID } from "node:crypto";
import { Overtaken, type Person } from "../../platform/conversation/conversation.ts";
import type { Transaction } from "../../platform/postgres/database.ts";
import type { OpenTurn } from "../../platform/telegram/turn.ts";
import type { Role } from "./access.ts";
import type { Institution, NewInstitution } from "./institution.ts";
import { type Changeable, rewriteFields, writeInstitution } from "./institution-store.ts";
import {
  type Invite,
  inviteLink,
  makeToken,
  removeInvite,
  useInvite,
  writeInvite,
} from "./invites.ts";
import {
  endMembership,
  membershipIds,
  type NewMember,
  writeJournal,
  writeMember,
} from "./store.ts";

/** The wording that members agree to; a new wording gets a new version. */
const STAFF_CONSENT_VERSION = "staff-1";

/** What other features do when a member leaves; same transaction. */
export type OnRevoke = (tx: Transaction, memberId: string, now: Date) => Promise<void>;

/** What else happens when somebody becomes a member; same transaction. */
export type OnJoin = (tx: Transaction, personId: string, now: Date) => Promise<void>;

/**
 * Makes whoever opened an invitation a member, and someone whose data is kept, if they were not yet: all
 * of it or nothing. If the invitation is gone by then, the turn is decided again.
 * @returns the id of the membership, unless they had the same one before
 */
export function acceptInvite(turn: OpenTurn, invite: Invite, name: string, onJoin: OnJoin): string {
  const { now } = turn;
  const id = randomUUID();
  if (!turn.person) {
    turn.enrolling = { locale: turn.locale, timeZone: invite.institution.timeZone };
  }
  turn.write(async (tx, person) => {
    if (!(await useInvite(tx, invite.id, person.id, now))) throw new Overtaken();
    const { role, institution } = invite;
    await enrolMember(tx, person, { id, role, institutionId: institution.id, name, now });
    await onJoin(tx, person.id, now);
  });
  return id;
}

/** Keeps that they agreed, and the membership. */
export async function enrolMember(
  tx: Transaction,
  person: Pick<Person, "id" | "key">,
  member: NewMember,
): Promise<void> {
  const { now: givenAt } = member;
  await tx.consent.create({
    data: { id: randomUUID(), personId: person.id, version: STAFF_CONSENT_VERSION, givenAt },
  });
  await writeMember(tx, person, member);
}

/** The administrator, or nobody when the command line acts. */
type By = string | undefined;

export interface Issued {
  readonly id: string;
  readonly link: string;
  /** Writes it; the link works from then on. */
  write(tx: Transaction): Promise<Date>;
}

/** A new invitation with the only copy of its link. */
export function issueInvite(
  wanted: { readonly role: Role; readonly institutionId: string; readonly bot: string },
  now: Date,
  by?: By,
): Issued {
  const id = randomUUID();
  const token = makeToken();
  const { role, institutionId, bot } = wanted;
  return {
    id,
    link: inviteLink(bot, token),
    async write(tx) {
      const ends = await writeInvite(tx, { id, token, role, institutionId, now });
      await writeJournal(tx, by, "staff_invited", now);
      return ends;
    },
  };
}

/** @returns the id of the new institution */
export async function addInstitution(
  tx: Transaction,
  institution: NewInstitution,
  now: Date,
  by?: By,
): Promise<string> {
  const id = randomUUID();
  await writeInstitution(tx, id, institution, now);
  await writeJournal(tx, by, "institution_added", now);
  return id;
}

/** Changes some of what is known of an institution. */
export async function changeInstitution(
  tx: Transaction,
  after: Institution,
  fields: readonly Changeable[],
  now: Date,
  by?: By,
): Promise<void> {
  await rewriteFields(tx, after, fields);
  await writeJournal(tx, by, "institution_changed", now);
}

export interface Leaving {
  readonly now: Date;
  readonly onRevoke: readonly OnRevoke[];
  readonly by?: By;
}

/** Ends a membership: the next press finds it gone. @returns false when it had ended before */
export async function revokeMember(
  tx: Transaction,
  memberId: string,
  { now, onRevoke, by }: Leaving,
): Promise<boolean> {
  if (!(await endMembership(tx, memberId, now))) return false;
  for (const hook of onRevoke) await hook(tx, memberId, now);
  await writeJournal(tx, by, "staff_revoked", now);
  return true;
}

/** Takes back a link that nobody has used. @returns false when there is no such */
export async function withdrawInvite(
  tx: Transaction,
  inviteId: string,
  now: Date,
  by?: By,
): Promise<boolean> {
  if (!(await removeInvite(tx, inviteId))) return false;
  await writeJournal(tx, by, "staff_invite_withdrawn", now);
  return true;
}

/** Someone takes back the consent that their data is kept: they are no member any more. */
export const eraseStaff =
  (onRevoke: readonly OnRevoke[]) =>
  async (tx: Transaction, personId: string, now: Date): Promise<void> => {
    for (const id of await membershipIds(tx, personId)) {
      await revokeMember(tx, id, { now, onRevoke });
    }
  };
