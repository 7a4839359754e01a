import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ROLES } from "../../../src/features/staff/access.ts";
import {
  type Candidate,
  isOpen,
  readName,
  rolesToInvite,
  serving,
} from "../../../src/features/staff/rules.ts";

const centre: Candidate = {
  id: "centre",
  kind: "resource_centre",
  region: "RU-KYA",
  kilometres: 100,
  staffed: true,
};

describe("the institution that serves a town", () => {
  it.each<[string, Candidate[], string | null]>([
    ["there is none", [], null],
    ["the only one, far as it is", [{ ...centre, kilometres: 900 }], "centre"],
    ["never of another region, near as it is", [{ ...centre, region: "RU-IRK" }], null],
    ["a shelter takes no cases", [{ ...centre, kind: "shelter" }], null],
    ["the nearer one", [centre, { ...centre, id: "near", kilometres: 3 }], "near"],
    [
      "one where somebody works, though another is nearer",
      [centre, { ...centre, id: "empty", kilometres: 0, staffed: false }],
      "centre",
    ],
    ["an empty one, if all are", [{ ...centre, staffed: false }], "centre"],
    [
      "a resource centre before the social protection of the same town",
      [{ ...centre, id: "protection", kind: "social_protection" }, centre],
      "centre",
    ],
  ])("%s", (_title, candidates, id) => {
    expect(serving("RU-KYA", candidates)).toBe(id);
    expect(serving("RU-KYA", candidates.toReversed())).toBe(id);
  });

  it("is unknown for a town of no region", () => {
    expect(serving(null, [centre])).toBeNull();
  });
});

describe("an invitation", () => {
  const open = {
    expiresAt: new Date("2024-03-15T10:00:00Z"),
    usedAt: null,
    institutionClosedAt: null,
  };
  const before = new Date("2024-03-15T09:59:59.999Z");

  it("is open until its last moment", () => {
    expect(isOpen(open, before)).toBe(true);
    expect(isOpen(open, open.expiresAt)).toBe(false);
  });

  it("is not open once used, or when the institution is closed", () => {
    expect(isOpen({ ...open, usedAt: before }, before)).toBe(false);
    expect(isOpen({ ...open, institutionClosedAt: before }, before)).toBe(false);
  });

  it("goes to any role at home, and to the first administrator elsewhere", () => {
    expect(rolesToInvite("own", { id: "own", staffed: true })).toEqual(ROLES);
    expect(rolesToInvite("own", { id: "new", staffed: false })).toEqual(["administrator"]);
    expect(rolesToInvite("own", { id: "other", staffed: true })).toEqual([]);
  });
});

describe("a name", () => {
  it.each([
    ["Ольга", "Ольга"],
    ["  Ольга \n Петровна ", "Ольга Петровна"],
    ["Әсел Қайратқызы", "Әсел Қайратқызы"],
    ["Anne-Marie O’Neill", "Anne-Marie O’Neill"],
    ["Иванова О. П.", "Иванова О. П."],
    ["и".repeat(60), "и".repeat(60)],
  ])("%j is %j", (typed, name) => {
    expect(readName(typed)).toBe(name);
  });

  it.each([
    "",
    " ",
    "О",
    "О.",
    "12",
    "Ольга1",
    "<b>Ольга</b>",
    "Ольга @olga",
    "😀😀",
    "-Ольга",
    "и".repeat(61),
  ])("%j is none", (typed) => {
    expect(readName(typed)).toBeUndefined();
  });

  it("is read again as itself, whatever was typed", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (typed) => {
        const name = readName(typed);
        if (name !== undefined) expect(readName(name)).toBe(name);
      }),
    );
  });
});
