import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  ACTIONS,
  CASE_STATUSES,
  may,
  mayAs,
  RELATIONS,
  ROLES,
} from "../../../src/features/staff/access.ts";
import {
  HOLD_ACTIONS,
  HOLD_RELATIONS,
  type HoldAction,
  mayWithHold,
} from "../../../src/features/staff/hold-access.ts";
import { mayDo, TASKS, type Task } from "../../../src/features/staff/tasks.ts";
import { readTable } from "./access.table.ts";

const agreed = readTable();
const all = ROLES.flatMap((role) =>
  RELATIONS.flatMap((relation) =>
    ACTIONS.flatMap((action) =>
      CASE_STATUSES.map((status) => ({ role, relation, action, status })),
    ),
  ),
);
const anyRole = fc.constantFrom(...ROLES);
const anyRelation = fc.constantFrom(...RELATIONS);
const anyAction = fc.constantFrom(...ACTIONS);
const anyStatus = fc.constantFrom(...CASE_STATUSES);

describe("the table", () => {
  it.each(ROLES.flatMap((role) => RELATIONS.map((relation) => [role, relation] as const)))(
    "%s, %s: every action in every status",
    (role, relation) => {
      for (const one of all.filter((cell) => cell.role === role && cell.relation === relation)) {
        const { action, status } = one;
        const cell = `${role} ${relation} ${action} ${status}`;
        expect({ cell, ...may(role, status, action, relation) }).toEqual({
          cell,
          ...(agreed.get(cell) ?? { kind: "no" }),
        });
      }
    },
  );

  it("names nothing that does not exist", () => {
    const cells = new Set(
      all.map(({ role, relation, action, status }) => `${role} ${relation} ${action} ${status}`),
    );
    for (const cell of agreed.keys()) expect(cells).toContain(cell);
  });
});

describe("whoever they are", () => {
  it("a foreign case does not exist", () => {
    for (const { role, action, status } of all) {
      expect(may(role, status, action, "foreign")).toEqual({ kind: "no" });
    }
  });

  it("whoever is asked to take a case over may answer, and see nothing before", () => {
    const allowed = all.filter(
      ({ role, relation, action, status }) =>
        relation === "asked" && may(role, status, action, relation).kind === "yes",
    );
    expect(new Set(allowed.map(({ action }) => action))).toEqual(new Set(["answer_transfer"]));
    expect(new Set(allowed.map(({ role }) => role))).toEqual(new Set(["specialist"]));
  });

  it("shelter staff and administrators have no cases", () => {
    for (const { role, relation, action, status } of all) {
      if (role === "shelter_staff" || role === "administrator") {
        expect(may(role, status, action, relation)).toEqual({ kind: "no" });
      }
    }
  });

  it("a supervisor changes no case, and states a reason to look at one", () => {
    for (const { relation, action, status } of all) {
      const verdict = may("supervisor", status, action, relation);
      if (verdict.kind === "yes") expect(verdict).toEqual({ kind: "yes", comment: true });
    }
  });

  it("a closed case is read, noted on and opened again, nothing else", () => {
    const allowed = all.filter(
      ({ role, relation, action, status }) =>
        status === "closed" && may(role, status, action, relation).kind === "yes",
    );
    expect(new Set(allowed.map(({ action }) => action))).toEqual(
      new Set(["see", "search", "export", "print", "note", "reopen"]),
    );
  });

  it("a status is left only for another one, except by who takes or keeps it as it is", () => {
    fc.assert(
      fc.property(anyRole, anyRelation, anyAction, anyStatus, (role, relation, action, status) => {
        const verdict = may(role, status, action, relation);
        if (verdict.kind === "no" || !verdict.next) return;
        expect(verdict.next.length).toBeGreaterThan(0);
        expect(new Set(verdict.next).size).toBe(verdict.next.length);
        if (!["take", "answer_transfer", "keep_contract"].includes(action)) {
          expect(verdict.next).not.toContain(status);
        }
      }),
    );
  });

  it("several relations allow what one of them allows, none allow nothing", () => {
    fc.assert(
      fc.property(
        anyRole,
        fc.uniqueArray(anyRelation),
        anyAction,
        anyStatus,
        (role, relations, action, status) => {
          const each = relations.map((relation) => may(role, status, action, relation).kind);
          const expected = each.includes("yes") ? "yes" : "no";
          expect(mayAs(role, status, action, relations).kind).toBe(expected);
        },
      ),
    );
  });
});

describe("work without a case at hand", () => {
  it.each<[(typeof ROLES)[number], Task[]]>([
    ["specialist", ["open_case", "see_numbers", "see_register", "field_work"]],
    ["shelter_staff", ["answer_holds", "count_beds"]],
    ["supervisor", ["see_numbers", "see_register"]],
    ["administrator", ["manage_staff"]],
  ])("%s: %j", (role, tasks) => {
    const allowed = TASKS.filter((task) => mayDo(role, task));
    expect(allowed).toEqual(tasks);
  });
});

describe("a hold", () => {
  const agreedFor: Record<string, HoldAction[]> = {
    "shelter_staff shelter": ["see_hold", "answer_hold", "settle_hold"],
    "specialist asked_for": ["see_hold", "cancel_hold"],
  };
  it.each(ROLES.flatMap((role) => HOLD_RELATIONS.map((relation) => [role, relation] as const)))(
    "%s, %s: every action",
    (role, relation) => {
      const allowed = HOLD_ACTIONS.filter((action) => mayWithHold(role, action, relation));
      expect(allowed).toEqual(agreedFor[`${role} ${relation}`] ?? []);
    },
  );
});
