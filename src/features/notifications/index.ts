export {
  type Many,
  moveNotifications,
  notifyMany,
  notifyPerson,
  notifyStaff,
  type PersonNotice,
  type StaffAddress,
  type StaffNotice,
  takeBack,
} from "./actions.ts";
export { actForCase, type NotificationsDeps, notificationsFeature } from "./bot.ts";
export { startNotificationJobs } from "./jobs.ts";
export type { IsReleasedOn, Reason, Reasons } from "./reasons.ts";
export type { CaseQueries, NoteUnreachable } from "./rounds.ts";
export { justAskedSince, TALK_NOTICE } from "./rules.ts";
export { TOLD_OF_MESSAGES } from "./tell.ts";
export type { DayCounts } from "./view.ts";
