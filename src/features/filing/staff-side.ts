import { parseDate } from "../../forms/parse/date.ts";
import type { Button, Handler, Screen } from "../../platform/telegram/screen.ts";
import { homeButton } from "../../platform/telegram/screen.ts";
import type { Ctx, OpenTurn } from "../../platform/telegram/turn.ts";
import { dateInFigures, spokenDate, spokenMonth } from "../../platform/texts/format.ts";
import { addDays } from "../../programs/dates.ts";
import { caseForMember, caseName, type Held, openCaseCard } from "../cases/index.ts";
import { actForCase } from "../notifications/index.ts";
import { dayIn } from "../report/index.ts";
import { type Action, mayAs } from "../staff/index.ts";
import { daysOf, recordLoss, recordPaper, sendAgain } from "./actions.ts";
import type { FilingDeps } from "./deps.ts";
import { sendReport } from "./document.ts";
import { foreseeFiled, readFiled } from "./filed.ts";
import { EMPTY_PROOF, type Filing, NOT_ARRIVED } from "./record.ts";
import { isReceivable, momentOn } from "./rules.ts";
import { type Filed, filingLines, lastFiling, titleOf } from "./view.ts";

const FILING = "case_filing";
const DAY = "case_filing_day";
const LOST = "case_filing_lost";

const PAPER_WAYS = ["in_person", "post"] as const;
type PaperWay = (typeof PAPER_WAYS)[number];

/** A report with the member who may do this with it now. */
interface Reached {
  readonly filed: Filed;
  readonly held: Held;
}

export interface StaffSide {
  readonly screens: Readonly<Record<string, Screen>>;
  /** The argument is a report's id. */
  readonly open: Handler;
  /** The same from what the bot said first. */
  readonly told: Handler;
}

