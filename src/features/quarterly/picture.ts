import type { Cohorts } from "../../platform/pictures/index.ts";
import type { Figure } from "./rules.ts";
import { formSheet, shown, type Wording } from "./sheet.ts";
import type { QuarterlyTable } from "./table.ts";

/** Each kind of help as two bars: this quarter, and the same one of last year. */
export function quarterlyChart(wording: Wording, table: QuarterlyTable): Cohorts {
  const { t } = wording;
  const { quarter, rows } = table;
  const { title, scope } = formSheet(wording, table);
  const [now, before] = [quarter.year, quarter.year - 1].map((year) =>
    t("quarterly:period", { quarter: quarter.number, year }),
  );
  const figures = rows.flatMap((row) => [row.now.people, row.before?.people ?? null]);
  const longest = Math.max(1, ...figures.filter((figure) => typeof figure === "number"));
  const bar = (label: string | undefined, people: Figure | null, released: Figure | null) => ({
    label: label ?? "",
    percent: typeof people === "number" ? (people / longest) * 100 : null,
    shown: people === null ? t("quarterly:unknown") : `${shown(t, people)} (${shown(t, released)})`,
  });
  return {
    kind: "cohorts",
    ...{ title, subtitle: `${scope}. ${t("quarterly:in_brackets")}` },
    groups: rows.map((row) => ({
      label: `${row.number}. ${row.title}`,
      bars: [
        bar(now, row.now.people, row.now.released),
        bar(before, row.before?.people ?? null, row.before?.released ?? null),
      ],
    })),
  };
}
