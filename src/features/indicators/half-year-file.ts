import type { File } from "../../platform/conversation/conversation.ts";
import { dateInFigures } from "../../platform/texts/format.ts";
import { planOf } from "../../programs/indicators.ts";
import { kindsIn } from "../../programs/services.ts";
import { countFieldwork } from "../fieldwork/index.ts";
import { countByKind, countTogether, NO_COUNT } from "../services/index.ts";
import { type Cell, type Relation, withheld } from "../suppression/index.ts";
import type { IndicatorsDeps } from "./card.ts";
import { readOutcomes } from "./outcomes-store.ts";
import { type HalfYear, informationDue } from "./rules/half-year.ts";
import { MARKS, OUTCOMES } from "./rules/outcomes.ts";
import { isSmallShare } from "./rules/small.ts";
import type { Scope } from "./scope.ts";
import { shareText, type Wording } from "./wording.ts";

/** A line of the information: words, and figures as they are told outside of the institution. */
export interface Line {
  readonly label: string;
  readonly cells: readonly (number | string)[];
}

export interface HalfYearSheet {
  readonly title: string;
  readonly scope: string;
  /** By when it is told, by which source. */
  readonly due: string;
  readonly services: readonly Line[];
  readonly fieldwork: readonly Line[];
  readonly outcomes: readonly Line[];
  readonly notes: readonly string[];
}

/**
 * The information on a half-year, from the rows that everything else is counted from. It leaves the
 * institution, so small counts of people are withheld in it, and what would tell them.
 */
export async function halfYearSheet(
  deps: IndicatorsDeps,
  wording: Wording,
  scope: Scope,
  half: HalfYear,
  today: string,
): Promise<HalfYearSheet> {
  const { t } = wording;
  const { prisma } = deps.database;
  const over = { institutions: scope.institutions, from: half.from, until: half.until };
  const [kinds, together, field, outcomes] = await Promise.all([
    countByKind(prisma, over),
    countTogether(prisma, over),
    countFieldwork(prisma, over),
    readOutcomes(deps, { institutions: scope.institutions, period: half, today }),
  ]);
  const rows = [
    { id: "all", label: t("indicators:half.all"), ...together },
    ...kindsIn(scope.region).map((kind) => ({
      ...{ id: kind, label: t(`services:kind.${kind}`) },
      ...(kinds.get(kind) ?? NO_COUNT),
    })),
  ];
  const few = t("indicators:few");
  const hidden = hiddenOf(rows);
  const told = (id: string, value: number) => (hidden.has(id) ? few : value);
  const found = field.people.patrol ?? 0;
  const out = Object.entries(field.outcomes);
  const hiddenField = withheld(
    [
      { id: "found", value: found },
      ...out.map(([id, value]) => ({ id, value })),
      {
        id: "others",
        value: Math.max(found - out.reduce((sum, [, value]) => sum + value, 0), 0),
        implied: true,
      },
    ],
    [{ kind: "sum", total: "found", parts: [...out.map(([id]) => id), "others"] }],
  );
  const share = ({ have, of }: { have: number; of: number }) => {
    if (of === 0) return t("indicators:not_yet");
    return isSmallShare({ have, of }) ? few : shareText(wording, have, of);
  };
  const plan = planOf(scope.region);
  const due = plan && informationDue(plan, half);
  return {
    title: t("indicators:half.title", {
      from: dateInFigures(half.from),
      to: dateInFigures(lastDay(half)),
    }),
    scope: scope.name,
    due:
      plan && due
        ? t("indicators:half.due", {
            ...{ day: dateInFigures(due.on), clause: due.clause, source: plan.source.title },
          })
        : t("indicators:half.no_due"),
    services: rows.map(({ id, label, people, released, units }) => ({
      label,
      cells: [
        told(`${id} people`, people),
        told(`${id} released`, released),
        told(`${id} units`, units),
      ],
    })),
    fieldwork: [
      ...Object.entries(field.trips).map(([kind, trips]) => ({
        label: t(`indicators:trip.${kind}`),
        cells: [trips],
      })),
      {
        label: t("indicators:half.found"),
        cells: [hiddenField.has("found") ? few : found],
      },
    ],
    outcomes: OUTCOMES.map((outcome) => ({
      label: t(`indicators:outcome.${outcome}`),
      cells: MARKS.map((mark) => share(outcomes.cohort[outcome][mark])),
    })),
    notes: [t("indicators:half.note_once"), t("indicators:half.note_few")],
  };
}

