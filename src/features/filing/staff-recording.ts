import { parseDate } from "../../forms/parse/date.ts";
import type { Button, Handler, Screen } from "../../platform/telegram/screen.ts";
import { homeButton } from "../../platform/telegram/screen.ts";
import type { OpenTurn } from "../../platform/telegram/turn.ts";
import { dateInFigures, spokenDate, spokenMonth } from "../../platform/texts/format.ts";
import { addDays } from "../../programs/dates.ts";
import { dayIn } from "../report/index.ts";
import { daysOf, recordLoss, recordPaper } from "./actions.ts";
import type { FilingDeps } from "./deps.ts";
import { foreseeFiled } from "./filed.ts";
import { EMPTY_PROOF, type Filing, NOT_ARRIVED } from "./record.ts";
import { isReceivable, momentOn } from "./rules.ts";
import {
  CASE_FILING,
  filedButton,
  missingView,
  onFiled,
  type Reached,
  reachHere,
  reportNow,
} from "./staff-reach.ts";
import { type Filed, lastFiling } from "./view.ts";

const DAY = "case_filing_day";
const LOST = "case_filing_lost";

const PAPER_WAYS = ["in_person", "post"] as const;
type PaperWay = (typeof PAPER_WAYS)[number];

/** Where a specialist names the day on which a paper came, or says that a letter did not. */
export function recordingScreens(deps: FilingDeps): Readonly<Record<string, Screen>> {
  const onDay = (dayOf: (limits: Limits) => string): Handler =>
    onFiled(deps, ({ turn }, reached) => {
      const limits = limitsOf(turn, reached.filed);
      return limits ? record(deps, turn, reached, limits, dayOf(limits)) : false;
    });

  return {
    [DAY]: {
      async view(ctx) {
        const { turn } = ctx;
        const { t, locale, screen } = turn;
        const reached = await reachHere(deps, ctx, "record_filing");
        const limits = reached && limitsOf(turn, reached.filed);
        const way = wayNow(turn);
        if (!limits || !way) return missingView(turn);
        const { filed } = reached;
        const said = {
          example: dateInFigures(limits.today),
          from: spokenDate(limits.opensOn, locale),
          to: spokenDate(limits.today, locale),
          month: spokenMonth(filed.report.month, locale),
        };
        return {
          text: [
            ...(screen.problem ? [t(`filing:problem.${String(screen.problem)}`, said)] : []),
            t(`filing:ask.${way}`, said),
          ].join("\n\n"),
          rows: [
            [filedButton(turn, filed, "today"), filedButton(turn, filed, "yesterday")],
            backRow(turn),
            [homeButton(t)],
          ],
        };
      },
      async text(ctx, text) {
        const { turn } = ctx;
        const reached = await reachHere(deps, ctx, "record_filing");
        const limits = reached && limitsOf(turn, reached.filed);
        if (!limits) return false;
        const { today } = limits;
        const said = parseDate(text.trim().toLowerCase(), { today, past: true });
        if (said.kind === "value") return record(deps, turn, reached, limits, said.value);
        turn.go({ ...turn.screen, problem: "day" });
      },
      presses: {
        today: onDay(({ today }) => today),
        yesterday: onDay(({ today }) => addDays(today, -1)),
        back,
      },
    },

    [LOST]: {
      async view(ctx) {
        const { turn } = ctx;
        const { t, locale } = turn;
        const reached = await reachHere(deps, ctx, "record_filing");
        if (!reached) return missingView(turn);
        const { filed } = reached;
        return {
          text: t("filing:ask.lost", { month: spokenMonth(filed.report.month, locale) }),
          rows: [[filedButton(turn, filed, "yes_lost")], backRow(turn), [homeButton(t)]],
        };
      },
      presses: {
        yes_lost: onFiled(deps, ({ turn }, reached) => lose(deps, turn, reached)),
        back,
      },
    },
  };
}

/** To the day on which the paper came. */
export function askDay(deps: FilingDeps, way: PaperWay): Handler {
  return onFiled(deps, ({ turn }, { filed: { report } }) =>
    report.state === "submitted" ? turn.go({ name: DAY, report: report.id, way }) : false,
  );
}

/** To the question whether the letter really is not there. */
export function askLost(deps: FilingDeps): Handler {
  return onFiled(deps, ({ turn }, { filed }) =>
    isThere(filed) ? turn.go({ name: LOST, report: filed.report.id }) : false,
  );
}

/** Whether the report counts by a letter, so that the letter can turn out not to be there. */
export function isThere(filed: Filed): boolean {
  const last = lastFiling(filed);
  return filed.report.state === "filed" && last?.way === "email" && last.state === "taken";
}

interface Limits {
  readonly opensOn: string;
  readonly today: string;
  readonly timeZone: string;
}

/** The days on which the report can have come; undefined when the data names none. */
function limitsOf({ now }: OpenTurn, filed: Filed): Limits | undefined {
  const days = daysOf(filed);
  return days && { ...days, today: dayIn(days.timeZone, now) };
}

function record(
  deps: FilingDeps,
  turn: OpenTurn,
  { filed, held }: Reached,
  limits: Limits,
  day: string,
): false | undefined {
  const way = wayNow(turn);
  const { report } = filed;
  if (!way || report.state !== "submitted") return false;
  if (!isReceivable(day, limits)) {
    turn.go({ ...turn.screen, problem: "range" });
    return undefined;
  }
  const { now } = turn;
  const staffId = held.member.id;
  const filedAt = momentOn(day, limits.timeZone, now);
  turn.write((tx) => recordPaper(deps, tx, { held: filed, staffId, now }, { way, day, filedAt }));
  const recorded: Filing = {
    ...{ id: "", reportId: report.id, way, state: "taken", attempts: 0 },
    ...{ createdAt: now, settledAt: now },
    proof: { ...EMPTY_PROOF, day, recordedBy: staffId },
  };
  foreseeFiled(turn, {
    ...filed,
    report: { ...report, state: "filed", filedAt, version: report.version + 1 },
    filings: [...filed.filings, recorded],
  });
  turn.go({ name: CASE_FILING, report: report.id, done: "recorded" });
  return undefined;
}

function lose(deps: FilingDeps, turn: OpenTurn, { filed, held }: Reached): false | undefined {
  const last = lastFiling(filed);
  if (!last || !isThere(filed)) return false;
  const { now } = turn;
  const { report } = filed;
  turn.write((tx) => recordLoss(deps, tx, { held: filed, staffId: held.member.id, now }));
  const proof = { ...last.proof, code: NOT_ARRIVED };
  foreseeFiled(turn, {
    ...filed,
    report: { ...report, state: "submitted", filedAt: null, version: report.version + 1 },
    filings: [...filed.filings.slice(0, -1), { ...last, state: "refused", proof }],
  });
  turn.go({ name: CASE_FILING, report: report.id, done: "lost" });
  return undefined;
}

function wayNow({ screen }: OpenTurn): PaperWay | undefined {
  return PAPER_WAYS.find((one) => one === screen.way);
}

function backRow({ t }: OpenTurn): Button[] {
  return [{ label: t("common:button.back"), action: "back" }];
}

const back: Handler = ({ turn }) => turn.go({ name: CASE_FILING, report: reportNow(turn) });
