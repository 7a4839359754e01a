export type { Activity, Contract, ContractRecord, MoneyPart, MoneyTerm } from "../record.ts";
export {
  endingGrounds,
  type Law,
  lawOf,
  type OfferedActivity,
  offeredActivities,
} from "./law.ts";
export { lastDayOf, periodOf, reportingMonths, runsOn, type Term } from "./months.ts";
export { checkedBy, type ReportDays, reportDays } from "./report-days.ts";
