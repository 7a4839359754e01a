import type { Occupancy } from "../../platform/pictures/index.ts";
import type { Database } from "../../platform/postgres/database.ts";
import type { OpenTurn } from "../../platform/telegram/turn.ts";
import { dayAt } from "../cases/index.ts";
import type { Member } from "../staff/index.ts";
import { takenAt } from "./store.ts";
import { regionOf } from "./view.ts";
import { weeksBefore } from "./week.ts";

const WEEKS = 12;

/** Taken beds of the region at nine on each Monday, and now. */
export async function occupancyChart(
  prisma: Database["prisma"],
  { t, locale, now }: OpenTurn,
  institution: Pick<Member["institution"], "region" | "town" | "timeZone">,
): Promise<Occupancy> {
  const { region, timeZone } = institution;
  const moments = weeksBefore(now, timeZone, WEEKS);
  const weeks = await takenAt(prisma, region, moments);
  return {
    kind: "occupancy",
    title: t("register:picture.title"),
    subtitle: t("register:picture.subtitle", { region: regionOf(institution, locale) }),
    words: { occupied: t("register:picture.occupied"), beds: t("register:picture.beds") },
    weeks: weeks.map((week, at) => ({
      ...week,
      label: dayAt(moments[at] ?? now, timeZone)
        .slice(5)
        .split("-")
        .reverse()
        .join("."),
    })),
  };
}
