import { homeButton, type Screen } from "../../platform/telegram/screen.ts";
import type { OpenTurn } from "../../platform/telegram/turn.ts";
import { addInstitution } from "./actions.ts";
import { asAdministrator, INSTITUTIONS } from "./administrator.ts";
import { askingScreen } from "./asking.ts";
import { FIELDS, type Field } from "./fields.ts";
import { type InstitutionInput, readInstitution } from "./institution.ts";
import type { Reading } from "./store.ts";
import { institutionText } from "./view.ts";

const DRAFT = "staff.draft";
const CHECK = "check";

/** A new institution in a few steps, one field at a time; nothing is kept before the last press. */
export function foundingScreen(prisma: Reading): Screen {
  const draftOf = (turn: OpenTurn) => turn.slot<InstitutionInput>(DRAFT, {});
  const ask = (turn: OpenTurn, field: Field | typeof CHECK) =>
    turn.go({ name: "admin_add", field });

  function leave(turn: OpenTurn, more: object = {}): void {
    turn.keep(DRAFT, undefined);
    turn.go({ ...INSTITUTIONS, ...more });
  }

  /** The step after a field, or before it; the check is the last one. */
  function step({ screen }: OpenTurn, by: 1 | -1): Field | typeof CHECK {
    const steps = [...FIELDS, CHECK] as const;
    const at = steps.indexOf(screen.field as Field);
    return steps[Math.min(Math.max(at + by, 0), FIELDS.length)]!;
  }

  return askingScreen(prisma, {
    known: async ({ turn }) => draftOf(turn),
    fill({ turn }, _admin, field, value) {
      turn.keep(DRAFT, { ...draftOf(turn), [field]: value });
      ask(turn, step(turn, 1));
      return undefined;
    },
    head: (turn, field) => (field === "kind" ? [turn.t("staff:add.new")] : []),
    without: "skip",
    ways: ({ t }, field) => [
      ...(field === "kind" ? [] : [[{ label: t("common:button.back"), action: "back" }]]),
      [{ label: t("staff:button.stop"), action: "stop" }],
    ],
    rest(turn, draft) {
      const { t, screen } = turn;
      const read = readInstitution(draft);
      return {
        text: [
          ...(screen.again ? [t("staff:add.again")] : []),
          t("staff:add.check"),
          ...(read.kind === "ok" ? [institutionText(turn, read.institution)] : []),
        ].join("\n\n"),
        rows: [
          [{ label: t("staff:button.save"), action: "save" }],
          [{ label: t("common:button.back"), action: "back" }],
          [{ label: t("staff:button.stop"), action: "stop" }],
          [homeButton(t)],
        ],
      };
    },
    presses: {
      back: ({ turn }) => ask(turn, step(turn, -1)),
      stop: ({ turn }) => leave(turn),
      save: asAdministrator(prisma, ({ turn }, admin) => {
        const read = readInstitution(draftOf(turn));
        if (read.kind === "wrong") return false;
        const { institution } = read;
        turn.write(async (tx) => {
          await addInstitution(tx, institution, turn.now, admin.id);
        });
        leave(turn, { added: institution.name });
      }),
    },
  });
}
