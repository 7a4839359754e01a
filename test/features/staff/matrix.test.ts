import { randomBytes, randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { caseForMember, stateReason } from "../../../src/features/cases/reach.ts";
import { EMPTY_RECORD } from "../../../src/features/cases/record.ts";
import { newCase } from "../../../src/features/cases/store.ts";
import {
  ACTIONS,
  type Action,
  CASE_STATUSES,
  type CaseStatus,
  RELATIONS,
  type Relation,
  ROLES,
  type Role,
  type Verdict,
} from "../../../src/features/staff/access.ts";
import { addInstitution, enrolMember, revokeMember } from "../../../src/features/staff/actions.ts";
import { readInstitution } from "../../../src/features/staff/institution.ts";
import type { Loaded } from "../../../src/platform/conversation/conversation.ts";
import { postgresStore } from "../../../src/platform/conversation/postgres-store.ts";
import { createKeyring } from "../../../src/platform/crypto/keyring.ts";
import { connectDatabase, type Database } from "../../../src/platform/postgres/database.ts";
import { type Ctx, OpenTurn } from "../../../src/platform/telegram/turn.ts";
import { loadTexts } from "../../../src/platform/texts/texts.ts";
import { createDatabase, type TestDatabase } from "../../servers/database.ts";
import { readTable } from "./access.table.ts";

const keyring = createKeyring(randomBytes(32));
const texts = loadTexts();
const now = new Date("2024-03-12T03:00:00Z");
const agreed = readTable();
const NO: Verdict = { kind: "no" };

/** Somebody in the chat, with the only membership that they have or had. */
interface Someone {
  readonly chat: string;
  readonly loaded: Loaded;
  readonly memberId: string;
}

let created: TestDatabase;
let database: Database;
let here: string;
let there: string;
let stranger: Someone;
let colleague: Someone;
beforeAll(async () => {
  created = await createDatabase();
  database = connectDatabase(created.url, 8);
  [here, there] = [await institution("Здесь"), await institution("Не здесь")];
  colleague = await someone("specialist", here);
  stranger = await someone("specialist", there);
});
afterAll(async () => {
  await database.close();
  await created.drop();
});

async function institution(name: string): Promise<string> {
  const read = readInstitution({ kind: "ngo", name, town: "Канск", address: "ул. Мира, 1" });
  if (read.kind === "wrong") throw new Error(read.problem);
  return database.transaction((tx) => addInstitution(tx, read.institution, now));
}

let chats = 100;
async function someone(role: Role, institutionId: string): Promise<Someone> {
  const chat = String(++chats);
  const memberId = randomUUID();
  const people = postgresStore(database, keyring);
  const loaded = await people.load(chat);
  if (loaded === "repeat") throw new Error("repeat");
  await people.commit({
    chat,
    updateId: undefined,
    loaded,
    conversation: { locale: "ru", screen: { name: "home" }, stamp: 0, slots: {} },
    outgoing: [],
    enroll: { locale: "ru", timeZone: "UTC" },
    writes: [
      (tx, person) =>
        enrolMember(tx as never, person, { id: memberId, institutionId, role, name: "Имя", now }),
    ],
  });
  const kept = await people.load(chat);
  if (kept === "repeat") throw new Error("repeat");
  return { chat, loaded: kept, memberId };
}

/** A case that this member stands to in this way. */
async function caseFor(
  { memberId }: Someone,
  relation: Relation,
  status: CaseStatus,
): Promise<string> {
  const curatorId = { own: memberId, institution: colleague.memberId }[relation as "own"];
  const { opened, create } = newCase(keyring, {
    institutionId: curatorId ? here : there,
    curatorId: curatorId ?? stranger.memberId,
    personId: null,
    status,
    record: EMPTY_RECORD,
    createdAt: now,
  });
  await database.transaction(create);
  if (relation === "asked") {
    await database.prisma.transfer.create({
      data: {
        id: randomUUID(),
        caseId: opened.id,
        fromStaffId: stranger.memberId,
        toInstitutionId: here,
        toStaffId: memberId,
        status: "asked",
        askedAt: now,
      },
    });
  }
  return opened.id;
}

function at({ chat, loaded }: Someone): Ctx {
  return { turn: new OpenTurn(chat, now, loaded, texts) } as unknown as Ctx;
}

/** What the database lets this person do with a case, after they said why if they had to. */
async function asked(who: Someone, ctx: Ctx, caseId: string, action: Action): Promise<Verdict> {
  const deps = { database, keyring };
  let held = await caseForMember(deps, ctx, caseId, action);
  if (!held && action === "see") {
    stateReason(ctx.turn, caseId);
    held = await caseForMember(deps, ctx, caseId, action);
    // Saying why opens nothing by itself.
    if (held) expect(held.comment, who.chat).toBe(true);
    stateReason(ctx.turn, "");
  }
  if (!held) return NO;
  return { kind: "yes", comment: held.comment, ...(held.next ? { next: held.next } : {}) };
}

/** The cells in which the database allows something else than is expected. */
async function leaks(
  who: Someone,
  expected: (relation: Relation, action: Action, status: CaseStatus) => Verdict,
  prepare: () => Promise<unknown> = async () => {},
): Promise<{ cells: number; wrong: object[] }> {
  const cases = await Promise.all(
    RELATIONS.flatMap((relation) =>
      CASE_STATUSES.map(async (status) => ({
        relation,
        status,
        id: await caseFor(who, relation, status),
      })),
    ),
  );
  await prepare();
  let cells = 0;
  const wrong: object[] = [];
  for (const { relation, status, id } of cases) {
    for (const action of ACTIONS) {
      const allowed = await asked(who, at(who), id, action);
      const wanted = expected(relation, action, status);
      cells += 1;
      if (JSON.stringify(sorted(allowed)) !== JSON.stringify(sorted(wanted))) {
        wrong.push({ relation, action, status, allowed, wanted });
      }
    }
  }
  return { cells, wrong };
}

const sorted = (verdict: Verdict) =>
  verdict.kind === "no" ? ["no"] : ["yes", verdict.comment, verdict.next ?? "as it is"];

const CELLS = RELATIONS.length * ACTIONS.length * CASE_STATUSES.length;

describe("on the real database", () => {
  it.each(ROLES)("%s: what is agreed, in each cell", async (role) => {
    const who = await someone(role, here);
    const found = await leaks(
      who,
      (relation, action, status) => agreed.get(`${role} ${relation} ${action} ${status}`) ?? NO,
    );
    expect(found).toEqual({ cells: CELLS, wrong: [] });
  });

  it.each(ROLES)("%s, revoked: nothing, in each cell", async (role) => {
    const who = await someone(role, here);
    const found = await leaks(
      who,
      () => NO,
      () => database.transaction((tx) => revokeMember(tx, who.memberId, { now, onRevoke: [] })),
    );
    expect(found).toEqual({ cells: CELLS, wrong: [] });
  });

  it("someone who is no member: nothing, and the same for a case that is not there", async () => {
    const nobody: Someone = {
      chat: "1",
      loaded: { version: 0, conversation: undefined, person: undefined },
      memberId: stranger.memberId,
    };
    expect((await leaks(nobody, () => NO)).wrong).toEqual([]);
    for (const id of [randomUUID(), "", "x", "' OR 1=1"]) {
      for (const action of ACTIONS) {
        expect(await asked(colleague, at(colleague), id, action)).toEqual(NO);
      }
    }
  });
});
