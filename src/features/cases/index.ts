export { eraseCase } from "./actions/erasure.ts";
export { letCasesGo } from "./actions/leaving.ts";
export { tellOfPaper } from "./actions/papers.ts";
export { waitingTransfer } from "./actions/transfers.ts";
export { caseDocuments, casesFeature } from "./bot.ts";
export { startCaseJobs } from "./jobs.ts";
export {
  askedOf,
  type CaseDeps,
  caseForMember,
  foresee,
  type Held,
  journal,
  type OnHandOver,
  type OnTick,
  relationsOf,
} from "./reach.ts";
export { type CaseField, type CaseRecord, EMPTY_RECORD } from "./record.ts";
export { type Place, planAround, type RouteStep, reachOfPlan, routeOf } from "./route.ts";
export { tidy } from "./rules.ts";
export { showCase } from "./screens/card.ts";
export { basisOf, dueLine, duesOf } from "./screens/card-view.ts";
export { type Beside, type CardLinks, type CardPart, openCaseCard } from "./screens/common.ts";
export { CASE_LINK } from "./screens/invite.ts";
export { keepClaiming, openInvitation, openTypedCode } from "./screens/joining.ts";
export { hasSpecialist, keepAsking, openSpecialist } from "./screens/mine.ts";
export { openNewCase } from "./screens/new-case.ts";
export {
  type Case,
  type CaseRow,
  caseOfPerson,
  openCase,
  openRecord,
  readCase,
  saveCase,
} from "./store.ts";
export { addEvent, type CaseEvent, EVENT_KINDS, type EventKind, readEvents } from "./timeline.ts";
export {
  appliedToken,
  contractToken,
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
export { caseName, caseNumber, dayAt, spokenMoment, townText } from "./wording.ts";
