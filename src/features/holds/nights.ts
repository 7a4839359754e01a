import type { Transaction } from "../../platform/postgres/database.ts";
import { dayOf } from "../../platform/postgres/days.ts";
import type { HoldDeps } from "./deps.ts";
import { type HoldBody, open, type WaitBody } from "./record.ts";
import { endOfNight } from "./rules.ts";
import { destroyHolds } from "./store.ts";

/** Those of one person and night stand together, so that few are parted by this. */
const AT_ONCE = 2_000;

/**
 * Looks at nights that are over: whoever asked and got no place is an unmet need, once for each night,
 * by town and without saying who. Waits end here.
 * @returns how many unmet needs were written
 */
export function countNights(deps: HoldDeps, now: Date): Promise<number> {
  return deps.database.transaction(async (tx) => {
    const asked = [...(await takeHolds(deps, tx, now)), ...(await takeWaits(deps, tx, now))];
    const unmet = [...Map.groupBy(asked, ({ seeker, night }) => `${seeker} ${night}`).values()]
      .filter((of) => !of.some(({ placed }) => placed) && of.some(({ refused }) => refused))
      .flatMap(([first]) => (first ? [first] : []));
    await tx.unmetNeed.createMany({
      data: unmet.map(({ region, town, night, who }) => ({
        ...{ region, town, who, day: new Date(night) },
      })),
    });
    return unmet.length;
  });
}

/** What somebody asked for one night, and whether anything came of it. */
interface Asked {
  readonly seeker: string;
  readonly night: string;
  readonly region: string;
  readonly town: number;
  readonly who: string;
  readonly placed: boolean;
  readonly refused: boolean;
}

async function takeHolds({ keyring }: HoldDeps, tx: Transaction, now: Date): Promise<Asked[]> {
  // Another instance that counts waits here, and finds them counted then.
  const held = await tx.$queryRaw<{ id: string }[]>`
    SELECT id FROM holds WHERE counted_at IS NULL AND active_key IS NULL AND night <= ${now}::date
    ORDER BY night, seeker_key, id LIMIT ${AT_ONCE} FOR UPDATE`;
  const rows = await tx.hold.findMany({
    where: { id: { in: held.map(({ id }) => id) } },
    include: { unit: { include: { shelter: { include: { institution: true } } } } },
  });
  const over = rows.filter(({ night, unit }) => {
    const { timeZone } = unit.shelter.institution;
    return endOfNight(dayOf(night), timeZone) <= now;
  });
  await tx.hold.updateMany({
    where: { id: { in: over.map(({ id }) => id) } },
    data: { countedAt: now },
  });
  return over.map((row) => {
    const { region, town } = row.unit.shelter.institution;
    return {
      ...{ region, town },
      seeker: row.seekerKey ? Buffer.from(row.seekerKey).toString("hex") : row.id,
      night: dayOf(row.night),
      who: open<HoldBody>(keyring, row)?.body.who ?? "unknown",
      placed: row.acceptedAt !== null,
      refused: row.acceptedAt === null && (row.state === "declined" || row.state === "lapsed"),
    };
  });
}

async function takeWaits({ keyring }: HoldDeps, tx: Transaction, now: Date): Promise<Asked[]> {
  const held = await tx.$queryRaw<{ id: string }[]>`
    SELECT id FROM bed_waits WHERE until <= ${now} ORDER BY id LIMIT ${AT_ONCE} FOR UPDATE`;
  const rows = await tx.bedWait.findMany({ where: { id: { in: held.map(({ id }) => id) } } });
  await tx.bedWait.deleteMany({ where: { id: { in: rows.map(({ id }) => id) } } });
  const units = await tx.bedUnit.findMany({
    where: { id: { in: rows.flatMap(({ unitIds }) => unitIds.slice(0, 1)) } },
    include: { shelter: { include: { institution: true } } },
  });
  const places = new Map(units.map(({ id, shelter }) => [id, shelter.institution]));
  return rows.flatMap((row) => {
    const place = places.get(row.unitIds[0] ?? "");
    if (!place) return [];
    return [
      {
        seeker: Buffer.from(row.seekerKey).toString("hex"),
        night: dayOf(row.night),
        region: place.region,
        town: place.town,
        who: open<WaitBody>(keyring, row)?.body.seeker.who ?? "unknown",
        placed: false,
        refused: row.toldAt === null,
      },
    ];
  });
}

/** Destroys the keys of holds that ended long enough ago. */
export async function forgetEnded({ database }: HoldDeps, now: Date): Promise<void> {
  const rows = await database.prisma.hold.findMany({
    where: { forgetAt: { lte: now } },
    select: { id: true },
    orderBy: { forgetAt: "asc" },
    take: AT_ONCE,
  });
  const where = { id: { in: rows.map(({ id }) => id) } };
  await database.transaction((tx) => destroyHolds(tx, where, { seekers: "when_counted" }));
}
