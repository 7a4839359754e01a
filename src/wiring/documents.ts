import { caseDocuments } from "../features/cases/index.ts";
import { type ChecklistSheet, checklistSheet } from "../features/checklist/index.ts";
import { TABLE_DOCUMENT, type TableOrder, tableFile, tableRows } from "../features/desk/index.ts";
import { filingDocuments } from "../features/filing/index.ts";
import { indicatorsDocuments } from "../features/indicators/index.ts";
import { quarterlyDocuments } from "../features/quarterly/index.ts";
import { REGISTER_TABLE, type RegisterOrder, registerTable } from "../features/register/index.ts";
import { reportDocuments } from "../features/report/index.ts";
import { renderDocument } from "../platform/documents/index.ts";
import { CHART_DOCUMENT, type Chart } from "../platform/pictures/index.ts";
import type { DocumentMakers } from "../platform/telegram/delivery.ts";
import type { FeatureDeps } from "./deps.ts";
import type { Parts } from "./parts.ts";

/** What makes each kind of document at the moment when it is sent. */
export function allDocuments(deps: FeatureDeps, parts: Parts): DocumentMakers {
  const { database, keyring, texts } = deps;
  const { desk, checking, circumstances } = parts;
  return {
    ...caseDocuments,
    ...reportDocuments,
    ...filingDocuments,
    ...circumstances.documents,
    ...checking.documents,
    ...indicatorsDocuments(deps),
    ...quarterlyDocuments({
      ...{ database, keyring, texts },
      draw: (chart) => deps.pictures.draw(chart),
    }),
    [TABLE_DOCUMENT]: async (data) => {
      const order = data as TableOrder;
      return tableFile(await tableRows(desk, texts, order), texts, order);
    },
    [REGISTER_TABLE]: (data) => registerTable({ database, keyring }, texts, data as RegisterOrder),
    [CHART_DOCUMENT]: (data) => deps.pictures.draw(data as Chart),
    checklist: async (data) => ({
      name: "opora.pdf",
      type: "application/pdf",
      bytes: await renderDocument(checklistSheet(data as ChecklistSheet)),
    }),
  };
}
