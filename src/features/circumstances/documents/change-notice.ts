import { type DocumentModel, unprintedNote } from "../../../platform/documents/index.ts";
import {
  cited,
  contractWords,
  type EnclosedPaper,
  enclosed,
  inWords,
  letterhead,
  type PaperBasics,
  paper,
  said,
  signed,
} from "./common.ts";

/** A notice by п. 36: what happened, since when, and the papers that show it. */
export interface ChangeNotice extends PaperBasics {
  /** What must be told, in the words of the procedure, with its clause. */
  readonly told: readonly { readonly title: string; readonly clause: string }[];
  readonly happenedOn: string;
  readonly text: string;
  readonly papers: readonly EnclosedPaper[];
}

const CLAUSE = "п. 36";

/** What else than a ground of п. 35 must be told, by the codes of the pack. */
export const CHANGED = {
  household: "Изменение сведений о составе семьи",
  incomes: "Изменение сведений о доходах получателя (его семьи)",
  property:
    "Изменение сведений об имуществе, принадлежащем получателю (его семье) на праве собственности",
} as const;

/** Извещение об обстоятельствах, to be signed and handed in with the papers. */
export function changeNotice(notice: ChangeNotice): DocumentModel {
  const title = "Извещение об обстоятельствах (изменениях)";
  return paper(notice, title, CLAUSE, [
    ...letterhead(notice),
    { kind: "title", text: title, look: "form" },
    {
      kind: "paragraph",
      text: `Извещаю, что ${inWords(notice.happenedOn)} наступили обстоятельства (изменения), о которых получатель по социальному контракту ${contractWords(notice)} сообщает по ${cited(CLAUSE)}:`,
    },
    {
      kind: "list",
      items: notice.told.map(({ title, clause }) => [
        `${title} `,
        { text: `(${cited(clause)})`, style: "italic" },
      ]),
    },
    ...said("Что произошло:", notice.text),
    ...enclosed("К извещению прилагаю подтверждающие документы:", notice.papers),
    ...unprintedNote([notice.name ?? "", notice.text, ...notice.papers.map(({ name }) => name)]),
    signed(notice.signedOn, "(подпись получателя)"),
  ]);
}
