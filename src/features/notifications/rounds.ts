import { Temporal } from "temporal-polyfill";
import { each } from "../../platform/each.ts";
import type { Transaction } from "../../platform/postgres/database.ts";
import { notifyInTheMorning, notifyPerson, notifyStaff, type StaffNotice } from "./actions.ts";
import {
  isBegun,
  lostCurators,
  lostPeople,
  markBegun,
  membersOfInstitution,
  openInstitutions,
  takeBackFromCurator,
  tellAgain,
} from "./rounds-store.ts";
import { digestDay } from "./rules.ts";
import type { TellDeps } from "./tell.ts";

/** What the rounds ask of those who know cases and their clocks. Days are "YYYY-MM-DD". */
export interface CaseQueries {
  /** Cases of an institution whose person is released on this day, as far as they are told. */
  releasedOn(
    institutionId: string,
    day: string,
  ): Promise<readonly { readonly caseId: string; readonly curatorId: string | null }[]>;
  /** Clocks of an institution's open cases that ran out before this day. */
  ranOutBefore(
    institutionId: string,
    day: string,
  ): Promise<readonly { readonly caseId: string; readonly dueOn: string }[]>;
}

export interface RoundDeps extends TellDeps {
  readonly cases: CaseQueries;
  /** Notes in a case's timeline that its person cannot be reached. */
  readonly noteUnreachable: NoteUnreachable;
}

export type NoteUnreachable = (tx: Transaction, caseId: string, at: Date) => Promise<void>;

/** Begins the day of every institution where it is nine: who is released, what ran out, each one's digest. */
export async function beginMornings(deps: RoundDeps): Promise<void> {
  const { database, clock } = deps;
  const now = clock();
  await each(await openInstitutions(database.prisma), async ({ id, timeZone }) => {
    const day = digestDay(now, timeZone);
    if (day && !(await isBegun(database.prisma, id, day))) await beginMorning(deps, id, day, now);
  });
}

async function beginMorning(
  { database, cases }: RoundDeps,
  institutionId: string,
  day: string,
  now: Date,
): Promise<void> {
  const tomorrow = Temporal.PlainDate.from(day).add({ days: 1 }).toString();
  const releases = [
    { kind: "release_today", of: await cases.releasedOn(institutionId, day) },
    { kind: "release_tomorrow", of: await cases.releasedOn(institutionId, tomorrow) },
  ] as const;
  const ranOut = await cases.ranOutBefore(institutionId, day);
  const notices: StaffNotice[] = [
    ...releases.flatMap(({ kind, of }) =>
      of.map(({ caseId, curatorId }) => {
        const to = curatorId ? { member: curatorId } : { specialistsOf: institutionId };
        return { kind, caseId, to, now, once: day };
      }),
    ),
    ...ranOut.map(({ caseId, dueOn }) => {
      const to = { supervisorsOf: institutionId };
      return { kind: "clock_ran_out" as const, caseId, to, now, once: dueOn };
    }),
  ];
  await database.transaction(async (tx) => {
    if (!(await markBegun(tx, institutionId, day))) return;
    const members = await membersOfInstitution(tx, institutionId);
    await notifyInTheMorning(tx, notices, { members, day, now });
  });
}

/**
 * A person who blocked the bot becomes a task for whoever has their case; one who came back hears what
 * they missed, as far as it still holds.
 */
export async function lookAfterUnreachable(deps: RoundDeps): Promise<void> {
  const { database, queue, clock, noteUnreachable } = deps;
  const now = clock();
  await each(await lostPeople(database.pool), async (lost) => {
    const { caseId, curatorId, institutionId, since } = lost;
    const to = curatorId ? { member: curatorId } : { specialistsOf: institutionId };
    await database.transaction(async (tx) => {
      const once = since.toISOString();
      const first = await notifyStaff(tx, queue, { kind: "unreachable", caseId, to, now, once });
      if (first) await noteUnreachable(tx, caseId, now);
    });
  });
  await tellAgain(database.pool);
}

/**
 * Nobody reads what a person wrote to a curator who stopped the bot: colleagues get it, of whom one may
 * take the case; their supervisors and the person are told once.
 */
export async function lookAfterLostCurators(deps: RoundDeps): Promise<void> {
  const { database, queue, clock } = deps;
  const now = clock();
  await each(await lostCurators(database.pool), async (lost) => {
    const { caseId, institutionId, personId: person, messageId: about, since } = lost;
    const once = since.toISOString();
    const reason = { caseId, now };
    const colleagues = { specialistsOf: institutionId };
    const supervisors = { supervisorsOf: institutionId };
    await database.transaction(async (tx) => {
      await takeBackFromCurator(tx, caseId);
      await notifyStaff(tx, queue, { kind: "message", to: colleagues, about, ...reason });
      await notifyStaff(tx, queue, { kind: "curator_lost", to: supervisors, once, ...reason });
      await notifyPerson(tx, queue, { kind: "curator_lost", person, once, ...reason });
    });
  });
}
