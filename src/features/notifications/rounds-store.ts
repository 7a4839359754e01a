import type { Database, Transaction } from "../../platform/postgres/database.ts";
import { BATCH_MINUTES } from "./rules.ts";

export function openInstitutions(
  prisma: Pick<Transaction, "institution">,
): Promise<{ id: string; timeZone: string }[]> {
  const where = { closedAt: null, staff: { some: { revokedAt: null } } };
  return prisma.institution.findMany({ where, select: { id: true, timeZone: true } });
}

export async function isBegun(
  prisma: Pick<Transaction, "morning">,
  institutionId: string,
  day: string,
): Promise<boolean> {
  return (await prisma.morning.count({ where: { institutionId, day: new Date(day) } })) > 0;
}

/** @returns false when this morning was begun before */
export async function markBegun(
  tx: Transaction,
  institutionId: string,
  day: string,
): Promise<boolean> {
  const { count } = await tx.morning.createMany({
    data: [{ institutionId, day: new Date(day) }],
    skipDuplicates: true,
  });
  return count > 0;
}

export async function membersOfInstitution(
  tx: Transaction,
  institutionId: string,
): Promise<string[]> {
  const where = { institutionId, revokedAt: null };
  const rows = await tx.staffMember.findMany({ where, select: { id: true } });
  return rows.map(({ id }) => id);
}

export interface LostPerson {
  readonly caseId: string;
  readonly curatorId: string | null;
  readonly institutionId: string;
  readonly since: Date;
}

/** People who blocked the bot, or left Telegram, while their case is open, as long as nobody was told. */
export async function lostPeople(pool: Database["pool"]): Promise<LostPerson[]> {
  const { rows } = await pool.query<LostPerson>(`
    SELECT c.id AS "caseId", c.curator_id AS "curatorId", c.institution_id AS "institutionId",
           p.unreachable_at AS since
    FROM people p JOIN cases c ON c.person_id = p.id
    WHERE p.unreachable_at IS NOT NULL AND c.status <> 'closed' AND NOT EXISTS (
      SELECT 1 FROM notifications n WHERE n.case_id = c.id AND n.kind = 'unreachable'
        AND n.created_at >= p.unreachable_at)`);
  return rows;
}

export interface LostCurator {
  readonly caseId: string;
  readonly institutionId: string;
  readonly personId: string;
  /** The person's last message, which nobody has read. */
  readonly messageId: string;
  readonly since: Date;
}

/**
 * Cases whose person waits for a curator who stopped the bot, or left Telegram, as long as colleagues were
 * not told of the last message. Several in a row are told of once.
 */
export async function lostCurators(pool: Database["pool"]): Promise<LostCurator[]> {
  const { rows } = await pool.query<LostCurator>(
    `SELECT c.id AS "caseId", c.institution_id AS "institutionId", c.person_id AS "personId",
            m.id AS "messageId", p.unreachable_at AS since
     FROM people p
     JOIN staff_members s ON s.person_id = p.id AND s.revoked_at IS NULL
     JOIN cases c ON c.curator_id = s.id AND c.status <> 'closed' AND c.person_id IS NOT NULL
     JOIN LATERAL (
       SELECT id, sent_at, read_at, staff_id FROM messages WHERE case_id = c.id
       ORDER BY sent_at DESC, id DESC LIMIT 1) m ON m.read_at IS NULL AND m.staff_id IS NULL
     WHERE p.unreachable_at IS NOT NULL AND NOT EXISTS (
       SELECT 1 FROM notifications n
       WHERE n.case_id = c.id AND n.kind = 'message' AND n.audience = 'specialists'
         AND n.created_at > m.sent_at - make_interval(mins => $1))`,
    [BATCH_MINUTES],
  );
  return rows;
}

/** What a curator did not hear of a person's messages is told to all specialists of the institution instead. */
export async function takeBackFromCurator(tx: Transaction, caseId: string): Promise<void> {
  const unsaid = { notices: { none: { outcome: "said" } } };
  await tx.notification.deleteMany({
    where: { kind: "message", caseId, audience: "member", ...unsaid },
  });
}

/**
 * What was said to someone who had blocked the bot by then counts as unsaid, and what could not be said
 * to someone who is back is due again. A word that Telegram took before the block is not repeated.
 */
export async function tellAgain(pool: Database["pool"]): Promise<void> {
  await pool.query(`
    UPDATE notices n SET outcome = 'unreachable'
    FROM notifications f, messages m, people p
    WHERE f.id = n.notification_id AND m.id = f.about_id AND p.id = n.person_id
      AND n.outcome = 'said' AND f.kind = 'message' AND m.read_at IS NULL
      AND m.delivered_at IS NULL AND p.unreachable_at IS NOT NULL`);
  await pool.query(`
    UPDATE notices n SET settled_at = NULL, outcome = NULL FROM people p
    WHERE p.id = n.person_id AND n.outcome = 'unreachable'
      AND p.unreachable_at IS NULL AND p.wrapped_key IS NOT NULL`);
}

/**
 * Forgets what was told long ago. What is told once for an occasion stays, or it would be told again;
 * a digest's occasion is its day, which does not come again.
 */
export async function forgetTold(pool: Database["pool"], before: Date): Promise<void> {
  await pool.query(
    `DELETE FROM notifications f WHERE resolved_at < $1 AND (once IS NULL OR kind = 'digest')
     AND NOT EXISTS (SELECT 1 FROM notices n WHERE n.notification_id = f.id AND n.settled_at IS NULL)`,
    [before],
  );
  await pool.query("DELETE FROM mornings WHERE day < $1", [before]);
}
