import {
  type Button,
  type Handler,
  inRows,
  type Screen,
} from "../../../platform/telegram/screen.ts";
import type { Ctx, OpenTurn } from "../../../platform/telegram/turn.ts";
import { spokenDate } from "../../../platform/texts/format.ts";
import { addDays } from "../../../programs/dates.ts";
import { fieldworkData } from "../../../programs/fieldwork.ts";
import { tidy } from "../../cases/index.ts";
import { readPastDay } from "../../contract/index.ts";
import type { Member } from "../../staff/index.ts";
import { save } from "../actions.ts";
import { ASKED, type Draft, draftOf, found, keepDraft, lacks, toggled } from "../draft.ts";
import { MOST_PEOPLE } from "../trip.ts";
import {
  back,
  button,
  DAY,
  type FieldworkDeps,
  FORM,
  fieldMember,
  missingView,
  type Note,
  placeWords,
  TRIP,
  todayOf,
  waysBack,
  working,
} from "./common.ts";

const STEPS = [1, 5, 10, 50] as const;
const LONGEST_PLACE = 120;
/** Field work before this day was not written down here. */
const EARLIEST = "2020-01-01";
const MARK = "✓ ";

/** One screen for a whole trip: place, people, topics; every press is kept at once. */
export function formScreen(deps: FieldworkDeps): Screen {
  /** A press that changes the draft. */
  const put = (change: (draft: Draft, argument: string, member: Member) => Draft | undefined) =>
    drafting(deps, ({ turn }, member, draft, argument) => {
      const changed = change(draft, argument, member);
      if (!changed) return false;
      keepCount(turn, changed);
    });

  return {
    async view(ctx) {
      const { turn } = ctx;
      const member = await fieldMember(deps, ctx);
      const draft = draftOf(turn);
      if (!member || !draft) return missingView(turn);
      return {
        text: textOf(turn, draft, todayOf(turn, member)),
        rows: [
          ...placeRows(turn, draft, member),
          ...(draft.kind === "patrol" ? outcomeRows(turn, draft) : []),
          ...peopleRows(turn, draft),
          ...(ASKED[draft.kind].topics ? topicRows(turn, draft) : []),
          [button(turn, "save"), button(turn, "day")],
          ...waysBack(turn),
        ],
      };
    },
    presses: {
      ...back,
      place: put((draft, code) => {
        const { codes } = fieldworkData.places;
        return draft.kind === "patrol" && codes.includes(code)
          ? { ...draft, place: code }
          : undefined;
      }),
      prison: put((draft, at, member) => {
        const name = prisonsOf(member)[Number(at)];
        return ASKED[draft.kind].place === "prison" && name ? { ...draft, place: name } : undefined;
      }),
      outcome: drafting(deps, ({ turn }, _member, draft, outcome) => {
        const known = fieldworkData.outcomes.some(({ code }) => code === outcome);
        return draft.kind === "patrol" && known ? turn.go({ name: FORM, outcome }) : false;
      }),
      people: drafting(deps, ({ turn }, _member, draft, more) => {
        if (more !== "0" && !STEPS.some((step) => String(step) === more)) return false;
        const changed = counted(draft, turn, (count) => (more === "0" ? 0 : count + Number(more)));
        return changed ? keepCount(turn, changed) : false;
      }),
      topic: put((draft, topic) =>
        fieldworkData.topics.some(({ code }) => code === topic) ? toggled(draft, topic) : undefined,
      ),
      day: drafting(deps, ({ turn }) => turn.go({ name: DAY })),
      save: drafting(deps, ({ turn }, member, draft) => {
        const lacking = lacks(draft);
        if (lacking) return turn.go({ name: FORM, lacks: lacking });
        const id = save(deps, turn, member, draft, todayOf(turn, member));
        keepDraft(turn, undefined);
        turn.go({ name: TRIP, id, v: 1, note: "recorded" satisfies Note });
      }),
    },
    // A number is how many people; other words name the prison.
    text: drafting(deps, ({ turn }, _member, draft, typed) => {
      const said = tidy(typed);
      // Names of prisons have numbers in them, so only a bare one is a count.
      const number = /^\d{1,4}$/.test(said) ? Number(said) : undefined;
      const changed = number === undefined ? undefined : counted(draft, turn, () => number);
      if (changed) return keepCount(turn, changed);
      const names = said.length <= LONGEST_PLACE && /\p{L}/u.test(said);
      if (ASKED[draft.kind].place !== "prison" || !names) {
        return turn.go({ ...turn.screen, lacks: "press" });
      }
      keepDraft(turn, { ...draft, place: said });
      turn.go({ name: FORM });
    }),
  };
}

/**
 * The draft with another count: of the people, or of those who went where was chosen last.
 * @returns undefined when there is nothing to count
 */
