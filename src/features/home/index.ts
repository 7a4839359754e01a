import { comeBack, stepAside, waysOut } from "../../platform/telegram/aside.ts";
import type { Feature, Handler, View } from "../../platform/telegram/screen.ts";
import { type Ctx, FIRST_SCREEN } from "../../platform/telegram/turn.ts";

/** A way from the first screen into a feature. */
export interface Entry {
  /** The label is the text `home:entry.<code>`, or `home:entry.<code>_<stage>`. */
  readonly code: string;
  readonly open: Handler;
  /** Shown only when this holds, e.g. when there is something to go on with. */
  readonly when?: (ctx: Ctx) => boolean | Promise<boolean>;
  /** Words of its own instead; shown only when there are some. */
  readonly words?: (ctx: Ctx) => Promise<string | undefined>;
  /** How far the person is with it, so that they see where to go on. */
  readonly stage?: (ctx: Ctx) => "new" | "begun" | "done";
}

/** What a deep link `t.me/<bot>?start=<prefix>_<rest>` opens, by its prefix; the handler gets the rest. */
export type DeepLinks = Readonly<Record<string, Handler>>;

export interface HomeOptions {
  readonly links?: DeepLinks;
  /** What words mean on the first screen; false when nothing. */
  readonly onWords?: Handler;
  /** Whatever else begins with /start. */
  readonly onStart?: (ctx: Ctx) => Promise<void>;
  /** What the help says to this person besides; undefined to most. */
  readonly ownHelp?: (ctx: Ctx) => Promise<string | undefined>;
}

export const openHelp: Handler = ({ turn }) => stepAside(turn, { name: "help" });

/** The first screen, help, and the way out of anything. */
export function home(entries: readonly Entry[], options: HomeOptions = {}): Feature {
  const { links = {}, onWords, onStart, ownHelp } = options;
  const byCode = new Map(entries.map((entry) => [entry.code, entry]));
  const goHome: Handler = ({ turn }) => turn.go(FIRST_SCREEN);

  const start: Handler = async (ctx, payload) => {
    await onStart?.(ctx);
    const [, prefix = "", rest = ""] = /^([a-z]+)_([\w-]+)$/.exec(payload.trim()) ?? [];
    const link = Object.hasOwn(links, prefix) ? links[prefix] : undefined;
    return (link ?? goHome)(ctx, rest);
  };

  async function homeView(ctx: Ctx): Promise<View> {
    const { t, consented, screen } = ctx.turn;
    const labels = await Promise.all(entries.map((entry) => label(ctx, entry)));
    return {
      text: [
        t(screen.stopped ? "home:stopped" : "home:greeting"),
        t(consented ? "home:kept" : "home:not_kept"),
      ].join("\n\n"),
      rows: entries.flatMap(({ code }, at) => {
        const label = labels[at];
        return label === undefined ? [] : [[{ label, action: "open", argument: code }]];
      }),
    };
  }

  /** undefined: it is not shown. */
  async function label(ctx: Ctx, { code, when, words, stage }: Entry): Promise<string | undefined> {
    if (words) return words(ctx);
    if (!((await when?.(ctx)) ?? true)) return undefined;
    const reached = stage?.(ctx) ?? "new";
    return ctx.turn.t(`home:entry.${code}${reached === "new" ? "" : `_${reached}`}`);
  }

  return {
    name: "home",
    screens: {
      home: {
        view: homeView,
        ...(onWords ? { text: onWords } : {}),
        presses: {
          open: async (ctx, code) => {
            const entry = byCode.get(code);
            return entry && (await label(ctx, entry)) !== undefined ? entry.open(ctx, "") : false;
          },
        },
      },
      help: {
        view: async (ctx) => {
          const { turn } = ctx;
          const own = await ownHelp?.(ctx);
          const text = own === undefined ? turn.t("home:help") : `${own}\n\n${turn.t("home:help")}`;
          return { text, rows: waysOut(turn) };
        },
      },
    },
    presses: { home: goHome, come_back: ({ turn }) => comeBack(turn) },
    commands: {
      start,
      cancel: ({ turn }) => turn.go({ ...FIRST_SCREEN, stopped: true }),
      help: openHelp,
    },
  };
}
