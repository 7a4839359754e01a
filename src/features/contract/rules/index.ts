export type { Activity, Contract, ContractRecord, MoneyPart, MoneyTerm } from "../record.ts";
export { checkContract } from "./check.ts";
export { agencyDues, obligationsOf, type PartyDue } from "./dues.ts";
export { type Extension, extendedTo, extensionOf } from "./extension.ts";
export {
  clockDue,
  endingGrounds,
  type Law,
  lawOf,
  type OfferedActivity,
  offeredActivities,
} from "./law.ts";
export { type PartLimit, partLimits } from "./money.ts";
export { lastDayOf, periodOf, reportingMonths, runsOn, type Term } from "./months.ts";
export { type PlanItem, paymentPlan, paymentsAfter, type Wait } from "./plan.ts";
export { PROBLEM_CODES, type Problem, type ProblemCode, type ProblemValues } from "./problem.ts";
export { checkedBy, type ReportDays, reportDays } from "./report-days.ts";
