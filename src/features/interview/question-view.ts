import { back } from "../../forms/position.ts";
import type { Button, View } from "../../platform/telegram/screen.ts";
import { homeButton, inRows } from "../../platform/telegram/screen.ts";
import type { Ctx } from "../../platform/telegram/turn.ts";
import { plainText, spokenClause } from "../../platform/texts/format.ts";
import type { AskedNow } from "./asked-now.ts";
import { spoken, textKey, textValues } from "./wording.ts";

/** A count up to this is offered as buttons; a larger one is typed. */
const MOST_NUMBERS = 15;
const NUMBERS_IN_A_ROW = 5;

/** A new release may have left nothing to ask on a form that someone is in the middle of. */
export function answeredView({ turn: { t } }: Ctx): View {
  return {
    text: t("interview:all_answered"),
    rows: [[{ label: t("interview:button.finish"), action: "finish" }], [homeButton(t)]],
  };
}

/** One question: where one is, what is asked, what can be pressed, how to go back. */
export function questionView(ctx: Ctx, now: AskedNow): View {
  const { turn } = ctx;
  const { t, locale, screen } = turn;
  const { binding, position, answers } = now;
  const { asked } = position;
  const values = textValues(binding, ctx, asked);
  const given = answers[asked.code];
  const hint = textKey(binding.form, asked, "hint");
  const note = [
    ...(screen.note
      ? [
          t(`forms-common:not_understood.${String(screen.note)}`, {
            min: Number(screen.min ?? 0).toLocaleString(locale),
            max: Number(screen.max ?? 0).toLocaleString(locale),
          }),
        ]
      : []),
    ...(screen.choices ? [t(`forms-common:choose.${asked.question.kind}`)] : []),
  ];
  const parts = [
    ...note,
    t("interview:progress", { number: position.number, total: position.total }),
    `<b>${capital(t(textKey(binding.form, asked, "ask"), values))}</b>`,
    ...(turn.hasText(hint) ? [t(hint, values)] : []),
    ...(given === undefined
      ? []
      : [t("interview:given", { answer: spoken(binding.form, asked, given, t, locale) })]),
    ...(screen.why
      ? [
          `<i>${t(textKey(binding.form, asked, "why"), values)}</i>`,
          t("interview:clause", { clause: spokenClause(asked.question.clause, locale) }),
        ]
      : []),
  ];
  return { text: parts.join("\n\n"), rows: rowsOf(ctx, now) };
}

/** A question may begin with a value that is written small elsewhere. */
function capital(text: string): string {
  return text.replace(/^\p{Ll}/u, (letter) => letter.toUpperCase());
}

function rowsOf(ctx: Ctx, now: AskedNow): readonly (readonly Button[])[] {
  const { t, screen } = ctx.turn;
  const { binding, position, answers } = now;
  const { asked } = position;
  const { question } = asked;
  const before = back(binding.form, answers, asked.code);
  const skip: Button[] = [
    ...(question.unknown ? [{ label: t("forms-common:unknown"), action: "unknown" }] : []),
    ...(answers[asked.code] === undefined || question.kind === "many"
      ? []
      : [{ label: t("interview:button.keep"), action: "keep" }]),
  ];
  const moves: Button[] = [
    ...(before ? [{ label: t("common:button.back"), action: "back" }] : []),
    { label: t(screen.why ? "interview:button.less" : "interview:button.why"), action: "why" },
  ];
  return [...answerRows(ctx, now), skip, moves, [homeButton(t)]].filter((row) => row.length > 0);
}

function answerRows(
  ctx: Ctx,
  { binding, position, picked }: AskedNow,
): readonly (readonly Button[])[] {
  const { t, locale, screen } = ctx.turn;
  const { asked } = position;
  const { question } = asked;
  if (screen.choices) {
    const offered = String(screen.choices).split(",");
    const another = { label: t("interview:button.another"), action: "another" };
    return [...offered.map((value) => [choiceButton(value)]), [another]];
  }

  function choiceButton(value: string): Button {
    const numeric =
      question.kind === "town" || question.kind === "money" || question.kind === "number";
    const meant = numeric ? Number(value) : value;
    const label = plainText(
      spoken(binding.form, asked, question.kind === "many" ? [value] : meant, t, locale),
    );
    return { label, action: numeric ? "number" : "pick", argument: value };
  }

  const label = (option: string) => t(textKey(binding.form, asked, `options.${option}`));
  switch (question.kind) {
    case "yes_no":
      return [
        ["yes", "no"].map((one) => ({
          label: t(`forms-common:${one}`),
          action: "pick",
          argument: one,
        })),
      ];
    case "choice":
      return (question.options ?? []).map((one) => [
        { label: label(one), action: "pick", argument: one },
      ]);
    case "many":
      return [
        ...(question.options ?? []).map((one) => [
          {
            // The words say that it is chosen; the sign alone would not be read aloud.
            label: picked.includes(one)
              ? t("interview:picked", { option: label(one) })
              : label(one),
            action: "toggle",
            argument: one,
          },
        ]),
        [
          {
            label: t(
              picked.length > 0 ? "interview:button.ready" : "interview:button.none_of_these",
            ),
            action: "picked",
          },
        ],
      ];
    case "number": {
      const { min = 0, max = Number.POSITIVE_INFINITY } = question;
      if (max - min >= MOST_NUMBERS) return [];
      const numbers = Array.from({ length: max - min + 1 }, (_, at) => String(min + at));
      return inRows(
        numbers.map((one) => ({ label: one, action: "number", argument: one })),
        NUMBERS_IN_A_ROW,
      );
    }
    case "money":
      return [[{ label: t("interview:button.no_money"), action: "number", argument: "0" }]];
    default:
      return [];
  }
}
