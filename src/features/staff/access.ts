/**
 * Who may do what with a case: one table, asked by handlers, buttons and the command line alike. It is
 * pure: whoever asks says how the member stands to the case, as the database has it now.
 */
export const ROLES = ["specialist", "shelter_staff", "supervisor", "administrator"] as const;
export type Role = (typeof ROLES)[number];

export const CASE_STATUSES = [
  "before_release",
  "new",
  "in_work",
  "on_contract",
  "waiting",
  "closed",
] as const;
export type CaseStatus = (typeof CASE_STATUSES)[number];

/**
 * How a member stands to a case:
 * - `own`: they are its curator.
 * - `institution`: it is at the member's institution; somebody else's, or nobody's yet.
 * - `asked`: a transfer of it to the member, or to whoever of their institution takes it, waits for an answer.
 * - `foreign`: none of these. For this member the case does not exist.
 */
export const RELATIONS = ["own", "institution", "asked", "foreign"] as const;
export type Relation = (typeof RELATIONS)[number];

export const ACTIONS = [
  "see",
  "search",
  "export",
  "print",
  "take",
  "edit",
  "note",
  "message",
  "tick_route",
  "set_status",
  "close",
  "reopen",
  "ask_transfer",
  "withdraw_transfer",
  "answer_transfer",
  "merge",
  "link_person",
  "move_account",
  "keep_contract",
  "record_filing",
  "check_report",
  "keep_circumstances",
  "hold_bed",
  "record_service",
] as const;
export type Action = (typeof ACTIONS)[number];

export type Verdict =
  | { readonly kind: "no" }
  | {
      readonly kind: "yes";
      /** The statuses that the case may have afterwards; absent when the action leaves it as it is. */
      readonly next?: readonly CaseStatus[];
      /** Whether the member has to say why. */
      readonly comment: boolean;
    };

interface Row {
  readonly role: Role;
  readonly relations: readonly Relation[];
  readonly actions: readonly Action[];
  /** The status that the case has, with those that it may have afterwards. */
  readonly statuses: readonly CaseStatus[] | Partial<Record<CaseStatus, readonly CaseStatus[]>>;
  readonly comment?: true;
}

const OPEN = ["before_release", "new", "in_work", "on_contract", "waiting"] as const;

/** What no row allows is refused: shelter staff and administrators have no row, so cases are not theirs. */
const ROWS: readonly Row[] = [
  {
    role: "specialist",
    relations: ["own", "institution"],
    actions: ["see", "search", "export", "print", "note"],
    statuses: CASE_STATUSES,
  },
  {
    role: "specialist",
    relations: ["own"],
    actions: [
      "edit",
      "message",
      "tick_route",
      "link_person",
      "withdraw_transfer",
      "record_filing",
      "hold_bed",
    ],
    statuses: OPEN,
  },
  {
    // Help is rendered by whoever is there, and written down by them.
    role: "specialist",
    relations: ["own", "institution"],
    actions: ["record_service"],
    statuses: OPEN,
  },
  {
    // Of a case that nobody has, or whose curator is lost. Which it is is checked when it is taken.
    role: "specialist",
    relations: ["institution"],
    actions: ["take"],
    statuses: {
      before_release: ["before_release"],
      new: ["in_work"],
      in_work: ["in_work"],
      on_contract: ["on_contract"],
      waiting: ["waiting"],
    },
  },
  {
    role: "specialist",
    relations: ["own"],
    actions: ["set_status"],
    statuses: {
      before_release: ["in_work"],
      new: ["in_work", "waiting"],
      in_work: ["on_contract", "waiting"],
      on_contract: ["in_work", "waiting"],
      waiting: ["in_work", "on_contract"],
    },
  },
  {
    // Recording a social contract, its payments and what was met of it; only the first changes the status.
    role: "specialist",
    relations: ["own"],
    actions: ["keep_contract"],
    statuses: {
      new: ["on_contract"],
      in_work: ["on_contract"],
      on_contract: ["on_contract"],
      waiting: ["on_contract"],
    },
  },
  {
    // Taking or returning a report, and deciding on the payment that follows it.
    role: "specialist",
    relations: ["own"],
    actions: ["check_report"],
    statuses: ["in_work", "on_contract", "waiting"],
  },
  {
    // What changes or ends a contract, and what is written in the year after it.
    role: "specialist",
    relations: ["own"],
    actions: ["keep_circumstances"],
    statuses: ["in_work", "on_contract", "waiting"],
  },
  {
    role: "specialist",
    relations: ["own"],
    actions: ["close"],
    statuses: Object.fromEntries(OPEN.map((status) => [status, ["closed"]])),
    comment: true,
  },
  {
    // The curator may have left; a colleague who opens it again becomes responsible for it.
    role: "specialist",
    relations: ["own", "institution"],
    actions: ["reopen"],
    statuses: { closed: ["before_release", "in_work"] },
    comment: true,
  },
  {
    role: "specialist",
    relations: ["own"],
    actions: ["ask_transfer", "move_account"],
    statuses: OPEN,
    comment: true,
  },
  {
    // Asked of both cases; one of the two is the member's own.
    role: "specialist",
    relations: ["own", "institution"],
    actions: ["merge"],
    statuses: OPEN,
    comment: true,
  },
  {
    // Who declines says why; who accepts need not.
    role: "specialist",
    relations: ["asked"],
    actions: ["answer_transfer"],
    statuses: {
      before_release: ["before_release"],
      new: ["in_work"],
      in_work: ["in_work"],
      on_contract: ["on_contract"],
      waiting: ["waiting"],
    },
  },
  {
    // A supervisor works with numbers; looking at one person needs a stated reason.
    role: "supervisor",
    relations: ["institution"],
    actions: ["see", "search"],
    statuses: CASE_STATUSES,
    comment: true,
  },
];

const NO: Verdict = { kind: "no" };
const TABLE = compile(ROWS);

/** Whether someone in this role may do this to a case of this status that they stand so to. */
export function may(role: Role, status: CaseStatus, action: Action, relation: Relation): Verdict {
  return TABLE.get(keyOf(role, status, action, relation)) ?? NO;
}

/**
 * The same for someone who stands to a case in several ways, such as a colleague who was asked to take
 * it over: what one of the ways allows is allowed.
 */
export function mayAs(
  role: Role,
  status: CaseStatus,
  action: Action,
  relations: readonly Relation[],
): Verdict {
  const verdicts = relations.map((relation) => may(role, status, action, relation));
  return verdicts.find(({ kind }) => kind === "yes") ?? NO;
}

function compile(rows: readonly Row[]): ReadonlyMap<string, Verdict> {
  const table = new Map<string, Verdict>();
  for (const { role, relations, actions, statuses, comment = false } of rows) {
    for (const [status, verdict] of verdicts(statuses, comment)) {
      for (const relation of relations) {
        for (const action of actions) {
          const key = keyOf(role, status, action, relation);
          if (table.has(key)) throw new Error(`Two rows decide ${key}`);
          table.set(key, verdict);
        }
      }
    }
  }
  return table;
}

function verdicts(statuses: Row["statuses"], comment: boolean): [CaseStatus, Verdict][] {
  if (Array.isArray(statuses)) return statuses.map((status) => [status, { kind: "yes", comment }]);
  return Object.entries(statuses).map(([status, next]) => [
    status as CaseStatus,
    { kind: "yes", next, comment },
  ]);
}

function keyOf(role: Role, status: CaseStatus, action: Action, relation: Relation): string {
  return `${role} ${relation} ${action} ${status}`;
}
