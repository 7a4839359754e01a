export type { Activity, Contract, ContractRecord, MoneyTerm } from "../record.ts";
export { lastDayOf, periodOf, reportingMonths, runsOn, type Term } from "./months.ts";
export { checkedBy, type ReportDays, reportDays } from "./report-days.ts";
