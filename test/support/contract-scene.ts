import { randomUUID } from "node:crypto";
import type { Person } from "../../sandbox/client.ts";
import { type Case, readCase } from "../../src/features/cases/index.ts";
import {
  type Contract,
  type ContractRecord,
  EMPTY_CONTRACT,
  newContract,
} from "../../src/features/contract/index.ts";
import { addDays, addMonths } from "../../src/programs/dates.ts";
import type { MeasureCode } from "../../src/programs/schema.ts";
import type { TestBot } from "./bot.ts";
import { createScene, type Scene } from "./scene.ts";

export interface ContractScene {
  readonly scene: Scene;
  readonly institutionId: string;
  /** The recipient, on the first screen. */
  readonly person: Person;
  readonly personId: string;
  /** The curator, on the first screen of staff. */
  readonly curator: Person;
  readonly memberId: string;
  readonly case: Case;
  readonly contract: Contract;
}

export interface ContractSceneOptions {
  readonly measure?: MeasureCode;
  /** "YYYY-MM-DD". */
  readonly startsOn?: string;
  /** The term; the last day is the one before the same number. */
  readonly months?: number;
  readonly record?: Partial<ContractRecord>;
  /** Of the case; sealed. */
  readonly name?: string;
  /** "social_protection, Норильск: УСЗН". Each scene has an institution of its own. */
  readonly institution?: string;
  readonly email?: string | null;
  readonly botFilingAct?: string | null;
}

/** A sample programme: two activities of a job search. */
export const SAMPLE_RECORD: ContractRecord = {
  ...EMPTY_CONTRACT,
  number: "12/2024",
  activities: [
    {
      code: "a1",
      title: "Встать на учёт в службе занятости",
      until: null,
      body: "Центр занятости населения",
      responsible: "Специалист центра занятости",
    },
    {
      code: "a2",
      title: "Искать работу и ходить на собеседования",
      until: null,
      body: "Центр занятости населения",
      responsible: null,
    },
  ],
  money: [
    { payment: "after_signing", kopecks: 1_715_200, months: 1 },
    { payment: "after_first_job", kopecks: 1_715_200, months: 3 },
  ],
};

/** A recipient with a running contract and their curator, both in the chat, put straight into the database. */
export async function sceneWithContract(
  bot: TestBot,
  options: ContractSceneOptions = {},
): Promise<ContractScene> {
  const { database } = bot;
  const scene = createScene(bot);
  const {
    measure = "job_search",
    startsOn = "2024-01-15",
    months = 9,
    name = "Пётр Иванов",
    institution = `social_protection, Норильск: УСЗН ${randomUUID().slice(0, 8)}`,
  } = options;
  const institutionId = await scene.institution(institution);
  const { email, botFilingAct } = options;
  await database.prisma.institution.update({
    where: { id: institutionId },
    data: {
      ...(email === undefined ? {} : { email }),
      ...(botFilingAct === undefined ? {} : { botFilingAct }),
    },
  });
  const curator = await scene.staff(
    "Ольга",
    "specialist",
    institution.slice(institution.indexOf(": ") + 2),
  );
  const person = await scene.someone("Пётр");
  const caseId = await scene.case({ person, curator, institutionId, status: "on_contract", name });
  const opened = await readCase(database.prisma, scene.keyring, caseId);
  if (!opened) throw new Error("The case is not there");
  const { contract, create } = newContract(opened, {
    programme: "krasnoyarsk",
    measure,
    startsOn,
    endsOn: addDays(addMonths(startsOn, months), -1),
    record: { ...SAMPLE_RECORD, ...options.record },
  });
  await database.transaction((tx) => create(tx, bot.now()));
  return {
    ...{ scene, institutionId, person, curator, contract },
    personId: await scene.personId(person),
    memberId: await scene.memberId(curator),
    case: opened,
  };
}
