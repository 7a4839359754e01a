import { heading } from "./rules.ts";
import type { QuarterlyTable } from "./table.ts";

/** The table as plain data: what is not known is null. */
export function tableAsJson(table: QuarterlyTable) {
  const { quarter, scope, name, institutions, form, confirmed, rows, numbers, parts } = table;
  return {
    quarter: quarter.code,
    title: heading(form.title, quarter),
    scope: scope.kind === "region" ? scope.region : { id: scope.id, name },
    ...{ institutions, source: form.source, clause: form.clause, confirmed },
    ...{ rows, numbers, parts },
  };
}
