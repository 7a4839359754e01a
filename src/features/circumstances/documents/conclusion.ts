import {
  type Block,
  type DocumentModel,
  NOTHING,
  numberedSection,
  unprintedNote,
} from "../../../platform/documents/index.ts";
import {
  byCurator,
  contractWords,
  facts,
  inWords,
  type PaperBasics,
  paper,
  said,
} from "./common.ts";

/** A curator's conclusion by п. 29, in the last month of the contract. */
export interface Conclusion extends PaperBasics {
  /** The last day of the contract. */
  readonly endsOn: string;
  /** The measure, as the procedure names it. */
  readonly measure: string;
  readonly activities: readonly {
    readonly title: string;
    /** Its last day; null: the whole term. */
    readonly until: string | null;
    readonly done: "yes" | "partly" | "no";
    /** What was seen of it; "" for nothing. */
    readonly note: string;
  }[];
  /** How the activities of the programme were carried out; null: written by hand. */
  readonly assessment: string | null;
  /** Whether it makes sense to extend the contract; null: nothing is said about that. */
  readonly extension: {
    readonly useful: boolean;
    /** The new last day, at most half of the first term away. */
    readonly until: string | null;
    readonly why: string;
  } | null;
  /** Position and name of the curator; null: left blank. */
  readonly curator: string | null;
}

const CLAUSE = "п. 29";

const DONE = { yes: "выполнено", partly: "выполнено частично", no: "не выполнено" } as const;

export function conclusion(given: Conclusion): DocumentModel {
  const { activities, assessment, extension } = given;
  const title =
    extension === null
      ? "Заключение об оценке выполнения мероприятий программы социальной адаптации"
      : "Заключение об оценке выполнения мероприятий программы социальной адаптации и о целесообразности продления срока действия социального контракта";
  return paper(given, title, CLAUSE, [
    { kind: "title", text: title, look: "form" },
    facts([
      ["Учреждение", given.institution],
      ["Получатель", given.name ?? ""],
      ["Социальный контракт", contractWords(given)],
      ["Срок действия", `по ${inWords(given.endsOn)}`],
      ["Мероприятие", given.measure],
    ]),
    ...numberedSection(
      "1. Выполнение мероприятий программы социальной адаптации:",
      ["N п/п", "Мероприятие", "Срок исполнения", "Выполнение", "Пояснение"],
      [4, 24, 13, 13, 22],
      activities.map(({ title, until, done, note }) => [
        title,
        until === null ? "срок контракта" : inWords(until),
        DONE[done],
        note.trim() || NOTHING,
      ]),
    ),
    ...said("2. Оценка выполнения мероприятий:", assessment, extension === null),
    ...(extension === null ? [] : extending(extension)),
    ...unprintedNote([
      given.name ?? "",
      assessment ?? "",
      extension?.why ?? "",
      ...activities.flatMap(({ title, note }) => [title, note]),
    ]),
    ...byCurator(given),
  ]);
}

function extending({ useful, until, why }: NonNullable<Conclusion["extension"]>): Block[] {
  const words = useful
    ? `Продление целесообразно${until === null ? "" : `, по ${inWords(until)}`}.`
    : "Продление нецелесообразно.";
  return said(
    "3. Целесообразность продления срока действия социального контракта (не более чем на половину срока ранее заключенного социального контракта):",
    `${words}\n${why}`,
    true,
  );
}
