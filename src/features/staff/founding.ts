import { type Button, homeButton, type Screen } from "../../platform/telegram/screen.ts";
import type { Ctx, OpenTurn } from "../../platform/telegram/turn.ts";
import { findTowns, townById, townLabel } from "../places/index.ts";
import { addInstitution } from "./actions.ts";
import { administratorView, asAdministrator, INSTITUTIONS } from "./administrator.ts";
import { institutionFields, readInstitution } from "./institution.ts";
import { INSTITUTION_KINDS } from "./rules.ts";
import type { Member, Reading } from "./store.ts";
import { institutionText } from "./view.ts";

const DRAFT = "staff.draft";
const FIELDS = ["kind", "name", "town", "address", "phones", "hours", "services", "check"] as const;
type Field = (typeof FIELDS)[number];
const OPTIONAL: readonly Field[] = ["phones", "hours", "services"];

type Draft = Readonly<Record<string, unknown>>;

/** A new institution in a few steps, one field at a time; nothing is kept before the last press. */
export function foundingScreen(prisma: Reading): Screen {
  const draftOf = (turn: OpenTurn) => turn.slot<Draft>(DRAFT, {});
  const fieldNow = ({ screen }: OpenTurn) =>
    FIELDS.find((field) => field === screen.field) ?? FIELDS[0];
  const ask = (turn: OpenTurn, field: Field, more: object = {}) =>
    turn.go({ name: "admin_add", field, ...more });

  function leave(turn: OpenTurn, more: object = {}): void {
    turn.keep(DRAFT, undefined);
    turn.go({ ...INSTITUTIONS, ...more });
  }

  /** Keeps a field's value and asks for the next one. */
  function fill(turn: OpenTurn, field: Field, value: unknown): void {
    turn.keep(DRAFT, { ...draftOf(turn), [field]: value });
    ask(turn, FIELDS[FIELDS.indexOf(field) + 1] ?? "check");
  }

  function hear(turn: OpenTurn, field: Field, text: string, admin: Member) {
    if (field === "town") {
      const found = findTowns(text, { region: admin.institution.region });
      if (found.kind === "one") return fill(turn, field, found.town.id);
      const towns = found.kind === "several" ? found.towns.map(({ id }) => id).join(",") : "";
      return ask(turn, field, { again: true, towns });
    }
    if (field === "kind") {
      const said = text.trim().toLowerCase();
      const kind = INSTITUTION_KINDS.find(
        (one) => turn.t(`staff:kind.${one}`).toLowerCase() === said,
      );
      return kind ? fill(turn, field, kind) : ask(turn, field, { again: true });
    }
    if (field === "check") return ask(turn, field, { again: true });
    const typed = field === "phones" || field === "services" ? listIn(text) : text;
    const parsed = institutionFields[field].safeParse(typed);
    if (!parsed.success) return ask(turn, field, { again: true });
    fill(turn, field, field === "hours" ? { [turn.locale]: parsed.data } : parsed.data);
  }

  function buttons(turn: OpenTurn, field: Field): Button[][] {
    const { t, locale, screen } = turn;
    const towns = String(screen.towns ?? "").split(",");
    return [
      ...(field === "kind"
        ? INSTITUTION_KINDS.map((kind) => [
            { label: t(`staff:kind.${kind}`), action: "kind", argument: kind },
          ])
        : []),
      ...(field === "town"
        ? towns.flatMap((id) => {
            const town = townById(Number(id));
            return town ? [[{ label: townLabel(town, locale), action: "town", argument: id }]] : [];
          })
        : []),
      ...(field === "check" ? [[{ label: t("staff:button.save"), action: "save" }]] : []),
      ...(OPTIONAL.includes(field) ? [[{ label: t("staff:button.skip"), action: "skip" }]] : []),
      ...(field === "kind" ? [] : [[{ label: t("common:button.back"), action: "back" }]]),
      [{ label: t("staff:button.stop"), action: "stop" }],
      [homeButton(t)],
    ];
  }

  const press = (handler: (ctx: Ctx, admin: Member, argument: string) => false | undefined) =>
    asAdministrator(prisma, handler);

  return {
    view: administratorView(prisma, ({ turn }) => {
      const { t, screen } = turn;
      const field = fieldNow(turn);
      const read = field === "check" ? readInstitution(draftOf(turn)) : undefined;
      return {
        text: [
          ...(screen.again ? [t(`staff:add.again${screen.towns ? "_towns" : ""}`)] : []),
          t(`staff:add.${field}`),
          ...(read?.kind === "ok" ? [institutionText(turn, read.institution)] : []),
        ].join("\n\n"),
        rows: buttons(turn, field),
      };
    }),
    text: asAdministrator(prisma, ({ turn }, admin, text) =>
      hear(turn, fieldNow(turn), text, admin),
    ),
    presses: {
      kind: press(({ turn }, _admin, argument) => {
        const kind = INSTITUTION_KINDS.find((one) => one === argument);
        if (!kind) return false;
        fill(turn, "kind", kind);
      }),
      town: press(({ turn }, _admin, argument) => {
        const town = townById(Number(argument));
        if (!town) return false;
        fill(turn, "town", town.id);
      }),
      skip: press(({ turn }) => {
        const field = fieldNow(turn);
        if (!OPTIONAL.includes(field)) return false;
        fill(turn, field, undefined);
      }),
      back: press(({ turn }) => {
        ask(turn, FIELDS[FIELDS.indexOf(fieldNow(turn)) - 1] ?? FIELDS[0]);
      }),
      stop: press(({ turn }) => {
        leave(turn);
      }),
      save: press(({ turn }, admin) => {
        const read = readInstitution(draftOf(turn));
        if (read.kind === "wrong") return false;
        const { institution } = read;
        turn.write(async (tx) => {
          await addInstitution(tx, institution, turn.now, admin.id);
        });
        leave(turn, { added: institution.name });
      }),
    },
  };
}

/** What was typed with commas or on lines of its own. */
function listIn(text: string): string[] {
  return text
    .split(/[,;\n]/)
    .map((part) => part.trim())
    .filter((part) => part !== "");
}
