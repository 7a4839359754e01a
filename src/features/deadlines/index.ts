export {
  type CaseDays,
  type CaseDue,
  type ClockDay,
  clockDays,
  dueOfCase,
  FOLLOWED_DAYS,
  type RouteDay,
} from "./of-case.ts";
export { type Due, type DueAnswer, type DueOptions, due, dueAfterApplication } from "./rules.ts";
export { dueLines, whenOf } from "./view.ts";
