export { type DeskDeps, deskFeature, openDesk } from "./bot.ts";
export { dayOf, isReleasedOn, ranOutBefore, releasedOn } from "./digest.ts";
export { TABLE_DOCUMENT, type TableOrder, tableFile, tableRows } from "./table.ts";
export { beside, toList } from "./walk.ts";
