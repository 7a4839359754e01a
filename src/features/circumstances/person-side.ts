import {
  type Button,
  type Handler,
  homeButton,
  inRows,
  type Screen,
  type View,
} from "../../platform/telegram/screen.ts";
import type { Ctx, OpenTurn } from "../../platform/telegram/turn.ts";
import { spokenDate } from "../../platform/texts/format.ts";
import { tidy } from "../cases/index.ts";
import { type MineWay, openMyContract, readPastDay } from "../contract/index.ts";
import { lawOf, runsOn } from "../contract/rules/index.ts";
import { type Institution, institutionById } from "../staff/index.ts";
import { addTo, tell } from "./actions.ts";
import { incomesOpen, incomesScreen, openIncomes } from "./incomes.ts";
import { takePaper } from "./paper-files.ts";
import { sendToHandIn } from "./papers.ts";
import { type CircumstanceDeps, type Known, ownContract, shownOf } from "./reach.ts";
import { type Circumstance, EMPTY_BODY } from "./record.ts";
import { openSteps, stepsOf, toTell } from "./rules.ts";
import { newCircumstance } from "./store.ts";
import { cited, headLine, wholeText } from "./wording.ts";

const LIST = "my_circumstances";
const START = "circumstance_start";
const DAY = "circumstance_day";
const WORDS = "circumstance_words";
const ASKS = "circumstance_asks";
const ONE = "circumstance";

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

export interface PersonSide {
  readonly screens: Readonly<Record<string, Screen>>;
  /** On "Мой контракт". */
  readonly ways: readonly MineWay[];
  /** To telling a valid reason (п. 34). */
  readonly openCannot: Handler;
  /** From what the bot said first; the argument is a circumstance's id. */
  readonly told: Handler;
}

