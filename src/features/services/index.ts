export { createServices, type Services } from "./bot.ts";
export {
  type Count,
  type CountedOver,
  countByKind,
  countByPart,
  countTogether,
  firstDay,
  NO_COUNT,
  type PartCounts,
  type Parts,
} from "./counts.ts";
export { onArrival, onHandOver, onTick } from "./following.ts";
export { askOfPaper } from "./papers.ts";
export { adoptServices, forgetServed } from "./served.ts";
export { type NewService, type Service, type Whom, wasReleased } from "./service.ts";
export {
  type By,
  type Correction,
  correctService,
  readService,
  recordService,
  servicesOfCase,
  takeBackService,
  takeBackSource,
} from "./store.ts";
