import type { Asked } from "../../forms/form.ts";
import { socialContract } from "../../forms/social-contract.ts";
import type { Ctx, OpenTurn } from "../../platform/telegram/turn.ts";
import type { Locale } from "../../platform/texts/texts.ts";
import { answersOf, askForm, keepAnswers, todayOf } from "../interview/index.ts";

const TOLD_ON = "eligibility.told_on";
/** Questions that name the three months. */
const ABOUT_MONTHS = /^(own_)?income_|^alimony_/;

/** Notes on which day a question about incomes was answered: it asks about the months before that day. */
export function noteDay(ctx: Ctx, { code, text }: Asked): void {
  if (!ABOUT_MONTHS.test(text)) return;
  const { turn } = ctx;
  turn.keep(TOLD_ON, { ...daysOf(turn), [code]: todayOf(ctx) });
}

/** The day that the sums belong to, "YYYY-MM-DD": the earliest on which one of them was told. */
export function sumsToldOn(turn: OpenTurn, today: string): string {
  const days = daysOf(turn);
  const told = Object.keys(answersOf(turn, socialContract)).flatMap((code) => days[code] ?? []);
  return told.toSorted()[0] ?? today;
}

/** Asks for the sums anew, for the three months before today; every other answer stays. */
export function renewSums(turn: OpenTurn): void {
  const answers = Object.entries(answersOf(turn, socialContract));
  const others = answers.filter(([code]) => !ABOUT_MONTHS.test(code.split(".").at(-1) ?? ""));
  keepAnswers(turn, socialContract, Object.fromEntries(others));
  askForm(turn, socialContract);
}

/** Whether sums told on that day are for other months than an application on this one asks for. */
export function areOld(toldOn: string | undefined, date: string): toldOn is string {
  return toldOn !== undefined && toldOn.slice(0, 7) !== date.slice(0, 7);
}

/** "февраль, март и апрель". @param months "YYYY-MM" */
export function spokenMonths(months: readonly string[], locale: Locale): string {
  const { name, list } = formatsOf(locale);
  const names = months
    .map((month) => name.format(new Date(`${month}-01`)))
    // Only English writes them with a capital.
    .map((month) => (locale === "en" ? month : month.toLocaleLowerCase(locale)));
  return list.format(names);
}

/** Making them costs a hundred times as much as using them. */
function formatsOf(locale: Locale): Formats {
  const known = formats.get(locale) ?? {
    name: new Intl.DateTimeFormat(locale, { month: "long", timeZone: "UTC" }),
    list: new Intl.ListFormat(locale),
  };
  formats.set(locale, known);
  return known;
}

type Formats = { readonly name: Intl.DateTimeFormat; readonly list: Intl.ListFormat };
const formats = new Map<Locale, Formats>();

/** Whom a question is about: by number until it is known who they are, then by kinship too. */
export function memberName(turn: OpenTurn, number: number): string {
  const { t } = turn;
  const answers = answersOf(turn, socialContract);
  const kin = answers[`member.${number}.kin`];
  if (typeof kin !== "string") {
    const count = Number(answers.people) - 1;
    return t("eligibility-chat:member.unnamed", { number, count });
  }
  const who = t(`forms-social_contract:kin.options.${kin}`).toLowerCase();
  return t("eligibility-chat:member.named", { number, who });
}

function daysOf(turn: OpenTurn): Readonly<Record<string, string>> {
  return turn.slot(TOLD_ON, {});
}
