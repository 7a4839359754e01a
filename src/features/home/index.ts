import type { Feature, Handler, View } from "../../platform/telegram/screen.ts";
import { type Ctx, FIRST_SCREEN } from "../../platform/telegram/turn.ts";

/** A way from the first screen into a feature. */
export interface Entry {
  /** The label is the text `home:entry.<code>`. */
  readonly code: string;
  readonly open: Handler;
  /** Shown only when this holds, e.g. when there is something to go on with. */
  readonly when?: (ctx: Ctx) => boolean;
}

/** The first screen, help, and the way out of anything. */
export function home(entries: readonly Entry[]): Feature {
  const byCode = new Map(entries.map((entry) => [entry.code, entry]));
  const goHome: Handler = ({ turn }) => turn.go(FIRST_SCREEN);

  function homeView(ctx: Ctx): View {
    const { t, consented } = ctx.turn;
    const shown = entries.filter(({ when }) => when?.(ctx) ?? true);
    return {
      text: [t("home:greeting"), t(consented ? "home:kept" : "home:not_kept")].join("\n\n"),
      rows: shown.map(({ code }) => [
        { label: t(`home:entry.${code}`), action: "open", argument: code },
      ]),
    };
  }

  return {
    name: "home",
    screens: {
      home: {
        view: homeView,
        presses: {
          open: (ctx, code) => {
            const entry = byCode.get(code);
            return entry && (entry.when?.(ctx) ?? true) ? entry.open(ctx, "") : false;
          },
        },
      },
      help: {
        view: ({ turn: { t } }) => ({
          text: t("home:help"),
          rows: [[{ label: t("common:button.home"), action: "home" }]],
        }),
      },
    },
    presses: { home: goHome },
    commands: {
      start: goHome,
      cancel: goHome,
      help: ({ turn }) => turn.go({ name: "help" }),
    },
  };
}
