export {
  askedOf,
  type CaseDeps,
  caseForMember,
  type Held,
  isId,
  journal,
  relationsOf,
} from "./reach.ts";
export { type CaseField, type CaseRecord, EMPTY_RECORD } from "./record.ts";
export {
  type Case,
  type CaseRow,
  caseOfPerson,
  openCase,
  openRecord,
  readCase,
} from "./store.ts";
export { addEvent, type CaseEvent, EVENT_KINDS, type EventKind, readEvents } from "./timeline.ts";
export {
  nameWords,
  nearTokens,
  PHONE_ENDS,
  partTokens,
  phoneEndToken,
  phoneToken,
  releaseToken,
  searchTokens,
  townToken,
} from "./tokens.ts";
