import { type Handler, inRows, type Screen } from "../../platform/telegram/screen.ts";
import type { Ctx, OpenTurn } from "../../platform/telegram/turn.ts";
import { tidy } from "../cases/index.ts";
import { openMyContract, readPastDay } from "../contract/index.ts";
import { lawOf, runsOn } from "../contract/rules/index.ts";
import { institutionById } from "../staff/index.ts";
import { tell } from "./actions.ts";
import { backRows, missing, ONE } from "./person-common.ts";
import { type CircumstanceDeps, type Known, ownContract } from "./reach.ts";
import { EMPTY_BODY } from "./record.ts";
import { toTell } from "./rules/steps.ts";
import { newCircumstance } from "./store.ts";

const START = "circumstance_start";
const DAY = "circumstance_day";
const WORDS = "circumstance_words";
const ASKS = "circumstance_asks";

const LONGEST_WORDS = 1_500;
const IN_A_ROW = 6;

type Told = "valid_reason" | "change";

/** What is told before it is kept; it lies sealed with the conversation. */
interface Draft {
  readonly kind: Told;
  readonly what: string;
  readonly happenedOn?: string;
  readonly text?: string;
}

const SLOT = "circumstances.draft";
const draftOf = (turn: OpenTurn): Draft | undefined =>
  turn.slot<Draft | undefined>(SLOT, undefined);

