import { dayOf } from "../../platform/postgres/days.ts";
import { programByCode } from "../../programs/index.ts";
import type { MeasureCode } from "../../programs/schema.ts";
import { reportDays } from "../contract/rules/index.ts";
import type { Reason, Reasons } from "../notifications/index.ts";
import { dueReminder, remindersOf } from "../report/index.ts";
import { wants } from "./rules.ts";
import { wishOf } from "./store.ts";

/** What is told of a report holds as long as it is in one of these states. */
const stateIs =
  (...states: readonly string[]): Reason =>
  async (tx, { aboutId }) => {
    if (aboutId === null) return false;
    return (await tx.report.count({ where: { id: aboutId, state: { in: [...states] } } })) > 0;
  };

/** A report that is not handed in, at the very rung of its ladder; as the person wishes. */
const isAwaited: Reason = async (tx, { aboutId, audience, once, toId }, now) => {
  const contract = aboutId && (await tx.contract.findUnique({ where: { id: aboutId } }));
  const program = contract && programByCode(contract.programme);
  const [month = "", code = ""] = once?.split("/").at(-1)?.split(" ") ?? [];
  if (!contract || !program) return false;
  const measure = contract.measure as MeasureCode;
  const startsOn = dayOf(contract.startsOn);
  const days = reportDays(program, { startsOn, measure }, month);
  if (!days || dueReminder(remindersOf(days, program.timeZone), now)?.code !== code) return false;
  const where = { contractId: contract.id, month: new Date(`${month}-01`) };
  const handedIn = await tx.report.count({ where: { ...where, state: { not: "draft" } } });
  if (handedIn > 0) return false;
  return audience !== "person" || wants(await wishOf(tx, toId), code);
};

/** Whether what was told of a report, its check and its payment is still so. */
export const checkingReasons: Reasons = {
  report_due: isAwaited,
  report_late: isAwaited,
  report_check_due: stateIs("filed"),
  report_returned: stateIs("returned"),
  report_accepted: stateIs("accepted", "excused"),
  payment_due: async (tx, { aboutId, once }) => {
    const [item = ""] = once?.split("/").at(-1)?.split(" ") ?? [];
    if (aboutId === null) return false;
    const where = { contractId: aboutId, item: item.replace(".", "/"), state: "granted" };
    return (await tx.payment.count({ where })) > 0;
  },
};
