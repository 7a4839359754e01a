import { afterAll, beforeAll, expect, it } from "vitest";
import type { Case, Held } from "../../../src/features/cases/index.ts";
import { readCase } from "../../../src/features/cases/index.ts";
import { askOfPaper, servicesOfCase } from "../../../src/features/services/index.ts";
import { answerOfPaper, papersToAsk } from "../../../src/features/services/papers.ts";
import { Overtaken, type Person } from "../../../src/platform/conversation/conversation.ts";
import { serviceData } from "../../../src/programs/services.ts";
import { type Desk, startDesk } from "../cases/desk.ts";

let desk: Desk;
let here: string;
let curator: Awaited<ReturnType<Desk["member"]>>;
let colleague: Awaited<ReturnType<Desk["member"]>>;
beforeAll(async () => {
  desk = await startDesk();
  here = await desk.institution();
  [curator, colleague] = [await desk.member(here), await desk.member(here)];
});
afterAll(() => desk.stop());

async function somebody(status: Case["status"] = "in_work"): Promise<[Case, Person]> {
  const who = await desk.person();
  const curatorId = curator.member.id;
  return [await desk.open({ institutionId: here, curatorId, personId: who.id, status }), who];
}

/** The person says how far they are with a paper. */
async function says(who: Person, paper: string, mark?: "have" | "will_get"): Promise<void> {
  const turn = desk.turnOf(who);
  askOfPaper(desk)(turn, paper, mark ? { [paper]: mark } : {});
  await desk.commit(turn, who);
}

const asked = async (of: Case) =>
  (await papersToAsk(desk.database.prisma, desk.turnOf(undefined), of)).map(({ paper }) => paper);

const recorded = async (of: Case) =>
  (await servicesOfCase(desk.database.prisma, of.id, { limit: 9 })).map(({ kind }) => kind);

/** Decides on what is asked now; the writes are committed by `commit`. */
async function answers(of: Case, { person, member }: typeof curator, helped: boolean) {
  const turn = desk.turnOf(person);
  const [got] = await papersToAsk(desk.database.prisma, turn, of);
  if (!got) throw new Error("nothing is asked");
  const held: Held = { case: of, member, relations: ["own"], next: undefined, comment: false };
  answerOfPaper(desk, turn, held, got, helped);
  expect(await papersToAsk(desk.database.prisma, turn, of)).toEqual([]);
  return () => desk.commit(turn, person);
}

it("counts no tick of the person's own, and asks of the papers that are a kind of help", async () => {
  const [of, who] = await somebody();
  await says(who, "passport", "have");
  await says(who, "identity", "have");
  expect(await asked(of)).toEqual(["passport"]);
  expect(await recorded(of)).toEqual([]);
  await says(who, "passport", "will_get");
  expect(await asked(of)).toEqual([]);
});

it("records the help that is confirmed, once, on the day of the tick; a later tick changes nothing", async () => {
  const [of, who] = await somebody();
  await says(who, "snils", "have");
  await (await answers(of, curator, true))();
  for (const mark of [undefined, "have"] as const) await says(who, "snils", mark);
  expect(await asked(of)).toEqual([]);
  expect(await servicesOfCase(desk.database.prisma, of.id, { limit: 9 })).toMatchObject([
    { kind: "insurance", day: "2024-03-12", institutionId: here, staffId: curator.member.id },
  ]);
});

it("records nothing when they did not help, and asks no more", async () => {
  const [of, who] = await somebody();
  await says(who, "passport", "have");
  await (await answers(of, curator, false))();
  for (const mark of [undefined, "have"] as const) await says(who, "passport", mark);
  expect([await asked(of), await recorded(of)]).toEqual([[], []]);
});

it("takes one answer of two colleagues who press at once", async () => {
  const [of, who] = await somebody();
  await says(who, "passport", "have");
  const both = [await answers(of, curator, true), await answers(of, colleague, true)];
  const done = await Promise.allSettled(both.map((commit) => commit()));
  const [refused] = done.filter((one) => one.status === "rejected");
  expect(refused?.reason).toBeInstanceOf(Overtaken);
  expect(await recorded(of)).toEqual(["papers"]);
});

it("asks nobody of a closed case, nor those who got the case after the tick", async () => {
  const [closed, other] = await somebody("closed");
  await says(other, "passport", "have");
  expect(await asked(closed)).toEqual([]);
  const [of, who] = await somebody();
  await says(who, "passport", "have");
  const { prisma } = desk.database;
  const institutionId = await desk.institution();
  await prisma.case.update({ where: { id: of.id }, data: { institutionId } });
  expect(await asked((await readCase(prisma, desk.keyring, of.id))!)).toEqual([]);
});

it("knows by name every paper that is a kind of help", () => {
  const papers = Object.keys(serviceData.follows).filter((one) => one.startsWith("paper_got."));
  const turn = desk.turnOf(undefined);
  for (const paper of papers) {
    const key = `checklist:paper.${paper.slice("paper_got.".length)}.name` as const;
    expect(turn.t(key)).not.toContain("paper.");
  }
  expect(papers.length).toBeGreaterThan(0);
});
