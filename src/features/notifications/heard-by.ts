import type { Role } from "../staff/index.ts";
import { STAFF_KINDS, type StaffKind } from "./rules.ts";

/** Who hears of a kind that specialists do not, or not alone. */
const HEARD_BY: Partial<Record<StaffKind, readonly Role[]>> = {
  clock_ran_out: ["supervisor"],
  curator_lost: ["supervisor"],
  hold_asked: ["shelter_staff"],
  hold_gone: ["shelter_staff"],
  beds_unconfirmed: ["shelter_staff"],
  beds_stale: ["supervisor"],
  register_ready: ["supervisor", "specialist"],
  control_point_due: ["supervisor"],
  half_year_due: ["supervisor"],
};

/** The kinds that somebody in a role may hear of: none for those who only look after staff. */
export function kindsFor(role: Role): StaffKind[] {
  return (Object.keys(STAFF_KINDS) as StaffKind[]).filter((kind) =>
    (HEARD_BY[kind] ?? ["specialist"]).includes(role),
  );
}
