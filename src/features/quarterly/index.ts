export { type QuarterlyDeps, quarterlyFeature } from "./bot.ts";
export { quarterlyDocuments } from "./document.ts";
export { quarterlyDocx } from "./docx.ts";
export { tableAsJson } from "./json.ts";
export { forOutside } from "./outside.ts";
export { type Quarter, quartersUntil, readQuarter } from "./rules.ts";
export { type QuarterlyTable, quarterlyTable, type Scope, type Tabled } from "./table.ts";
export { quarterlyXlsx } from "./xlsx.ts";
