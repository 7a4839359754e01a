import type { Context } from "grammy";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { addEvent, type Case } from "../../../src/features/cases/index.ts";
import { EMPTY_CONTRACT, newContract } from "../../../src/features/contract/index.ts";
import { writeMessage } from "../../../src/features/messages/store.ts";
import { createFeatures } from "../../../src/features.ts";
import type { Person, ScreenRef } from "../../../src/platform/conversation/conversation.ts";
import type { Transaction } from "../../../src/platform/postgres/database.ts";
import type { Feature, Handler } from "../../../src/platform/telegram/screen.ts";
import { type Ctx, OpenTurn } from "../../../src/platform/telegram/turn.ts";
import { loadTexts } from "../../../src/platform/texts/texts.ts";
import type { FeatureDeps } from "../../../src/wiring/deps.ts";
import { type Desk, NOW, startDesk } from "../cases/desk.ts";

/** Stands in everything that is known of the case, and nowhere else. */
const SECRET = /тайн/i;
/** By which the case can be found. */
const PHONE = "+79130000000";

const texts = loadTexts("ru");
const actors = new Map<string, Person | undefined>();

let desk: Desk;
let features: readonly Feature[];
let of: Case;
let contractId: string;
let curator: Person;
let memberId: string;

beforeAll(async () => {
  desk = await startDesk();
  const { database, keyring } = desk;
  const unused = {} as FeatureDeps;
  const { queue } = desk.deps;
  ({ features } = createFeatures({
    ...unused,
    ...{ database, keyring, queue, texts, clock: () => NOW, namesInChat: false },
  }));

  const here = await desk.institution();
  const there = await desk.institution();
  const own = await desk.member(here);
  [curator, memberId] = [own.person, own.member.id];
  of = await desk.open({
    institutionId: here,
    curatorId: memberId,
    personId: (await desk.person()).id,
    status: "in_work",
    record: {
      ...{ name: "Тайнов Тайн Тайнович", address: "ул. Тайная, 1", releasedFrom: "ИК Тайная" },
      ...{ releaseDate: "2024-03-12", relativePhone: PHONE, town: 1502026 },
    },
  });
  await database.transaction(async (tx) => {
    const at = NOW;
    await addEvent(tx, of, { at, staffId: memberId, kind: "noted", details: { text: "тайна" } });
    const body = { kind: "text", text: "тайна" } as const;
    const id = crypto.randomUUID();
    await writeMessage(tx, of, { id, staffId: null, body, sentAt: at, deliveredAt: at });
    const { contract, create } = newContract(of, {
      ...{ programme: "krasnoyarsk", measure: "job_search" as const },
      ...{ startsOn: "2024-01-15", endsOn: "2024-10-14" },
      record: { ...EMPTY_CONTRACT, number: "ТАЙНА-1" },
    });
    contractId = contract.id;
    await create(tx, at);
  });

  const revoked = await desk.member(here);
  await database.prisma.staffMember.update({
    where: { id: revoked.member.id },
    data: { revokedAt: NOW },
  });
  const withOwnCase = await desk.person();
  await desk.open({ institutionId: there, personId: withOwnCase.id });
  actors
    .set("a specialist elsewhere", (await desk.member(there)).person)
    .set("a supervisor here who has not said why", (await desk.member(here, "supervisor")).person)
    .set("an administrator here", (await desk.member(here, "administrator")).person)
    .set("shelter staff here", (await desk.member(here, "shelter_staff")).person)
    .set("a specialist whose access was ended", revoked.person)
    .set("a person with a case elsewhere", withOwnCase)
    .set("somebody who did not agree to anything", undefined);
});
afterAll(() => desk.stop());

/** Where somebody may be who had the case before them once, whatever screen it was. */
function screenNamed(name: string): ScreenRef {
  return {
    ...{ name, page: 0, list: "today", step: 0, field: "name", about: "note" },
    ...{ case: of.id, other: of.id, contract: contractId, id: of.id, member: memberId },
    ...{ month: "2024-02", to: "waiting", sent: true, form: "social_contract" },
    ...{ institution: of.institutionId, town: 1502026, role: "specialist", invite: of.id },
  };
}

function ctxOf(who: Person | undefined, screen: ScreenRef): Ctx {
  const conversation = { locale: "ru", screen, stamp: 1, slots: {} } as const;
  const turn = new OpenTurn("1", NOW, { version: 1, conversation, person: who }, texts);
  const ctx = { turn, me: { username: "opora_bot" } } as unknown as Context;
  return ctx as Ctx;
}

