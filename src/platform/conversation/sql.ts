/** The statements of the hot path, prepared by name on each connection. */

export interface PersonRow {
  person_id: string;
  wrapped_key: Uint8Array;
  time_zone: string;
  unreachable: boolean;
}

export interface LoadedRow extends PersonRow {
  place: string;
  version: number | null;
  state: Uint8Array | null;
  seen: boolean;
}

export interface WaitingRow extends PersonRow {
  id: string;
  telegram_id: Uint8Array;
  call: Uint8Array;
  attempts: number;
}

export interface CommittedRow {
  person_id: string;
  ids: (string | bigint)[];
  before: (string | bigint)[];
}

/** One update of one person, sealed and ready to be written. */
export interface HotTurn {
  personId: string;
  updateId: number | undefined;
  version: number;
  state: Buffer;
  calls: Buffer[];
}

/**
 * `seen` is a scalar subquery and not EXISTS, which PostgreSQL answers by reading all updates of two days.
 */
export const load = {
  name: "conversation-load",
  text: `
    SELECT w.place, p.id AS person_id, p.wrapped_key, p.time_zone,
           p.unreachable_at IS NOT NULL AS unreachable, c.version, c.state,
           (SELECT true FROM updates u WHERE u.update_id = w.update_id) IS NOT NULL AS seen
    FROM unnest($1::bytea[], $2::bigint[]) WITH ORDINALITY AS w(key, update_id, place)
    JOIN people p ON p.telegram_key = w.key AND p.wrapped_key IS NOT NULL
    LEFT JOIN conversations c ON c.person_id = p.id`,
};

/**
 * Moves conversations on, notes their updates and queues what they say, each only if its version is
 * still the one that was read and its update is new. Who writes can be reached again. `before` is the
 * newest call to the same chat that waits since earlier: once that one is said, all before it are. The
 * limit makes PostgreSQL walk the index in order, which passes by rows that were deleted. Calls that were
 * sent meanwhile ($8) leave the outbox in the same flush to disk.
 */
export const commit = {
  name: "conversation-commit",
  text: `
    WITH turn AS (
      SELECT * FROM unnest($1::uuid[], $2::bigint[], $3::int[], $4::bytea[])
        AS t(person_id, update_id, version, state)
    ), moved AS (
      UPDATE conversations c SET state = t.state, version = t.version + 1, updated_at = now()
      FROM turn t WHERE c.person_id = t.person_id AND c.version = t.version
        AND (SELECT true FROM updates u WHERE u.update_id = t.update_id) IS NULL
      RETURNING c.person_id, t.update_id
    ), reached AS (
      UPDATE people p SET unreachable_at = NULL
      FROM moved m WHERE p.id = m.person_id AND p.unreachable_at IS NOT NULL
    ), noted AS (
      INSERT INTO updates (update_id) SELECT update_id FROM moved WHERE update_id IS NOT NULL
    ), queued AS (
      INSERT INTO outbox (person_id, call, lease_until)
      SELECT o.person_id, o.call, now() + make_interval(secs => $7)
      FROM unnest($5::uuid[], $6::bytea[]) WITH ORDINALITY AS o(person_id, call, place)
      JOIN moved m ON m.person_id = o.person_id ORDER BY o.place
      RETURNING id, person_id
    ), sent AS (
      DELETE FROM outbox WHERE id = ANY($8::bigint[])
    )
    SELECT m.person_id,
      ARRAY(SELECT q.id FROM queued q WHERE q.person_id = m.person_id ORDER BY q.id) AS ids,
      ARRAY(SELECT b.id FROM outbox b WHERE b.person_id = m.person_id AND b.id <> ALL($8::bigint[])
            ORDER BY b.id DESC LIMIT 1) AS before
    FROM moved m`,
};

/**
 * Rows are locked in the order in which they come here: by person, so that two instances that commit the
 * same chats never wait for each other in a ring. Calls that were sent are found in the index's order.
 */
