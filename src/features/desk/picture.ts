import type { Overdue } from "../../platform/pictures/index.ts";
import type { OpenTurn } from "../../platform/telegram/turn.ts";
import { dateInFigures } from "../../platform/texts/format.ts";
import { dayAt } from "../cases/index.ts";
import { type Member, membersAt } from "../staff/index.ts";
import { countDesk, type DeskStore, deskOf } from "./store.ts";

/** So many bars can be read on a phone. */
const BARS = 20;

/**
 * How many cases of each specialist of an institution have something overdue, or due within a week: those
 * with most that is overdue first.
 * @returns undefined while nobody works on cases there
 */
export async function overdueChart(
  deps: DeskStore,
  { t, now }: OpenTurn,
  { institution }: Pick<Member, "institution">,
): Promise<Overdue | undefined> {
  const { prisma } = deps.database;
  const day = dayAt(now, institution.timeZone);
  const staff = await membersAt(prisma, deps.keyring, institution.id);
  const rows: Overdue["rows"][number][] = [];
  for (const member of staff.filter(({ role }) => role === "specialist")) {
    const desk = await deskOf(deps.database, member, day);
    if (!desk) continue;
    const { overdue, soon } = await countDesk(deps, desk, member);
    rows.push({ label: member.name, overdue, soon });
  }
  if (rows.length === 0) return undefined;
  return {
    kind: "overdue",
    title: t("desk:picture.title"),
    subtitle: t("desk:picture.subtitle", {
      institution: institution.name,
      day: dateInFigures(day),
    }),
    words: { overdue: t("desk:picture.overdue"), soon: t("desk:picture.soon") },
    rows: rows.toSorted((a, b) => b.overdue - a.overdue || b.soon - a.soon).slice(0, BARS),
  };
}
