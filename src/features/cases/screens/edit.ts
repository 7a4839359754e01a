import { homeButton, type Screen } from "../../../platform/telegram/screen.ts";
import { editField } from "../actions/curating.ts";
import { type CaseDeps, caseForMember } from "../reach.ts";
import { CASE_FIELDS, isCaseField, LATER_FIELDS } from "../record.ts";
import { caseName, dayAt, fieldText } from "../wording.ts";
import {
  caseScreen,
  heldHere,
  idOf,
  missingView,
  onCase,
  openCaseCard,
  toCard,
  toCardButton,
} from "./common.ts";
import { type AskedField, type FieldAsking, fieldPresses, fieldTyped, fieldView } from "./field.ts";

const NAME = "case_edit";

/** The fields of a case; then one of them, typed or chosen anew. */
export function editScreen(deps: CaseDeps): Screen {
  const asking: FieldAsking = {
    async now(ctx) {
      const field = String(ctx.turn.screen.field);
      const held = isCaseField(field) ? await heldHere(deps, ctx, "edit") : undefined;
      if (!held || !isCaseField(field)) return undefined;
      return askedOf(held, field, ctx.turn.now);
    },
    async give(ctx, { field, today }, value) {
      const { turn } = ctx;
      const held = await heldHere(deps, ctx, "edit");
      if (!held) return undefined;
      editField(deps, turn, held, { field, value, today });
      openCaseCard(turn, held.case.id, "edited");
      return undefined;
    },
  };
  const presses = fieldPresses(asking);

  return {
    async view(ctx, screen) {
      const { turn } = ctx;
      const { t } = turn;
      const held = await caseForMember(deps, ctx, idOf(turn), "edit");
      if (!held) return missingView(turn);
      const field = String(screen.field);
      if (isCaseField(field)) {
        const rows = [[toCardButton(turn)]];
        return fieldView(turn, askedOf(held, field, turn.now), { clear: "clear", rows });
      }
      const { record, version } = held.case;
      const fields = [...CASE_FIELDS, ...LATER_FIELDS];
      const lines = fields.map(
        (one) => `${t(`cases:field.${one}`)}: ${fieldText(turn, one, record) ?? "–"}`,
      );
      const buttons = fields.map((one) => ({
        label: t(`cases:field.${one}`),
        action: "field",
        argument: `${version.toString(36)}.${one}`,
      }));
      return {
        text: [
          `<b>${caseName(turn, held.case)}</b>`,
          lines.join("\n"),
          t("cases:which_field"),
        ].join("\n\n"),
        rows: [
          ...Array.from({ length: buttons.length / 2 }, (_, at) =>
            buttons.slice(at * 2, at * 2 + 2),
          ),
          [toCardButton(turn)],
          [homeButton(t)],
        ],
      };
    },
    presses: {
      ...presses,
      card: toCard,
      field: onCase(deps, "edit", ({ turn }, held, field) =>
        isCaseField(field) ? turn.go(caseScreen(NAME, held.case, { field })) : false,
      ),
    },
    text: async (ctx, text) => {
      if (ctx.turn.screen.field === undefined) return undefined;
      // Not the version that they saw: they are on the card by now, with a word about it.
      if (!(await heldHere(deps, ctx, "edit"))) return undefined;
      return fieldTyped(asking)(ctx, text);
    },
  };
}

function askedOf(
  held: {
    readonly case: { readonly record: AskedField["record"] };
    readonly member: Institutional;
  },
  field: AskedField["field"],
  now: Date,
): AskedField {
  const { timeZone, region } = held.member.institution;
  return { field, record: held.case.record, today: dayAt(now, timeZone), region };
}

interface Institutional {
  readonly institution: { readonly timeZone: string; readonly region: string };
}
