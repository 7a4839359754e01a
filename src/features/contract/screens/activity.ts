import { parseDate } from "../../../forms/parse/date.ts";
import { plain } from "../../../forms/parse/text.ts";
import type { Screen } from "../../../platform/telegram/screen.ts";
import type { OpenTurn } from "../../../platform/telegram/turn.ts";
import { spokenDate } from "../../../platform/texts/format.ts";
import { escapeHtml } from "../../../platform/texts/texts.ts";
import { tidy } from "../../cases/index.ts";
import type { ContractDeps } from "../now.ts";
import type { Activity } from "../record.ts";
import {
  ACTIVITY,
  atWork,
  button,
  contractScreen,
  keepDraft,
  missingView,
  PROGRAM,
  toCase,
  type Work,
  waysBack,
  workOf,
} from "./common.ts";
import { todayOf } from "./options.ts";
import { activitiesOf } from "./program.ts";

const FIELDS = ["title", "until", "body", "responsible"] as const;
type Field = (typeof FIELDS)[number];

const LONGEST = { title: 500, body: 200, responsible: 120 } as const;

/** One activity: its fields, each typed anew, or a new one of the contract's own. */
export function activityScreen(deps: ContractDeps): Screen {
  return {
    async view(ctx) {
      const { turn } = ctx;
      const { t, screen } = turn;
      const work = await workOf(deps, ctx);
      const field = fieldOf(turn);
      const shown = work && activityNow(turn, work);
      if (!work || (!shown && field !== "title")) return missingView(turn);
      const problem = screen.problem ? [t(`contract:problem.${String(screen.problem)}`)] : [];
      if (field) {
        const said = shown && fieldText(turn, shown, field);
        return {
          text: [
            ...problem,
            t(`contract:ask_activity.${field}`),
            ...(said ? [`${t("cases:now")} ${said}`] : []),
          ].join("\n\n"),
          rows: [
            ...(field === "title" ? [] : [[button(turn, `no_${field}`, field)]]),
            ...(field === "responsible" ? [[button(turn, "me")]] : []),
            [button(turn, "program")],
            ...waysBack(turn),
          ],
        };
      }
      if (!shown) return missingView(turn);
      return {
        text: FIELDS.map(
          (one) =>
            `<b>${t(`contract:activity.${one}`)}</b>: ${fieldText(turn, shown, one) ?? t(`contract:activity_none.${one}`)}`,
        ).join("\n\n"),
        rows: [
          FIELDS.slice(0, 2).map((one) => fieldButton(turn, one)),
          FIELDS.slice(2).map((one) => fieldButton(turn, one)),
          [button(turn, "remove")],
          [button(turn, "program")],
          ...waysBack(turn),
        ],
      };
    },
    presses: {
      field: atWork(deps, ({ turn }, work, field: string) =>
        (FIELDS as readonly string[]).includes(field) && activityNow(turn, work)
          ? turn.go({ ...turn.screen, field, problem: undefined })
          : false,
      ),
      no_until: atWork(deps, ({ turn }, work) => change(turn, work, { until: null })),
      no_body: atWork(deps, ({ turn }, work) => change(turn, work, { body: null })),
      no_responsible: atWork(deps, ({ turn }, work) => change(turn, work, { responsible: null })),
      me: atWork(deps, ({ turn }, work) =>
        change(turn, work, { responsible: work.held.member.name }),
      ),
      remove: atWork(deps, ({ turn }, work) => {
        const { code } = turn.screen;
        const activities = activitiesOf(work).filter((one) => one.code !== code);
        keepDraft(turn, work.held.case.id, { ...work.draft, activities });
        turn.go(contractScreen(PROGRAM, work.held.case.id));
      }),
      program: atWork(deps, ({ turn }, work) =>
        turn.go(contractScreen(PROGRAM, work.held.case.id)),
      ),
      case: toCase,
    },
    text: atWork(deps, ({ turn }, work, typed: string) => {
      const field = fieldOf(turn);
      const said = tidy(typed);
      if (!field) return false;
      const again = (problem: string) => turn.go({ ...turn.screen, problem });
      if (said === "") return again("empty");
      if (field === "until") {
        const read = parseDate(plain(said), { today: todayOf(turn, work) });
        return read.kind === "value" ? change(turn, work, { until: read.value }) : again("date");
      }
      if (said.length > LONGEST[field]) return again("long");
      return change(turn, work, { [field]: said });
    }),
  };
}

function fieldOf({ screen }: OpenTurn): Field | undefined {
  return FIELDS.find((one) => one === screen.field);
}

function activityNow({ screen }: OpenTurn, work: Work): Activity | undefined {
  return activitiesOf(work).find(({ code }) => code === screen.code);
}

/** Writes a field of the activity of the screen; a title without an activity begins a new one. */
function change(turn: OpenTurn, work: Work, changed: Partial<Activity>): false | undefined {
  const { draft, held } = work;
  const before = activityNow(turn, work);
  if (!before && changed.title === undefined) return false;
  const own = {
    code: `own_${turn.now.getTime().toString(36)}`,
    ...{ title: "", until: null, body: null, responsible: null },
  };
  const after: Activity = { ...(before ?? own), ...changed };
  const activities = before
    ? activitiesOf(work).map((one) => (one.code === before.code ? after : one))
    : [...activitiesOf(work), after];
  keepDraft(turn, held.case.id, { ...draft, activities });
  turn.go(contractScreen(ACTIVITY, held.case.id, { code: after.code }));
  return undefined;
}

function fieldText({ locale }: OpenTurn, activity: Activity, field: Field): string | undefined {
  const value = activity[field];
  if (value === null) return undefined;
  return field === "until" ? spokenDate(value, locale) : escapeHtml(value);
}

function fieldButton({ t }: OpenTurn, field: Field) {
  return { label: t(`contract:activity.${field}`), action: "field", argument: field };
}
