export {
  type Count,
  type CountedOver,
  countByKind,
  countTogether,
  NO_COUNT,
} from "./counts.ts";
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
