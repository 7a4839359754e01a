import type { Role } from "./access.ts";

/** What is done with a hold: somebody's request for a bed, by those on either side of it. */
export const HOLD_ACTIONS = ["see_hold", "answer_hold", "settle_hold", "cancel_hold"] as const;
export type HoldAction = (typeof HOLD_ACTIONS)[number];

/**
 * How a member stands to a hold:
 * - `shelter`: its bed is in the member's institution.
 * - `asked_for`: it is for the person of a case whose curator the member is.
 * - `foreign`: neither. For this member the hold does not exist.
 */
export const HOLD_RELATIONS = ["shelter", "asked_for", "foreign"] as const;
export type HoldRelation = (typeof HOLD_RELATIONS)[number];

const HOLDS: readonly {
  readonly role: Role;
  readonly relation: HoldRelation;
  readonly actions: readonly HoldAction[];
}[] = [
  {
    role: "shelter_staff",
    relation: "shelter",
    actions: ["see_hold", "answer_hold", "settle_hold"],
  },
  { role: "specialist", relation: "asked_for", actions: ["see_hold", "cancel_hold"] },
];

/** Whether someone in this role may do this to a hold that they stand so to. */
export function mayWithHold(role: Role, action: HoldAction, relation: HoldRelation): boolean {
  return HOLDS.some(
    (row) => row.role === role && row.relation === relation && row.actions.includes(action),
  );
}
