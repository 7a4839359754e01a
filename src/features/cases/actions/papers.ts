import type { OnMark } from "../../checklist/index.ts";
import { notifyStaff, takeBack } from "../../notifications/index.ts";
import type { CaseDeps } from "../reach.ts";
import { caseOfPerson } from "../store.ts";
import { addEvent, asksFor } from "../timeline.ts";

/**
 * A person with a case says that they cannot get a paper: whoever has the case is told, once a day. When
 * they say otherwise before that, nobody is.
 */
export function tellOfPaper({ keyring, queue }: Pick<CaseDeps, "keyring" | "queue">): OnMark {
  return (turn, paper, marks) => {
    const { now } = turn;
    turn.write(async (tx, person) => {
      const of = await caseOfPerson(tx, keyring, person.id);
      if (!of || of.status === "closed") return;
      const { id: caseId, curatorId, institutionId } = of;
      const kind = "cannot_get_paper";
      if (marks[paper] === "cannot_get") {
        await addEvent(tx, of, { at: now, staffId: null, kind, details: { paper } });
        const to = curatorId ? { member: curatorId } : { specialistsOf: institutionId };
        const once = now.toISOString().slice(0, 10);
        await notifyStaff(tx, queue, { kind, caseId, to, now, once });
      } else if (!Object.values(marks).includes("cannot_get")) {
        await takeBack(tx, { kind, caseId });
        if (of.asks === kind) await asksFor(tx, caseId, null);
      }
    });
  };
}
