import { stepAside, waysOut } from "../../platform/telegram/aside.ts";
import {
  type Feature,
  type Handler,
  homeButton,
  type View,
} from "../../platform/telegram/screen.ts";
import type { Ctx } from "../../platform/telegram/turn.ts";
import { agree, askConsent, decline, type PrivacyHooks, withdraw } from "./actions.ts";

export { askConsent, CONSENT_VERSION, type PrivacyHooks } from "./actions.ts";

export const openPrivacy: Handler = ({ turn }) => stepAside(turn, { name: "privacy" });

/** Consent as an act of its own, what is kept, and taking consent back. */
export function privacy(hooks: PrivacyHooks): Feature {
  return {
    name: "privacy",
    screens: {
      consent: {
        view: ({ turn: { t } }) => ({
          text: t("privacy:consent"),
          rows: [
            [{ label: t("privacy:button.agree"), action: "agree" }],
            [{ label: t("privacy:button.not_now"), action: "not_now" }],
          ],
        }),
        presses: { agree: (ctx) => agree(ctx, hooks), not_now: ({ turn }) => decline(turn) },
      },
      privacy: {
        view: privacyView,
        presses: {
          withdraw: ({ turn }) => turn.go({ name: "withdrawal", aside: true }),
          consent: ({ turn }) => (turn.person ? false : askConsent(turn, turn.screen)),
        },
      },
      withdrawal: {
        view: ({ turn: { t } }) => ({
          text: t("privacy:withdrawal"),
          rows: [
            [{ label: t("privacy:button.erase"), action: "erase" }],
            [{ label: t("privacy:button.keep"), action: "stay" }],
          ],
        }),
        presses: {
          erase: (ctx) => withdraw(ctx, hooks),
          stay: ({ turn }) => turn.go({ name: "privacy", aside: true }),
        },
      },
      erased: {
        view: ({ turn: { t, screen } }) => ({
          text: t(screen.withdrawn ? "privacy:erased" : "privacy:forgotten"),
          rows: [[homeButton(t)]],
        }),
      },
    },
    commands: { privacy: openPrivacy },
  };
}

function privacyView({ turn }: Ctx): View {
  const { t, consented } = turn;
  return {
    text: [t("privacy:what"), t(consented ? "privacy:kept" : "privacy:not_kept")].join("\n\n"),
    rows: [
      ...(consented ? [] : [[{ label: t("privacy:button.save"), action: "consent" }]]),
      [
        {
          label: t(consented ? "privacy:button.withdraw" : "privacy:button.forget"),
          action: "withdraw",
        },
      ],
      ...waysOut(turn),
    ],
  };
}
