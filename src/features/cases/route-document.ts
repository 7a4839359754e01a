import type { DocumentModel } from "../../platform/documents/index.ts";
import type { OpenTurn } from "../../platform/telegram/turn.ts";
import { plainText, spokenDate } from "../../platform/texts/format.ts";
import type { RouteStep } from "./route.ts";
import { institutionText } from "./screens/mine-view.ts";
import type { Case } from "./store.ts";
import { caseName, fieldText } from "./wording.ts";

/** A printed route card (маршрутная карта): what is done by which day, to be ticked by hand too. */
export interface RouteSheet {
  readonly language: DocumentModel["language"];
  /** An instant, written into the file. */
  readonly created: string;
  readonly title: string;
  /** null: left blank, to be written by hand. */
  readonly who: string | null;
  readonly whoLabel: string;
  readonly facts: readonly string[];
  readonly days: readonly {
    readonly day: string;
    readonly steps: readonly { readonly text: string; readonly ticked: boolean }[];
  }[];
  readonly footer: string;
  readonly pageLabel: string;
}

const FACTS = ["releaseDate", "releasedFrom", "town", "address", "needs"] as const;
/** What stands on a card that names nobody. */
const UNNAMED_FACTS = ["releaseDate", "town", "needs"] as const;

export interface RouteSheetOptions {
  /** Whom to ask; undefined while nobody has the case. */
  readonly curator: string | undefined;
  /** Where to call or go. */
  readonly institution: Parameters<typeof institutionText>[1];
  /** Whether it says who it is about, and where they were and live. */
  readonly named: boolean;
}

export function routeSheetOf(
  turn: Pick<OpenTurn, "t" | "locale" | "now">,
  shown: Pick<Case, "record">,
  steps: readonly RouteStep[],
  { curator, institution, named }: RouteSheetOptions,
): RouteSheet {
  const { t, locale } = turn;
  const facts = (named ? FACTS : UNNAMED_FACTS).flatMap((field) => {
    const said = fieldText(turn, field, shown.record);
    return said === undefined ? [] : [plainText(`${t(`cases:field.${field}`)}: ${said}`)];
  });
  const byDay = Map.groupBy(steps, ({ dueOn }) => dueOn);
  return {
    language: locale,
    created: turn.now.toISOString(),
    title: t("route-card:title"),
    who: named ? plainText(caseName(turn, shown)) : null,
    whoLabel: `${t("cases:field.name")}:`,
    facts: [
      ...facts,
      ...(curator === undefined ? [] : [plainText(t("cases:line.curator", { name: curator }))]),
      ...institutionText(turn, institution).split("\n").map(plainText),
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
      sheet.who === null
        ? { kind: "blanks", rows: [[{ label: sheet.whoLabel, share: 1 }]] }
        : { kind: "paragraph", text: [{ text: sheet.who, style: "bold" }], look: "lead" },
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
