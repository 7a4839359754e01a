import type { Database } from "../../platform/postgres/database.ts";
import type { OpenTurn } from "../../platform/telegram/turn.ts";
import type { Service } from "./service.ts";
import { serviceBySource, servicesOfCase } from "./store.ts";

/** What a turn is about to write, by source: its screen is shown before that is committed. */
const coming = new WeakMap<OpenTurn, Map<string, Service | null>>();

/** @param service null: it is taken back */
export function foresee(turn: OpenTurn, source: string, service: Service | null): void {
  const known = coming.get(turn) ?? new Map<string, Service | null>();
  coming.set(turn, known.set(source, service));
}

export function isForeseen(turn: OpenTurn, source: string): boolean {
  return coming.get(turn)?.has(source) ?? false;
}

/** The newest services of a case, as they are with this turn. */
export async function servicesNow(
  prisma: Database["prisma"],
  turn: OpenTurn,
  caseId: string,
  limit: number,
): Promise<Service[]> {
  const changed = coming.get(turn) ?? new Map<string, Service | null>();
  const kept = await servicesOfCase(prisma, caseId, { limit: limit + changed.size });
  return [
    ...[...changed.values()].filter((one) => one !== null),
    ...kept.filter(({ source }) => !changed.has(source)),
  ]
    .sort((a, b) => b.day.localeCompare(a.day))
    .slice(0, limit);
}

/** One of a case, as it is with this turn. */
export async function serviceNow(
  prisma: Database["prisma"],
  turn: OpenTurn,
  caseId: string,
  source: string,
): Promise<Service | undefined> {
  const foreseen = coming.get(turn)?.get(source);
  const found = foreseen === undefined ? await serviceBySource(prisma, source) : foreseen;
  return found?.caseId === caseId ? found : undefined;
}
