export { type Quarter, quartersUntil, readQuarter } from "./rules.ts";
export { type QuarterlyTable, quarterlyTable, type Scope, type Tabled } from "./table.ts";
