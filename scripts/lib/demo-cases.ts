import { addEvent, type CaseRecord, EMPTY_RECORD } from "../../src/features/cases/index.ts";
import { openingStatus } from "../../src/features/cases/rules.ts";
import { newCase } from "../../src/features/cases/store.ts";
import { EMPTY_CONTRACT, newContract } from "../../src/features/contract/index.ts";
import type { CaseStatus } from "../../src/features/staff/index.ts";
import type { Keyring } from "../../src/platform/crypto/keyring.ts";
import type { Database } from "../../src/platform/postgres/database.ts";
import { addDays, addMonths } from "../../src/programs/dates.ts";
import { demoPerson } from "./demo-people.ts";

const SPECIALIST = 1002;
const RECIPIENT = 1003;

/** A job search that began in the middle of the last month: its first report waits. */
const CONTRACT = {
  number: "Демонстрация-1",
  activities: [
    { code: "a1", title: "Встать на учёт в службе занятости" },
    { code: "a2", title: "Искать работу и ходить на собеседования" },
  ],
  money: [
    { payment: "after_signing", kopecks: 1_700_000, months: 1 },
    { payment: "after_first_job", kopecks: 1_700_000, months: 3 },
  ],
  months: 9,
} as const;

interface DemoCase {
  readonly record: Partial<CaseRecord>;
  readonly status?: CaseStatus;
  /** Nobody has taken it yet. */
  readonly free?: boolean;
}

/** What a specialist's day has: who comes out tomorrow, who came out, who waits to be taken. */
function casesOn(today: string): DemoCase[] {
  const year = (years: number) => Number(today.slice(0, 4)) - years;
  return [
    {
      record: {
        ...{ name: "Пример Завтрашний", yearOfBirth: year(41), releaseDate: addDays(today, 1) },
        ...{ releasedFrom: "ИК-17", needs: ["bed", "papers", "work"] },
      },
    },
    {
      record: {
        ...{ name: "Пример Двухнедельный", yearOfBirth: year(33), releaseDate: addDays(today, 14) },
        ...{ releasedFrom: "ИК-31", needs: ["papers", "family"] },
      },
    },
    {
      record: {
        ...{ name: "Пример Вчерашний", yearOfBirth: year(52), releaseDate: addDays(today, -1) },
        ...{ releasedFrom: "ИК-6", needs: ["medical", "papers"] },
      },
      status: "in_work",
    },
    { record: { name: "Пример Новый", needs: ["bed"] }, status: "new", free: true },
  ];
}

/**
 * Cases of the demonstration's specialist, one of them with a contract, so that there is something to look
 * at. They are named as examples. Once there is any case, nothing is added.
 */
export async function seedCases(database: Database, keyring: Keyring, now: Date): Promise<void> {
  if ((await database.prisma.case.count()) > 0) return;
  const { member } = await demoPerson(database, keyring, SPECIALIST);
  const { personId } = await demoPerson(database, keyring, RECIPIENT);
  if (!member) throw new Error("The specialist has no work");
  const today = now.toISOString().slice(0, 10);
  const { town } = member.institution;
  const startsOn = `${addMonths(today, -1).slice(0, 8)}15`;

  const open = (
    record: Partial<CaseRecord>,
    { status, free, personId = null }: Omit<DemoCase, "record"> & { personId?: string | null },
  ) => {
    const whole = { ...EMPTY_RECORD, town, ...record };
    return newCase(keyring, {
      ...{ institutionId: member.institutionId, curatorId: free ? null : member.id, personId },
      ...{ status: status ?? openingStatus(whole, today), record: whole, createdAt: now },
    });
  };
  const recipient = open(
    {
      ...{ name: "Пример Получатель", yearOfBirth: Number(today.slice(0, 4)) - 38 },
      ...{ contractOn: startsOn, needs: ["work"] },
    },
    { status: "on_contract", personId },
  );
  const { create } = newContract(recipient.opened, {
    ...{ programme: "krasnoyarsk", measure: "job_search", startsOn },
    endsOn: addDays(addMonths(startsOn, CONTRACT.months), -1),
    record: {
      ...EMPTY_CONTRACT,
      number: CONTRACT.number,
      money: CONTRACT.money,
      activities: CONTRACT.activities.map((one) => ({
        ...one,
        ...{ until: null, body: "Центр занятости населения", responsible: null },
      })),
    },
  });
  await database.transaction(async (tx) => {
    for (const { record, ...rest } of casesOn(today)) {
      const one = open(record, rest);
      await one.create(tx);
      const staffId = rest.free ? null : member.id;
      const kind = rest.free ? "asked_by_person" : "opened";
      await addEvent(tx, one.opened, { at: now, staffId, kind });
    }
    await recipient.create(tx);
    await addEvent(tx, recipient.opened, { at: now, staffId: member.id, kind: "opened" });
    await create(tx, now);
  });
}
