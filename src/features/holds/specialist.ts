import type { Handler, Screen } from "../../platform/telegram/screen.ts";
import { homeButton } from "../../platform/telegram/screen.ts";
import { openBeds } from "../beds/index.ts";
import { addEvent, caseOfPerson } from "../cases/index.ts";
import { notifyStaff } from "../notifications/index.ts";
import type { HoldDeps } from "./deps.ts";

const TOLD = "bed_told";

/**
 * "Tell my specialist": the case says that its person has nowhere to sleep, and whoever has it is told
 * at once. Somebody without a case is asked whether they want a specialist.
 */
export const tellSpecialist =
  (deps: HoldDeps, openSpecialist: Handler): Handler =>
  async (ctx, argument) => {
    const { turn } = ctx;
    const { database, keyring, queue } = deps;
    const of = turn.person && (await caseOfPerson(database.prisma, keyring, turn.person.id));
    if (!of || of.status === "closed") return openSpecialist(ctx, argument);
    const { id: caseId, curatorId, institutionId } = of;
    const { now } = turn;
    turn.write(async (tx) => {
      const to = curatorId ? { member: curatorId } : { specialistsOf: institutionId };
      // Pressed again within the hour, it is said already.
      const once = now.toISOString().slice(0, 13);
      const first = await notifyStaff(tx, queue, { kind: "bed_needed", caseId, to, now, once });
      if (first) await addEvent(tx, of, { at: now, staffId: null, kind: "bed_needed" });
    });
    turn.go({ name: TOLD });
  };

export const toldScreen: Readonly<Record<string, Screen>> = {
  [TOLD]: {
    view: ({ turn: { t } }) => ({
      text: t("holds:told_specialist"),
      rows: [[{ label: t("holds:button.beds"), action: "beds" }], [homeButton(t)]],
    }),
    presses: { beds: openBeds },
  },
};
