export { adoptContracts } from "./adoption.ts";
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
export {
  type Activity,
  type Contract,
  type ContractRecord,
  EMPTY_CONTRACT,
  type MoneyTerm,
} from "./record.ts";
export { lastDayOf, runsOn } from "./rules/months.ts";
export {
  type ContractChange,
  contractOfCase,
  contractsOfCase,
  eraseContracts,
  newContract,
  readContract,
  runningContract,
  saveContract,
} from "./store.ts";
