import {
  type Button,
  type Handler,
  homeButton,
  type View,
} from "../../../platform/telegram/screen.ts";
import type { OpenTurn } from "../../../platform/telegram/turn.ts";
import { spokenDate, spokenMonth } from "../../../platform/texts/format.ts";
import type { Case } from "../../cases/index.ts";
import type { Duty } from "../duties.ts";
import { clauseText, dutyLine, dutyName, leftText, openDuties } from "../duty-view.ts";
import type { PaymentMark } from "../marks.ts";
import { planLine } from "../plan-view.ts";
import type { Contract } from "../record.ts";
import {
  lastDayOf,
  obligationsOf,
  paymentPlan,
  reportDays,
  reportingMonths,
  runsOn,
} from "../rules/index.ts";
import { activityLine, headText } from "../wording.ts";
import { programOf } from "./common.ts";

/** The contract of a person, as they see it. */
export interface Mine {
  readonly case: Case;
  readonly contract: Contract;
  readonly duties: readonly Duty[];
  readonly payments: readonly PaymentMark[];
  /** "YYYY-MM-DD" in the zone of the programme, whose days count. */
  readonly today: string;
}

/** The report that is next: what is said of it, and its last day while it waits for the person. */
export interface ReportLine {
  readonly text: string;
  /** "YYYY-MM-DD". */
  readonly until: string | null;
}

/** A way from the contract into another feature; its text is `contract:way.<code>`. */
export interface MineWay {
  readonly code: string;
  readonly open: Handler;
  /** Left out: always. */
  readonly when?: (mine: Mine) => boolean;
}

const MOST_TITLE = 200;

/** The first look: what is next, and the money. */
export function mineView(
  turn: OpenTurn,
  mine: Mine,
  { report, ways }: { readonly report: ReportLine | undefined; readonly ways: readonly MineWay[] },
): View {
  const { t, screen, locale } = turn;
  const { contract, today } = mine;
  const runs = runsOn(contract, today);
  const date = spokenDate(lastDayOf(contract), locale);
  const open = runs ? openDuties(mine.duties) : [];
  const next = [
    ...open.map((duty) => `• ${dutyLine(turn, duty, today)}`),
    ...(report ? [`• ${reportText(turn, mine, report)}`] : reportLine(turn, mine)),
  ];
  const marks = new Map(mine.payments.map((mark) => [mark.item, mark]));
  const plan = paymentPlan(programOf(contract), contract);
  return {
    text: [
      ...(screen.just ? [t(`contract:just.${String(screen.just)}`)] : []),
      [headText(turn, contract), t(runs ? "contract:runs" : "contract:ended", { date })].join("\n"),
      [
        `<b>${t("contract:next")}</b>`,
        ...(next.length > 0 ? next : [t("contract:nothing_next")]),
      ].join("\n"),
      [
        `<b>${t("contract:my_money")}</b>`,
        ...plan.map((item) => {
          const mark = marks.get(item.item);
          // Nobody tells any more whether what it waits for happened in time.
          const over = !runs && !mark && item.dependsOn.kind === "event";
          const ask = over ? ` ${t("contract:plan.over")}` : "";
          return `• ${planLine(turn, item, mark)}${ask}`;
        }),
      ].join("\n"),
    ].join("\n\n"),
    rows: [
      ...open.map((duty): Button[] => [
        {
          label: t("contract:button.done", { what: t(`deadlines:clock.${duty.code}`) }),
          ...{ action: "done", argument: duty.item },
        },
      ]),
      [{ label: t("contract:button.promises"), action: "promises" }],
      ...ways.map(({ code }): Button[] => [
        { label: t(`contract:way.${code}`), action: "way", argument: code },
      ]),
      [homeButton(t)],
    ],
  };
}

function reportText(turn: OpenTurn, { today }: Mine, { text, until }: ReportLine): string {
  return until === null ? `${text}.` : `${text}. ${leftText(turn, today, until)}`;
}

/** The report whose last day is next, by the calendar alone. */
function reportLine(turn: OpenTurn, { contract, today }: Mine): string[] {
  const { t, locale } = turn;
  const program = programOf(contract);
  for (const month of reportingMonths(contract)) {
    const days = reportDays(program, contract, month);
    if (!days || days.lastDay < today) continue;
    const when = { month: spokenMonth(month, locale), date: spokenDate(days.lastDay, locale) };
    const clause = clauseText(turn, days.report);
    const left = leftText(turn, today, days.lastDay);
    return [`• ${t("contract:report_next", when)} ${clause}. ${left}`];
  }
  return [];
}

/** All that the person promised: the programme, the duties with a day, and what only an event would start. */
export function promisesView(turn: OpenTurn, { contract, duties, today }: Mine): View {
  const { t } = turn;
  const waiting = obligationsOf(programOf(contract), contract).filter(
    ({ dueOn }) => dueOn === null,
  );
  return {
    text: [
      [
        `<b>${t("contract:program")}</b>`,
        ...contract.record.activities.map((one) => {
          const plain = { ...one, title: plainTitle(turn, contract, one) };
          return `• ${activityLine(turn, plain, MOST_TITLE)}`;
        }),
      ].join("\n"),
      ...(duties.length > 0
        ? [
            [
              `<b>${t("contract:duties_mine")}</b>`,
              ...duties.map((duty) => `• ${dutyLine(turn, duty, today)}`),
            ].join("\n"),
          ]
        : []),
      [
        `<b>${t("contract:if_it_happens")}</b>`,
        ...waiting.map((due) => {
          const event = t(`deadlines:event.${due.event}`);
          const within = t("contract:within", { count: due.length });
          return `• ${event}. ${dutyName(turn, due)}: ${within} ${clauseText(turn, due)}.`;
        }),
      ].join("\n"),
    ].join("\n\n"),
    rows: [[{ label: t("common:button.back"), action: "mine" }], [homeButton(t)]],
  };
}

/** In plain words where there are some: the programme has those of the law. */
function plainTitle(
  turn: OpenTurn,
  { programme }: Contract,
  { code, title }: Contract["record"]["activities"][number],
): string {
  const key = `program-${programme}:activity.${code}`;
  return turn.hasText(key) ? turn.t(key) : title;
}
