export { openReport, reportEntry, reportFeature, reportLine } from "./bot.ts";
export { reportDocument, reportFile } from "./document.ts";
export { type Draft, draftOf } from "./draft.ts";
export { type HandInGuide, type HandInPlace, handInFile, handInGuide } from "./hand-in.ts";
export { addLine, changeLine, holdLines, lineById, linesOf, removeLine } from "./line-store.ts";
export type { FilingLines, OnReport, ReportDeps, ReportHeld, ReportLinks } from "./links.ts";
export { REPORT_DOCUMENT, type ReportOrder, reportDocuments } from "./preview.ts";
export {
  EMPTY_CONTENT,
  type Line,
  type LineBody,
  type LineOf,
  type Report,
  type ReportContent,
  SECTIONS,
  type Section,
} from "./record.ts";
export { of as linesIn, type SheetParts, sheetOf, spentIn } from "./rules/compose.ts";
export { lateLaw } from "./rules/law.ts";
export {
  monthToReport,
  type ReportMonth,
  reportMonths,
  storedOf,
} from "./rules/months.ts";
export { activitiesIn, openPlaces, type Place } from "./rules/position.ts";
export {
  dayIn,
  dueReminder,
  REMINDERS,
  type Reminder,
  type ReminderCode,
  remindersOf,
} from "./rules/reminders.ts";
export {
  personMay,
  REPORT_STATES,
  REPORT_STATUSES,
  type ReportCode,
  type ReportState,
  type ReportStatus,
  statusOf,
} from "./rules/status.ts";
export type { ReportSheet } from "./sheet.ts";
export {
  adoptReports,
  newReport,
  type ReportChange,
  readReport,
  reportOfMonth,
  reportsOfContract,
  saveReport,
} from "./store.ts";
export { activityLabel, costText } from "./wording.ts";
