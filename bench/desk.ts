import { performance } from "node:perf_hooks";
import { countDesk, type DeskStore, deskOf, readList } from "../src/features/desk/store.ts";
import { LISTS } from "../src/features/desk/worklists.ts";
import type { Member, Role } from "../src/features/staff/index.ts";

const ROUNDS = 40;
const PAGE = 6;
/** Rounds before 0 only warm up; the first one opens what the day is not known of yet. */
const FIRST = -2;

/**
 * What /desk costs whom: the counters of a specialist and of the supervisor of everybody, their first ones
 * of a day, and a page of each list.
 * @returns milliseconds by what was asked for
 */
export async function measureDesks(
  deps: DeskStore,
  specialist: Member,
  today: string,
): Promise<ReadonlyMap<string, readonly number[]>> {
  const times = new Map<string, number[]>();
  for (const role of ["specialist", "supervisor"] as const satisfies readonly Role[]) {
    const member = { ...specialist, role };
    for (let round = FIRST; round < ROUNDS; round += 1) {
      const desk = (await timed(round, "desk", () => deskOf(deps.database, member, today)))!;
      const counters = round === FIRST ? `first of a day, ${role}` : `counters, ${role}`;
      await timed(round, counters, () => countDesk(deps, desk, member));
      for (const list of LISTS) {
        const part = { limit: PAGE, offset: PAGE * Math.max(0, round) };
        await timed(round, `${list}, ${role}`, () => readList(deps, desk, member, list, part));
      }
    }
  }
  times.delete("desk");
  return times;

  async function timed<T>(round: number, name: string, work: () => Promise<T>): Promise<T> {
    const begun = performance.now();
    const done = await work();
    if (round >= 0 || name.startsWith("first"))
      times.set(name, [...(times.get(name) ?? []), performance.now() - begun]);
    return done;
  }
}
