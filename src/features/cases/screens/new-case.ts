import {
  type Button,
  type Handler,
  homeButton,
  type Screen,
} from "../../../platform/telegram/screen.ts";
import type { Ctx, OpenTurn } from "../../../platform/telegram/turn.ts";
import { type Member, mayDo, memberNow } from "../../staff/index.ts";
import { openNew } from "../actions/opening.ts";
import type { CaseDeps } from "../reach.ts";
import {
  CASE_FIELDS,
  type CaseField,
  type CaseRecord,
  EMPTY_RECORD,
  isCaseField,
  NEEDED_FIELDS,
} from "../record.ts";
import { dayAt, fieldText } from "../wording.ts";
import { missingView, openCaseCard } from "./common.ts";
import { type FieldAsking, fieldPresses, fieldTyped, fieldView } from "./field.ts";

const FORM = "case_new";
const REVIEW = "case_new_review";
/** What was typed so far; kept with the specialist's conversation, sealed, until the case is opened. */
const SLOT = "cases.new";

/** To the form of a new case, on with what was typed before. */
export function openNewCase({ turn }: Ctx): void {
  const { name } = draftOf(turn);
  turn.go(name === null ? { name: FORM, field: CASE_FIELDS[0] } : { name: REVIEW });
}

/** A specialist opens a case before release: one field after the other, a look at all of them, done. */
export function newCaseScreens(deps: CaseDeps): Readonly<Record<string, Screen>> {
  async function opener(ctx: Ctx): Promise<Member | undefined> {
    const member = await memberNow(deps.database.prisma, ctx);
    return member && mayDo(member.role, "open_case") ? member : undefined;
  }

  const asking: FieldAsking = {
    async now(ctx) {
      const field = String(ctx.turn.screen.field);
      const member = await opener(ctx);
      if (!member || !isCaseField(field)) return undefined;
      const { timeZone, region } = member.institution;
      const today = dayAt(ctx.turn.now, timeZone);
      return { field, record: draftOf(ctx.turn), today, region };
    },
    give({ turn }, { field }, value) {
      turn.keep(SLOT, { ...draftOf(turn), [field]: value });
      const next = following(field);
      turn.go(turn.screen.changing || !next ? { name: REVIEW } : { name: FORM, field: next });
    },
  };

  const step =
    (to: (field: CaseField) => CaseField | undefined): Handler =>
    ({ turn }) => {
      const field = String(turn.screen.field);
      const other = isCaseField(field) ? to(field) : undefined;
      if (!other) return false;
      turn.go({ name: FORM, field: other });
    };

  return {
    [FORM]: {
      async view(ctx) {
        const { turn } = ctx;
        const asked = await asking.now(ctx);
        if (!asked) return missingView(turn);
        const at = fieldNumber(asked.field);
        const back: Button[] =
          at > 1 ? [{ label: turn.t("common:button.back"), action: "back" }] : [];
        const view = fieldView(turn, asked, { clear: "skip", rows: back.length > 0 ? [back] : [] });
        const progress = turn.t("cases:new_progress", { number: at, total: CASE_FIELDS.length });
        return { ...view, text: `${progress}\n\n${view.text}` };
      },
      presses: { ...fieldPresses(asking), back: step(before) },
      text: fieldTyped(asking),
    },
    [REVIEW]: {
      async view(ctx) {
        const { turn } = ctx;
        const { t } = turn;
        if (!(await opener(ctx))) return missingView(turn);
        const draft = draftOf(turn);
        const lines = CASE_FIELDS.map((field, at) => {
          const said = fieldText(turn, field, draft);
          return `${at + 1}. ${t(`cases:field.${field}`)}: ${said ? `<b>${said}</b>` : "–"}`;
        });
        const numbers = CASE_FIELDS.map((field, at) => ({
          label: String(at + 1),
          action: "change",
          argument: field,
        }));
        return {
          text: [t("cases:new_review"), lines.join("\n")].join("\n\n"),
          rows: [
            numbers.slice(0, 4),
            numbers.slice(4),
            ...(missing(draft)
              ? []
              : [[{ label: t("cases:button.open_new"), action: "open_new" }]]),
            [{ label: t("cases:button.throw_away"), action: "throw_away" }],
            [homeButton(t)],
          ],
        };
      },
      presses: {
        change: ({ turn }, field) =>
          isCaseField(field) ? turn.go({ name: FORM, field, changing: true }) : false,
        open_new: async (ctx) => {
          const { turn } = ctx;
          const member = await opener(ctx);
          const draft = draftOf(turn);
          if (!member || missing(draft)) return false;
          const today = dayAt(turn.now, member.institution.timeZone);
          const id = openNew(deps, turn, member, draft, today);
          turn.keep(SLOT, undefined);
          openCaseCard(turn, id, "opened");
        },
        throw_away: ({ turn }) => {
          turn.keep(SLOT, undefined);
          turn.go({ name: "home" });
        },
      },
    },
  };
}

function draftOf(turn: OpenTurn): CaseRecord {
  return { ...EMPTY_RECORD, ...turn.slot<Partial<CaseRecord>>(SLOT, {}) };
}

function missing(draft: CaseRecord): boolean {
  return NEEDED_FIELDS.some((field) => draft[field] === null);
}

function fieldNumber(field: CaseField): number {
  return (CASE_FIELDS as readonly CaseField[]).indexOf(field) + 1;
}

function following(field: CaseField): CaseField | undefined {
  return CASE_FIELDS[fieldNumber(field)];
}

function before(field: CaseField): CaseField | undefined {
  return CASE_FIELDS[fieldNumber(field) - 2];
}
