import { type Feature, homeButton, type View } from "../../platform/telegram/screen.ts";
import type { Ctx } from "../../platform/telegram/turn.ts";
import { agree, askConsent, decline, type PrivacyHooks, withdraw } from "./actions.ts";

export { askConsent, CONSENT_VERSION, type PrivacyHooks } from "./actions.ts";

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
          withdraw: ({ turn }) => turn.go({ name: "withdrawal" }),
          consent: ({ turn }) => (turn.person ? false : askConsent(turn, { name: "privacy" })),
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
          stay: ({ turn }) => turn.go({ name: "privacy" }),
        },
      },
      erased: {
        view: ({ turn: { t } }) => ({ text: t("privacy:erased"), rows: [[homeButton(t)]] }),
      },
    },
    commands: { privacy: ({ turn }) => turn.go({ name: "privacy" }) },
  };
}

function privacyView({ turn: { t, consented } }: Ctx): View {
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
      [homeButton(t)],
    ],
  };
}
