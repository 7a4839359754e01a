import type { Button, Handler, Screen } from "../../platform/telegram/screen.ts";
import { homeButton } from "../../platform/telegram/screen.ts";
import type { OpenTurn } from "../../platform/telegram/turn.ts";
import { spokenMonth } from "../../platform/texts/format.ts";
import { type CardPart, caseForMember, caseName, openCaseCard } from "../cases/index.ts";
import { actForCase } from "../notifications/index.ts";
import { mayAs } from "../staff/index.ts";
import { sendAgain } from "./actions.ts";
import type { FilingDeps } from "./deps.ts";
import { sendReport } from "./document.ts";
import { foreseeFiled, readFiled } from "./filed.ts";
import {
  CASE_FILING,
  filedButton,
  missingView,
  onFiled,
  type Reached,
  reachHere,
  reachReport,
} from "./staff-reach.ts";
import { askDay, askLost, isThere, recordingScreens } from "./staff-recording.ts";
import { lastHandedIn } from "./store.ts";
import { comingFiling, type Filed, filingLines, lastFiling, shortLine, titleOf } from "./view.ts";

export interface StaffSide {
  readonly screens: Readonly<Record<string, Screen>>;
  /** The argument is a report's id. */
  readonly open: Handler;
  /** The same from what the bot said first. */
  readonly told: Handler;
  /** On the card of a case: the report that is to be received, else the last one. */
  readonly part: CardPart;
}

/** Where staff see how a report was handed in, and write down what came on paper or did not come by mail. */
export function staffSide(deps: FilingDeps): StaffSide {
  const { prisma } = deps.database;

  const open: Handler = async (ctx, reportId) => {
    if (!(await reachReport(deps, ctx, reportId, "see"))) return false;
    ctx.turn.go({ name: CASE_FILING, report: reportId });
  };

  const part: CardPart = {
    code: "filing",
    async look({ turn }, { case: of }) {
      const id = await lastHandedIn(prisma, of);
      const filed = id === undefined ? undefined : await readFiled(deps, turn, id);
      if (!filed) return undefined;
      const { state, month } = filed.report;
      const [line] = state === "submitted" ? shortLine(turn, filed) : [];
      return line ? { line: `${spokenMonth(month, turn.locale)}. ${line}` } : {};
    },
    async open(ctx, caseId) {
      const held = await caseForMember(deps, ctx, caseId, "see");
      const id = held && (await lastHandedIn(prisma, held.case));
      return id ? open(ctx, id) : false;
    },
  };

  const again = onFiled(deps, ({ turn }, { filed, held }) => {
    if (!canSendAgain(filed)) return false;
    const { now } = turn;
    turn.write((tx) => sendAgain(deps, tx, { held: filed, staffId: held.member.id, now }));
    const coming = comingFiling(filed.report, filed.plan, now);
    foreseeFiled(turn, { ...filed, filings: [...filed.filings, coming] });
    turn.go({ name: CASE_FILING, report: filed.report.id, done: "again" });
  });

  return {
    open,
    part,
    async told(ctx, reportId) {
      const filed = await readFiled(deps, ctx.turn, reportId);
      if (filed) await actForCase(prisma, ctx, filed.case.id);
      return open(ctx, reportId);
    },
    screens: {
      [CASE_FILING]: {
        async view(ctx) {
          const { turn } = ctx;
          const { t, screen } = turn;
          const reached = await reachHere(deps, ctx, "see");
          if (!reached) return missingView(turn);
          const { filed } = reached;
          return {
            text: [
              ...(screen.done ? [t(`filing:done.${String(screen.done)}`)] : []),
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
          in_person: askDay(deps, "in_person"),
          post: askDay(deps, "post"),
          lost: askLost(deps),
          again,
          document: async (ctx) => {
            const reached = await reachHere(deps, ctx, "see");
            const how = { named: true, staff: true };
            return reached ? sendReport(ctx.turn, reached.filed, how) : false;
          },
          card: async (ctx) => {
            const reached = await reachHere(deps, ctx, "see");
            return reached ? openCaseCard(ctx.turn, reached.held.case.id) : false;
          },
        },
      },
      ...recordingScreens(deps),
    },
  };
}

/** A letter was tried, came to nothing, and there is an address for another one. */
function canSendAgain(filed: Filed): boolean {
  const last = lastFiling(filed);
  const tried = last?.way === "email" && last.state !== "waiting";
  return filed.report.state === "submitted" && tried && filed.plan.way === "email";
}

function recordButtons(turn: OpenTurn, { filed, held }: Reached): Button[][] {
  const { case: of, member, relations } = held;
  if (mayAs(member.role, of.status, "record_filing", relations).kind === "no") return [];
  const one = (action: string) => filedButton(turn, filed, action);
  return [
    ...(filed.report.state === "submitted" ? [[one("in_person"), one("post")]] : []),
    ...(isThere(filed) ? [[one("lost")]] : []),
    ...(canSendAgain(filed) ? [[one("again")]] : []),
  ];
}
