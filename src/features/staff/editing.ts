import { homeButton, inRows, type Screen } from "../../platform/telegram/screen.ts";
import type { Ctx, OpenTurn } from "../../platform/telegram/turn.ts";
import { changeInstitution } from "./actions.ts";
import { askingScreen } from "./asking.ts";
import { FIELDS, type Field } from "./fields.ts";
import { type Institution, readChanged } from "./institution.ts";
import { institutionById } from "./institution-store.ts";
import { looksAfter } from "./rules.ts";
import { isStaffed, type Member, type Reading } from "./store.ts";
import { aboutField, institutionText } from "./view.ts";

const NAME = "admin_edit";

/** What a turn is about to write; its screen is shown before that is committed. */
const coming = new WeakMap<OpenTurn, Institution>();

/** The institution, if this administrator may change what is known of it. */
export async function changeable(
  prisma: Reading,
  admin: Member,
  id: unknown,
): Promise<Institution | undefined> {
  const found = await institutionById(prisma, String(id));
  const managed = found && { id: found.id, staffed: await isStaffed(prisma, found.id) };
  return managed && looksAfter(admin.institutionId, managed) ? found : undefined;
}

export const openEdit = ({ turn }: Ctx, institution: unknown): void =>
  turn.go({ name: NAME, institution: String(institution) });

/** What is known of an institution, changed field by field; each is saved at once. */
export function editingScreen(prisma: Reading): Screen {
  const known = async ({ turn }: Ctx, admin: Member) =>
    coming.get(turn) ?? (await changeable(prisma, admin, turn.screen.institution));

  return askingScreen(prisma, {
    known,
    async fill(ctx, admin, field, value) {
      const { turn } = ctx;
      const before = await changeable(prisma, admin, turn.screen.institution);
      const read = before && readChanged(before, { [field]: value });
      if (!before || read?.kind !== "ok") return false;
      const { id } = before;
      const after: Institution = { id, ...read.institution };
      coming.set(turn, after);
      turn.write((tx) => changeInstitution(tx, after, [field], turn.now, admin.id));
      turn.go({ name: NAME, institution: id, saved: true });
      return undefined;
    },
    head(turn, field, institution) {
      const now = aboutField(turn, field, institution as Institution);
      return now === undefined ? [] : [turn.t("staff:edit.now", { now })];
    },
    without: "clear",
    ways: ({ t }) => [[{ label: t("common:button.back"), action: "back" }]],
    rest(turn, institution) {
      const { t, screen } = turn;
      const fields = FIELDS.map((field) => ({
        label: t(`staff:field.${field}`),
        action: "field",
        argument: field,
      }));
      return {
        text: [
          ...(screen.saved ? [t("staff:edit.saved")] : []),
          institutionText(turn, institution as Institution),
          t("staff:edit.which"),
        ].join("\n\n"),
        rows: [
          ...inRows(fields, 3),
          [{ label: t("common:button.back"), action: "back" }],
          [homeButton(t)],
        ],
      };
    },
    presses: {
      field: ({ turn }, argument) => {
        const field: Field | undefined = FIELDS.find((one) => one === argument);
        if (!field) return false;
        turn.go({ name: NAME, institution: turn.screen.institution, field });
      },
      back: (ctx) => {
        const { institution, field } = ctx.turn.screen;
        if (field) return openEdit(ctx, institution);
        ctx.turn.go({ name: "admin_institution", institution });
      },
    },
  });
}
