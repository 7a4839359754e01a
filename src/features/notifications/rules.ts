import { Temporal } from "temporal-polyfill";

/** When a kind of notification is said: at once, or with others after a few minutes. */
export type Urgency = "urgent" | "batched";

/**
 * What staff are told of. A feature that has something new to tell adds its kind here and its words to
 * `notifications:told.<kind>` and `notifications:kind.<kind>`, and to `heard-by.ts` who hears
 * of it, if not specialists alone.
 */
export const STAFF_KINDS = {
  message: "urgent",
  new_case: "urgent",
  transfer_asked: "urgent",
  release_today: "urgent",
  transfer_answered: "batched",
  account_moved: "batched",
  person_joined: "batched",
  code_locked: "batched",
  cannot_get_paper: "batched",
  release_tomorrow: "batched",
  unreachable: "batched",
  curator_lost: "batched",
  consent_withdrawn: "batched",
  clock_ran_out: "batched",
  report_to_check: "batched",
  filing_failed: "urgent",
  obligation_told: "batched",
  report_late: "batched",
  report_check_due: "batched",
  payment_due: "batched",
  circumstance_told: "batched",
  receipt_repeated: "batched",
  hold_asked: "urgent",
  hold_gone: "urgent",
  hold_answered: "urgent",
  bed_needed: "urgent",
  beds_unconfirmed: "batched",
  beds_stale: "batched",
  register_ready: "batched",
  control_point_due: "batched",
  half_year_due: "batched",
} as const satisfies Readonly<Record<string, Urgency>>;

/** What begins with a day of the institution, beside its digest. */
export function isOfTheMorning(kind: StaffKind): boolean {
  return kind === "release_today" || kind === "release_tomorrow" || kind === "clock_ran_out";
}

/**
 * Where the button of a staff kind leads when it is not the case: a notice of the feature that has the
 * kind (`Feature.notices`), which gets `about`.
 */
export const STAFF_OPENS: Partial<Record<StaffKind, string>> = {
  control_point_due: "told_control_point",
  half_year_due: "told_half_year",
  filing_failed: "told_case_filing",
  report_to_check: "told_check",
  report_check_due: "told_check",
  circumstance_told: "told_case_circumstance",
  hold_asked: "told_shelter_hold",
  hold_gone: "told_shelter_hold",
  beds_unconfirmed: "told_beds",
  beds_stale: "told_register_stale",
  register_ready: "told_register",
};

/** Where the button leads when several of such kinds are told at once; else it is the desk. */
export const STAFF_LISTS: Partial<Record<StaffKind, string>> = {
  control_point_due: "told_control_point",
  half_year_due: "told_half_year",
  hold_asked: "told_shelter_holds",
  hold_gone: "told_shelter_holds",
  beds_unconfirmed: "told_beds",
  beds_stale: "told_register_stale",
};

/** The notice that leads to a talk; the argument is a case's id, none for the person's own. */
export const TALK_NOTICE = "told_talk";

/** How a kind is said to a person, and where its button leads. */
export interface PersonWords {
  /** The text `notifications:person.<says>`: none of them tells what it is about. */
  readonly says: "message" | "news" | "due" | "act" | "answer";
  /** A notice of the feature that has the kind. */
  readonly opens: string;
  /** The notice gets `about` as its argument. */
  readonly about?: true;
}

/** The notice that leads to the person's report; the argument is its id, none for the one that waits. */
const REPORT_NOTICE = "told_report";
/** The notice that leads to how a report was handed in; the argument is the report's id. */
const FILING_NOTICE = "told_filing";

const OF_THE_CASE: PersonWords = { says: "news", opens: "told_person" };
const OF_THE_CONTRACT: PersonWords = { says: "news", opens: "told_contract" };

/**
 * What the person of a case is told of. A button that stands beside others is called
 * `notifications:button.<opens>`.
 */
export const PERSON_KINDS = {
  message: { says: "message", opens: TALK_NOTICE },
  case_taken: OF_THE_CASE,
  curator_changed: OF_THE_CASE,
  curator_lost: OF_THE_CASE,
  case_closed: OF_THE_CASE,
  report_filed: { says: "news", opens: FILING_NOTICE, about: true },
  paper_to_bring: { says: "due", opens: FILING_NOTICE, about: true },
  filing_failed: { says: "act", opens: FILING_NOTICE, about: true },
  contract_recorded: OF_THE_CONTRACT,
  contract_changed: OF_THE_CONTRACT,
  payment_paid: OF_THE_CONTRACT,
  obligation_due: { ...OF_THE_CONTRACT, says: "due" },
  report_due: { says: "due", opens: REPORT_NOTICE },
  report_returned: { says: "act", opens: REPORT_NOTICE, about: true },
  report_accepted: { says: "news", opens: REPORT_NOTICE, about: true },
  payment_decided: OF_THE_CONTRACT,
  circumstance_decided: { says: "news", opens: "told_circumstance", about: true },
  circumstance_due: { says: "due", opens: "told_circumstance", about: true },
  incomes_due: { says: "due", opens: "told_incomes" },
  hold_answered: { says: "answer", opens: "told_hold" },
  bed_free: { says: "answer", opens: "told_bed_free", about: true },
} as const satisfies Readonly<Record<string, PersonWords>>;

export type StaffKind = keyof typeof STAFF_KINDS;
export type PersonKind = keyof typeof PERSON_KINDS;

/** How a member wants to hear of a kind. */
export const MODES = ["at_once", "digest", "muted"] as const;
export type Mode = (typeof MODES)[number];

export function personWords(kind: string): PersonWords {
  return (PERSON_KINDS as Readonly<Record<string, PersonWords>>)[kind] ?? OF_THE_CASE;
}

export function isStaffKind(text: string): text is StaffKind {
  return Object.hasOwn(STAFF_KINDS, text);
}

/** What is not urgent waits for so long, so that one message tells of all of it. */
export const BATCH_MINUTES = 10;

/** The end of the ten minutes in which this moment lies; at the very end, this moment. */
export function endOfBatch(at: Date): Date {
  const window = BATCH_MINUTES * 60_000;
  return new Date(Math.ceil(at.getTime() / window) * window);
}

/** When the day's digest is said, by the institution's clock. */
export const DIGEST_HOUR = 9;

/** The next time, after this moment, at which the institution's digest is said. */
export function nextDigest(at: Date, timeZone: string): Date {
  const local = Temporal.Instant.fromEpochMilliseconds(at.getTime()).toZonedDateTimeISO(timeZone);
  const day = local.hour < DIGEST_HOUR ? local : local.add({ days: 1 });
  const morning = day.toPlainDate().toZonedDateTime({ timeZone, plainTime: { hour: DIGEST_HOUR } });
  return new Date(morning.epochMilliseconds);
}

/**
 * The day whose digest is due now, as "YYYY-MM-DD" by the institution's clock. Nothing before nine, and
 * nothing in the evening: what an outage of a whole day left unsaid is said next morning.
 */
export function digestDay(at: Date, timeZone: string): string | undefined {
  const local = Temporal.Instant.fromEpochMilliseconds(at.getTime()).toZonedDateTimeISO(timeZone);
  const working = local.hour >= DIGEST_HOUR && local.hour < 21;
  return working ? local.toPlainDate().toString() : undefined;
}

/** How long what a person did counts as asking: an answer may reach them at night. */
const JUST_ASKED_MINUTES = 60;

/** Whoever wrote at or after this moment waits for an answer. */
export function justAskedSince(now: Date): Date {
  return new Date(now.getTime() - JUST_ASKED_MINUTES * 60_000);
}
