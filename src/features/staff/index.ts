export {
  ACTIONS,
  type Action,
  CASE_STATUSES,
  type CaseStatus,
  may,
  mayAs,
  RELATIONS,
  type Relation,
  ROLES,
  type Role,
  type Verdict,
} from "./access.ts";
export {
  addInstitution,
  changeInstitution,
  eraseStaff,
  issueInvite,
  type OnRevoke,
  revokeMember,
  withdrawInvite,
} from "./actions.ts";
export { openAdmin, type StaffDeps, staffFeature } from "./bot.ts";
export { helpForMembers } from "./help.ts";
export { type HoldAction, type HoldRelation, mayWithHold } from "./hold-access.ts";
export { type Institution, readChanged, readInstitution } from "./institution.ts";
export {
  type Changeable,
  institutionById,
  institutionForTown,
  listInstitutions,
  patrolPhones,
} from "./institution-store.ts";
export { INVITE_PREFIX, openInvites } from "./invites.ts";
export { renewMenu, renewMenuAtStart, resetMenu, startStaffJobs } from "./jobs.ts";
export { openInvite } from "./joining.ts";
export { actAs, mayNow, memberNow, membershipsOf } from "./member.ts";
export { INSTITUTION_KINDS, type InstitutionKind } from "./rules.ts";
export {
  allMembers,
  type Instead,
  isLost,
  isStaffed,
  type Member,
  memberById,
  membersAt,
  membersOf,
  namesOfMembers,
  readsInstead,
} from "./store.ts";
export { mayDo, type Task } from "./tasks.ts";
