import { Overtaken } from "../../../platform/conversation/conversation.ts";
import { each } from "../../../platform/each.ts";
import { addDays } from "../../../programs/dates.ts";
import type { CaseDeps } from "../reach.ts";
import { statusFrom } from "../rules.ts";
import { openCase, saveCase } from "../store.ts";
import { addEvent } from "../timeline.ts";
import { releaseToken } from "../tokens.ts";
import { dayAt } from "../wording.ts";

/** The day of release of a case is found for so long; an outage is shorter. */
const DAYS_BACK = 366;

/**
 * The day of release has come: cases that were before it are in work from now on, or new while nobody has
 * them. The day is that of each institution's clock.
 */
export async function beginReleases(
  { database, keyring }: Pick<CaseDeps, "database" | "keyring">,
  now: Date,
): Promise<void> {
  const { prisma } = database;
  const zones = await prisma.institution.findMany({
    distinct: ["timeZone"],
    select: { timeZone: true },
  });
  await each(zones, async ({ timeZone }) => {
    const today = dayAt(now, timeZone);
    const days = Array.from({ length: DAYS_BACK }, (_, back) => addDays(today, -back));
    const rows = await prisma.case.findMany({
      where: {
        status: "before_release",
        institution: { timeZone },
        releaseToken: { in: days.map((day) => releaseToken(keyring, day)) },
      },
      omit: { nameTokens: true },
    });
    await each(rows, async (row) => {
      const before = openCase(keyring, row);
      if (before) await unlessOvertaken(() => database.transaction((tx) => begin(tx, before)));
    });

    async function begin(
      tx: Parameters<typeof saveCase>[0],
      before: NonNullable<ReturnType<typeof openCase>>,
    ): Promise<void> {
      const status = statusFrom(before, today);
      const after = await saveCase(tx, keyring, before, { status });
      const details = { from: before.status, to: status };
      await addEvent(tx, after, { at: now, staffId: null, kind: "release_day", details });
    }
  });
}

/** Somebody is changing the case at this moment: the next round finds it as it is then. */
async function unlessOvertaken(work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (!(error instanceof Overtaken)) throw error;
  }
}