/** Where staff see how a report was handed in, and write down what came on paper or did not come by mail. */
export function staffSide(deps: FilingDeps): StaffSide {
  async function reach(ctx: Ctx, reportId: string, action: Action): Promise<Reached | undefined> {
    const filed = await readFiled(deps, ctx.turn, reportId);
    const held = filed && (await caseForMember(deps, ctx, filed.case.id, action));
    return filed && held ? { filed, held } : undefined;
  }

  const reportNow = ({ screen }: OpenTurn) => String(screen.report ?? "");
  const here = (ctx: Ctx, action: Action) => reach(ctx, reportNow(ctx.turn), action);

  /** A press on a report as it was shown; refused when it has changed since. */
  const onFiled =
    (handle: (ctx: Ctx, reached: Reached, argument: string) => ReturnType<Handler>): Handler =>
    async (ctx, argument) => {
      const [, version = "", rest = ""] = /^([0-9a-z]{1,8})\.(.*)$/s.exec(argument) ?? [];
      const reached = await here(ctx, "record_filing");
      const fresh = reached?.filed.report.version === Number.parseInt(version, 36);
      return reached && fresh ? handle(ctx, reached, rest) : false;
    };

  const button = ({ t }: OpenTurn, { report }: Filed, action: string, argument = ""): Button => ({
    label: t(`filing:button.${action}`),
    action,
    argument: `${report.version.toString(36)}.${argument}`,
  });

  const open: Handler = async (ctx, reportId) => {
    if (!(await reach(ctx, reportId, "see"))) return false;
    ctx.turn.go({ name: FILING, report: reportId });
  };

  function recordButtons(turn: OpenTurn, { filed, held }: Reached): Button[][] {
    const { case: of, member, relations } = held;
    if (mayAs(member.role, of.status, "record_filing", relations).kind === "no") return [];
    const last = lastFiling(filed);
    const { state } = filed.report;
    const tried = last?.way === "email" && last.state !== "waiting";
    return [
      ...(state === "submitted"
        ? [[button(turn, filed, "in_person"), button(turn, filed, "post")]]
        : []),
      ...(state === "filed" && last?.way === "email" && last.state === "taken"
        ? [[button(turn, filed, "lost")]]
        : []),
      ...(state === "submitted" && tried && filed.plan.way === "email"
        ? [[button(turn, filed, "again")]]
        : []),
    ];
  }

  const missing = ({ t }: OpenTurn) => ({ text: t("filing:missing"), rows: [[homeButton(t)]] });
  const backRow = ({ t }: OpenTurn): Button[] => [
    { label: t("common:button.back"), action: "back" },
  ];
  const back: Handler = ({ turn }) => turn.go({ name: FILING, report: reportNow(turn) });

  function askDay(way: PaperWay): Handler {
    return onFiled(({ turn }, { filed }) =>
      filed.report.state === "submitted"
        ? turn.go({ name: DAY, report: filed.report.id, way })
        : false,
    );
  }

  /** The days on which the report can have come; undefined when the data names none. */
  function receivable({ now }: OpenTurn, filed: Filed) {
    const days = daysOf(filed);
    return days && { opensOn: days.opensOn, today: dayIn(days.timeZone, now), zone: days.timeZone };
  }

  function record({ turn }: Ctx, { filed, held }: Reached, day: string): false | undefined {
    const way = PAPER_WAYS.find((one) => one === turn.screen.way);
    const limits = receivable(turn, filed);
    if (!way || !limits || filed.report.state !== "submitted") return false;
    if (!isReceivable(day, limits)) {
      turn.go({ ...turn.screen, problem: "range" });
      return undefined;
    }
    const { now } = turn;
    const staffId = held.member.id;
    const filedAt = momentOn(day, limits.zone, now);
    turn.write((tx) => recordPaper(deps, tx, { held: filed, staffId, now }, { way, day, filedAt }));
    foreseeFiled(turn, {
      ...filed,
      report: { ...filed.report, state: "filed", filedAt, version: filed.report.version + 1 },
      filings: [...filed.filings, coming(filed, { way, day, staffId, now })],
    });
    turn.go({ name: FILING, report: filed.report.id, done: "recorded" });
    return undefined;
  }

  return {
    open,
    async told(ctx, reportId) {
      const filed = await readFiled(deps, ctx.turn, reportId);
      if (filed) await actForCase(deps.database.prisma, ctx, filed.case.id);
      return open(ctx, reportId);
    },
    screens: {
      [FILING]: {
        async view(ctx) {
          const { turn } = ctx;
          const { t } = turn;
          const reached = await here(ctx, "see");
          if (!reached) return missing(turn);
          const { filed } = reached;
          const { done } = turn.screen;
          return {
            text: [
              ...(done ? [t(`filing:done.${String(done)}`)] : []),
              `${titleOf(turn, filed)}\n${caseName(turn, filed.case)}`,
              ...filingLines(turn, filed),
            ].join("\n\n"),
            rows: [
              ...recordButtons(turn, reached),
              [{ label: t("filing:button.document"), action: "document" }],
              [{ label: t("cases:button.card"), action: "card" }],
              [homeButton(t)],
            ],
          };
        },
        presses: {
          in_person: askDay("in_person"),
          post: askDay("post"),
          lost: onFiled(({ turn }, { filed }) => turn.go({ name: LOST, report: filed.report.id })),
          again: onFiled(({ turn }, { filed, held }) => {
            if (filed.report.state !== "submitted" || filed.plan.way !== "email") return false;
            const { now } = turn;
            turn.write((tx) => sendAgain(deps, tx, { held: filed, staffId: held.member.id, now }));
            foreseeFiled(turn, {
              ...filed,
              report: { ...filed.report, submittedAt: now },
            });
            turn.go({ name: FILING, report: filed.report.id, done: "again" });
          }),
          document: async (ctx) => {
            const reached = await here(ctx, "see");
            return reached
              ? sendReport(ctx.turn, reached.filed, { named: true, staff: true })
              : false;
          },
          card: async (ctx) => {
            const reached = await here(ctx, "see");
            return reached ? openCaseCard(ctx.turn, reached.held.case.id) : false;
          },
        },
      },

      [DAY]: {
        async view(ctx) {
          const { turn } = ctx;
          const { t, locale, screen } = turn;
          const reached = await here(ctx, "record_filing");
          const limits = reached && receivable(turn, reached.filed);
          const way = PAPER_WAYS.find((one) => one === screen.way);
          if (!limits || !way) return missing(turn);
          const { filed } = reached;
          const { opensOn, today } = limits;
          const example = dateInFigures(today);
          return {
            text: [
              ...(screen.problem
                ? [
                    t(`filing:problem.${String(screen.problem)}`, {
                      example,
                      from: spokenDate(opensOn, locale),
                      to: spokenDate(today, locale),
                    }),
                  ]
                : []),
              t(`filing:ask.${way}`, {
                month: spokenMonth(filed.report.month, locale),
                example,
              }),
            ].join("\n\n"),
            rows: [
              [button(turn, filed, "today"), button(turn, filed, "yesterday")],
              backRow(turn),
              [homeButton(t)],
            ],
          };
        },
        async text(ctx, text) {
          const { turn } = ctx;
          const reached = await here(ctx, "record_filing");
          const limits = reached && receivable(turn, reached.filed);
          if (!limits) return false;
          const said = parseDate(text.trim().toLowerCase(), { today: limits.today, past: true });
          if (said.kind === "value") return record(ctx, reached, said.value);
          turn.go({ ...turn.screen, problem: "day" });
        },
        presses: {
          today: onFiled((ctx, reached) => {
            const limits = receivable(ctx.turn, reached.filed);
            return limits ? record(ctx, reached, limits.today) : false;
          }),
          yesterday: onFiled((ctx, reached) => {
            const limits = receivable(ctx.turn, reached.filed);
            return limits ? record(ctx, reached, addDays(limits.today, -1)) : false;
          }),
          back,
        },
      },

      [LOST]: {
        async view(ctx) {
          const { turn } = ctx;
          const { t, locale } = turn;
          const reached = await here(ctx, "record_filing");
          if (!reached) return missing(turn);
          const { filed } = reached;
          return {
            text: t("filing:ask.lost", { month: spokenMonth(filed.report.month, locale) }),
            rows: [[button(turn, filed, "yes_lost")], backRow(turn), [homeButton(t)]],
          };
        },
        presses: {
          yes_lost: onFiled(({ turn }, { filed, held }) => {
            const last = lastFiling(filed);
            const found = last?.way === "email" && last.state === "taken";
            if (filed.report.state !== "filed" || !last || !found) return false;
            const { now } = turn;
            turn.write((tx) => recordLoss(deps, tx, { held: filed, staffId: held.member.id, now }));
            const proof = { ...last.proof, code: NOT_ARRIVED };
            foreseeFiled(turn, {
              ...filed,
              report: {
                ...filed.report,
                ...{ state: "submitted", filedAt: null, version: filed.report.version + 1 },
              },
              filings: [...filed.filings.slice(0, -1), { ...last, state: "refused", proof }],
            });
            turn.go({ name: FILING, report: filed.report.id, done: "lost" });
          }),
          back,
        },
      },
    },
  };
}

/** The handing in that a recording will make. */
function coming(
  { report }: Filed,
  { way, day, staffId, now }: { way: PaperWay; day: string; staffId: string; now: Date },
): Filing {
  return {
    ...{ id: "", reportId: report.id, way, state: "taken", attempts: 0 },
    ...{ createdAt: now, settledAt: now },
    proof: { ...EMPTY_PROOF, day, recordedBy: staffId },
  };
}
