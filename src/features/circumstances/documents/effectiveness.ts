import {
  type Block,
  type DocumentModel,
  unprintedNote,
} from "../../../platform/documents/index.ts";
import { spokenMonth, sumInFigures } from "../../../platform/texts/format.ts";
import {
  byCurator,
  contractWords,
  facts,
  inWords,
  type PaperBasics,
  paper,
  said,
} from "./common.ts";

/** Income of one month, integer kopecks; null: not known. */
export interface MonthIncome {
  /** "YYYY-MM" */
  readonly month: string;
  readonly kopecks: number | null;
}

/** A curator's report by п. 30, in the fourth month after the end of the contract: its three parts. */
export interface Effectiveness extends PaperBasics {
  /** The last day of the contract. */
  readonly endedOn: string;
  readonly measure: string;
  /** Whom the agency hands it on to; null where the procedure names nobody. */
  readonly handedTo: string | null;
  /** П. 30(1): of the family, the three months after the month of the end, as the recipient told them. */
  readonly after: readonly MonthIncome[];
  /** Of the three months before the application, together, as told with it; null: not known here. */
  readonly before: number | null;
  /** П. 30(2): how the recipient lives now; null: written by hand. */
  readonly living: string | null;
  /** П. 30(3). `useful` null: not decided. */
  readonly again: { readonly useful: boolean | null; readonly text: string | null };
  readonly curator: string | null;
}

const CLAUSE = "п. 30";

export function effectiveness(given: Effectiveness): DocumentModel {
  const title = "Отчет об оценке эффективности реализации социального контракта";
  return paper(given, title, CLAUSE, [
    { kind: "title", text: title, look: "form" },
    facts([
      ["Учреждение", given.institution],
      ...(given.handedTo === null ? [] : [["Представляется в", given.handedTo] as const]),
      ["Получатель", given.name ?? ""],
      ["Социальный контракт", contractWords(given)],
      ["Окончание срока", inWords(given.endedOn)],
      ["Мероприятие", given.measure],
    ]),
    ...incomes(given),
    ...said(
      "2. Оценка условий жизни получателя (семьи получателя) по окончании срока действия социального контракта:",
      given.living,
    ),
    ...said(
      "3. Анализ целесообразности заключения нового социального контракта:",
      again(given),
      true,
    ),
    ...unprintedNote([given.name ?? "", given.living ?? "", given.again.text ?? ""]),
    ...byCurator(given),
  ]);
}

function incomes({ after, before }: Effectiveness): Block[] {
  return [
    {
      kind: "heading",
      text: "1. Сведения о доходах получателя (семьи получателя) за 3 месяца, следующие за месяцем окончания срока действия социального контракта, и их сравнение со сведениями, представленными при подаче заявления:",
      look: "form",
    },
    monthly("После окончания контракта", after),
    ...(before === null
      ? ([
          {
            kind: "paragraph",
            text: "Сведений о доходах, представленных при подаче заявления, здесь нет. Сравнение делает куратор.",
          },
        ] satisfies Block[])
      : [atApplication(before)]),
    { kind: "paragraph", text: comparison(totalOf(after), before) },
  ];
}

function atApplication(kopecks: number): Block {
  return {
    kind: "table",
    grid: true,
    columns: [
      { head: "При подаче заявления", share: 3 },
      { head: "Доход, рублей", share: 2, align: "right" },
    ],
    rows: [["три месяца, всего", sumInFigures(kopecks)]],
  };
}

function monthly(head: string, months: readonly MonthIncome[]): Block {
  const total = totalOf(months);
  return {
    kind: "table",
    grid: true,
    columns: [
      { head, share: 3 },
      { head: "Доход, рублей", share: 2, align: "right" },
    ],
    rows: months.map(({ month, kopecks }) => [
      spokenMonth(month, "ru"),
      kopecks === null ? "нет сведений" : sumInFigures(kopecks),
    ]),
    total: { label: "Итого", value: total === null ? "нет сведений" : sumInFigures(total) },
  };
}

/** A month that is not known is no zero: then the sum is not known either. */
function totalOf(months: readonly MonthIncome[]): number | null {
  return months.reduce<number | null>(
    (sum, { kopecks }) => (sum === null || kopecks === null ? null : sum + kopecks),
    0,
  );
}

function comparison(after: number | null, before: number | null): string {
  if (after === null || before === null) return "Сравнить суммы нельзя: известны не все доходы.";
  const change = after - before;
  if (change === 0) return "Доход не изменился.";
  const [word, by] = change > 0 ? ["увеличился", change] : ["уменьшился", -change];
  return `Доход ${word} на ${sumInFigures(by)} руб.`;
}

function again({ again: { useful, text } }: Effectiveness): string | null {
  const words = {
    true: "Заключение нового социального контракта целесообразно.",
    false: "Заключение нового социального контракта нецелесообразно.",
    null: "",
  }[`${useful}`];
  return `${words}\n${text ?? ""}`.trim() || null;
}
