export {
  notifyPerson,
  notifyStaff,
  type PersonNotice,
  type StaffAddress,
  type StaffNotice,
  takeBack,
} from "./actions.ts";
export { type NotificationsDeps, notificationsFeature } from "./bot.ts";
export { startNotificationJobs } from "./jobs.ts";
export type { IsReleasedOn } from "./reasons.ts";
export type { CaseQueries, NoteUnreachable } from "./rounds.ts";
export { justAskedSince } from "./rules.ts";
export { TOLD_OF_MESSAGES } from "./tell.ts";
export { type DayCounts, TALK_NOTICE } from "./view.ts";
