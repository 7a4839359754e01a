import type { Transaction } from "../../../platform/postgres/database.ts";
import type { OpenTurn } from "../../../platform/telegram/turn.ts";
import { addDays } from "../../../programs/dates.ts";
import { readRouteTemplates, routeTemplate } from "../../../programs/route-card.ts";
import { townById } from "../../places/index.ts";
import type { Case, Reading } from "../store.ts";
import { addEvent } from "../timeline.ts";

/** A step of the route card (маршрутная карта). */
export interface RouteStep {
  readonly code: string;
  /** "YYYY-MM-DD". */
  readonly dueOn: string;
  readonly ticked: boolean;
  /** Who ticked it; null: the person themselves, or nobody yet. */
  readonly tickedBy: string | null;
}

const templates = readRouteTemplates();

/** The steps in the order in which they come; none before the day of release is known. */
export async function readRoute(
  prisma: Pick<Reading, "routeStep">,
  { id, record }: Pick<Case, "id" | "record">,
): Promise<RouteStep[]> {
  const rows = await prisma.routeStep.findMany({ where: { caseId: id } });
  const order = templateOf(record).steps.map(({ code }) => code);
  return rows
    .map(({ code, dueOn, tickedAt, tickedBy }) => ({
      code,
      dueOn: dueOn.toISOString().slice(0, 10),
      ticked: tickedAt !== null,
      tickedBy,
    }))
    .toSorted(
      (a, b) => a.dueOn.localeCompare(b.dueOn) || order.indexOf(a.code) - order.indexOf(b.code),
    );
}

/**
 * Makes the steps when the day of release is known, and moves those that are not done with the day. Once
 * someone is released, there is nothing left to do before it; and no day of a plan lies in the past.
 */
export async function planRoute(
  tx: Transaction,
  { id, record }: Pick<Case, "id" | "record">,
  today: string,
): Promise<void> {
  const { releaseDate } = record;
  await tx.routeStep.deleteMany({ where: { caseId: id, tickedAt: null } });
  if (releaseDate === null) return;
  const steps = templateOf(record).steps.filter(({ day }) => day >= 0 || releaseDate > today);
  await tx.routeStep.createMany({
    data: steps.map(({ code, day }) => {
      const planned = addDays(releaseDate, day);
      const dueOn = planned < today ? today : planned;
      return { caseId: id, code, dueOn: new Date(`${dueOn}T00:00:00Z`) };
    }),
    // A step that was done stays done, on its day.
    skipDuplicates: true,
  });
}

/** Ticks a step, or takes the tick back. @param staffId null: the person themselves */
export function tickStep(
  turn: OpenTurn,
  ticked: Case,
  { code, ticked: was }: RouteStep,
  staffId: string | null,
): void {
  turn.write(async (tx) => {
    const { count } = await tx.routeStep.updateMany({
      where: { caseId: ticked.id, code, tickedAt: was ? { not: null } : null },
      data: was ? { tickedAt: null, tickedBy: null } : { tickedAt: turn.now, tickedBy: staffId },
    });
    // The other side ticked it at the same moment: then it is as it should be.
    if (count === 0) return;
    await addEvent(tx, ticked, {
      at: turn.now,
      staffId,
      kind: was ? "route_unticked" : "route_ticked",
      details: { step: code },
    });
  });
}

function templateOf({ town }: Case["record"]) {
  const region = town === null ? null : (townById(town)?.region ?? null);
  return routeTemplate(templates, region);
}
