export { checklistFeature, keepPressed, openPapers } from "./bot.ts";
export { type ChecklistSheet, checklistSheet } from "./document.ts";
export { startChecklistJobs } from "./jobs.ts";
export { eraseChecklist } from "./store.ts";
