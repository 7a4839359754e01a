import { homeButton, type Screen } from "../../../platform/telegram/screen.ts";
import type { Ctx, OpenTurn } from "../../../platform/telegram/turn.ts";
import { spokenClause, spokenDate, spokenMonth } from "../../../platform/texts/format.ts";
import { tidy } from "../../cases/index.ts";
import { lawOf } from "../../contract/rules/index.ts";
import { lateLaw } from "../../report/index.ts";
import { accept, callMissing, excuse, noteQuestion, type PaymentDecision } from "../actions.ts";
import { type Checked, checkedFor } from "../checked.ts";
import { paymentLines, titleOf } from "../view.ts";
import {
  back,
  button,
  CHECK,
  type CheckKit,
  CONFIRM,
  checkScreen,
  DECIDE,
  deciding,
  hereOf,
  LONGEST_WORDS,
  type Note,
  onReport,
  overView,
  problemLines,
  QUESTION,
  REFUSE,
  toReport,
} from "./common.ts";

const DECISIONS = ["excuse", "call_missing"] as const;

/** Where a report is taken, a payment is decided on, and what else is said of a month. */
export function decisionScreens(kit: CheckKit): Readonly<Record<string, Screen>> {
  const taking = (ctx: Ctx) => deciding(kit, ctx, "accept", "pay");
  const actionOf = ({ report }: Checked) => (report?.state === "filed" ? "accept" : "pay");

  /** A press on the report as it was shown, whether it is taken now or was before. */
  const onTaking: typeof onReport = (_kit, _action, handle) => async (ctx, argument) => {
    const checked = await taking(ctx);
    return onReport(kit, checked ? actionOf(checked) : "accept", handle)(ctx, argument);
  };

  async function mayRefuse({ held, contract, month }: Checked): Promise<boolean> {
    const { prisma } = kit.database;
    return !(await kit.links.hasValidReason(prisma, held.case, contract.id, month));
  }

  function decide(
    { turn }: Ctx,
    checked: Checked,
    decision: PaymentDecision | undefined,
    note: Note,
  ): void {
    accept(kit, turn, checked, decision);
    turn.go(checkScreen(CHECK, checked, { note }));
  }

  return {
    [DECIDE]: {
      async view(ctx) {
        const { turn } = ctx;
        const { t } = turn;
        const checked = await taking(ctx);
        if (!checked) return overView(turn);
        const pays = checked.undecided.length > 0;
        const { held, contract } = checked;
        const stop = pays && (await kit.links.aidStop(kit.database.prisma, held.case, contract));
        return {
          text: [
            titleOf(turn, checked),
            t(`checking:ask.${actionOf(checked)}`),
            ...(pays ? [...paymentLines(turn, checked), t("checking:ask.payment")] : []),
            ...(stop
              ? [
                  t("checking:aid_stopped", {
                    date: spokenDate(stop.day, turn.locale),
                    clause: spokenClause(stop.clause, turn.locale),
                  }),
                ]
              : []),
            ...(pays && !(await mayRefuse(checked))
              ? [t("checking:excused_pays", groundOf(turn, checked))]
              : []),
          ].join("\n\n"),
          rows: [
            ...(pays
              ? [
                  [button(turn, checked, "grant")],
                  ...((await mayRefuse(checked)) ? [[button(turn, checked, "refuse")]] : []),
                ]
              : [[button(turn, checked, "yes")]]),
            toReport(t),
            [homeButton(t)],
          ],
        };
      },
      presses: {
        yes: onTaking(kit, "accept", (ctx, checked) =>
          checked.undecided.length > 0 ? false : decide(ctx, checked, undefined, "accepted"),
        ),
        grant: onTaking(kit, "accept", (ctx, checked) =>
          checked.undecided.length === 0
            ? false
            : decide(ctx, checked, { state: "granted", reason: null }, "granted"),
        ),
        refuse: onTaking(kit, "accept", async ({ turn }, checked) => {
          if (checked.undecided.length === 0 || !(await mayRefuse(checked))) return false;
          turn.go(checkScreen(REFUSE, checked, { v: checked.report?.version }));
        }),
        report: back,
      },
    },

    [REFUSE]: {
      async view(ctx) {
        const { turn } = ctx;
        const { t } = turn;
        const checked = await taking(ctx);
        if (!checked) return overView(turn);
        return {
          text: [
            ...problemLines(turn),
            titleOf(turn, checked),
            t("checking:ground", groundOf(turn, checked)),
            t("checking:ask.refuse"),
          ].join("\n\n"),
          rows: [toReport(t), [homeButton(t)]],
        };
      },
      presses: { report: back },
      async text(ctx, text) {
        const { turn } = ctx;
        const checked = await taking(ctx);
        if (!checked || checked.report?.version !== turn.screen.v) {
          turn.go({ ...turn.screen, name: CHECK, note: "meanwhile" });
          return;
        }
        const reason = tidy(text);
        const problem = problemOf(reason);
        if (problem) return turn.go({ ...turn.screen, problem });
        if (checked.undecided.length === 0 || !(await mayRefuse(checked))) return false;
        decide(ctx, checked, { state: "refused", reason }, "refused");
      },
    },

    [QUESTION]: {
      async view(ctx) {
        const { turn } = ctx;
        const checked = await checkedFor(kit, ctx, hereOf(turn), "check_report");
        if (!checked) return overView(turn);
        return {
          text: [
            ...problemLines(turn),
            titleOf(turn, checked),
            turn.t("checking:ask.question"),
          ].join("\n\n"),
          rows: [toReport(turn.t), [homeButton(turn.t)]],
        };
      },
      presses: { report: back },
      async text(ctx, text) {
        const { turn } = ctx;
        const checked = await checkedFor(kit, ctx, hereOf(turn), "check_report");
        if (!checked) return false;
        const said = tidy(text);
        const problem = problemOf(said);
        if (problem) return turn.go({ ...turn.screen, problem });
        const month = spokenMonth(checked.month, turn.locale);
        const question = turn.t("checking:question", { month });
        if ((await kit.links.ask(ctx, checked.held.case.id, `${question} ${said}`)) === false) {
          return false;
        }
        noteQuestion(turn, checked);
      },
    },

    [CONFIRM]: {
      async view(ctx) {
        const { turn } = ctx;
        const what = DECISIONS.find((one) => one === turn.screen.what);
        const checked = what && (await deciding(kit, ctx, what));
        if (!checked) return overView(turn);
        const clause = validReasonClause(turn, checked);
        return {
          text: [
            titleOf(turn, checked),
            turn.t(`checking:ask.${what}`, { clause }),
            ...(what === "excuse" ? riskLines(turn, checked) : []),
          ].join("\n\n"),
          rows: [[button(turn, checked, `yes_${what}`)], toReport(turn.t), [homeButton(turn.t)]],
        };
      },
      presses: {
        yes_excuse: onReport(kit, "excuse", ({ turn }, checked) => {
          excuse(kit, turn, checked);
          turn.go(checkScreen(CHECK, checked, { note: "excused" satisfies Note }));
        }),
        yes_call_missing: onReport(kit, "call_missing", ({ turn }, checked) => {
          callMissing(turn, checked);
          turn.go(checkScreen(CHECK, checked, { note: "called" satisfies Note }));
        }),
        report: back,
      },
    },
  };
}

function problemOf(text: string): "empty" | "long" | undefined {
  if (text === "") return "empty";
  return text.length > LONGEST_WORDS ? "long" : undefined;
}

/** The one ground on which a payment is refused, as the edition of the contract words it. */
function groundOf(
  { locale }: OpenTurn,
  { program, contract }: Checked,
): { readonly clause: string; readonly title: string } {
  const refusal = lawOf(program, contract)?.edition.contract.paymentRefusal;
  return { clause: spokenClause(refusal?.clause ?? "", locale), title: refusal?.title ?? "" };
}

/** The procedure knows valid reasons, and may end a contract for a report that is missing all the same. */
function riskLines({ t, locale }: OpenTurn, { program, contract }: Checked): string[] {
  const { ending } = lateLaw(program, contract);
  return ending.excused
    ? []
    : [t("checking:ask.excuse_risk", { clause: spokenClause(ending.clause, locale) })];
}

function validReasonClause({ locale }: OpenTurn, { program, contract }: Checked): string {
  const reasons = lawOf(program, contract)?.edition.contract.validReasons;
  return spokenClause(reasons?.clause ?? "", locale);
}
