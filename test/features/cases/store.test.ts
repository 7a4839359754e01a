import { afterAll, beforeAll, expect, it } from "vitest";
import { takeCase } from "../../../src/features/cases/actions/curating.ts";
import { eraseCase } from "../../../src/features/cases/actions/erasure.ts";
import {
  claimCase,
  findCode,
  issueCode,
  tryYear,
} from "../../../src/features/cases/actions/linking.ts";
import { joined } from "../../../src/features/cases/actions/merging.ts";
import { adoptTicks, tickStep } from "../../../src/features/cases/actions/route.ts";
import { caseForMember, type Held } from "../../../src/features/cases/reach.ts";
import { EMPTY_RECORD } from "../../../src/features/cases/record.ts";
import { routeOf } from "../../../src/features/cases/route.ts";
import { MOST_TRIES } from "../../../src/features/cases/rules.ts";
import { openCase, readCase, renewTokens, saveCase } from "../../../src/features/cases/store.ts";
import { addEvent, type EventKind, readEvents } from "../../../src/features/cases/timeline.ts";
import { Overtaken, type Person } from "../../../src/platform/conversation/conversation.ts";
import { type Desk, NOW, startDesk } from "./desk.ts";

let desk: Desk;
beforeAll(async () => {
  desk = await startDesk();
});
afterAll(() => desk.stop());

async function held(who: Person, id: string, action: "take" | "link_person"): Promise<Held> {
  const found = await caseForMember(desk.deps, desk.ctxOf(desk.turnOf(who)), id, action);
  if (!found) throw new Error("not theirs");
  return found;
}

it("keeps nothing of a case in the clear", async () => {
  const institutionId = await desk.institution();
  const record = { name: "Заметная Фамилия", releasedFrom: "ИК-27", relativePhone: "+79130000000" };
  const kept = await desk.open({ institutionId, record });
  const details = { text: "Тайная заметка" };
  await desk.database.transaction((tx) =>
    addEvent(tx, kept, { at: NOW, staffId: null, kind: "noted", details }),
  );
  const rows = await desk.database.pool.query(
    "SELECT c::text AS row FROM cases c UNION ALL SELECT e::text FROM case_events e",
  );
  for (const { row } of rows.rows as { row: string }[]) {
    expect(row).not.toMatch(/Заметная|Фамилия|ИК-27|9130000000|заметка/i);
    // Bytes are written in hexadecimal there.
    expect(row).not.toContain(Buffer.from("Фамилия").toString("hex"));
  }
  expect(await readCase(desk.database.prisma, desk.keyring, kept.id)).toMatchObject({ record });
  const [event] = await readEvents(desk.database.prisma, kept, { limit: 1 });
  expect(event?.details).toEqual(details);
});

it("opens an older record with the fields that came later unknown", async () => {
  const institutionId = await desk.institution();
  const { id, key } = await desk.open({ institutionId });
  const record = Uint8Array.from(key.seal("Case.record", id, JSON.stringify({ name: "Иван" })));
  const row = await desk.database.prisma.case.update({ where: { id }, data: { record } });
  expect(openCase(desk.keyring, row)?.record).toEqual({ ...EMPTY_RECORD, name: "Иван" });
});

it("refuses a change of what was changed since it was read", async () => {
  const { keyring, database } = desk;
  const read = await desk.open({ institutionId: await desk.institution() });
  const change = { record: { ...read.record, name: "Первый" } };
  await database.transaction((tx) => saveCase(tx, keyring, read, change));
  const late = { record: { ...read.record, name: "Второй" } };
  await expect(database.transaction((tx) => saveCase(tx, keyring, read, late))).rejects.toThrow(
    Overtaken,
  );
  expect((await readCase(database.prisma, keyring, read.id))?.record.name).toBe("Первый");
});

it("of two specialists who take a case at once lets one have it", async () => {
  const institutionId = await desk.institution();
  const { id } = await desk.open({ institutionId });
  const both = await Promise.all([desk.member(institutionId), desk.member(institutionId)]);
  const turns = await Promise.all(
    both.map(async ({ person }) => {
      const turn = desk.turnOf(person);
      takeCase(desk.deps, turn, await held(person, id, "take"));
      return { turn, person };
    }),
  );
  const outcomes = await Promise.allSettled(
    turns.map(({ turn, person }) => desk.commit(turn, person)),
  );
  expect(outcomes.map(({ status }) => status).toSorted()).toEqual(["fulfilled", "rejected"]);
  const winner = both[outcomes.findIndex(({ status }) => status === "fulfilled")]!;
  const after = await readCase(desk.database.prisma, desk.keyring, id);
  expect(after).toMatchObject({ curatorId: winner.member.id, status: "in_work", version: 2 });
  const taken = await readEvents(desk.database.prisma, after!, { limit: 9, kinds: ["taken"] });
  expect(taken.map(({ staffId }) => staffId)).toEqual([winner.member.id]);
});

