export {
  ACTIONS,
  type Action,
  CASE_STATUSES,
  type CaseStatus,
  may,
  mayAs,
  mayDo,
  RELATIONS,
  type Relation,
  ROLES,
  type Role,
  type Task,
  type Verdict,
} from "./access.ts";
export type { Institution } from "./institution.ts";
export { actAs, memberNow, membershipsOf } from "./member.ts";
export { INSTITUTION_KINDS, type InstitutionKind } from "./rules.ts";
export {
  institutionById,
  institutionForTown,
  listInstitutions,
  type Member,
  memberById,
  membersAt,
  membersOf,
  namesOfMembers,
} from "./store.ts";
