import type { Person } from "../../sandbox/client.ts";
import { readCase } from "../../src/features/cases/index.ts";
import {
  type ContractRecord,
  contractOfCase,
  newContract,
} from "../../src/features/contract/index.ts";
import { writeFiling } from "../../src/features/filing/store.ts";
import {
  addLine,
  newReport,
  type ReportChange,
  reportOfMonth,
  SECTIONS,
  saveReport,
} from "../../src/features/report/index.ts";
import { addDays, addMonths } from "../../src/programs/dates.ts";
import { type MeasureCode, measureCode } from "../../src/programs/schema.ts";
import type { TestBot } from "../support/bot.ts";
import { SAMPLE_RECORD } from "../support/contract-scene.ts";
import { createScene } from "../support/scene.ts";

/** What a contract gives by measure; of a job search it is the sample's. */
const MONEY: Readonly<Partial<Record<MeasureCode, ContractRecord["money"]>>> = {
  own_business: [{ payment: "start_up", kopecks: 20_000_000, months: 1 }],
  household_farm: [{ payment: "farm", kopecks: 10_000_000, months: 1 }],
  other: [{ payment: "monthly_support", kopecks: 1_500_000, months: 6 }],
};

type PersonByName = (name: string) => Promise<Person>;

/**
 * `Пётр, Ольга: job_search, 2024-01-15, 9 months`: he agreed in the chat, Ольга has his case, and it has a
 * contract with the sample programme, as a specialist writes it down.
 */
export async function addRecipient(
  bot: TestBot,
  text: string,
  person: PersonByName,
): Promise<void> {
  const [, name = "", curator = "", code, startsOn = "", months = ""] =
    /^(\p{L}+), (\p{L}+): (\w+), (\d{4}-\d\d-\d\d), (\d+) months$/u.exec(text) ?? [];
  const { prisma } = bot.database;
  const scene = createScene(bot);
  const who = await scene.someone(name, await person(name));
  const member = await prisma.staffMember.findUniqueOrThrow({
    where: { id: await scene.memberId(await person(curator)) },
    include: { institution: true },
  });
  await prisma.person.update({
    where: { id: await scene.personId(who) },
    data: { timeZone: member.institution.timeZone },
  });
  const caseId = await scene.case({
    ...{ person: who, curator: await person(curator), institutionId: member.institutionId },
    ...{ status: "on_contract", name },
  });
  const of = await readCase(prisma, scene.keyring, caseId);
  if (!of) throw new Error("The case is not there");
  const measure = measureCode.parse(code);
  const money = MONEY[measure] ?? SAMPLE_RECORD.money;
  const { create } = newContract(of, {
    ...{ programme: "krasnoyarsk", measure, startsOn },
    ...{ endsOn: addDays(addMonths(startsOn, Number(months)), -1) },
    record: { ...SAMPLE_RECORD, money },
  });
  await bot.database.transaction((tx) => create(tx, bot.now()));
}

/**
 * What others do with a report, until it is done through the chat: `Пётр, 2024-03: filed`, `opened`,
 * `accepted`, `returned spending Нет чека на обувь`.
 */
export async function moveReport(bot: TestBot, text: string, person: PersonByName): Promise<void> {
  const [, name = "", month = "", what = "", section = "", comment = ""] =
    /^(\p{L}+), (\d{4}-\d\d): (\w+)(?: (\w+) (.+))?$/u.exec(text) ?? [];
  const { prisma } = bot.database;
  const scene = createScene(bot);
  const personId = await scene.personId(await person(name));
  const { id } = await prisma.case.findUniqueOrThrow({ where: { personId } });
  const of = await readCase(prisma, scene.keyring, id);
  const contract = of && (await contractOfCase(prisma, of));
  const report = contract && (await reportOfMonth(prisma, of, contract.id, month));
  if (!report) throw new Error("There is no such report");
  const changes: Readonly<Record<string, ReportChange>> = {
    filed: { state: "filed", filedAt: bot.now() },
    opened: { openedAt: bot.now() },
    accepted: { state: "accepted", decidedAt: bot.now() },
    excused: { state: "excused", decidedAt: bot.now() },
    returned: {
      ...{ state: "returned", decidedAt: bot.now() },
      content: {
        ...report.content,
        comments: { [SECTIONS.find((one) => one === section) ?? "done"]: comment },
      },
    },
  };
  const change = changes[what];
  if (!change) throw new Error(`A report cannot be ${what}`);
  await bot.database.transaction(async (tx) => {
    await saveReport(tx, of, report, change);
    if (what !== "filed") return;
    await tx.filing.updateMany({ where: { reportId: report.id }, data: { state: "given_up" } });
    await writeFiling(tx, of, {
      ...{ reportId: report.id, way: "in_person", state: "taken" },
      ...{ createdAt: bot.now(), settledAt: bot.now(), proof: {} },
    });
  });
}

/** `Пётр, 2024-03`: every answer of that month's report is given, and it waits to be handed in. */
export async function writeReport(bot: TestBot, text: string, person: PersonByName): Promise<void> {
  const [, name = "", month = ""] = /^(\p{L}+), (\d{4}-\d\d)$/u.exec(text) ?? [];
  const scene = createScene(bot);
  const personId = await scene.personId(await person(name));
  const { prisma } = bot.database;
  const { id } = await prisma.case.findUniqueOrThrow({ where: { personId } });
  const of = await readCase(prisma, scene.keyring, id);
  const contract = of && (await contractOfCase(prisma, of));
  if (!contract) throw new Error("There is no contract");
  const wanted = { contractId: contract.id, month, createdAt: bot.now() };
  const { report, create } = newReport(of, wanted);
  const content = { ...report.content, finished: [...SECTIONS] };
  await bot.database.transaction(async (tx) => {
    await create(tx);
    for (const { code, title } of contract.record.activities) {
      const line = { section: "done", activity: code, title, text: "Сделано" } as const;
      await addLine(tx, of, report.id, line);
    }
    await saveReport(tx, of, report, { content });
  });
}
