import type { Keyring } from "../../platform/crypto/keyring.ts";
import type { Database } from "../../platform/postgres/database.ts";
import type { Ctx } from "../../platform/telegram/turn.ts";
import {
  type Age,
  ageOf,
  freeBeds,
  readUnitsAtPlaces,
  type UnitAtPlace,
} from "../shelters/index.ts";
import { type Member, mayDo, memberNow, membershipsOf } from "../staff/index.ts";
import { freeAt } from "./store.ts";

export interface RegisterDeps {
  readonly database: Database;
  readonly keyring: Keyring;
}

/** As whom the person looks at the register of their region now; undefined for everybody who may not. */
export async function readerNow(
  { database }: Pick<RegisterDeps, "database">,
  ctx: Ctx,
): Promise<Member | undefined> {
  const member = await memberNow(database.prisma, ctx);
  if (member && mayRead(member)) return member;
  return (await membershipsOf(database.prisma, ctx)).find(mayRead);
}

export function mayRead({ role }: Pick<Member, "role">): boolean {
  return mayDo(role, "see_register");
}

/** A unit as the register shows it. */
export interface Entry extends UnitAtPlace {
  /** Undefined: nobody ever said. */
  readonly free: number | undefined;
  readonly age: Age;
  /** Free a week ago; undefined: nobody had said by then. */
  readonly freeBefore: number | undefined;
}

const WEEK = 7 * 86_400_000;

/** A week before a moment: changes of the register are counted from it. */
export function weekBefore(now: Date): Date {
  return new Date(now.getTime() - WEEK);
}

/** Units as the register shows them, in the order of the ids. */
export async function entriesOf(
  prisma: Database["prisma"],
  ids: readonly string[],
  now: Date,
): Promise<Entry[]> {
  const before = await freeAt(prisma, ids, weekBefore(now));
  return (await readUnitsAtPlaces(prisma, ids)).map(({ place, unit }) => ({
    ...{ place, unit, free: freeBeds(unit), age: ageOf(unit, now) },
    freeBefore: before.get(unit.id),
  }));
}
