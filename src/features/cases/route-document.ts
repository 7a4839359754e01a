import type { DocumentModel } from "../../platform/documents/index.ts";
import type { OpenTurn } from "../../platform/telegram/turn.ts";
import { plainText, spokenDate } from "../../platform/texts/format.ts";
import type { RouteStep } from "./route.ts";
import type { Case } from "./store.ts";
import { caseName, fieldText } from "./wording.ts";

/** A printed route card (маршрутная карта): what is done by which day, to be ticked by hand too. */
export interface RouteSheet {
  readonly language: DocumentModel["language"];
  /** An instant, written into the file. */
  readonly created: string;
  readonly title: string;
  readonly who: string;
  readonly facts: readonly string[];
  readonly days: readonly {
    readonly day: string;
    readonly steps: readonly { readonly text: string; readonly ticked: boolean }[];
  }[];
  readonly footer: string;
  readonly pageLabel: string;
}

/** @param curator whom to ask; undefined while nobody has the case */
export function routeSheetOf(
  turn: OpenTurn,
  shown: Case,
  steps: readonly RouteStep[],
  curator: string | undefined,
): RouteSheet {
  const { t, locale } = turn;
  const facts = (["releaseDate", "releasedFrom", "town", "address", "needs"] as const).flatMap(
    (field) => {
      const said = fieldText(turn, field, shown.record);
      return said === undefined ? [] : [plainText(`${t(`cases:field.${field}`)}: ${said}`)];
    },
  );
  const byDay = Map.groupBy(steps, ({ dueOn }) => dueOn);
  return {
    language: locale,
    created: turn.now.toISOString(),
    title: t("route-card:title"),
    who: plainText(caseName(turn, shown)),
    facts: [
      ...facts,
      ...(curator === undefined ? [] : [plainText(t("cases:line.curator", { name: curator }))]),
    ],
    days: [...byDay].map(([day, due]) => ({
      day: spokenDate(day, locale),
      steps: due.map(({ code, ticked }) => ({ text: t(`route-card:step.${code}`), ticked })),
    })),
    footer: t("route-card:plan"),
    pageLabel: t("document-checklist:pageLabel"),
  };
}

export function routeDocument(sheet: RouteSheet): DocumentModel {
  return {
    title: sheet.title,
    language: sheet.language,
    created: sheet.created,
    blocks: [
      { kind: "title", text: sheet.title },
      { kind: "paragraph", text: [{ text: sheet.who, style: "bold" }], look: "lead" },
      { kind: "list", items: sheet.facts },
      ...sheet.days.flatMap(
        ({ day, steps }) =>
          [
            { kind: "heading", text: day },
            { kind: "boxes", items: steps },
          ] as const,
      ),
    ],
    footer: sheet.footer,
    pageLabel: sheet.pageLabel,
    fitPages: 1,
  };
}
