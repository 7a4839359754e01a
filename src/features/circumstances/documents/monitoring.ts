import { type DocumentModel, unprintedNote } from "../../../platform/documents/index.ts";
import { spokenMonth } from "../../../platform/texts/format.ts";
import {
  byCurator,
  cited,
  contractWords,
  facts,
  inWords,
  type PaperBasics,
  paper,
  said,
} from "./common.ts";

/** A note of the monthly monitoring by п. 31. */
export interface Monitoring extends PaperBasics {
  readonly endedOn: string;
  readonly measure: string;
  /** "YYYY-MM" */
  readonly month: string;
  /** Which of how many months after the end. */
  readonly number: number;
  readonly of: number;
  /** What is looked at by the measure, in the words of the procedure: "п. 31(1)". */
  readonly fact: { readonly title: string; readonly clause: string };
  /** How it was looked at; a way that was not used is left to be ticked by hand. */
  readonly ways: readonly { readonly code: MonitoringWay; readonly used: boolean }[];
  readonly found: "yes" | "no" | "unknown";
  /** What was found; null: written by hand. */
  readonly text: string | null;
  readonly curator: string | null;
}

const CLAUSE = "п. 31";

/** The ways of п. 31, by the codes of the pack. */
export const MONITORING_WAYS = {
  ask_employer: "запрос работодателю",
  ask_tax_service: "запрос в территориальный орган Федеральной налоговой службы",
  ask_pension_fund: "запрос в территориальное отделение Пенсионного фонда Российской Федерации",
  my_tax_app: "официальное приложение Федеральной налоговой службы «Мой налог»",
  ask_municipality:
    "запрос в орган местного самоуправления о получении выписки из похозяйственной книги",
  phone: "телефонный опрос получателя",
  home_check_by_consent:
    "с согласия получателя дополнительная проверка и акт материально-бытового обследования условий проживания",
} as const;
export type MonitoringWay = keyof typeof MONITORING_WAYS;

const FOUND = {
  yes: "установлен",
  no: "не установлен",
  unknown: "сведений нет",
} as const;

export function monitoring(given: Monitoring): DocumentModel {
  const title = "Запись о мониторинге условий жизни получателя (семьи получателя)";
  const { fact } = given;
  return paper(given, title, CLAUSE, [
    { kind: "title", text: `${title} за ${spokenMonth(given.month, "ru")}`, look: "form" },
    facts([
      ["Учреждение", given.institution],
      ["Получатель", given.name ?? ""],
      ["Социальный контракт", contractWords(given)],
      ["Окончание срока", inWords(given.endedOn)],
      ["Мероприятие", given.measure],
      ["Месяц мониторинга", `${given.number} из ${given.of}`],
    ]),
    { kind: "heading", text: "1. Что проверяется:", look: "form" },
    {
      kind: "paragraph",
      text: [`${fact.title} `, { text: `(${cited(fact.clause)})`, style: "italic" }],
    },
    { kind: "heading", text: "2. Как проверено (нужное отметить):", look: "form" },
    {
      kind: "boxes",
      items: given.ways.map(({ code, used }) => ({ text: MONITORING_WAYS[code], ticked: used })),
    },
    ...said(
      "3. Результат:",
      `Факт: ${FOUND[given.found]}.${given.text === null ? "" : `\n${given.text}`}`,
      true,
    ),
    ...unprintedNote([given.name ?? "", given.text ?? ""]),
    ...byCurator(given),
  ]);
}
