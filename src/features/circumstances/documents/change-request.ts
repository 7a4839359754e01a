import {
  type Block,
  type DocumentModel,
  unprintedNote,
} from "../../../platform/documents/index.ts";
import {
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

/** How the agency is to send its decision: the ways that п. 34 names. */
export const NOTICE_WAYS = ["post", "email", "epgu", "regional_portal"] as const;
export type NoticeWay = (typeof NOTICE_WAYS)[number];

/** A request by п. 34: what it holds by that clause is the reason, the way of notice and the papers. */
export interface ChangeRequest extends PaperBasics {
  readonly asks: /** What is to be other in the programme; null: written by hand. */
    | { readonly kind: "change"; readonly text: string | null }
    /** `until`: the last day that is asked for; null: left to the agency. */
    | { readonly kind: "extend"; readonly until: string | null };
  readonly reason: {
    /** One of the valid reasons, in the words of п. 34. */
    readonly title: string;
    readonly happenedOn: string;
    readonly text: string;
  };
  /** null: ticked by hand. */
  readonly noticeBy: NoticeWay | null;
  readonly papers: readonly EnclosedPaper[];
}

const CLAUSE = "п. 34";

const WAYS: Readonly<Record<NoticeWay, string>> = {
  post: "путем почтового отправления",
  email: "по адресу электронной почты",
  epgu: "в личный кабинет в федеральной государственной информационной системе «Единый портал государственных и муниципальных услуг (функций)»",
  regional_portal: "в личный кабинет на краевом портале государственных и муниципальных услуг",
};

/** Заявление о внесении изменений или продлении, to be signed and handed in with the papers. */
export function changeRequest(request: ChangeRequest): DocumentModel {
  const { asks, reason, noticeBy, papers, signedOn } = request;
  const title =
    asks.kind === "change"
      ? "Заявление о внесении изменений в программу социальной адаптации"
      : "Заявление о продлении срока действия социального контракта и программы социальной адаптации";
  return paper(request, title, CLAUSE, [
    ...letterhead(request),
    { kind: "title", text: title, look: "form" },
    { kind: "paragraph", text: asked(request) },
    ...said(
      "Причина, которая препятствует выполнению обязательств:",
      `${reason.title}. Наступила ${inWords(reason.happenedOn)}.\n${reason.text}`,
    ),
    ...(asks.kind === "change"
      ? said("Прошу изменить в программе социальной адаптации:", asks.text)
      : []),
    ...notice(noticeBy),
    ...enclosed("К заявлению прилагаю документы, подтверждающие причину:", papers),
    ...unprintedNote([
      request.name ?? "",
      reason.text,
      asks.kind === "change" ? (asks.text ?? "") : "",
      ...papers.map(({ name }) => name),
    ]),
    signed(signedOn, "(подпись получателя)"),
  ]);
}

function asked({ asks, ...request }: ChangeRequest): string {
  const contract = contractWords(request);
  if (asks.kind === "change") {
    return `Прошу внести изменения в программу социальной адаптации к социальному контракту ${contract}.`;
  }
  const until = asks.until === null ? "" : ` по ${inWords(asks.until)} включительно`;
  return `Прошу продлить срок действия социального контракта ${contract} и программы социальной адаптации${until}.`;
}

function notice(by: NoticeWay | null): Block[] {
  return [
    {
      kind: "heading",
      text: "Уведомление о принятом решении прошу направить (нужное отметить):",
      look: "form",
    },
    {
      kind: "boxes",
      items: NOTICE_WAYS.map((way) => ({ text: WAYS[way], ticked: way === by })),
    },
    // Addresses are not asked for in the chat.
    ...(by === "epgu" || by === "regional_portal"
      ? []
      : ([{ kind: "blanks", rows: [[{ label: "Адрес:", share: 1 }]] }] satisfies Block[])),
  ];
}
