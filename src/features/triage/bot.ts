import { position } from "../../forms/position.ts";
import { pageOf } from "../../platform/telegram/pages.ts";
import type { Button, Feature, Handler } from "../../platform/telegram/screen.ts";
import type { Ctx, OpenTurn } from "../../platform/telegram/turn.ts";
import type { HelpData } from "../../programs/help-schema.ts";
import { answersOf, askForm, type Binding, reviewForm, todayOf } from "../interview/index.ts";
import { townById } from "../places/index.ts";
import { askConsent } from "../privacy/index.ts";
import { triageForm } from "./form.ts";
import { type Triage, triage } from "./rules.ts";
import { triageView } from "./view.ts";

const RESULT = { name: "triage" };

/** After the last question: what the person may count on. */
export const triageBinding: Binding = {
  form: triageForm,
  done: ({ turn }) => turn.go(RESULT),
};

/** From the first screen: on with the questions, or to the result when all are answered. */
export const openTriage: Handler = ({ turn }) =>
  triageAnswered(turn) ? turn.go(RESULT) : askForm(turn, triageForm);

export function triageAnswered(turn: OpenTurn): boolean {
  return position(triageForm, answersOf(turn, triageForm)).kind === "complete";
}

export interface TriageDeps {
  readonly help: HelpData;
  /** Where the check of the social contract begins. */
  readonly checkContract: Handler;
}

/** "What am I entitled to". */
export function triageFeature({ help, checkContract }: TriageDeps): Feature {
  function found(ctx: Ctx): Triage {
    const answers = answersOf(ctx.turn, triageForm);
    const town = typeof answers.town === "number" ? townById(answers.town) : undefined;
    return triage({ answers, region: town?.region ?? null }, todayOf(ctx), help);
  }

  function onward({ turn }: Ctx, { items, missing }: Triage): Button[][] {
    const { t } = turn;
    // Also where the source is of past years: the check then says so and shows the person's own figure.
    const contract =
      items.some(({ needs }) => needs.includes("social_contract")) ||
      missing.some(({ need, cause }) => need === "social_contract" && cause === "expired");
    return [
      ...(contract ? [[{ label: t("home:entry.eligibility"), action: "contract" }]] : []),
      [{ label: t("home:entry.specialist"), action: "specialist" }],
      ...(turn.consented ? [] : [[{ label: t("privacy:button.save"), action: "save" }]]),
      [{ label: t("interview:button.change"), action: "change" }],
    ];
  }

  return {
    name: "triage",
    screens: {
      triage: {
        view: (ctx, screen) => {
          const result = found(ctx);
          const { t, locale } = ctx.turn;
          return triageView({
            found: result,
            page: pageOf(screen.page),
            t,
            locale,
            onward: onward(ctx, result),
          });
        },
        presses: {
          page: ({ turn }, page) => {
            if (!/^\d{1,2}$/.test(page)) return false;
            turn.go({ ...RESULT, page: Number(page) });
          },
          contract: checkContract,
          save: ({ turn }) => (turn.person ? false : askConsent(turn, RESULT)),
          change: ({ turn }) => reviewForm(turn, triageForm),
        },
      },
    },
  };
}
