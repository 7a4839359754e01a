import { relevant } from "../../forms/position.ts";
import { type Button, homeButton, type Screen } from "../../platform/telegram/screen.ts";
import { answersOf, askForm, type Binding, restartForm, stageOf } from "./binding.ts";
import { spoken, textKey, textValues } from "./wording.ts";

const ON_A_PAGE = 8;

/** All answers of a form, to change one of them or to begin anew. */
export function reviewScreen(bindings: ReadonlyMap<string, Binding>): Screen {
  return {
    view(ctx, screen) {
      const { turn } = ctx;
      const { t, locale } = turn;
      const binding = bindings.get(String(screen.form));
      if (!binding) throw new Error(`Unknown form ${String(screen.form)}`);
      const { form } = binding;
      const answers = answersOf(turn, form);
      const answered = relevant(form, answers).filter(({ code }) => answers[code] !== undefined);
      const first = Number(screen.from ?? 0);
      const shown = answered.slice(first, first + ON_A_PAGE);
      const lines = shown.map((asked, at) => {
        const question = firstSentence(
          t(textKey(form, asked, "ask"), textValues(binding, ctx, asked)),
        );
        const answer = spoken(form, asked, answers[asked.code] ?? "unknown", t, locale);
        return `${first + at + 1}. ${question} <b>${answer}</b>`;
      });
      const pages: Button[] = [
        ...(first > 0
          ? [
              {
                label: t("common:button.previous"),
                action: "page",
                argument: String(first - ON_A_PAGE),
              },
            ]
          : []),
        ...(first + ON_A_PAGE < answered.length
          ? [
              {
                label: t("common:button.next"),
                action: "page",
                argument: String(first + ON_A_PAGE),
              },
            ]
          : []),
      ];
      const numbers = shown.map((_asked, at) => ({
        label: String(first + at + 1),
        action: "change",
        argument: String(first + at),
      }));
      return {
        text: [t("interview:review"), lines.join("\n")].join("\n\n"),
        rows: [
          numbers.slice(0, ON_A_PAGE / 2),
          numbers.slice(ON_A_PAGE / 2),
          pages,
          [{ label: t("interview:button.finish"), action: "finish" }],
          [{ label: t("interview:button.restart"), action: "restart" }],
          [homeButton(t)],
        ].filter((row) => row.length > 0),
      };
    },
    presses: {
      page: (ctx, from) => {
        if (!/^\d{1,3}$/.test(from)) return false;
        ctx.turn.go({ ...ctx.turn.screen, from: Number(from) });
      },
      change: (ctx, at) => {
        const binding = bindings.get(String(ctx.turn.screen.form));
        if (!binding) return false;
        const answers = answersOf(ctx.turn, binding.form);
        const asked = relevant(binding.form, answers).filter(
          ({ code }) => answers[code] !== undefined,
        );
        const chosen = asked[Number(at)];
        if (!chosen) return false;
        ctx.turn.go({ name: "question", form: binding.form.code, at: chosen.code });
      },
      finish: (ctx) => {
        const binding = bindings.get(String(ctx.turn.screen.form));
        if (!binding) return false;
        if (stageOf(ctx.turn, binding.form) !== "done") return askForm(ctx.turn, binding.form);
        return binding.done(ctx);
      },
      restart: (ctx) => {
        const binding = bindings.get(String(ctx.turn.screen.form));
        if (!binding) return false;
        restartForm(ctx.turn, binding.form);
      },
    },
  };
}

/** The question itself, without what is said to make it easier. */
function firstSentence(text: string): string {
  return /^.*?[?.!](?=\s|$)/su.exec(text)?.[0] ?? text;
}
