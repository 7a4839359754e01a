import type { OpenTurn } from "../../platform/telegram/turn.ts";
import { roubles, spokenClause, spokenDate } from "../../platform/texts/format.ts";
import { escapeHtml } from "../../platform/texts/texts.ts";
import { editionOn, type Program } from "../../programs/index.ts";
import { type Draft, isFact, type Step } from "./draft.ts";
import type { Activity, Contract, MoneyTerm } from "./record.ts";
import type { Problem } from "./rules/index.ts";

/** How a step is called: "Номер", "Выплата: после подписания контракта". */
export function stepName({ t }: OpenTurn, step: Step): string {
  const [kind = "", code = ""] = step.split(":");
  switch (kind) {
    case "money":
      return t(`eligibility:money.${code}`);
    case "months":
      return t("contract:field.months", { payment: t(`eligibility:money.${code}`) });
    case "part":
      return t(`contract:part.${code.split(".")[1]}`);
    default:
      return t(`contract:field.${kind}`);
  }
}

/** What a draft says to a step, escaped; undefined while it was not asked. */
export function stepText(turn: OpenTurn, draft: Draft, step: Step): string | undefined {
  if (!draft.asked.includes(step)) return undefined;
  const { t, locale } = turn;
  const [kind = "", code = ""] = step.split(":");
  const day = (date: string | null | undefined) =>
    date ? spokenDate(date, locale) : t("contract:not_yet");
  if (isFact(step)) return day(draft[step]);
  switch (kind) {
    case "number":
      return escapeHtml(draft.number ?? "");
    case "startsOn":
    case "endsOn":
      return day(draft[kind]);
    case "measure":
      return t(`eligibility:measure.${draft.measure}.name`);
    case "training":
    case "atOnce":
      return t(`contract:${kind}.${draft[kind] ? "yes" : "no"}`);
    case "territory":
      return territoryName(turn, draft.territory ?? null);
    case "money": {
      const term = draft.money?.find(({ payment }) => payment === code);
      return term ? sumText(turn, term) : t("contract:not_in_contract");
    }
    case "months": {
      const term = draft.money?.find(({ payment }) => payment === code);
      return t("contract:months", { count: term?.months ?? 0 });
    }
    case "part": {
      const [payment, part] = code.split(".");
      const term = draft.money?.find((one) => one.payment === payment);
      const given = term?.parts?.find((one) => one.code === part)?.kopecks;
      return given ? roubles(given, locale) : t("contract:not_in_contract");
    }
    default:
      return t("contract:activities", { count: draft.activities?.length ?? 0 });
  }
}

/** "17 152 ₽ в месяц, 3 месяца", "250 000 ₽ один раз". */
export function sumText({ t, locale }: OpenTurn, { kopecks, months }: MoneyTerm): string {
  const amount = roubles(kopecks, locale);
  return months === 1
    ? t("contract:sum_once", { amount })
    : t("contract:sum_monthly", { amount, count: months });
}

export function territoryName({ t }: OpenTurn, code: string | null): string {
  return code === null
    ? t("contract:territory_unknown")
    : t(`forms-social_contract:territory.options.${code}`);
}

/** What is wrong with a contract or could not be checked, with its clause. */
export function problemText({ t, locale }: OpenTurn, problem: Problem): string {
  const { code, clause, values } = problem;
  const said = Object.fromEntries(
    Object.entries(values).map(([name, value]) => {
      if (/opecks$/.test(name)) return [name, roubles(Number(value), locale)];
      if (/[oO]n$/.test(name)) return [name, spokenDate(String(value), locale)];
      if (name === "payment") return [name, t(`eligibility:money.${value}`)];
      if (name === "part") return [name, t(`contract:part.${value}`)];
      if (name === "measure") return [name, t(`eligibility:measure.${value}.name`)];
      return [name, typeof value === "string" ? escapeHtml(cut(value, 80)) : value];
    }),
  );
  const source = clause === null ? "" : ` <i>(${spokenClause(clause, locale)})</i>`;
  return t(`contract-check:${code}`, said) + source;
}

/** "Социальный контракт № 12/2024 от 15 января 2024 года". */
export function headText({ t, locale }: OpenTurn, { record, startsOn }: Contract): string {
  const { number } = record;
  return `<b>${t("contract:head", { number, date: spokenDate(startsOn, locale) })}</b>`;
}

/** One activity on a line: what, until when, with whom. */
export function activityLine({ t, locale }: OpenTurn, activity: Activity, most = 160): string {
  const { title, until, body, responsible } = activity;
  const more = [
    ...(until === null ? [] : [t("contract:until", { date: spokenDate(until, locale) })]),
    ...(body === null ? [] : [escapeHtml(body)]),
    ...(responsible === null ? [] : [escapeHtml(responsible)]),
  ];
  return [
    escapeHtml(cut(title, most)),
    ...(more.length > 0 ? [`<i>${more.join("; ")}</i>`] : []),
  ].join("\n");
}

export function cut(text: string, most: number): string {
  return text.length > most ? `${text.slice(0, most)}…` : text;
}

/** Which rules hold: the edition of the contract's day, or that none is known. */
export function editionText({ t }: OpenTurn, program: Program, startsOn: string): string {
  const found = editionOn(program, startsOn);
  return found.kind === "known"
    ? t("contract:edition", { act: found.edition.act })
    : t("contract:edition_unknown");
}