/** Where the recipient tells what keeps them from their duties and what has changed (п. 34, 36). */
export function personSide(deps: CircumstanceDeps): PersonSide {
  const own = (ctx: Ctx) => ownContract(deps, ctx);
  const missing = ({ t }: OpenTurn): View => ({
    text: t("circumstances:missing"),
    rows: [[homeButton(t)]],
  });
  const backRows = ({ t }: OpenTurn): Button[][] => [
    [{ label: t("circumstances:button.contract"), action: "mine" }],
    [homeButton(t)],
  ];

  const start =
    (kind: Told): Handler =>
    async (ctx) => {
      const known = await own(ctx);
      if (!known || !runsOn(known.contract, known.today)) return false;
      ctx.turn.go({ name: START, kind });
    };

  const openCannot = start("valid_reason");

  /** What can be told, by its code. */
  function offered({ program, contract }: Known, kind: Told): readonly { code: string }[] {
    return kind === "valid_reason"
      ? (lawOf(program, contract)?.edition.contract.validReasons.list ?? [])
      : toTell(program, contract);
  }

  async function handedTo(known: Known): Promise<Institution | undefined> {
    return institutionById(deps.database.prisma, known.case.institutionId);
  }

  async function create(ctx: Ctx, known: Known, draft: Draft, asks: "change" | "extend" | null) {
    const { turn } = ctx;
    const { kind, what, happenedOn = known.today, text = "" } = draft;
    const act = (await handedTo(known))?.botFilingAct;
    const step = kind === "valid_reason" ? "change_request" : "tell_about_change";
    const days = act ? { [step]: known.today } : EMPTY_BODY.days;
    const body = { what, text, asks, days };
    const one = newCircumstance(known.contract, { kind, happenedOn, body });
    tell(deps, turn, known, one);
    turn.keep(SLOT, undefined);
    turn.go({ name: ONE, of: one.id, just: "told" });
  }

  /** What makes it official: the institution takes the bot, or a signed paper is handed in. */
  async function officialText(turn: OpenTurn, known: Known, of: Circumstance): Promise<string[]> {
    const { t, locale } = turn;
    const [first] = openSteps(stepsOf(known.program, known.contract, of));
    const institution = await handedTo(known);
    if (first?.owner !== "recipient") {
      return institution?.botFilingAct
        ? [t("circumstances:by_bot", { act: institution.botFilingAct })]
        : [];
    }
    const date = spokenDate(first.dueOn, locale);
    const late = known.today > first.dueOn;
    return [
      t(`circumstances:bring.${of.kind}`),
      `${t(late ? "circumstances:past" : "circumstances:until", { date })} ${cited(turn, first.clause)}.`,
      ...(institution
        ? [
            t("circumstances:place", {
              name: institution.name,
              address: institution.address ?? "",
            }),
          ]
        : []),
    ];
  }

  const list: Screen = {
    async view(ctx) {
      const { turn } = ctx;
      const { t } = turn;
      const known = await own(ctx);
      if (!known) return missing(turn);
      const shown = known.list.filter(isTheirs);
      return {
        text: [
          `<b>${t("circumstances:mine")}</b>`,
          ...(shown.length === 0 ? [t("circumstances:none")] : []),
          ...shown.map((one, at) => `${at + 1}. ${headLine(turn, known, one)}`),
        ].join("\n\n"),
        rows: [
          ...inRows(
            shown.map(({ id }, at) => ({ label: String(at + 1), action: "one", argument: id })),
            IN_A_ROW,
          ),
          ...backRows(turn),
        ],
      };
    },
    presses: {
      mine: openMyContract,
      one: async (ctx, id) => {
        const known = await own(ctx);
        const found = known?.list.filter(isTheirs).some((one) => one.id === id);
        return found ? ctx.turn.go({ name: ONE, of: id }) : false;
      },
    },
  };

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

  const one: Screen = {
    async view(ctx, { just, problem }) {
      const { turn } = ctx;
      const { t } = turn;
      const known = await own(ctx);
      const of = known && shownOf(turn, known);
      if (!known || !of || !isTheirs(of)) return missing(turn);
      const writes = mayAddPapers(of);
      return {
        text: [
          ...(just ? [t(`circumstances:just.${String(just)}`)] : []),
          ...(problem ? [t(`circumstances:problem.${String(problem)}`)] : []),
          ...wholeText(turn, known, of),
          ...(await officialText(turn, known, of)),
          ...(writes ? [t("circumstances:ask.papers")] : []),
        ].join("\n\n"),
        rows: [
          ...(of.kind === "valid_reason" || of.kind === "change"
            ? [[{ label: t("circumstances:button.print"), action: "print" }]]
            : []),
          [{ label: t("circumstances:button.list"), action: "list" }],
          ...backRows(turn),
        ],
      };
    },
    presses: {
      mine: openMyContract,
      list: ({ turn }) => turn.go({ name: LIST }),
      print: async (ctx) => {
        const known = await own(ctx);
        const of = known && shownOf(ctx.turn, known);
        if (!known || !of || (of.kind !== "valid_reason" && of.kind !== "change")) return false;
        await sendToHandIn(deps, ctx.turn, known, of);
      },
    },
    media: async (ctx, media) => {
      const { turn } = ctx;
      const known = await own(ctx);
      const of = known && shownOf(turn, known);
      if (!known || !of || !mayAddPapers(of)) return false;
      const number = of.body.papers.length + 1;
      const name = turn.texts("ru")("circumstances:paper_name", { number });
      const taken = await takePaper(deps, media, name);
      if (taken.kind !== "done") return turn.go({ name: ONE, of: of.id, problem: taken.kind });
      const papers = [...of.body.papers, { id: taken.id, name: taken.name }];
      addTo(
        turn,
        known,
        of,
        { papers },
        {
          ...{ kind: "circumstance_paper", details: {} },
          more: (tx) => taken.write(tx, known.case, turn.now),
        },
      );
      turn.go({ name: ONE, of: of.id, just: "paper" });
    },
  };

  return {
    screens: {
      [LIST]: list,
      [START]: startScreen,
      [DAY]: dayScreen,
      [WORDS]: wordsScreen,
      [ASKS]: asksScreen,
      [ONE]: one,
      ...incomesScreen(deps),
    },
    openCannot,
    ways: [
      {
        code: "cannot",
        open: openCannot,
        when: ({ contract, today }) => runsOn(contract, today),
      },
      {
        code: "changed",
        open: start("change"),
        when: ({ contract, today }) => runsOn(contract, today),
      },
      { code: "incomes", open: openIncomes, when: incomesOpen },
      { code: "circumstances", open: ({ turn }) => turn.go({ name: LIST }) },
    ],
    async told(ctx, id) {
      const known = await own(ctx);
      if (!known) return false;
      const found = known.list.some((one) => one.id === id && isTheirs(one));
      ctx.turn.go(found ? { name: ONE, of: id } : { name: LIST });
    },
  };
}

/** What concerns the person; papers that a curator writes for the agency do not. */
function isTheirs({ kind }: Circumstance): boolean {
  return !["conclusion", "effectiveness", "monitoring"].includes(kind);
}

/** Until it is decided on. */
function mayAddPapers({ kind, body }: Circumstance): boolean {
  return (kind === "valid_reason" || kind === "change") && body.decision === null;
}
