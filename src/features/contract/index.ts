export { adoptContracts } from "./adoption.ts";
export { contractFeature } from "./bot.ts";
export { contractDues } from "./dues.ts";
export { type Followed, followedCases } from "./followed.ts";
export {
  type Mark,
  type PaymentMark,
  type PaymentState,
  readMarks,
  readPayments,
  removeMark,
  writeMark,
  writePayment,
} from "./marks.ts";
export { planLine } from "./plan-view.ts";
export { readPastDay } from "./read-step.ts";
export {
  type Activity,
  type Contract,
  type ContractRecord,
  EMPTY_CONTRACT,
  type MoneyTerm,
} from "./record.ts";
export { contractReasons, remindOfContract } from "./reminders.ts";
export { contractPart } from "./screens/card.ts";
export {
  hasContract,
  openMyContract,
} from "./screens/mine.ts";
export type { Mine, MineWay } from "./screens/mine-view.ts";
export {
  type ContractChange,
  contractOfCase,
  contractsOfCase,
  eraseContracts,
  newContract,
  openContract,
  readContract,
  runningContract,
  saveContract,
} from "./store.ts";
