import { parseDate } from "../../forms/parse/date.ts";
import { plain } from "../../forms/parse/text.ts";
import type { Screen } from "../../platform/telegram/screen.ts";
import type { Ctx } from "../../platform/telegram/turn.ts";
import { spokenClause, spokenDate } from "../../platform/texts/format.ts";
import { extensionOf } from "../contract/rules/index.ts";
import { record } from "./actions.ts";
import { type CircumstanceDeps, caseContract, type KnownToStaff, shownOf } from "./reach.ts";
import { ACTS, type Act, actsOf, checkNewEnd, earliestOf } from "./rules/acts.ts";
import {
  ACT_DAY,
  back,
  beside,
  keeping,
  missingView,
  ONE,
  problemLines,
  readDay,
  UNTIL,
  waysBack,
} from "./staff-common.ts";
import { nameOf } from "./wording.ts";

export function isAct(text: string): text is Act {
  return ACTS.some((act) => act === text);
}

/** The day of a step of the procedure, and of an addendum the new last day of the contract. */
export function actScreens(deps: CircumstanceDeps): Readonly<Record<string, Screen>> {
  /** The act of the screen, while it may still be written down. */
  function actNow({ turn }: Ctx, known: KnownToStaff) {
    const of = shownOf(turn, known);
    const act = String(turn.screen.act ?? "");
    return of && isAct(act) && actsOf(known.program, known.contract, of).includes(act)
      ? { of, act }
      : undefined;
  }

  function onDay(ctx: Ctx, known: KnownToStaff, day: string): false | undefined {
    const { turn } = ctx;
    const now = actNow(ctx, known);
    if (!now || day < earliestOf(now.of, now.act)) return false;
    const { of, act } = now;
    if (act === "signed" && of.body.asks === "extend") {
      turn.go(beside(turn, UNTIL, { of: of.id, act, day }));
      return undefined;
    }
    record(deps, turn, known, of, { act, day, staffId: known.held.member.id });
    turn.go(beside(turn, ONE, { of: of.id, note: "kept" }));
    return undefined;
  }

  return {
    [ACT_DAY]: {
      async view(ctx) {
        const { turn } = ctx;
        const { t } = turn;
        const known = await caseContract(deps, ctx, "keep_circumstances");
        const now = known && actNow(ctx, known);
        if (!now) return missingView(turn);
        return {
          text: [
            ...problemLines(turn),
            nameOf(turn, now.of),
            t(`circumstances:when.${now.act}`),
          ].join("\n\n"),
          rows: [[{ label: t("contract:today"), action: "today" }], ...waysBack(turn)],
        };
      },
      presses: {
        ...back,
        today: keeping(deps, (ctx, known) => onDay(ctx, known, known.today)),
      },
      text: keeping(deps, (ctx, known, typed: string) => {
        const now = actNow(ctx, known);
        if (!now) return false;
        const day = readDay(ctx, known, typed, earliestOf(now.of, now.act));
        return day === undefined ? undefined : onDay(ctx, known, day);
      }),
    },

    [UNTIL]: {
      async view(ctx) {
        const { turn } = ctx;
        const { t, locale } = turn;
        const known = await caseContract(deps, ctx, "keep_circumstances");
        if (!known || !actNow(ctx, known)) return missingView(turn);
        const may = extensionOf(known.program, known.contract);
        return {
          text: [
            ...problemLines(turn),
            t("circumstances:ask.until"),
            may.kind === "may"
              ? t("circumstances:may_extend", {
                  date: spokenDate(may.until, locale),
                  clause: spokenClause(may.clause, locale),
                })
              : t("circumstances:limit_unknown"),
          ].join("\n\n"),
          rows: [
            ...(may.kind === "may"
              ? [
                  [
                    {
                      label: spokenDate(may.until, locale),
                      ...{ action: "until", argument: may.until },
                    },
                  ],
                ]
              : []),
            ...waysBack(turn),
          ],
        };
      },
      presses: {
        ...back,
        until: keeping(deps, (ctx, known, until: string) =>
          /^\d{4}-\d\d-\d\d$/.test(until) ? onUntil(ctx, known, until) : false,
        ),
      },
      text: keeping(deps, (ctx, known, typed: string) => {
        const { turn } = ctx;
        const read = parseDate(plain(typed), { today: known.today });
        if (read.kind === "value") return onUntil(ctx, known, String(read.value));
        turn.go({ ...turn.screen, problem: "date" });
      }),
    },
  };

  function onUntil(ctx: Ctx, known: KnownToStaff, until: string): false | undefined {
    const { turn } = ctx;
    const now = actNow(ctx, known);
    const day = String(turn.screen.day ?? "");
    if (now?.act !== "signed" || !/^\d{4}-\d\d-\d\d$/.test(day)) return false;
    const checked = checkNewEnd(known.program, known.contract, until);
    if (checked.kind !== "ok") {
      turn.go({ ...turn.screen, problem: checked.kind });
      return undefined;
    }
    const { of, act } = now;
    record(deps, turn, known, of, { act, day, until, staffId: known.held.member.id });
    turn.go(beside(turn, ONE, { of: of.id, note: "extended" }));
    return undefined;
  }
}
