import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { PROBLEM_CODES } from "../../src/features/contract/rules/index.ts";
import { programs } from "../../src/programs/index.ts";

const texts = (locale: string, name: string): Record<string, unknown> =>
  JSON.parse(
    readFileSync(new URL(`../../locales/${locale}/${name}.json`, import.meta.url), "utf8"),
  );

const lookup = (tree: unknown, key: string): unknown =>
  key.split(".").reduce<unknown>((node, part) => (node as Record<string, unknown>)?.[part], tree);

const edition = programs[0]!.editions[0]!;
const changes = new Set(edition.rules.flatMap(({ couldChange }) => couldChange));

const wanted: Readonly<Record<string, readonly string[]>> = {
  eligibility: [
    ...edition.rules.flatMap((rule) =>
      (["yes", "no", "unknown"] as const)
        .filter((truth) => rule[truth] !== null)
        .map((truth) => `reason.${rule.code}.${truth}`),
    ),
    "reason.edition_not_confirmed.unknown",
    "reason.edition_unknown.unknown",
    ...[...changes].map((code) => `could_change.${code}`),
    ...edition.readings.map(({ code }) => `reading.${code}`),
    ...edition.measures.flatMap(({ code }) => [`measure.${code}.name`, `measure.${code}.about`]),
    ...edition.measures.flatMap(({ money }) => money.map(({ code }) => `money.${code}`)),
    ...edition.measures.flatMap(({ money }) =>
      money.flatMap(({ parts }) => parts.map(({ code }) => `money_part.${code}`)),
    ),
  ],
  checklist: [
    ...edition.papers.flatMap(({ code }) =>
      ["name", "why", "how"].map((part) => `paper.${code}.${part}`),
    ),
    ...edition.papers.flatMap(({ replacedBy }) => replacedBy.map((code) => `replaced_by.${code}`)),
    ...edition.papers.map(({ who }) => `who.${who}`),
    ...edition.ways.flatMap(({ code }) => [`way.${code}.name`, `way.${code}.how`]),
    ...edition.ways.flatMap(({ copies }) => copies.map((code) => `certification.${code}`)),
    ...edition.ways.flatMap(({ needs }) => needs.map((code) => `way_needs.${code}`)),
  ],
  deadlines: [
    ...edition.clocks.flatMap(({ code, event, owner }) => [
      `clock.${code}`,
      `event.${event}`,
      `owner.${owner}`,
    ]),
    ...edition.clocks.flatMap(({ onlyIf }) => (onlyIf ? [`only_if.${onlyIf}`] : [])),
  ],
  "contract-check": [...PROBLEM_CODES],
  [`program-${programs[0]!.code}`]: [
    ...edition.contract.activities.map(({ code }) => `activity.${code}`),
    ...edition.contract.validReasons.list.map(({ code }) => `valid_reason.${code}`),
    ...edition.contract.endings.list.map(({ code }) => `ending.${code}`),
    "agreed_end",
    ...edition.contract.changes.list.map((code) => `change.${code}`),
    ...edition.contract.conclusion.points.map(({ code }) => `point.${code}`),
    ...edition.contract.effectiveness.points.map(({ code }) => `point.${code}`),
    ...edition.contract.monitoring.flatMap(({ ways }) =>
      ways.map((code) => `monitoring_way.${code}`),
    ),
  ],
};

/** Parts of a file whose keys are all codes of the data: nothing else may be in them. */
const codedParts: Readonly<Record<string, readonly string[]>> = {
  eligibility: ["reason", "could_change", "reading", "money", "money_part"],
  checklist: ["paper", "replaced_by", "who", "way", "certification", "way_needs"],
  deadlines: ["clock", "event", "owner", "only_if"],
  "contract-check": [...PROBLEM_CODES],
  [`program-${programs[0]!.code}`]: [
    ...["activity", "valid_reason", "ending", "agreed_end", "change", "point", "monitoring_way"],
  ],
};

function leaves(tree: unknown, prefix = ""): string[] {
  if (typeof tree === "string") return [prefix];
  return Object.entries(tree as object).flatMap(([key, node]) =>
    leaves(node, prefix ? `${prefix}.${key}` : key),
  );
}

describe.each(["ru", "kk", "en"])("words in %s", (locale) => {
  it.each(Object.keys(wanted))("of %s are there for every code of the data", (name) => {
    const tree = texts(locale, name);
    const missing = wanted[name]!.filter((key) => typeof lookup(tree, key) !== "string");
    expect(missing).toEqual([]);
  });

  it.each(Object.keys(codedParts))("of %s are for no code that is not in the data", (name) => {
    const tree = texts(locale, name);
    const known = new Set(wanted[name]);
    const orphans = codedParts[name]!.flatMap((part) => leaves(tree[part], part));
    expect(orphans.filter((key) => !known.has(key))).toEqual([]);
  });

  it("name every figure that a reason gives", () => {
    const tree = texts(locale, "eligibility");
    for (const { code, values } of edition.rules) {
      const said = leaves(lookup(tree, `reason.${code}`))
        .map((truth) => String(lookup(tree, `reason.${code}.${truth}`)))
        .join(" ");
      const named = [...said.matchAll(/\{\{(\w+)\}\}/g)].map(([, name]) => name);
      expect(values).toEqual(expect.arrayContaining(named));
    }
  });
});
