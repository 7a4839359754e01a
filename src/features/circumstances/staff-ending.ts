import { inRows, type Screen } from "../../platform/telegram/screen.ts";
import type { Ctx } from "../../platform/telegram/turn.ts";
import { spokenDate } from "../../platform/texts/format.ts";
import { isDay } from "../../programs/dates.ts";
import { endingGrounds, lawOf, runsOn } from "../contract/rules/index.ts";
import { endByAgreement, keep } from "./actions.ts";
import { type CircumstanceDeps, caseContract, type KnownToStaff } from "./reach.ts";
import { aidStopsOn, groundOf } from "./rules/steps.ts";
import {
  AGREED,
  back,
  beside,
  button,
  GROUND,
  GROUND_DAY,
  keeping,
  missingView,
  ONE,
  problemLines,
  readDay,
  waysBack,
} from "./staff-common.ts";
import { newCircumstance } from "./store.ts";
import { cited } from "./wording.ts";

const IN_A_ROW = 6;

/** An early end: its ground with its two days, or the agreement of both sides (п. 35). */
export function endingScreens(deps: CircumstanceDeps): Readonly<Record<string, Screen>> {
  const here = (ctx: Ctx) => caseContract(deps, ctx, "keep_circumstances");
  const runs = ({ contract, today }: KnownToStaff) => runsOn(contract, today);
  const isGround = ({ program, contract }: KnownToStaff, code: string) =>
    endingGrounds(program, contract).some((one) => one.code === code);

  /** First the day on which it arose, then the one on which the agency learnt of it. */
  function onDay({ turn }: Ctx, known: KnownToStaff, day: string): false | undefined {
    const { screen } = turn;
    const what = String(screen.what ?? "");
    if (!runs(known) || !isGround(known, what)) return false;
    const arose = screen.arose === undefined ? undefined : String(screen.arose);
    if (arose === undefined) {
      turn.go(beside(turn, GROUND_DAY, { what, arose: day }));
      return undefined;
    }
    if (!/^\d{4}-\d\d-\d\d$/.test(arose)) return false;
    const body = { what, aroseOn: arose };
    const one = newCircumstance(known.contract, { kind: "early_end", happenedOn: day, body });
    keep(turn, known, one, {
      ...{ kind: "circumstance_kept", details: {}, staffId: known.held.member.id },
    });
    turn.go(beside(turn, ONE, { of: one.id, note: "kept" }));
    return undefined;
  }

  function agree({ turn }: Ctx, known: KnownToStaff): false | undefined {
    const day = String(turn.screen.day ?? "");
    if (!runs(known) || !isDay(day) || day > known.today) return false;
    const one = newCircumstance(known.contract, {
      ...{ kind: "agreed_end", happenedOn: day, body: { what: "agreed", aroseOn: day } },
    });
    endByAgreement(deps, turn, known, one, known.held.member.id);
    turn.go(beside(turn, ONE, { of: one.id, note: "ended" }));
    return undefined;
  }

  return {
    [GROUND]: {
      async view(ctx) {
        const { turn } = ctx;
        const { t } = turn;
        const known = await here(ctx);
        if (!known || !runs(known)) return missingView(turn);
        const grounds = endingGrounds(known.program, known.contract);
        return {
          text: [
            t("circumstances:ask.ground"),
            ...grounds.map(
              ({ code, clause }, at) =>
                `${at + 1}. ${t(`circumstances:ground.${code}`)} ${cited(turn, clause)}`,
            ),
          ].join("\n"),
          rows: [
            ...inRows(
              grounds.map(({ code }, at) => ({
                ...{ label: String(at + 1), action: "ground", argument: code },
              })),
              IN_A_ROW,
            ),
            ...waysBack(turn),
          ],
        };
      },
      presses: {
        ...back,
        ground: keeping(deps, ({ turn }, known, what: string) =>
          isGround(known, what) ? turn.go(beside(turn, GROUND_DAY, { what })) : false,
        ),
      },
    },

    [GROUND_DAY]: {
      async view(ctx) {
        const { turn } = ctx;
        const { t, locale, screen } = turn;
        const known = await here(ctx);
        const what = String(screen.what ?? "");
        const ground = known && groundOf(known.program, known.contract, what);
        if (!known || !ground) return missingView(turn);
        const arose = screen.arose === undefined ? undefined : String(screen.arose);
        const stops =
          arose !== undefined && ground.aidStops
            ? aidStopsOn(known.program, known.contract, arose)
            : null;
        const excused =
          ground.validReasonExcuses &&
          known.list.some(({ kind, body }) => kind === "valid_reason" && body.decision === "yes");
        return {
          text: [
            ...problemLines(turn),
            `${t(`circumstances:ground.${what}`)} ${cited(turn, ground.clause)}`,
            ...(excused ? [t("circumstances:excused")] : []),
            ...(stops
              ? [
                  `${t("circumstances:aid_stops", { date: spokenDate(stops.day, locale) })} ${cited(turn, stops.clause)}.`,
                ]
              : []),
            t(`circumstances:ask.${arose === undefined ? "arose" : "established"}`),
          ].join("\n\n"),
          rows: [[{ label: t("contract:today"), action: "today" }], ...waysBack(turn)],
        };
      },
      presses: {
        ...back,
        today: keeping(deps, (ctx, known) => onDay(ctx, known, known.today)),
      },
      text: keeping(deps, (ctx, known, typed: string) => {
        const { screen } = ctx.turn;
        const earliest = String(screen.arose ?? known.contract.startsOn);
        const day = readDay(ctx, known, typed, earliest);
        return day === undefined ? undefined : onDay(ctx, known, day);
      }),
    },

    [AGREED]: {
      async view(ctx) {
        const { turn } = ctx;
        const { t, locale } = turn;
        const known = await here(ctx);
        if (!known || !runs(known)) return missingView(turn);
        const day = String(turn.screen.day ?? "");
        if (isDay(day)) {
          const stops = aidStopsOn(known.program, known.contract, day);
          return {
            text: [
              t("circumstances:ask.agreed_sure", { date: spokenDate(day, locale) }),
              ...(stops
                ? [
                    `${t("circumstances:aid_stops", { date: spokenDate(stops.day, locale) })} ${cited(turn, stops.clause)}.`,
                  ]
                : []),
            ].join("\n\n"),
            rows: [[button(turn, "agreed_yes")], [button(turn, "another_day")], ...waysBack(turn)],
          };
        }
        const clause = lawOf(known.program, known.contract)?.edition.contract.endings.agreed.clause;
        return {
          text: [
            ...problemLines(turn),
            `${t("circumstances:ask.agreed")} ${clause ? cited(turn, clause) : ""}`,
          ].join("\n\n"),
          rows: [[{ label: t("contract:today"), action: "today" }], ...waysBack(turn)],
        };
      },
      presses: {
        ...back,
        today: keeping(deps, ({ turn }, { today: day }) => turn.go(beside(turn, AGREED, { day }))),
        another_day: ({ turn }) => turn.go(beside(turn, AGREED)),
        agreed_yes: keeping(deps, agree),
      },
      text: keeping(deps, (ctx, known, typed: string) => {
        const day = readDay(ctx, known, typed, known.contract.startsOn);
        if (day !== undefined) ctx.turn.go(beside(ctx.turn, AGREED, { day }));
      }),
    },
  };
}