/**
 * The cells that are withheld. All people are at least those of each kind, and at most their sum; whoever
 * was released is one of the people; and so few services tell of few people.
 */
function hiddenOf(
  rows: readonly {
    readonly id: string;
    readonly people: number;
    readonly released: number;
    readonly units: number;
  }[],
): ReadonlySet<string> {
  const cells: Cell[] = rows.flatMap(({ id, people, released, units }) => [
    { id: `${id} people`, value: people },
    { id: `${id} released`, value: released },
    { id: `${id} others`, value: people - released, implied: true },
    { id: `${id} units`, value: units },
  ]);
  const kinds = rows.map(({ id }) => id).filter((id) => id !== "all");
  const relations: Relation[] = [
    ...rows.map(({ id }): Relation => {
      return { kind: "sum", total: `${id} people`, parts: [`${id} released`, `${id} others`] };
    }),
    ...(["people", "released"] as const).map((what): Relation => {
      return { kind: "union", total: `all ${what}`, parts: kinds.map((kind) => `${kind} ${what}`) };
    }),
    {
      ...{ kind: "sum", total: "all units" },
      parts: kinds.map((kind) => `${kind} units`),
    },
  ];
  return withheld(cells, relations);
}

function lastDay({ until }: HalfYear): string {
  return new Date(Date.parse(until) - 86_400_000).toISOString().slice(0, 10);
}

/** The information as an XLSX file. */
export async function halfYearXlsx(
  { t }: Pick<Wording, "t">,
  half: HalfYear,
  sheet: HalfYearSheet,
): Promise<File> {
  // Loaded when the first one is made: it is large, and few processes ever make one.
  const { default: Excel } = await import("exceljs");
  const book = new Excel.Workbook();
  book.created = new Date(`${half.from}T00:00:00Z`);
  book.modified = book.created;
  const page = book.addWorksheet(half.code, {
    pageSetup: { orientation: "portrait", fitToPage: true, fitToHeight: 0 },
  });
  page.columns = [{ width: 56 }, { width: 20 }, { width: 20 }, { width: 20 }];
  const line = (text: string, bold = false) => {
    const row = page.addRow([text]);
    page.mergeCells(row.number, 1, row.number, 4);
    row.font = { bold };
    row.alignment = { wrapText: true, vertical: "top" };
    row.height = 16 * Math.ceil(text.length / 105);
  };
  const table = (heads: readonly string[], lines: readonly Line[]) => {
    page.addRow([]);
    const head = page.addRow([...heads]);
    head.font = { bold: true };
    head.alignment = { wrapText: true, vertical: "middle" };
    for (const { label, cells } of lines) {
      const row = page.addRow([label, ...cells]);
      row.alignment = { wrapText: true, vertical: "top" };
      row.eachCell((cell) => {
        if (typeof cell.value === "string") cell.numFmt = "@";
      });
    }
  };
  line(sheet.title, true);
  line(sheet.scope);
  line(sheet.due);
  table(
    ["kind", "people", "released", "units"].map((code) => t(`indicators:half.column.${code}`)),
    sheet.services,
  );
  table([t("indicators:half.column.trip"), t("indicators:half.column.number")], sheet.fieldwork);
  table(
    [t("indicators:half.column.outcome"), ...MARKS.map((days) => t("indicators:mark", { days }))],
    sheet.outcomes,
  );
  page.addRow([]);
  for (const note of sheet.notes) line(note);
  return {
    name: `opora-${half.code}.xlsx`,
    type: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    bytes: new Uint8Array(await book.xlsx.writeBuffer()),
  };
}
