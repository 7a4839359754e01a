export {
  type CaseDays,
  type CaseDue,
  type ClockDay,
  clockDays,
  type DueSource,
  dueOfCase,
  FOLLOWED_DAYS,
  joinSources,
  type Matter,
  type RouteDay,
} from "./of-case.ts";
export { type Due, type DueAnswer, type DueOptions, due, dueAfterApplication } from "./rules.ts";
export { byDay, dueLines, whenOf } from "./view.ts";
