import { ROLES, type Role } from "./access.ts";
import { mayDo, type Task } from "./tasks.ts";

export const INSTITUTION_KINDS = [
  "resource_centre",
  "social_protection",
  "shelter",
  "ngo",
  "employment_service",
  "probation",
] as const;
export type InstitutionKind = (typeof INSTITUTION_KINDS)[number];

/** Institutions that take the cases of a town; the others are places to go to. */
export const SERVING_KINDS = [
  "resource_centre",
  "social_protection",
] as const satisfies readonly InstitutionKind[];

/** One that might serve a town. */
export interface Candidate {
  readonly id: string;
  readonly kind: InstitutionKind;
  readonly region: string;
  /** From the town to the institution's. */
  readonly kilometres: number;
  /** Whether a specialist there has the bot. */
  readonly staffed: boolean;
}

/**
 * The institution that serves a town: one where somebody reads the case, the nearest in the region; at
 * the same distance a resource centre, whose very task it is.
 */
export function serving(region: string | null, candidates: readonly Candidate[]): string | null {
  const rank = ({ kind }: Candidate) => (SERVING_KINDS as readonly string[]).indexOf(kind);
  const [best] = candidates
    .filter((one) => one.region === region && rank(one) >= 0)
    .toSorted(
      (a, b) =>
        Number(b.staffed) - Number(a.staffed) ||
        a.kilometres - b.kilometres ||
        rank(a) - rank(b) ||
        (a.id < b.id ? -1 : 1),
    );
  return best?.id ?? null;
}

/** How long an invitation waits for whoever it was made for. */
export const INVITE_HOURS = 72;

export interface InviteFacts {
  readonly expiresAt: Date;
  readonly usedAt: Date | null;
  readonly institutionClosedAt: Date | null;
}

/** Whether an invitation still makes somebody a member. It ends with the last moment of its hours. */
export function isOpen(invite: InviteFacts, now: Date): boolean {
  return invite.usedAt === null && invite.institutionClosedAt === null && now < invite.expiresAt;
}

interface Managed {
  readonly id: string;
  /** Whether anybody works there. */
  readonly staffed: boolean;
}

/** An administrator looks after their own institution, and after those where nobody works yet. */
export function looksAfter(own: string, { id, staffed }: Managed): boolean {
  return id === own || !staffed;
}

/**
 * The roles that an administrator may invite to an institution: any at their own; to another only its
 * first administrator, who then invites the rest.
 */
export function rolesToInvite(own: string, institution: Managed): readonly Role[] {
  if (institution.id === own) return ROLES;
  return looksAfter(own, institution) ? ["administrator"] : [];
}

const SHORTEST_NAME = 2;
const LONGEST_NAME = 60;

/**
 * The name that people will see, as it was typed: letters with what stands between them in names.
 * @returns undefined when it is no name
 */
export function readName(text: string): string | undefined {
  const name = text.normalize("NFC").trim().replace(/\s+/g, " ");
  const letters = name.match(/\p{L}/gu)?.length ?? 0;
  const fits = letters >= SHORTEST_NAME && name.length <= LONGEST_NAME;
  return fits && /^\p{L}[\p{L}\p{M} .'’-]*$/u.test(name) ? name : undefined;
}

const TASK_COMMANDS: readonly (readonly [command: string, task: Task])[] = [
  ["desk", "see_numbers"],
  ["newcase", "open_case"],
  ["fieldwork", "field_work"],
  ["indicators", "see_numbers"],
  ["quarter", "see_numbers"],
  ["beds", "count_beds"],
  ["register", "see_register"],
  ["admin", "manage_staff"],
];

/** The commands that members of these roles have besides everybody's; none for who is no member. */
export function commandsOf(roles: readonly Role[]): readonly string[] {
  const able = TASK_COMMANDS.filter(([, task]) => roles.some((role) => mayDo(role, task)));
  return roles.length === 0 ? [] : [...able.map(([command]) => command), "notifications"];
}
