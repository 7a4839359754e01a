import type { Keyring } from "../../platform/crypto/keyring.ts";
import type { Chart } from "../../platform/pictures/index.ts";
import type { Database } from "../../platform/postgres/database.ts";
import type { DocumentMakers } from "../../platform/telegram/delivery.ts";
import type { Locale, Texts } from "../../platform/texts/texts.ts";
import { type Member, mayDo, memberById } from "../staff/index.ts";
import { forOutside } from "./outside.ts";
import { quarterlyChart } from "./picture.ts";
import { readQuarter } from "./rules.ts";
import { type QuarterlyTable, quarterlyTable } from "./table.ts";
import { quarterlyXlsx } from "./xlsx.ts";

/** The kinds under which the outbox keeps the files: who asked for what; it is counted when it is sent. */
export const QUARTERLY_TABLE = "quarterly-table";
export const QUARTERLY_PICTURE = "quarterly-picture";

export const EXTENTS = ["institution", "region"] as const;
export type Extent = (typeof EXTENTS)[number];

export interface QuarterlyOrder {
  readonly memberId: string;
  readonly locale: Locale;
  readonly quarter: string;
  readonly extent: Extent;
}

/**
 * What of a quarter a member may see: of their own institution every figure, of its region those that may
 * leave the others.
 */
export async function tableFor(
  database: Pick<Database, "prisma">,
  member: Member,
  { quarter: code, extent }: Pick<QuarterlyOrder, "quarter" | "extent">,
): Promise<QuarterlyTable | undefined> {
  const quarter = readQuarter(code);
  if (!quarter || !extentsOf(member).includes(extent)) return undefined;
  const { institution } = member;
  const made = await quarterlyTable(
    database,
    quarter,
    extent === "institution"
      ? { kind: "institution", id: institution.id }
      : { kind: "region", region: institution.region },
  );
  if (made.kind !== "table") return undefined;
  return extent === "institution" ? made.table : forOutside(made.table);
}

/** A supervisor answers for a region's figures, a specialist for those of their own institution. */
export function extentsOf({ role }: Member): readonly Extent[] {
  if (!mayDo(role, "see_numbers")) return [];
  return role === "supervisor" ? EXTENTS : ["institution"];
}

/** Files that are counted anew when they are sent; empty when the member may not see them any more. */
export function quarterlyDocuments({
  database,
  keyring,
  texts,
  draw,
}: {
  readonly database: Database;
  readonly keyring: Keyring;
  readonly texts: Texts;
  readonly draw: (chart: Chart) => ReturnType<DocumentMakers[string]>;
}): DocumentMakers {
  const counted = async (order: QuarterlyOrder) => {
    const member = await memberById(database.prisma, keyring, order.memberId);
    const table = member && (await tableFor(database, member, order));
    return table && { table, wording: { t: texts.for(order.locale), locale: order.locale } };
  };
  const nothing = { name: "opora.txt", type: "text/plain", bytes: Buffer.from("–") };
  return {
    [QUARTERLY_TABLE]: async (data) => {
      const found = await counted(data as QuarterlyOrder);
      return found ? quarterlyXlsx(found.wording, found.table) : nothing;
    },
    [QUARTERLY_PICTURE]: async (data) => {
      const found = await counted(data as QuarterlyOrder);
      return found ? draw(quarterlyChart(found.wording, found.table)) : nothing;
    },
  };
}