/** A case with a code that was just issued for it. */
async function invited() {
  const institutionId = await desk.institution();
  const { person, member } = await desk.member(institutionId);
  const { id } = await desk.open({ institutionId, curatorId: member.id, status: "in_work" });
  const turn = desk.turnOf(person);
  const code = issueCode(desk.deps, turn, await held(person, id, "link_person"));
  await desk.commit(turn, person);
  return { id, person, code };
}

it("locks a code after five wrong years, also when they come at once", async () => {
  const { code, id } = await invited();
  const found = (await findCode(desk.deps, code))!;
  const tried = await Promise.all(
    [1984, 1985, 1986, 1987, 1988, 1989].map((year) => tryYear(desk.deps, found, year, NOW)),
  );
  expect(tried.every(({ kind }) => kind === "wrong")).toBe(true);
  expect(await findCode(desk.deps, code)).toBeUndefined();
  const shown = (await readCase(desk.database.prisma, desk.keyring, id))!;
  const kinds = ["code_locked"] as const;
  expect(await readEvents(desk.database.prisma, shown, { limit: 9, kinds })).toHaveLength(1);
  expect(MOST_TRIES).toBe(5);
});

it("links a case once, and never keeps the code itself", async () => {
  const { code, id } = await invited();
  const found = (await findCode(desk.deps, code))!;
  expect(await tryYear(desk.deps, found, 1990, NOW)).toEqual({ kind: "right" });
  const rows = await desk.database.pool.query("SELECT c::text AS row FROM case_codes c");
  for (const { row } of rows.rows as { row: string }[]) expect(row).not.toContain(code);
  const [first, second] = [await desk.person(), await desk.person()];
  const claims = await Promise.allSettled(
    [first, second].map(async (who) => {
      const turn = desk.turnOf(who);
      claimCase(desk.deps, turn, found.id, undefined);
      await desk.commit(turn, who);
    }),
  );
  expect(claims.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  const linked = await readCase(desk.database.prisma, desk.keyring, id);
  expect([first.id, second.id]).toContain(linked?.personId);
  expect(await findCode(desk.deps, code)).toBeUndefined();
});

it("makes an earlier code worthless with the next one", async () => {
  const { code, id, person } = await invited();
  const turn = desk.turnOf(person);
  const next = issueCode(desk.deps, turn, await held(person, id, "link_person"));
  await desk.commit(turn, person);
  expect(await findCode(desk.deps, code)).toBeUndefined();
  expect((await findCode(desk.deps, next))?.case.id).toBe(id);
});

it("leaves nothing that could be read or found when consent is withdrawn", async () => {
  const { id, code } = await invited();
  const who = await desk.person();
  const turn = desk.turnOf(who);
  claimCase(desk.deps, turn, (await findCode(desk.deps, code))!.id, undefined);
  await desk.commit(turn, who);
  await desk.database.transaction((tx) => eraseCase(desk.deps)(tx, who.id, NOW));
  const row = await desk.database.prisma.case.findUniqueOrThrow({ where: { id } });
  expect(row).toMatchObject({
    ...{ status: "closed", wrappedKey: null, personId: null, nameTokens: [], closedAt: NOW },
    ...{
      phoneToken: null,
      releaseToken: null,
      townToken: null,
      record: new Uint8Array(),
      routeTicks: [],
    },
  });
  expect(openCase(desk.keyring, row)).toBeUndefined();
  const events = await desk.database.prisma.caseEvent.findMany({ where: { caseId: id } });
  expect(events.every(({ details }) => details === null)).toBe(true);
  expect(events.at(-1)?.kind).toBe("withdrawn");
  const told = await desk.database.prisma.notification.findMany({ where: { caseId: id } });
  expect(told.map(({ kind }) => kind)).toContain("consent_withdrawn");
});

it("ticks a step once, whichever side is first, and takes the tick back once", async () => {
  const institutionId = await desk.institution();
  const shown = await desk.open({ institutionId, record: { releaseDate: "2024-03-20" } });
  const place = { region: "RU-KYA", timeZone: "Asia/Krasnoyarsk" };
  const [step] = routeOf(shown, place, "2024-03-12");
  const staff = "00000000-0000-4000-8000-000000000000";
  const who = await desk.person();
  for (const [ticked, by] of [
    [false, null],
    [false, staff],
    [true, staff],
    [true, null],
    [false, staff],
  ] as const) {
    const turn = desk.turnOf(who);
    tickStep({}, turn, shown, { ...step!, ticked }, { staffId: by, day: "2024-03-12" });
    await desk.commit(turn, who);
  }
  const events = await readEvents(desk.database.prisma, shown, { limit: 9 });
  expect(events.map(({ kind, staffId }) => [kind, staffId])).toEqual([
    ["route_ticked", staff],
    ["route_unticked", staff],
    ["route_ticked", null],
  ]);
  const now = (await readCase(desk.database.prisma, desk.keyring, shown.id))!;
  expect(now.ticks).toEqual([step!.code]);
  expect(now.version).toBe(shown.version);
});

it("makes the hashes anew that an older release made, and changes nothing else", async () => {
  const institutionId = await desk.institution();
  const record = { name: "Старая Запись", appliedOn: "2024-03-01", contractOn: "2024-03-10" };
  const old = await desk.open({ institutionId, record });
  const { prisma } = desk.database;
  const made = await prisma.case.findUniqueOrThrow({ where: { id: old.id } });
  const updatedAt = new Date("2024-01-01T00:00:00Z");
  const older = { nameTokens: [], appliedToken: null, contractToken: null, tokensVersion: 1 };
  await prisma.case.update({ where: { id: old.id }, data: { ...older, updatedAt } });
  expect(await renewTokens(desk.database, desk.keyring, 10)).toBe(1);
  expect(await renewTokens(desk.database, desk.keyring, 10)).toBe(0);
  const row = await prisma.case.findUniqueOrThrow({ where: { id: old.id } });
  expect(row).toEqual({ ...made, updatedAt });
  expect(row.appliedToken).not.toBeNull();
});

it("remembers what the person's side asked for until somebody of the staff does something", async () => {
  const of = await desk.open({ institutionId: await desk.institution() });
  const staffId = "00000000-0000-4000-8000-000000000000";
  const after = async (kind: EventKind, by: string | null) => {
    await desk.database.transaction((tx) => addEvent(tx, of, { at: NOW, staffId: by, kind }));
    const now = await readCase(desk.database.prisma, desk.keyring, of.id);
    return [now?.asks, now?.unansweredSince];
  };
  expect(await after("asked_by_person", null)).toEqual([null, null]);
  expect(await after("cannot_get_paper", null)).toEqual(["cannot_get_paper", null]);
  expect(await after("message_sent", null)).toEqual(["cannot_get_paper", NOW]);
  expect(await after("route_ticked", null)).toEqual(["cannot_get_paper", NOW]);
  expect(await after("noted", staffId)).toEqual([null, NOW]);
  expect(await after("move_asked", null)).toEqual(["move_asked", NOW]);
  expect(await after("message_sent", staffId)).toEqual([null, null]);
});

it("keeps what was done in either of two cases that become one", async () => {
  const institutionId = await desk.institution();
  const kept = await desk.open({ institutionId });
  const other = await desk.open({ institutionId });
  const { prisma } = desk.database;
  const ticked = async (id: string, routeTicks: string[]) =>
    prisma.case.update({ where: { id }, data: { routeTicks } });
  await ticked(kept.id, ["arrived", "doctor"]);
  await ticked(other.id, ["doctor", "settled"]);
  await desk.database.transaction((tx) => adoptTicks(tx, other, kept));
  const after = (await readCase(prisma, desk.keyring, kept.id))!;
  expect(after.ticks.toSorted()).toEqual(["arrived", "doctor", "settled"]);
});

it("joins two records: what one knows holds, what it does not know is taken from the other", () => {
  const one = { ...EMPTY_RECORD, name: "Иванова Анна", needs: ["bed", "food"] };
  const other = { ...EMPTY_RECORD, name: "Анна", town: 1502026, needs: ["food", "work"] };
  expect(joined(one, other)).toEqual({
    ...EMPTY_RECORD,
    name: "Иванова Анна",
    town: 1502026,
    needs: ["bed", "food", "work"],
  });
});
