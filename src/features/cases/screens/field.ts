import {
  type Button,
  type Handler,
  homeButton,
  type View,
} from "../../../platform/telegram/screen.ts";
import type { Ctx, OpenTurn } from "../../../platform/telegram/turn.ts";
import { spokenDate } from "../../../platform/texts/format.ts";
import { findTowns, townById, townLabel } from "../../places/index.ts";
import {
  CASE_NEEDS,
  type CaseField,
  type CaseRecord,
  type FieldValue,
  NEEDED_FIELDS,
} from "../record.ts";
import { fitsField, readField } from "../rules.ts";
import { fieldText } from "../wording.ts";

/** A field that is being asked for, by the form of a new case and by the card alike. */
export interface AskedField {
  readonly field: CaseField;
  readonly record: CaseRecord;
  readonly today: string;
  /** ISO 3166-2: its towns are looked for first. */
  readonly region: string;
}

export interface FieldAsking {
  /** The field of the screen; undefined when there is none to ask for. */
  now(ctx: Ctx): AskedField | undefined | Promise<AskedField | undefined>;
  give(ctx: Ctx, asked: AskedField, value: FieldValue): ReturnType<Handler>;
}

/** One field: what it is, what it says now, and the ways to answer. */
export function fieldView(
  turn: OpenTurn,
  { field, record }: AskedField,
  { clear, rows }: { readonly clear: string; readonly rows: readonly (readonly Button[])[] },
): View {
  const { t, screen } = turn;
  const said = fieldText(turn, field, record);
  const choices = typeof screen.choices === "string" ? screen.choices.split("|") : [];
  return {
    text: [
      ...(screen.problem ? [t(`cases:problem.${String(screen.problem)}`)] : []),
      t(`cases:ask.${field}`),
      ...(said === undefined ? [] : [`${t("cases:now")} ${said}`]),
    ].join("\n\n"),
    rows: [
      ...choices.map((choice) => [
        { label: choiceLabel(turn, field, choice), action: "choose", argument: choice },
      ]),
      ...(field === "needs" ? needRows(turn, pickedNow(turn, record)) : []),
      ...(NEEDED_FIELDS.includes(field) || field === "needs"
        ? []
        : [[{ label: t(`cases:button.${clear}`), action: "clear" }]]),
      ...rows,
      [homeButton(t)],
    ],
  };
}

/** What the buttons of a field do. */
export function fieldPresses({ now, give }: FieldAsking): Record<string, Handler> {
  const withField =
    (handle: (ctx: Ctx, asked: AskedField, argument: string) => ReturnType<Handler>): Handler =>
    async (ctx, argument) => {
      const asked = await now(ctx);
      return asked ? handle(ctx, asked, argument) : false;
    };
  return {
    choose: withField((ctx, asked, argument) => {
      const value = /^\d+$/.test(argument) ? Number(argument) : argument;
      const offered = String(ctx.turn.screen.choices ?? "").split("|");
      const fits = offered.includes(argument) && fitsField(asked.field, value);
      return fits ? give(ctx, asked, value) : false;
    }),
    clear: withField((ctx, asked) =>
      NEEDED_FIELDS.includes(asked.field) || asked.field === "needs"
        ? false
        : give(ctx, asked, null),
    ),
    toggle: withField(({ turn }, { field, record }, need) => {
      const known = CASE_NEEDS.find((one) => one === need);
      if (field !== "needs" || !known) return false;
      const picked = new Set<string>(pickedNow(turn, record));
      if (!picked.delete(known)) picked.add(known);
      const codes = CASE_NEEDS.filter((one) => picked.has(one));
      turn.go({ ...turn.screen, picked: codes.join(","), problem: undefined });
    }),
    picked: withField((ctx, asked) =>
      asked.field === "needs" ? give(ctx, asked, pickedNow(ctx.turn, asked.record)) : false,
    ),
  };
}

/** A typed answer; what is not understood is asked again with the reason. */
export function fieldTyped({ now, give }: FieldAsking): Handler {
  return async (ctx, text) => {
    const { turn } = ctx;
    const asked = await now(ctx);
    if (!asked) return false;
    const read = readField(asked.field, text, {
      today: asked.today,
      findTown: (name) => findTowns(name, { region: asked.region }),
      needs: Object.fromEntries(CASE_NEEDS.map((need) => [need, turn.t(`triage:need.${need}`)])),
    });
    const { choices: _choices, problem: _problem, ...screen } = turn.screen;
    if (read.kind === "value") return give(ctx, asked, read.value);
    if (read.kind === "choose") {
      turn.go({ ...screen, name: turn.screen.name, choices: read.options.join("|") });
    } else turn.go({ ...screen, name: turn.screen.name, problem: read.code });
    return undefined;
  };
}

function pickedNow({ screen }: OpenTurn, { needs }: CaseRecord): readonly string[] {
  if (typeof screen.picked !== "string") return needs;
  return screen.picked === "" ? [] : screen.picked.split(",");
}

function needRows({ t }: OpenTurn, picked: readonly string[]): Button[][] {
  const buttons = CASE_NEEDS.map((need): Button => {
    const label = t(`triage:need.${need}`);
    return {
      label: picked.includes(need) ? `✓ ${label}` : label,
      action: "toggle",
      argument: need,
    };
  });
  const rows = Array.from({ length: Math.ceil(buttons.length / 2) }, (_, at) =>
    buttons.slice(at * 2, at * 2 + 2),
  );
  return [...rows, [{ label: t("cases:button.ready"), action: "picked" }]];
}

function choiceLabel({ locale }: OpenTurn, field: CaseField, choice: string): string {
  if (field !== "town") return spokenDate(choice, locale);
  const town = townById(Number(choice));
  return town ? townLabel(town, locale) : choice;
}