function counted(
  draft: Draft,
  { screen }: OpenTurn,
  change: (count: number) => number,
): Draft | undefined {
  const within = (count: number) => Math.min(MOST_PEOPLE, count);
  if (ASKED[draft.kind].people) return { ...draft, people: within(change(draft.people)) };
  if (draft.kind !== "patrol" || screen.outcome === undefined) return undefined;
  const outcome = String(screen.outcome);
  const went = within(change(draft.outcomes[outcome] ?? 0));
  return { ...draft, outcomes: { ...draft.outcomes, [outcome]: went } };
}

function keepCount(turn: OpenTurn, draft: Draft): void {
  const { outcome } = turn.screen;
  keepDraft(turn, draft);
  turn.go({ name: FORM, ...(outcome === undefined ? {} : { outcome }) });
}

function drafting(
  deps: FieldworkDeps,
  handle: (ctx: Ctx, member: Member, draft: Draft, argument: string) => ReturnType<Handler>,
): Handler {
  return working(deps, (ctx, member, argument) => {
    const draft = draftOf(ctx.turn);
    return draft ? handle(ctx, member, draft, argument) : false;
  });
}

function textOf(turn: OpenTurn, draft: Draft, today: string): string {
  const { t, locale, screen } = turn;
  const { kind, day } = draft;
  const asked = ASKED[kind];
  return [
    ...(screen.lacks ? [`<b>${t(`fieldwork:lacks.${String(screen.lacks)}`)}</b>`] : []),
    `<b>${t(`fieldwork:kind.${kind}`)}</b>`,
    [
      t("fieldwork:on", { day: spokenDate(day ?? today, locale) }),
      ...(asked.place ? [t(`fieldwork:where`, { place: placeWords(turn, draft) || "–" })] : []),
      ...(kind === "letter" ? [] : [t("fieldwork:people", { number: found(draft) })]),
    ].join("\n"),
    t(`fieldwork:ask.${kind}`),
  ].join("\n\n");
}

function placeRows({ t }: OpenTurn, { kind, place }: Draft, member: Member): Button[][] {
  const mark = (on: boolean, label: string) => `${on ? MARK : ""}${label}`;
  const asked = ASKED[kind].place;
  if (asked === "patrol") {
    const buttons = fieldworkData.places.codes.map((code) => ({
      ...{ label: mark(place === code, t(`fieldwork:place.${code}`)), action: "place" },
      argument: code,
    }));
    return inRows(buttons, 3);
  }
  if (asked !== "prison") return [];
  return prisonsOf(member).map((name, at) => [
    { label: mark(place === name, name), action: "prison", argument: String(at) },
  ]);
}

function prisonsOf({ institution }: Member): readonly string[] {
  return fieldworkData.prisons[institution.region]?.names ?? [];
}

/** Each outcome with its count: a press chooses the one that is counted now. */
function outcomeRows({ t, screen }: OpenTurn, { outcomes }: Draft): Button[][] {
  return fieldworkData.outcomes.map(({ code }) => [
    {
      label: `${screen.outcome === code ? MARK : ""}${t(`fieldwork:outcome_short.${code}`)}: ${outcomes[code] ?? 0}`,
      ...{ action: "outcome", argument: code },
    },
  ]);
}

function peopleRows({ screen }: OpenTurn, draft: Draft): Button[][] {
  const { kind } = draft;
  if (!ASKED[kind].people && (kind !== "patrol" || screen.outcome === undefined)) return [];
  return [
    [
      ...STEPS.map((step) => ({ label: `+${step}`, action: "people", argument: String(step) })),
      { label: "0", action: "people", argument: "0" },
    ],
  ];
}

function topicRows({ t }: OpenTurn, { topics }: Draft): Button[][] {
  return fieldworkData.topics.map(({ code }) => [
    {
      label: `${topics.includes(code) ? MARK : ""}${t(`fieldwork:topic.${code}`)}`,
      ...{ action: "topic", argument: code },
    },
  ]);
}

/** Another day than today. */
export function dayScreen(deps: FieldworkDeps): Screen {
  return {
    async view(ctx) {
      const { turn } = ctx;
      const { t, screen } = turn;
      if (!(await fieldMember(deps, ctx)) || !draftOf(turn)) return missingView(turn);
      return {
        text: [
          ...(screen.problem ? [t(`contract:problem.${String(screen.problem)}`)] : []),
          t("fieldwork:which_day"),
        ].join("\n\n"),
        rows: [[button(turn, "today"), button(turn, "yesterday")], ...waysBack(turn)],
      };
    },
    presses: {
      ...back,
      today: drafting(deps, ({ turn }, _member, draft) => {
        keepDraft(turn, { ...draft, day: null });
        turn.go({ name: FORM });
      }),
      yesterday: drafting(deps, ({ turn }, member, draft) => {
        keepDraft(turn, { ...draft, day: addDays(todayOf(turn, member), -1) });
        turn.go({ name: FORM });
      }),
    },
    text: drafting(deps, ({ turn }, member, draft, typed) => {
      const read = readPastDay(tidy(typed), { today: todayOf(turn, member), startsOn: EARLIEST });
      if (read.kind !== "value") return turn.go({ ...turn.screen, problem: read.code });
      keepDraft(turn, { ...draft, day: read.value });
      turn.go({ name: FORM });
    }),
  };
}
