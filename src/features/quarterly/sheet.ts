import type { Locale, Translate } from "../../platform/texts/texts.ts";
import { regionName, townById } from "../places/index.ts";
import { type Cell, type Figure, heading, type Row } from "./rules.ts";
import type { Dimension, QuarterlyTable } from "./table.ts";

/*
 * A quarterly table as lines of cells, the same for every kind of file. The headings are those of the form,
 * whatever the language; what is ours around them is in the reader's.
 */
export interface Wording {
  readonly t: Translate;
  readonly locale: Locale;
}

/** A number, or why there is none. */
export type Shown = number | string;

export interface FormSheet {
  readonly title: string;
  readonly subtitle: string;
  readonly scope: string;
  readonly columns: readonly [string, string, string, string];
  /** Each row of the form, and under it those released from prison. */
  readonly lines: readonly {
    readonly number: string;
    readonly title: string;
    readonly now: Shown;
    readonly before: Shown;
  }[];
  readonly notes: readonly string[];
}

/** The table in the shape of the form. */
export function formSheet({ t, locale }: Wording, table: QuarterlyTable): FormSheet {
  const { form, quarter, rows } = table;
  const earlier = { ...quarter, year: quarter.year - 1 };
  const { columns } = form;
  if (!columns) throw new Error(`The form "${form.code}" has no columns`);
  const line = (number: string, title: string, row: Row, key: keyof Cell) => ({
    ...{ number, title, now: shown(t, row.now[key]) },
    before: shown(t, row.before?.[key]),
  });
  return {
    title: heading(form.title, quarter),
    subtitle: form.subtitle ?? "",
    scope: scopeLine({ t, locale }, table),
    columns: [
      ...([columns.number, columns.row] as const),
      ...([heading(columns.period, quarter), heading(columns.period, earlier)] as const),
    ],
    lines: rows.flatMap((row) => [
      line(`${row.number}.`, row.title, row, "people"),
      ...(form.released ? [line("", form.released, row, "released")] : []),
    ]),
    notes: notesOf(t, table),
  };
}

/** The numbers beside the form. */
export function numberLines({ t }: Wording, { numbers }: QuarterlyTable) {
  return numbers.map(({ title, now, before }) => ({
    ...{ title, now: shown(t, now), before: shown(t, before) },
  }));
}

/** The rows of each town, institution or kind of provider: one line for each, so that they can be filtered. */
export function partLines({ t }: Wording, { parts }: QuarterlyTable, dimension: Dimension) {
  return parts[dimension].flatMap(({ code, name, rows }) =>
    rows.map(({ number, title, now, before }): readonly Shown[] => [
      name || t(`quarterly:part.${code}`),
      ...[Number(number), title, shown(t, now.people), shown(t, before?.people)],
      ...[shown(t, now.released), shown(t, before?.released)],
    ]),
  );
}

export function partColumns({ t }: Wording, table: QuarterlyTable, dimension: Dimension): string[] {
  const { form, quarter } = table;
  const [now, before] = [quarter.year, quarter.year - 1].map((year) =>
    t("quarterly:period", { quarter: quarter.number, year }),
  );
  return [
    t(`quarterly:column.part.${dimension}`),
    ...[form.columns?.number ?? "", form.columns?.row ?? ""],
    ...[now, before].map((period) => t("quarterly:column.people", { period })),
    ...[now, before].map((period) => t("quarterly:column.released", { period })),
  ];
}

/** What stands in a cell; no figure: it is not known. */
export function shown(t: Translate, figure: Figure | null | undefined): Shown {
  if (typeof figure === "number") return figure;
  return t(figure === "withheld" ? "quarterly:withheld" : "quarterly:unknown");
}

function scopeLine({ t, locale }: Wording, table: QuarterlyTable): string {
  const { scope, name, town: id, institutions } = table;
  if (scope.kind === "institution") return name;
  const town = townById(id);
  const region = town && regionName(town.country, town.admin1, locale);
  return t("quarterly:scope", { region: region ?? scope.region, number: institutions });
}

/** How the figures are to be read. */
function notesOf(t: Translate, { form, confirmed, published, rows }: QuarterlyTable): string[] {
  const nameless = rows.filter(
    ({ now, before }) => now.nameless !== 0 || (before?.nameless ?? 0) !== 0,
  );
  const numbers = nameless.map(({ number }) => number).join(", ");
  return [
    t("quarterly:note.once"),
    ...(nameless.length > 0 ? [t("quarterly:note.nameless", { rows: numbers })] : []),
    ...(rows.some(({ before }) => before === null) ? [t("quarterly:note.unknown")] : []),
    ...(published ? [t("quarterly:note.withheld")] : []),
    ...(form.source === "own" ? [t("quarterly:note.own")] : []),
    ...(confirmed ? [] : [t("quarterly:note.unconfirmed")]),
  ];
}
