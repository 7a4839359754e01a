import type { DocumentModel } from "../../platform/documents/index.ts";
import type { OpenTurn } from "../../platform/telegram/turn.ts";
import { plainText } from "../../platform/texts/format.ts";
import type { Held } from "./reach.ts";
import { groupedCode } from "./rules.ts";

/** A slip of paper with an invitation. It names nobody: it may lie about in a prison. */
export interface InviteSlip {
  readonly language: DocumentModel["language"];
  /** An instant, written into the file. */
  readonly created: string;
  readonly title: string;
  readonly code: string;
  readonly link: string;
  readonly steps: readonly string[];
  readonly footer: string;
  readonly pageLabel: string;
}

export function slipOf(
  turn: OpenTurn,
  { member }: Held,
  { code, link }: { readonly code: string; readonly link: string },
): InviteSlip {
  const { t, locale } = turn;
  return {
    language: locale,
    created: turn.now.toISOString(),
    title: t("cases:slip.title"),
    code: t("cases:slip.code", { code: groupedCode(code) }),
    link,
    steps: ["open", "year", "agree"].map((step) => plainText(t(`cases:slip.step_${step}`))),
    footer: plainText(t("cases:slip.from", { institution: member.institution.name })),
    pageLabel: t("document-checklist:pageLabel"),
  };
}

export function slipDocument(slip: InviteSlip): DocumentModel {
  return {
    title: slip.title,
    language: slip.language,
    created: slip.created,
    paper: "slip",
    blocks: [
      { kind: "title", text: slip.title },
      { kind: "paragraph", text: [{ text: slip.code, style: "bold" }], look: "lead" },
      { kind: "list", items: slip.steps, numbered: true },
      { kind: "paragraph", text: slip.link },
    ],
    footer: slip.footer,
    pageLabel: slip.pageLabel,
    fitPages: 1,
  };
}
