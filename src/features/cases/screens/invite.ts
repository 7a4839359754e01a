import { homeButton, type Screen } from "../../../platform/telegram/screen.ts";
import { notePrint } from "../actions/curating.ts";
import { issueCode } from "../actions/linking.ts";
import { type CaseDeps, caseForMember } from "../reach.ts";
import { groupedCode } from "../rules.ts";
import { type InviteSlip, slipOf } from "../slip.ts";
import { caseName } from "../wording.ts";
import {
  caseButton,
  caseScreen,
  heldHere,
  idOf,
  missingView,
  onCase,
  toCard,
  toCardButton,
} from "./common.ts";

const NAME = "case_invite";
/** The prefix of the deep link, and of the kind of document. */
export const CASE_LINK = "c";
export const SLIP_DOCUMENT = "case_slip";

/** The invitation of the person: a link and a code, to send, to print or to dictate. */
export function inviteScreen(deps: CaseDeps): Screen {
  return {
    async view(ctx, screen) {
      const { turn } = ctx;
      const { t } = turn;
      const held = await caseForMember(deps, ctx, idOf(turn), "link_person");
      if (!held) return missingView(turn);
      const shown = held.case;
      if (shown.record.yearOfBirth === null) {
        return {
          text: t("cases:invite.no_year"),
          rows: [[toCardButton(turn)], [homeButton(t)]],
        };
      }
      // The code itself is kept nowhere but here, in the specialist's own sealed conversation.
      const code = typeof screen.code === "string" ? screen.code : undefined;
      const about = t(shown.personId ? "cases:invite.move" : "cases:invite.about");
      return {
        text: [
          `<b>${caseName(turn, shown)}</b>`,
          ...(code
            ? [
                t("cases:invite.code", { code: groupedCode(code) }),
                linkOf(ctx.me.username, code),
                t("cases:invite.how"),
              ]
            : [about]),
        ].join("\n\n"),
        rows: [
          ...(code
            ? [[{ label: t("cases:button.slip"), action: "slip" }]]
            : [[caseButton(turn, shown, "issue")]]),
          [toCardButton(turn)],
          [homeButton(t)],
        ],
      };
    },
    presses: {
      card: toCard,
      issue: onCase(deps, "link_person", ({ turn }, held) => {
        if (held.case.record.yearOfBirth === null) return false;
        const code = issueCode(deps, turn, held);
        turn.go(caseScreen(NAME, { ...held.case, version: held.case.version + 1 }, { code }));
      }),
      slip: async (ctx) => {
        const { turn } = ctx;
        const { code } = turn.screen;
        const held =
          typeof code === "string" ? await heldHere(deps, ctx, "link_person") : undefined;
        if (!held || typeof code !== "string") return undefined;
        const data: InviteSlip = slipOf(turn, held, { code, link: linkOf(ctx.me.username, code) });
        notePrint(turn, held, "slip");
        turn.outgoing.push({
          call: { method: "sendDocument", payload: { chat_id: turn.chat } },
          document: { field: "document", kind: SLIP_DOCUMENT, data },
        });
      },
    },
  };
}

function linkOf(bot: string, code: string): string {
  return `https://t.me/${bot}?start=${CASE_LINK}_${code}`;
}
