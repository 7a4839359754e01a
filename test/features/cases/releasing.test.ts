import { afterAll, beforeAll, expect, it } from "vitest";
import { beginReleases } from "../../../src/features/cases/actions/releasing.ts";
import { readCase, saveCase } from "../../../src/features/cases/store.ts";
import { readEvents } from "../../../src/features/cases/timeline.ts";
import { type Desk, startDesk } from "./desk.ts";

let desk: Desk;
let here: string;
beforeAll(async () => {
  desk = await startDesk();
  here = await desk.institution();
});
afterAll(() => desk.stop());

const opened = (releaseDate: string, curatorId: string | null = null, institutionId = here) =>
  desk.open({ institutionId, curatorId, status: "before_release", record: { releaseDate } });

async function now(id: string) {
  const found = await readCase(desk.database.prisma, desk.keyring, id);
  const events = await readEvents(desk.database.prisma, found!, { limit: 9 });
  return { status: found!.status, events: events.map(({ kind, details }) => [kind, details]) };
}

it("begins the release at midnight of the institution's clock, once", async () => {
  const { member } = await desk.member(here);
  const far = await desk.institution();
  await desk.database.prisma.institution.update({
    where: { id: far },
    data: { timeZone: "Europe/Kaliningrad" },
  });
  const own = await opened("2024-03-15", member.id);
  const free = await opened("2024-03-15");
  const elsewhere = await opened("2024-03-15", null, far);
  const tomorrow = await opened("2024-03-16");
  await beginReleases(desk.deps, new Date("2024-03-14T23:59:00+07:00"));
  expect((await now(own.id)).status).toBe("before_release");
  for (let round = 0; round < 3; round += 1) {
    await beginReleases(desk.deps, new Date("2024-03-15T00:00:00+07:00"));
  }
  const began = (to: string) => [["release_day", { from: "before_release", to }]];
  expect(await now(own.id)).toEqual({ status: "in_work", events: began("in_work") });
  expect(await now(free.id)).toEqual({ status: "new", events: began("new") });
  for (const { id } of [elsewhere, tomorrow]) {
    expect(await now(id)).toEqual({ status: "before_release", events: [] });
  }
  await beginReleases(desk.deps, new Date("2024-03-15T00:00:00+02:00"));
  expect((await now(elsewhere.id)).status).toBe("new");
});

it("makes up for a month in which nothing ran, and leaves what somebody decided", async () => {
  const late = await opened("2024-02-01");
  const decided = await opened("2024-02-01");
  await desk.database.transaction((tx) =>
    saveCase(tx, desk.keyring, decided, { status: "waiting" }),
  );
  await beginReleases(desk.deps, new Date("2024-03-12T10:00:00+07:00"));
  expect((await now(late.id)).status).toBe("new");
  expect((await now(decided.id)).status).toBe("waiting");
});

it("of two rounds at once, one begins it", async () => {
  const at = new Date("2024-03-20T10:00:00+07:00");
  const { id } = await opened("2024-03-20");
  await Promise.all([1, 2, 3].map(() => beginReleases(desk.deps, at)));
  expect((await now(id)).events).toHaveLength(1);
});
