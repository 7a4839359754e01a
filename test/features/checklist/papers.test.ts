import { describe, expect, it } from "vitest";
import { type Checklist, papers } from "../../../src/features/checklist/rules.ts";
import type { FactsInput } from "../../../src/features/eligibility/facts.ts";
import { day, edition, krasnoyarsk, person } from "../eligibility/person.ts";
import { paperRows, wayRows } from "./rows.ts";

function listOf(changes: FactsInput, on = day): Checklist {
  const list = papers(person(changes), krasnoyarsk, on);
  if (list === null) throw new Error("no checklist");
  return list;
}

const codes = (changes: FactsInput) => listOf(changes).items.map(({ code }) => code);

describe("papers by clause", () => {
  it.each(paperRows)("$clause: $code", ({ clause, code, who, needed, notNeeded }) => {
    const item = listOf(needed).items.find((one) => one.code === code);
    expect(item).toMatchObject({ clause, who, need: clause === null ? "advised" : "needed" });
    if (notNeeded) expect(codes(notNeeded)).not.toContain(code);
  });

  it("has a row for every paper of the edition", () => {
    expect(paperRows.map(({ code }) => code).sort()).toEqual(
      edition.papers.map(({ code }) => code).sort(),
    );
  });

  it("keeps a paper that may be needed while a fact is not known", () => {
    const item = listOf({ representative: "unknown" }).items.find(
      ({ code }) => code === "power_of_attorney",
    );
    expect(item?.need).toBe("perhaps");
  });

  it("asks for no papers of a relative who lives apart", () => {
    const apart = { family: [{ kin: "spouse", age: "adult", livesTogether: "no" }] } as const;
    expect(codes({ family: [...apart.family] })).not.toContain("family_identity");
  });
});

describe("the order", () => {
  it("puts each paper after those that unlock it", () => {
    const { items } = listOf({ identityPaper: "none" });
    for (const [index, item] of items.entries()) {
      const before = items.slice(0, index).map(({ code }) => code);
      expect(before).toEqual(expect.arrayContaining([...item.after]));
    }
    const order = items.map(({ code }) => code);
    const chain = [
      "release_certificate",
      "own_birth_certificate",
      "passport",
      "registration",
      "snils",
      "health_insurance",
    ];
    expect(order.filter((code) => chain.includes(code))).toEqual(chain);
  });

  it("names only papers that are on this person's list", () => {
    const item = listOf({ identityPaper: "passport" }).items.find(
      ({ code }) => code === "identity",
    );
    expect(item?.after).toEqual([]);
  });
});

describe("ways of handing in", () => {
  it.each(wayRows)("$clause: $code", ({ clause, code, plainCopy, byPostOnly }) => {
    const way = listOf({}).ways.find((one) => one.code === code);
    expect(way).toMatchObject({ clause });
    expect(way?.copies.includes("plain_with_original")).toBe(plainCopy);
    expect(way?.needs.includes("list_of_contents")).toBe(byPostOnly);
  });

  it("tells for each copy how each way certifies it, and nothing for what is no copy", () => {
    const { items } = listOf({});
    const of = (code: string) => items.find((item) => item.code === code)?.certification;
    expect(of("identity")?.post).toEqual(["certified_by_issuer", "certified_by_notary"]);
    expect(of("application")).toEqual({});
  });
});

describe("a day without a known edition", () => {
  it("gives the last list as not confirmed", () => {
    expect(listOf({}, "2024-12-31").confirmed).toBe(true);
    expect(listOf({}, "2025-01-01").confirmed).toBe(false);
  });

  it("has no list before the first edition", () => {
    expect(papers(person(), krasnoyarsk, "2021-10-13")).toBeNull();
  });
});
