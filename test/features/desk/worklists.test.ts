import { describe, expect, it } from "vitest";
import { type Case, EMPTY_RECORD } from "../../../src/features/cases/index.ts";
import type { CaseDue } from "../../../src/features/deadlines/index.ts";
import { type DeskCase, LISTS, sortOut } from "../../../src/features/desk/worklists.ts";

const today = "2024-03-12";

type More = Partial<Omit<DeskCase, "case">> & { readonly unansweredSince?: Date };

function deskCase(
  id: string,
  { unansweredSince, ...more }: More = {},
  curatorId: string | null = "me",
) {
  return {
    case: {
      id,
      curatorId,
      institutionId: "here",
      personId: null,
      status: "in_work",
      version: 1,
      record: EMPTY_RECORD,
      unansweredSince: unansweredSince ?? null,
      createdAt: new Date("2024-03-01T00:00:00Z"),
      closedAt: null,
    } as unknown as Case,
    own: curatorId === "me",
    dues: [],
    waiting: undefined,
    ...more,
  } satisfies DeskCase;
}

const release = (on: string): CaseDue => ({ source: "release", on, overdue: false });
const step = (on: string): CaseDue => ({
  source: "route",
  on,
  overdue: on < today,
  code: "doctor",
  clause: null,
});

/** In which lists a case is. */
function listsWith(one: DeskCase) {
  const lists = sortOut([one], today);
  return LISTS.filter((list) => lists[list].length > 0);
}

describe("a case of one's own is", () => {
  it.each<[string, More, string[]]>([
    ["in no list while nothing is due", {}, []],
    ["overdue", { dues: [step("2024-03-11"), step("2024-03-20")] }, ["overdue"]],
    ["due today", { dues: [step("2024-03-12")] }, ["today"]],
    ["both", { dues: [step("2024-03-11"), step("2024-03-12")] }, ["overdue", "today"]],
    ["released today", { dues: [release("2024-03-12")] }, ["today"]],
    ["released tomorrow", { dues: [release("2024-03-13")] }, ["released_soon"]],
    ["released in 30 days", { dues: [release("2024-04-11")] }, ["released_soon"]],
    ["released in 31 days", { dues: [release("2024-04-12")] }, []],
    ["waiting", { waiting: "cannot_get_paper" }, ["waiting"]],
    ["unanswered", { unansweredSince: new Date("2024-03-11T10:00:00Z") }, ["unanswered"]],
  ])("%s", (_, more, lists) => {
    expect(listsWith(deskCase("1", more))).toEqual(lists);
  });
});

describe("a case without a curator", () => {
  it("is new, and its release concerns everybody", () => {
    expect(listsWith(deskCase("1", { dues: [release("2024-03-12")] }, null))).toEqual([
      "today",
      "new",
    ]);
    expect(listsWith(deskCase("1", { dues: [release("2024-03-15")] }, null))).toEqual([
      "released_soon",
      "new",
    ]);
  });

  it("is overdue for nobody yet", () => {
    expect(listsWith(deskCase("1", { dues: [step("2024-03-01")] }, null))).toEqual(["new"]);
  });
});

it("shows of a case that is only offered nothing but that", () => {
  const offered = deskCase(
    "1",
    {
      waiting: "transfer",
      unansweredSince: new Date("2024-03-11T10:00:00Z"),
      dues: [step("2024-03-01"), release("2024-03-13")],
    },
    "somebody",
  );
  expect(listsWith(offered)).toEqual(["waiting"]);
});

it("puts first what has waited longest", () => {
  const desk = [
    deskCase("1", { dues: [step("2024-03-10")] }),
    deskCase("2", { dues: [step("2024-02-01"), step("2024-03-10")] }),
    deskCase("3", { dues: [step("2024-03-05")] }),
  ];
  expect(sortOut(desk, today).overdue.map((entry) => entry.case.id)).toEqual(["2", "3", "1"]);
});
