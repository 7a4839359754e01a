import type { File } from "../../platform/conversation/conversation.ts";
import type { Locale, Texts, Translate } from "../../platform/texts/texts.ts";
import { townById } from "../places/index.ts";
import { memberById } from "../staff/index.ts";
import { type Entry, entriesOf, mayRead, type RegisterDeps } from "./register.ts";
import { unitIdsOf } from "./store.ts";

/** The kind under which the outbox keeps the table: who asked, and when; the rows are read when it is sent. */
export const REGISTER_TABLE = "register-table";

export interface TableOrder {
  readonly memberId: string;
  readonly locale: Locale;
  /** ISO: the ages of the figures are counted to this moment. */
  readonly at: string;
  /** "YYYY-MM-DD" where the institution is. */
  readonly today: string;
}

/** Lines of one table: the largest region has some hundreds. */
const MOST_ROWS = 5_000;

const COLUMNS = [
  { key: "town", width: 20 },
  { key: "name", width: 48 },
  { key: "owner", width: 16 },
  { key: "unit", width: 22 },
  { key: "capacity", width: 10 },
  { key: "funded", width: 12 },
  { key: "occupied", width: 10 },
  { key: "held", width: 10 },
  { key: "outOfUse", width: 12 },
  { key: "free", width: 10 },
  { key: "freeBefore", width: 14 },
  { key: "change", width: 12 },
  { key: "confirmed", width: 18 },
  { key: "age", width: 28 },
  { key: "phones", width: 26 },
  { key: "note", width: 36 },
  { key: "demonstration", width: 16 },
] as const;
type Key = (typeof COLUMNS)[number]["key"];
type Cells = Readonly<Record<Key, string | number | Date | null>>;

/** The register of the member's region as an XLSX file; empty for who may not look any more. */
export async function registerTable(
  { database, keyring }: RegisterDeps,
  texts: Texts,
  { memberId, locale, at, today }: TableOrder,
): Promise<File> {
  const { prisma } = database;
  const member = await memberById(prisma, keyring, memberId);
  const { region, timeZone } = member?.institution ?? { region: "", timeZone: "UTC" };
  const allowed = member && mayRead(member);
  const ids = allowed ? await unitIdsOf(prisma, region, { limit: MOST_ROWS }) : [];
  const entries = await entriesOf(prisma, ids, new Date(at));
  const t = texts.for(locale);
  const rows = entries.map((entry) => cellsOf(entry, { t, locale, timeZone }));
  return { ...(await fileOf(rows, t)), name: `opora-beds-${today}.xlsx` };
}

interface Wording {
  readonly t: Translate;
  readonly locale: Locale;
  readonly timeZone: string;
}

function cellsOf(
  { place, unit, free, freeBefore, age }: Entry,
  { t, locale, timeZone }: Wording,
): Cells {
  const said = unit.confirmedAt !== null;
  return {
    town: townById(place.town)?.names[locale] ?? "",
    name: place.name,
    owner: t(place.state ? "register:owner.state" : "register:owner.non_state"),
    unit: t(`beds:unit.${unit.unit}`),
    capacity: unit.capacity,
    funded: unit.funded,
    // A nought where nobody ever said would be a figure.
    occupied: said ? unit.occupied : null,
    held: unit.held,
    outOfUse: unit.outOfUse,
    free: free ?? null,
    freeBefore: freeBefore ?? null,
    change: free === undefined || freeBefore === undefined ? null : free - freeBefore,
    confirmed: unit.confirmedAt && localClock(unit.confirmedAt, timeZone),
    age: t(`register:age.${age.kind}`, age.kind === "stale" ? { count: age.days } : {}),
    phones: place.phones.join(", "),
    note: unit.note,
    demonstration: place.demonstration ? t("register:yes") : "",
  };
}

/** Excel knows no zones: the moment as the clock of the institution showed it. */
function localClock(at: Date, timeZone: string): Date {
  return new Date(`${at.toLocaleString("sv-SE", { timeZone }).replace(" ", "T")}Z`);
}

async function fileOf(rows: readonly Cells[], t: Translate): Promise<Omit<File, "name">> {
  // Loaded when the first table is made: it is large, and few processes ever make one.
  const { default: Excel } = await import("exceljs");
  const book = new Excel.Workbook();
  const sheet = book.addWorksheet(t("register:sheet"), {
    views: [{ state: "frozen", xSplit: 2, ySplit: 1 }],
    pageSetup: { orientation: "landscape", fitToPage: true, fitToHeight: 0 },
  });
  sheet.columns = COLUMNS.map(({ key, width }) => ({
    ...{ key, width, header: t(`register:column.${key}`) },
  }));
  sheet.getRow(1).font = { bold: true };
  sheet.getRow(1).alignment = { vertical: "top", wrapText: true };
  for (const row of rows) {
    const added = sheet.addRow(COLUMNS.map(({ key }) => row[key]));
    added.alignment = { vertical: "top", wrapText: true };
    added.eachCell((cell) => {
      // A cell of the type text is never taken for a formula, whatever sign a name begins with.
      if (typeof cell.value === "string") cell.numFmt = "@";
      if (cell.value instanceof Date) cell.numFmt = "dd.mm.yyyy hh:mm";
    });
  }
  const to = { row: 1, column: COLUMNS.length };
  sheet.autoFilter = { from: { row: 1, column: 1 }, to };
  return {
    type: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    bytes: new Uint8Array(await book.xlsx.writeBuffer()),
  };
}
