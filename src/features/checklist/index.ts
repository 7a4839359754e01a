export type { OnMark } from "./actions.ts";
export { checklistFeature, keepPressed, openPapers } from "./bot.ts";
export { type ChecklistSheet, checklistSheet } from "./document.ts";
export { startChecklistJobs } from "./jobs.ts";
export { type Marks, progress } from "./marks.ts";
export { eraseChecklist, readMarks } from "./store.ts";
export { isCarried } from "./view.ts";
