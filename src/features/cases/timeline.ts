import type { Transaction } from "../../platform/postgres/database.ts";
import type { Asked, Case, Reading } from "./store.ts";

/**
 * What can happen to a case. Each kind has its words in `cases:event.<kind>`; what happened in detail
 * is sealed with the case's key.
 */
export const EVENT_KINDS = [
  "opened",
  "asked_by_person",
  "taken",
  "edited",
  "noted",
  "status_changed",
  "release_day",
  "closed",
  "reopened",
  "code_issued",
  "code_locked",
  "linked",
  "transfer_asked",
  "transfer_accepted",
  "transfer_declined",
  "transfer_withdrawn",
  "merged",
  "merged_away",
  "move_asked",
  "moved",
  "move_declined",
  "route_ticked",
  "route_unticked",
  "printed",
  "looked_at",
  "message_sent",
  "unreachable",
  "cannot_get_paper",
  "withdrawn",
  "let_go",
  "report_submitted",
  "report_withdrawn",
  "report_filed",
  "report_mail_waits",
  "report_refused_by_mail",
  "report_not_arrived",
  "contract_recorded",
  "contract_changed",
  "limits_confirmed",
  "obligation_met",
  "obligation_unmet",
  "payment_paid",
  "payment_unmarked",
  "report_returned",
  "report_accepted",
  "report_question",
  "report_excused",
  "report_called_missing",
  "payment_granted",
  "payment_refused",
  "circumstance_told",
  "circumstance_kept",
  "circumstance_paper",
  "circumstance_step",
  "contract_extended",
  "contract_ended",
  "contract_end_taken_back",
  "conclusion_written",
  "effectiveness_noted",
  "effectiveness_written",
  "incomes_told",
  "monitored",
  "receipt_repeated",
  "receipt_doubted",
  "bed_needed",
  "hold_asked",
  "hold_call",
  "hold_accepted",
  "hold_declined",
  "hold_lapsed",
  "hold_cancelled",
  "hold_arrived",
  "hold_no_show",
  "hold_left",
  "paper_got",
  "paper_not_got",
  "paper_helped",
  "paper_not_helped",
  "service_recorded",
  "service_corrected",
  "service_taken_back",
] as const;
export type EventKind = (typeof EVENT_KINDS)[number];

/** Codes, ids and words that an event is told with. */
export type EventDetails = Readonly<Record<string, string | number | null>>;

export interface CaseEvent {
  readonly id: bigint;
  readonly at: Date;
  /** Who did it; null: the person themselves, or the clock. */
  readonly staffId: string | null;
  readonly kind: string;
  readonly details: EventDetails;
}

const FIELD = "CaseEvent.details";

export interface NewEvent {
  readonly at: Date;
  readonly staffId: string | null;
  readonly kind: EventKind;
  readonly details?: EventDetails;
}

/**
 * Adds what happened to the timeline of a case, in the transaction in which it happens. Whether the
 * person's side waits for something is kept with the case, so that a desk need not read timelines.
 */
export async function addEvent(
  tx: Transaction,
  of: Pick<Case, "id" | "key">,
  event: NewEvent,
): Promise<void> {
  await writeEvent(tx, of, event);
  const { kind, at, staffId } = event;
  if (kind === "message_sent") await countAnswers(tx, of.id, staffId === null ? at : undefined);
  if (staffId !== null) await asksFor(tx, of.id, null);
  else if (isAsked(kind)) await asksFor(tx, of.id, kind);
}

/** @param since when the person wrote; undefined: it was an answer */
async function countAnswers(
  tx: Transaction,
  caseId: string,
  since: Date | undefined,
): Promise<void> {
  await (since
    ? tx.$executeRaw`
        UPDATE cases SET unanswered_since = ${since}
        WHERE id = ${caseId}::uuid AND unanswered_since IS NULL`
    : tx.$executeRaw`
        UPDATE cases SET unanswered_since = NULL
        WHERE id = ${caseId}::uuid AND unanswered_since IS NOT NULL`);
}

function isAsked(kind: EventKind): kind is Asked & EventKind {
  return kind === "move_asked" || kind === "cannot_get_paper";
}

/** @param asked null: nothing any more */
export async function asksFor(tx: Transaction, caseId: string, asked: Asked | null): Promise<void> {
  await tx.$executeRaw`
    UPDATE cases SET asks = ${asked}
    WHERE id = ${caseId}::uuid AND asks IS DISTINCT FROM ${asked}`;
}

/** The timeline of one case goes on in another, as it was. */
export async function adoptEvents(
  tx: Transaction,
  from: Pick<Case, "id" | "key">,
  to: Pick<Case, "id" | "key">,
): Promise<void> {
  const moved = await readEvents(tx, from, { limit: MOST_ADOPTED });
  for (const { id: _id, ...event } of moved.toReversed()) {
    await writeEvent(tx, to, event as NewEvent);
  }
}

const MOST_ADOPTED = 10_000;

async function writeEvent(
  tx: Transaction,
  { id, key }: Pick<Case, "id" | "key">,
  event: NewEvent,
): Promise<void> {
  const { details, ...columns } = event;
  await tx.caseEvent.create({
    data: {
      caseId: id,
      ...columns,
      ...(details
        ? { details: Uint8Array.from(key.seal(FIELD, id, JSON.stringify(details))) }
        : {}),
    },
  });
}

/** The timeline, newest first. @param before the id of an event: older ones only */
export async function readEvents(
  prisma: Pick<Reading, "caseEvent">,
  { id, key }: Pick<Case, "id" | "key">,
  {
    limit,
    before,
    kinds,
  }: { readonly limit: number; readonly before?: bigint; readonly kinds?: readonly EventKind[] },
): Promise<CaseEvent[]> {
  const rows = await prisma.caseEvent.findMany({
    where: {
      caseId: id,
      ...(before ? { id: { lt: before } } : {}),
      ...(kinds ? { kind: { in: [...kinds] } } : {}),
    },
    orderBy: { id: "desc" },
    take: limit,
  });
  return rows.map((row) => ({
    id: row.id,
    at: row.at,
    staffId: row.staffId,
    kind: row.kind,
    details: row.details ? (JSON.parse(key.open(FIELD, id, row.details)) as EventDetails) : {},
  }));
}