/** Step by step: what it is, since when, in the person's words, and what they ask for (п. 34, 36). */
export function tellingScreens(deps: CircumstanceDeps): {
  readonly screens: Readonly<Record<string, Screen>>;
  readonly start: (kind: Told) => Handler;
} {
  const own = (ctx: Ctx) => ownContract(deps, ctx);

  const start =
    (kind: Told): Handler =>
    async (ctx) => {
      const known = await own(ctx);
      if (!known || !runsOn(known.contract, known.today)) return false;
      ctx.turn.go({ name: START, kind });
    };

  /** What can be told, by its code. */
  function offered({ program, contract }: Known, kind: Told): readonly { code: string }[] {
    return kind === "valid_reason"
      ? (lawOf(program, contract)?.edition.contract.validReasons.list ?? [])
      : toTell(program, contract);
  }

  async function create(ctx: Ctx, known: Known, draft: Draft, asks: "change" | "extend" | null) {
    const { turn } = ctx;
    const { kind, what, happenedOn = known.today, text = "" } = draft;
    const act = (await institutionById(deps.database.prisma, known.case.institutionId))
      ?.botFilingAct;
    const step = kind === "valid_reason" ? "change_request" : "tell_about_change";
    const days = act ? { [step]: known.today } : EMPTY_BODY.days;
    const body = { what, text, asks, days };
    const one = newCircumstance(known.contract, { kind, happenedOn, body });
    tell(deps, turn, known, one);
    turn.keep(SLOT, undefined);
    turn.go({ name: ONE, of: one.id, just: "told" });
  }

  const startScreen: Screen = {
    async view(ctx, { kind }) {
      const { turn } = ctx;
      const { t } = turn;
      const known = await own(ctx);
      if (!known) return missing(turn);
      const told = kind === "change" ? "change" : "valid_reason";
      const words = told === "change" ? "told" : "reason";
      const options = offered(known, told);
      return {
        text: [
          t(`circumstances:start.${told}`),
          ...options.map(({ code }, at) => `${at + 1}. ${t(`circumstances:${words}.${code}`)}`),
          t("circumstances:which"),
        ].join("\n\n"),
        rows: [
          ...inRows(
            options.map(({ code }, at) => ({
              ...{ label: String(at + 1), action: "what", argument: code },
            })),
            IN_A_ROW,
          ),
          ...backRows(turn),
        ],
      };
    },
    presses: {
      mine: openMyContract,
      what: async (ctx, what) => {
        const { turn } = ctx;
        const known = await own(ctx);
        const kind = turn.screen.kind === "change" ? "change" : "valid_reason";
        if (!known || !offered(known, kind).some(({ code }) => code === what)) return false;
        turn.keep(SLOT, { kind, what } satisfies Draft);
        turn.go({ name: DAY });
      },
    },
  };

  function since({ turn }: Ctx, draft: Draft, happenedOn: string): void {
    turn.keep(SLOT, { ...draft, happenedOn } satisfies Draft);
    turn.go({ name: WORDS });
  }

  const dayScreen: Screen = {
    async view(ctx, { problem }) {
      const { turn } = ctx;
      const { t } = turn;
      const known = await own(ctx);
      const draft = draftOf(turn);
      if (!known || !draft) return missing(turn);
      return {
        text: [
          ...(problem ? [t(`contract:problem.${String(problem)}`)] : []),
          t("circumstances:ask.since"),
        ].join("\n\n"),
        rows: [[{ label: t("contract:today"), action: "today" }], ...backRows(turn)],
      };
    },
    presses: {
      mine: openMyContract,
      today: async (ctx) => {
        const known = await own(ctx);
        const draft = draftOf(ctx.turn);
        return known && draft ? since(ctx, draft, known.today) : false;
      },
    },
    text: async (ctx, typed) => {
      const { turn } = ctx;
      const known = await own(ctx);
      const draft = draftOf(turn);
      if (!known || !draft) return false;
      const { today, contract } = known;
      const read = readPastDay(tidy(typed), { today, startsOn: contract.startsOn });
      if (read.kind === "value") return since(ctx, draft, read.value);
      turn.go({ name: DAY, problem: read.code });
    },
  };

  async function said(ctx: Ctx, text: string): Promise<false | undefined> {
    const { turn } = ctx;
    const known = await own(ctx);
    const draft = draftOf(turn);
    if (!known || !draft?.happenedOn) return false;
    const full = { ...draft, text };
    if (draft.kind === "change") {
      await create(ctx, known, full, null);
      return undefined;
    }
    turn.keep(SLOT, full);
    turn.go({ name: ASKS });
    return undefined;
  }

  const wordsScreen: Screen = {
    async view(ctx, { problem }) {
      const { turn } = ctx;
      const { t } = turn;
      const draft = draftOf(turn);
      if (!draft) return missing(turn);
      return {
        text: [
          ...(problem ? [t("circumstances:problem.long", { count: LONGEST_WORDS })] : []),
          t(`circumstances:ask.words_${draft.kind}`),
        ].join("\n\n"),
        rows: [
          [{ label: t("circumstances:button.no_words"), action: "no_words" }],
          ...backRows(turn),
        ],
      };
    },
    presses: { mine: openMyContract, no_words: (ctx) => said(ctx, "") },
    text: (ctx, typed) =>
      typed.length > LONGEST_WORDS
        ? ctx.turn.go({ name: WORDS, problem: "long" })
        : said(ctx, typed.trim()),
  };

  const asksScreen: Screen = {
    async view({ turn }) {
      const { t } = turn;
      return {
        text: t("circumstances:ask.asks"),
        rows: [
          [{ label: t("circumstances:button.ask_change"), action: "ask", argument: "change" }],
          [{ label: t("circumstances:button.ask_extend"), action: "ask", argument: "extend" }],
          ...backRows(turn),
        ],
      };
    },
    presses: {
      mine: openMyContract,
      ask: async (ctx, wanted) => {
        const known = await own(ctx);
        const draft = draftOf(ctx.turn);
        if (!known || !draft?.happenedOn) return false;
        await create(ctx, known, draft, wanted === "extend" ? "extend" : "change");
      },
    },
  };

  return {
    screens: {
      [START]: startScreen,
      [DAY]: dayScreen,
      [WORDS]: wordsScreen,
      [ASKS]: asksScreen,
    },
    start,
  };
}
