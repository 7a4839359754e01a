import { homeButton, type Screen } from "../../../platform/telegram/screen.ts";
import { foundOf } from "../found.ts";
import { type CaseDeps, caseForMember } from "../reach.ts";
import { caseName, dayAt } from "../wording.ts";
import { idOf, missingView, toCard, toCardButton } from "./common.ts";

/** What the person was found entitled to, and how far they are with each paper. */
export function papersScreen(deps: CaseDeps): Screen {
  return {
    async view(ctx) {
      const { turn } = ctx;
      const { t } = turn;
      const held = await caseForMember(deps, ctx, idOf(turn), "see");
      if (!held?.case.personId) return missingView(turn);
      const today = dayAt(turn.now, held.member.institution.timeZone);
      const found = await foundOf(deps, held.case.personId, today);
      const list = (title: string, codes: readonly string[] | undefined, name: string) =>
        codes && codes.length > 0
          ? [
              `<b>${t(title)}</b>\n${codes.map((code) => `– ${t(name.replace("*", code))}`).join("\n")}`,
            ]
          : [];
      const parts = [
        ...list("cases:papers.cannot_get", found?.papers?.cannotGet, "checklist:paper.*.name"),
        ...list("cases:papers.missing", found?.papers?.missing, "checklist:paper.*.name"),
        ...list("cases:papers.help", found?.help ?? undefined, "triage:need.*"),
      ];
      return {
        text: [
          `<b>${caseName(turn, held.case)}</b>`,
          ...(parts.length > 0 ? parts : [t("cases:nothing_found_yet")]),
        ].join("\n\n"),
        rows: [[toCardButton(turn)], [homeButton(t)]],
      };
    },
    presses: { card: toCard },
  };
}
