import type { Case } from "../cases/index.ts";
import { type Action, type Member, mayAs, type Relation } from "../staff/index.ts";

/**
 * Whether a member may do this to a case of a list, by the table that every press asks. Many cases are
 * asked about at once, so transfers are left out: a case that is only offered is in no search and no table.
 */
export function allowed(
  member: Pick<Member, "id" | "institutionId" | "role">,
  { curatorId, institutionId, status }: Pick<Case, "curatorId" | "institutionId" | "status">,
  action: Extract<Action, "search" | "export">,
): boolean {
  return (
    mayAs(member.role, status, action, [nearness(member, { curatorId, institutionId })]).kind ===
    "yes"
  );
}

function nearness(
  member: Pick<Member, "id" | "institutionId">,
  { curatorId, institutionId }: Pick<Case, "curatorId" | "institutionId">,
): Relation {
  if (curatorId === member.id) return "own";
  return institutionId === member.institutionId ? "institution" : "foreign";
}

/** Whether this role has any case in its lists, and whether it has to say why it looks. */
export function looksAt(member: Pick<Member, "role">): "freely" | "with_reason" | "never" {
  const verdict = mayAs(member.role, "in_work", "search", ["institution"]);
  if (verdict.kind === "no") return "never";
  return verdict.comment ? "with_reason" : "freely";
}

export function exports(member: Pick<Member, "role">): boolean {
  return mayAs(member.role, "in_work", "export", ["institution"]).kind === "yes";
}
