import { answer } from "../../forms/answer.ts";
import { fits } from "../../forms/fits.ts";
import type { Asked, Value } from "../../forms/form.ts";
import { parse } from "../../forms/parse/index.ts";
import { back, position, positionOf } from "../../forms/position.ts";
import type { ScreenRef } from "../../platform/conversation/conversation.ts";
import type { Handler, Screen } from "../../platform/telegram/screen.ts";
import type { Ctx } from "../../platform/telegram/turn.ts";
import { findTowns, townById } from "../places/index.ts";
import type { AskedNow } from "./asked-now.ts";
import { answersOf, type Binding, keepAnswers } from "./binding.ts";
import { answeredView, questionView } from "./question-view.ts";
import { textKey } from "./wording.ts";

/** One question of a form: the first open one, or the one that is being changed (`at`). */
export function questionScreen(bindings: ReadonlyMap<string, Binding>): Screen {
  function now(ctx: Ctx): AskedNow | undefined {
    const { turn } = ctx;
    const { form: code, at, picked } = turn.screen;
    const binding = bindings.get(String(code));
    if (!binding) return undefined;
    const answers = answersOf(turn, binding.form);
    const found = at === undefined ? undefined : positionOf(binding.form, answers, String(at));
    const place = found ?? position(binding.form, answers);
    if (place.kind === "complete") return undefined;
    const given = answers[place.asked.code];
    const marks = picked === undefined ? (Array.isArray(given) ? given : []) : splitCodes(picked);
    return { binding, answers, position: place, picked: marks };
  }

  async function give(ctx: Ctx, { binding, answers, position: place }: AskedNow, value: Value) {
    const { form } = binding;
    const next = answer(form, answers, place.asked.code, value);
    keepAnswers(ctx.turn, form, next);
    binding.answered?.(ctx, place.asked);
    if (place.asked.question.kind === "town") followTown(ctx, value);
    ctx.turn.go({ name: "question", form: form.code });
    if (position(form, next).kind === "complete") await binding.done(ctx);
  }

  /** A press on a question: only what this question can be answered with is accepted. */
  const giving =
    (read: (argument: string, asked: Asked) => Value | undefined): Handler =>
    (ctx, argument) => {
      const asked = now(ctx);
      const value = asked && read(argument, asked.position.asked);
      if (!asked || value === undefined || !fits(asked.position.asked.question, value))
        return false;
      return give(ctx, asked, value);
    };

  const changing =
    (
      change: (screen: ScreenRef, argument: string, asked: AskedNow) => ScreenRef | undefined,
    ): Handler =>
    (ctx, argument) => {
      const asked = now(ctx);
      const screen = asked && change(ctx.turn.screen, argument, asked);
      if (!screen) return false;
      ctx.turn.go(screen);
    };

  return {
    view(ctx) {
      const asked = now(ctx);
      return asked ? questionView(ctx, asked) : answeredView(ctx);
    },
    presses: {
      pick: giving((argument, { question }) => (question.kind === "many" ? [argument] : argument)),
      number: giving((argument) => (/^\d{1,9}$/.test(argument) ? Number(argument) : undefined)),
      unknown: giving((_argument, { question }) => (question.unknown ? "unknown" : undefined)),
      picked: (ctx) => {
        const asked = now(ctx);
        if (!asked || !fits(asked.position.asked.question, asked.picked)) return false;
        return give(ctx, asked, asked.picked);
      },
      toggle: changing((screen, option, { position: { asked }, picked }) => {
        const { options = [] } = asked.question;
        if (!options.includes(option)) return undefined;
        const marked = new Set(picked);
        if (!marked.delete(option)) marked.add(option);
        return { ...screen, picked: options.filter((one) => marked.has(one)).join(",") };
      }),
      another: changing(({ choices: _offered, ...screen }) => screen as ScreenRef),
      finish: (ctx) => {
        const binding = bindings.get(String(ctx.turn.screen.form));
        return binding && !now(ctx) ? binding.done(ctx) : false;
      },
      // One thing at a time: the explanation takes the place of what was said about the last answer.
      why: changing(({ note: _said, ...screen }) => ({
        ...(screen as ScreenRef),
        why: screen.why ? undefined : true,
      })),
      back: changing((_screen, _argument, { binding: { form }, answers, position: { asked } }) => {
        const before = back(form, answers, asked.code);
        return before && { name: "question", form: form.code, at: before.code };
      }),
      keep: async (ctx) => {
        const asked = now(ctx);
        const given = asked?.answers[asked.position.asked.code];
        if (!asked || given === undefined) return false;
        await give(ctx, asked, given);
      },
    },
    async text(ctx, text) {
      const asked = now(ctx);
      if (!asked) return false;
      const { code } = asked.position.asked;
      const stay = (more: Partial<ScreenRef>) =>
        ctx.turn.go({
          name: "question",
          form: asked.binding.form.code,
          at: code,
          ...more,
        } as ScreenRef);
      const parsed = parse(asked.position.asked, text, {
        get today() {
          return todayOf(ctx);
        },
        labels: labelsOf(ctx, asked),
        findTown: (name) => findTowns(name, { region: asked.binding.region }),
      });
      if (parsed.kind === "value") return give(ctx, asked, together(ctx, asked, parsed.value));
      if (parsed.kind === "choose") return stay({ choices: parsed.options.map(String).join(",") });
      stay({ note: parsed.code, ...parsed.values });
    },
  };
}

/** What is typed is added to what was marked by buttons just before. */
function together({ turn }: Ctx, { position: { asked }, picked }: AskedNow, typed: Value): Value {
  const marked = turn.screen.picked !== undefined && Array.isArray(typed) && typed.length > 0;
  if (!marked) return typed;
  const { options = [] } = asked.question;
  return options.filter((option) => picked.includes(option) || typed.includes(option));
}

/** Days and quiet hours are those of the town that the person named last. */
function followTown({ turn }: Ctx, town: Value): void {
  const timeZone = typeof town === "number" ? townById(town)?.timeZone : undefined;
  if (!timeZone || !turn.person || turn.person.timeZone === timeZone) return;
  turn.write(async (tx, { id }) => {
    await tx.person.update({ where: { id }, data: { timeZone } });
  });
}

function labelsOf(
  { turn }: Ctx,
  { binding, position: { asked } }: AskedNow,
): Record<string, string> {
  const { options = [] } = asked.question;
  return Object.fromEntries(
    options.map((option) => [option, turn.t(textKey(binding.form, asked, `options.${option}`))]),
  );
}

/** Today where the person is; before their zone is known, in Moscow. */
export function todayOf({ turn }: Ctx): string {
  return dayIn(turn.person?.timeZone ?? "Europe/Moscow").format(turn.now);
}

/** Making one costs a hundred times as much as using it; Swedish dates are "YYYY-MM-DD". */
function dayIn(zone: string): Intl.DateTimeFormat {
  const known = daysIn.get(zone) ?? new Intl.DateTimeFormat("sv-SE", { timeZone: zone });
  daysIn.set(zone, known);
  return known;
}

const daysIn = new Map<string, Intl.DateTimeFormat>();

function splitCodes(codes: string | number | boolean): readonly string[] {
  return String(codes) === "" ? [] : String(codes).split(",");
}
