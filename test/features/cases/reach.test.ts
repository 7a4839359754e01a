import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, it } from "vitest";
import { caseForMember, reasonNeeded, stateReason } from "../../../src/features/cases/reach.ts";
import { type Desk, NOW, startDesk } from "./desk.ts";

let desk: Desk;
beforeAll(async () => {
  desk = await startDesk();
});
afterAll(() => desk.stop());

it("opens a case to who is asked to take it over, until the answer", async () => {
  const [home, away] = [await desk.institution(), await desk.institution()];
  const { member: from } = await desk.member(away);
  const { person, member } = await desk.member(home);
  const { person: another } = await desk.member(home);
  const { id } = await desk.open({ institutionId: away, curatorId: from.id, status: "in_work" });
  const may = async (who: typeof person, action: "answer_transfer" | "see") =>
    (await caseForMember(desk.deps, desk.ctxOf(desk.turnOf(who)), id, action)) !== undefined;
  expect(await may(person, "answer_transfer")).toBe(false);
  const transfer = { id: randomUUID(), caseId: id, fromStaffId: from.id, askedAt: NOW };
  await desk.database.prisma.transfer.create({
    data: { ...transfer, toInstitutionId: home, toStaffId: member.id, status: "asked" },
  });
  expect(await may(person, "answer_transfer")).toBe(true);
  expect(await may(person, "see")).toBe(false);
  // A colleague of whoever was asked by name was not asked.
  expect(await may(another, "answer_transfer")).toBe(false);
  await desk.database.prisma.transfer.update({
    where: { id: transfer.id },
    data: { status: "declined" },
  });
  expect(await may(person, "answer_transfer")).toBe(false);
});

it("tells whoever is no member, was revoked, or made an id up the same as of no case", async () => {
  const home = await desk.institution();
  const { person, member } = await desk.member(home);
  const { id } = await desk.open({ institutionId: home, curatorId: member.id });
  const see = async (who: Parameters<Desk["turnOf"]>[0], caseId: string) =>
    caseForMember(desk.deps, desk.ctxOf(desk.turnOf(who)), caseId, "see");
  expect(await see(person, id)).toBeDefined();
  expect(await see(await desk.person(), id)).toBeUndefined();
  expect(await see(undefined, id)).toBeUndefined();
  expect(await see(person, randomUUID())).toBeUndefined();
  expect(await see(person, "' OR 1=1 --")).toBeUndefined();
  await desk.database.prisma.staffMember.update({
    where: { id: member.id },
    data: { revokedAt: NOW },
  });
  expect(await see(person, id)).toBeUndefined();
});

it("shows a supervisor a case only after they said why, and only that one", async () => {
  const home = await desk.institution();
  const { person } = await desk.member(home, "supervisor");
  const first = await desk.open({ institutionId: home });
  const second = await desk.open({ institutionId: home });
  const turn = desk.turnOf(person);
  const ctx = desk.ctxOf(turn);
  expect(await caseForMember(desk.deps, ctx, first.id, "see")).toBeUndefined();
  expect(await reasonNeeded(desk.deps, ctx, first.id)).toBeDefined();
  stateReason(turn, first.id);
  expect(await caseForMember(desk.deps, ctx, first.id, "see")).toBeDefined();
  expect(await caseForMember(desk.deps, ctx, second.id, "see")).toBeUndefined();
});

it("journals a read with who, what and whose", async () => {
  const home = await desk.institution();
  const { person, member } = await desk.member(home);
  const { id } = await desk.open({ institutionId: home });
  const turn = desk.turnOf(person);
  await caseForMember(desk.deps, desk.ctxOf(turn), id, "see");
  await caseForMember(desk.deps, desk.ctxOf(turn), id, "see");
  await desk.commit(turn, person);
  const entries = await desk.database.prisma.journalEntry.findMany({ where: { caseId: id } });
  expect(entries).toMatchObject([{ staffId: member.id, action: "see", at: NOW }]);
});
