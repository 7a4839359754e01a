import type { File } from "../../platform/conversation/conversation.ts";
import type { Locale, Texts, Translate } from "../../platform/texts/texts.ts";
import { basisOf, duesOf, openCase } from "../cases/index.ts";
import { townById, townLabel } from "../places/index.ts";
import { memberById, namesOfMembers } from "../staff/index.ts";
import { allowed } from "./allowed.ts";
import type { DeskStore } from "./store.ts";

/** The kind under which the outbox keeps a table: who asked, and ids; the rows are read when it is sent. */
export const TABLE_DOCUMENT = "desk-table";

export interface TableOrder {
  readonly memberId: string;
  readonly locale: Locale;
  /** "YYYY-MM-DD" where the institution is: what is due is counted from it. */
  readonly today: string;
  readonly caseIds: readonly string[];
}

/** A row of the table, as it is written into it. */
export interface TableRow {
  readonly name: string;
  readonly releaseDate: string | null;
  readonly address: string;
  readonly curator: string;
  readonly status: string;
  readonly nextDue: string | null;
  readonly nextDueWhat: string;
}

const COLUMNS = [
  { key: "name", width: 36 },
  { key: "releaseDate", width: 16 },
  { key: "address", width: 44 },
  { key: "curator", width: 28 },
  { key: "status", width: 18 },
  { key: "nextDue", width: 16 },
  { key: "nextDueWhat", width: 60 },
] as const satisfies readonly { readonly key: keyof TableRow; readonly width: number }[];

/** The rows that the member may still export, in the order in which they were asked for. */
export async function tableRows(
  deps: DeskStore,
  texts: Texts,
  { memberId, locale, today, caseIds }: TableOrder,
): Promise<TableRow[]> {
  const { database, keyring } = deps;
  const { prisma } = database;
  const member = await memberById(prisma, keyring, memberId);
  if (!member) return [];
  const rows = await prisma.case.findMany({
    where: { id: { in: [...caseIds] }, wrappedKey: { not: null } },
    omit: { nameTokens: true },
  });
  const byId = new Map(rows.flatMap((row) => openCase(keyring, row) ?? []).map((c) => [c.id, c]));
  const cases = caseIds.flatMap((id) => {
    const one = byId.get(id);
    return one && allowed(member, one, "export") ? [one] : [];
  });
  const curators = await namesOfMembers(
    prisma,
    keyring,
    cases.flatMap(({ curatorId }) => curatorId ?? []),
  );
  const matters = await deps.dues?.(cases, today);
  const t = texts.for(locale);
  return cases.map((one) => {
    const { record, status, curatorId } = one;
    const town = record.town === null ? undefined : townById(record.town);
    const [due] = duesOf(one, { place: member.institution, matters: matters?.get(one.id) }, today);
    return {
      name: record.name ?? "",
      releaseDate: record.releaseDate,
      address: [town && townLabel(town, locale), record.address].filter(Boolean).join(", "),
      curator: (curatorId && curators.get(curatorId)) || "",
      status: t(`cases:status.${status}`),
      nextDue: due?.on ?? null,
      nextDueWhat: due ? dueWords({ t, locale }, due) : "",
    };
  });
}

function dueWords(
  wording: { readonly t: Translate; readonly locale: Locale },
  due: ReturnType<typeof duesOf>[number],
): string {
  const { t } = wording;
  if (due.source === "release") return t("cases:release_day");
  const late = due.overdue ? `${t("cases:overdue")} ` : "";
  return `${late}${whatOf(t, due)} (${basisOf(wording, due)})`;
}

function whatOf(
  t: Translate,
  due: Exclude<ReturnType<typeof duesOf>[number], { source: "release" }>,
) {
  switch (due.source) {
    case "route":
      return t(`route-card:step.${due.code}`);
    case "matter":
      return t(due.what);
    case "clock":
      return t(`deadlines:clock.${due.clock.code}`);
  }
}

/** The table as an XLSX file. Its name and its properties say nothing about anybody. */
export async function tableFile(
  rows: readonly TableRow[],
  texts: Texts,
  { locale, today }: Pick<TableOrder, "locale" | "today">,
): Promise<File> {
  // Loaded when the first table is made: it is large, and few processes ever make one.
  const { default: Excel } = await import("exceljs");
  const t = texts.for(locale);
  const workbook = new Excel.Workbook();
  workbook.created = new Date(`${today}T00:00:00Z`);
  workbook.modified = workbook.created;
  const sheet = workbook.addWorksheet(t("desk:table.sheet"), {
    views: [{ state: "frozen", ySplit: 1 }],
    pageSetup: { orientation: "landscape", fitToPage: true, fitToHeight: 0 },
  });
  sheet.columns = COLUMNS.map(({ key, width }) => ({
    key,
    width,
    header: t(`desk:table.column.${key}`),
  }));
  sheet.getRow(1).font = { bold: true };
  for (const row of rows) {
    const added = sheet.addRow(COLUMNS.map(({ key }) => cellOf(key, row[key])));
    added.alignment = { vertical: "top", wrapText: true };
    added.eachCell((cell) => {
      // A cell of the type text is never taken for a formula, whatever sign a name begins with.
      cell.numFmt = cell.value instanceof Date ? "dd.mm.yyyy" : "@";
    });
  }
  sheet.autoFilter = { from: { row: 1, column: 1 }, to: { row: 1, column: COLUMNS.length } };
  return {
    name: `opora-${today}.xlsx`,
    type: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    bytes: new Uint8Array(await workbook.xlsx.writeBuffer()),
  };
}

/** Days are real dates, so that they can be sorted; everything else is text. */
function cellOf(key: keyof TableRow, value: string | null): string | Date | null {
  const isDay = key === "releaseDate" || key === "nextDue";
  return isDay && value !== null ? new Date(`${value}T00:00:00Z`) : value;
}