export function commitValues(
  unordered: readonly HotTurn[],
  leaseSeconds: number,
  sent: readonly string[] = [],
): unknown[] {
  const turns = unordered.toSorted((a, b) => (a.personId < b.personId ? -1 : 1));
  return [
    turns.map((turn) => turn.personId),
    turns.map((turn) => turn.updateId ?? null),
    turns.map((turn) => turn.version),
    turns.map((turn) => turn.state),
    turns.flatMap((turn) => turn.calls.map(() => turn.personId)),
    turns.flatMap((turn) => turn.calls),
    leaseSeconds,
    sent,
  ];
}

export const seen = {
  name: "update-seen",
  text: "SELECT 1 FROM updates WHERE update_id = $1::bigint",
};

/** A person and an empty conversation of version 0; nothing when they are registered already. */
export const enroll = `
  WITH person AS (
    INSERT INTO people (id, telegram_key, telegram_id, wrapped_key, locale, time_zone)
    VALUES ($1::uuid, $2::bytea, $3::bytea, $4::bytea, $5, $6)
    ON CONFLICT (telegram_key) DO NOTHING RETURNING id
  )
  INSERT INTO conversations (person_id, version, state) SELECT id, 0, ''::bytea FROM person`;

export const knownUpdates = `
  INSERT INTO updates (update_id) SELECT unnest($1::bigint[]) ON CONFLICT DO NOTHING`;

export const erase = `
  WITH gone AS (DELETE FROM conversations WHERE person_id = $1::uuid),
       unsaid AS (DELETE FROM outbox WHERE person_id = $1::uuid)
  UPDATE people SET telegram_key = NULL, telegram_id = NULL, wrapped_key = NULL, erased_at = now()
  WHERE id = $1::uuid`;

export const sent = {
  name: "outbox-sent",
  text: "DELETE FROM outbox WHERE id = ANY($1::bigint[])",
};

export const postpone = {
  name: "outbox-postpone",
  text: `UPDATE outbox SET attempts = attempts + 1, lease_until = now() + make_interval(secs => $2)
         WHERE id = ANY($1::bigint[])`,
};

export const abandon = {
  name: "outbox-abandon",
  text: `
    WITH person AS (SELECT id FROM people WHERE telegram_key = $1::bytea),
         unsaid AS (DELETE FROM outbox WHERE person_id IN (SELECT id FROM person))
    UPDATE people SET unreachable_at = now()
    WHERE id IN (SELECT id FROM person) AND unreachable_at IS NULL`,
};

/**
 * The oldest calls that nobody holds. One is left alone while an earlier call of its chat is held, or is
 * in somebody else's hands this very moment: whoever has the earlier one says the later one after it.
 */
export const takeOver = {
  name: "outbox-take-over",
  text: `
    WITH lying AS (
      SELECT o.id, o.person_id FROM outbox o
      WHERE o.lease_until < now() AND NOT EXISTS (
        SELECT 1 FROM outbox e
        WHERE e.person_id = o.person_id AND e.id < o.id AND e.lease_until >= now())
      ORDER BY o.id LIMIT $1 FOR UPDATE SKIP LOCKED
    ), free AS (
      SELECT l.id FROM lying l WHERE NOT EXISTS (
        SELECT 1 FROM outbox e
        WHERE e.person_id = l.person_id AND e.id < l.id AND e.id NOT IN (SELECT id FROM lying))
    ), taken AS (
      UPDATE outbox o SET lease_until = now() + make_interval(secs => $2)
      FROM free WHERE o.id = free.id RETURNING o.id, o.person_id, o.call, o.attempts
    )
    SELECT t.id, t.person_id, t.call, t.attempts, p.telegram_id, p.wrapped_key, p.time_zone,
           p.unreachable_at IS NOT NULL AS unreachable
    FROM taken t JOIN people p ON p.id = t.person_id WHERE p.wrapped_key IS NOT NULL`,
};