/** Whatever is shown and sent after somebody did something, and what of the case would be changed. */
async function seen(who: Person | undefined, screen: ScreenRef, does?: (ctx: Ctx) => unknown) {
  const ctx = ctxOf(who, screen);
  const { turn } = ctx;
  await does?.(ctx);
  const shown = features.flatMap(({ screens }) => screens[turn.screen.name] ?? [])[0];
  const view = await shown?.view(ctx, turn.screen);
  const told = JSON.stringify([view, turn.outgoing, turn.hints]);
  return { told, changed: who && turn.writes.length > 0 ? await changes(turn, who) : false };
}

class Undone extends Error {}

/** Whether the writes of a turn change anything of the case; they are undone. */
async function changes(turn: OpenTurn, who: Person): Promise<boolean> {
  let changed = false;
  const undone = desk.database.transaction(async (tx) => {
    const before = await stateOf(tx);
    for (const write of turn.writes) await write(tx, who);
    changed = (await stateOf(tx)) !== before;
    throw new Undone();
  });
  await undone.catch((error) => {
    if (!(error instanceof Undone)) throw error;
  });
  return changed;
}

async function stateOf(tx: Transaction): Promise<string> {
  const [row] = await tx.$queryRaw<{ state: string }[]>`
    SELECT concat_ws('|', (SELECT c::text FROM cases c WHERE id = ${of.id}::uuid),
      (SELECT count(*) FROM case_events WHERE case_id = ${of.id}::uuid),
      (SELECT count(*) FROM transfers WHERE case_id = ${of.id}::uuid),
      (SELECT string_agg(m::text, ',' ORDER BY id) FROM messages m WHERE case_id = ${of.id}::uuid),
      (SELECT string_agg(k::text, ',' ORDER BY id) FROM contracts k WHERE case_id = ${of.id}::uuid),
      (SELECT count(*) FROM journal WHERE case_id = ${of.id}::uuid)) AS state`;
  return row?.state ?? "";
}

interface Way {
  readonly name: string;
  readonly screen: ScreenRef;
  readonly does?: (ctx: Ctx) => unknown;
}

/** Every screen, every button on it, what is typed there, every command and every button of a push. */
function ways(id: string, about = id): Way[] {
  const presses = (
    handlers: Readonly<Record<string, Handler>> = {},
    screen: ScreenRef = { name: "home" },
    ids = [id],
  ) =>
    Object.entries(handlers).flatMap(([action, handler]) =>
      ids.map((id) => ({
        name: `${screen.name}.${action}(${id})`,
        screen,
        does: (ctx: Ctx) => handler(ctx, id),
      })),
    );
  return features.flatMap(({ screens, presses: anywhere, commands, notices }) => [
    ...Object.entries(screens).flatMap(([name, { presses: own, text }]): Way[] => {
      const screen = screenNamed(name);
      const typed = { name: `${name} typed`, screen, does: (ctx: Ctx) => text?.(ctx, PHONE) };
      return [{ name, screen }, ...presses(own, screen), ...(text ? [typed] : [])];
    }),
    ...[anywhere, commands].flatMap((handlers) => presses(handlers)),
    ...presses(notices, undefined, [id, about]),
  ]);
}

describe("whatever is opened, pressed or typed", () => {
  it("the curator sees the case: what is looked for can be found", async () => {
    const shown = async (name: string, does?: Way["does"]) =>
      SECRET.test((await seen(curator, screenNamed(name), does)).told);
    expect(await shown("case")).toBe(true);
    expect(await shown("case_history")).toBe(true);
    expect(await shown("case_talk")).toBe(true);
    const search = features.find(({ screens }) => screens.desk_search)?.screens.desk_search?.text;
    expect(await shown("desk_search", (ctx) => search?.(ctx, PHONE))).toBe(true);
  });

  it("nobody else is shown anything of it, or changes it", { timeout: 120_000 }, async () => {
    const all = ways(of.id, contractId);
    expect(all.length).toBeGreaterThan(300);
    const leaks = [...actors].map(async ([who, person]) => {
      const found: string[] = [];
      for (const { name, screen, does } of all) {
        const { told, changed } = await seen(person, screen, does);
        if (SECRET.test(told)) found.push(`${who}, ${name} shows ${told}`);
        if (changed) found.push(`${who}, ${name} changes it`);
      }
      return found;
    });
    expect((await Promise.all(leaks)).flat()).toEqual([]);
  });

  it("data that no button has is refused, and is no fault", { timeout: 60_000 }, async () => {
    const made = ways("x").filter(({ name }) => name.endsWith("(x)"));
    const members = [curator, actors.get("an administrator here")];
    const pressed = members.map(async (who) => {
      for (const { name, screen, does } of made) {
        await expect(seen(who, screen, does), name).resolves.toBeDefined();
      }
    });
    await Promise.all(pressed);
  });
});
