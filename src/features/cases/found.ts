import type { Answers } from "../../forms/form.ts";
import { position } from "../../forms/position.ts";
import { readConversation } from "../../platform/conversation/read.ts";
import type { Keyring } from "../../platform/crypto/keyring.ts";
import type { Database } from "../../platform/postgres/database.ts";
import { readHelp } from "../../programs/help.ts";
import { isCarried, progress, readMarks } from "../checklist/index.ts";
import { papers } from "../checklist/rules.ts";
import { contractProgram, factsFromAnswers, lastAssessment } from "../eligibility/index.ts";
import type { Outcome } from "../eligibility/rules.ts";
import { answersIn } from "../interview/index.ts";
import { townById } from "../places/index.ts";
import { triageForm } from "../triage/index.ts";
import { type Triage, triage } from "../triage/rules.ts";
import { CASE_NEEDS } from "./record.ts";

/** What a person was found entitled to, and how far they are with their papers. */
export interface Found {
  /** They blocked the bot, or their account is gone. */
  readonly unreachable: boolean;
  /** Codes of the needs that a kind of help was found for; null when they did not ask yet. */
  readonly help: readonly string[] | null;
  readonly contract: { readonly outcome: Outcome; readonly date: string } | null;
  readonly papers: {
    readonly done: number;
    readonly total: number;
    readonly missing: readonly string[];
    /** The person said that they cannot get it: there the specialist is needed. */
    readonly cannotGet: readonly string[];
  } | null;
}

const help = readHelp();

/** Reads what the person of a case has found out by themselves; undefined when they erased it. */
export async function foundOf(
  { database, keyring }: { readonly database: Database; readonly keyring: Keyring },
  personId: string,
  today: string,
): Promise<Found | undefined> {
  const row = await database.prisma.person.findUnique({ where: { id: personId } });
  if (!row?.wrappedKey) return undefined;
  const key = keyring.unwrap(row.wrappedKey, personId);
  const person = { id: personId, key, timeZone: row.timeZone, unreachable: false };
  const [conversation, told, marks] = await Promise.all([
    readConversation(database.prisma, person),
    lastAssessment(database, person),
    readMarks(database.prisma, person),
  ]);
  return {
    unreachable: row.unreachableAt !== null,
    help: conversation ? helpFor(conversation, today) : null,
    contract: told ? { outcome: told.assessment.outcome, date: told.assessment.date } : null,
    papers: told ? papersOf(told, marks) : null,
  };
}

function helpFor(
  conversation: Parameters<typeof answersIn>[0],
  today: string,
): readonly string[] | null {
  const answers = answersIn(conversation, triageForm);
  if (position(triageForm, answers).kind !== "complete") return null;
  return [...new Set(triageOf(answers, today).items.map(({ need }) => need))];
}

/** Everything that someone who answered the first questions needs, most urgent first. */
export function needsOf(answers: Answers, today: string): readonly string[] {
  if (position(triageForm, answers).kind !== "complete") return [];
  const { items, missing } = triageOf(answers, today);
  const all = [...items.flatMap(({ needs }) => needs), ...missing.map(({ need }) => need)];
  return CASE_NEEDS.filter((need) => all.includes(need));
}

function triageOf(answers: Answers, today: string): Triage {
  const town = typeof answers.town === "number" ? townById(answers.town) : undefined;
  return triage({ answers, region: town?.region ?? null }, today, help);
}

function papersOf(
  { answers, assessment }: NonNullable<Awaited<ReturnType<typeof lastAssessment>>>,
  marks: Awaited<ReturnType<typeof readMarks>>,
): Found["papers"] {
  const facts = factsFromAnswers(answers, contractProgram, assessment.date);
  const carried = (papers(facts, contractProgram, assessment.date)?.items ?? [])
    .filter(isCarried)
    .map(({ code }) => code);
  return {
    ...progress(carried, marks),
    missing: carried.filter((code) => marks[code] === undefined || marks[code] === "will_get"),
    cannotGet: carried.filter((code) => marks[code] === "cannot_get"),
  };
}
