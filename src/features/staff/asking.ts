import {
  type Button,
  type Handler,
  homeButton,
  inRows,
  type Screen,
  type View,
} from "../../platform/telegram/screen.ts";
import type { Ctx, OpenTurn } from "../../platform/telegram/turn.ts";
import { townById, townLabel } from "../places/index.ts";
import { administratorNow, administratorView, asAdministrator } from "./administrator.ts";
import { FIELDS, type Field, type Heard, hearField, hearPlace, OPTIONAL } from "./fields.ts";
import { type InstitutionInput, SERVICES } from "./institution.ts";
import { INSTITUTION_KINDS } from "./rules.ts";
import type { Member, Reading } from "./store.ts";
import { serviceText } from "./view.ts";

/** An institution of which a field is asked for: the form of a new one, or an edit. */
export interface Asking {
  /** What is known of it so far; undefined when it is none of the administrator's. */
  known(ctx: Ctx, admin: Member): Promise<InstitutionInput | undefined>;
  /** @param value undefined: there is none */
  fill(ctx: Ctx, admin: Member, field: Field, value: unknown): Outcome | Promise<Outcome>;
  /** What stands above the question. */
  head(turn: OpenTurn, field: Field, known: InstitutionInput): readonly string[];
  /** The button of a field that there may be nothing of: `staff:button.<code>`. */
  readonly without: "skip" | "clear";
  ways(turn: OpenTurn, field: Field): Button[][];
  /** The screen when no field is asked for. */
  rest(turn: OpenTurn, known: InstitutionInput): View;
  readonly presses: NonNullable<Screen["presses"]>;
}

type Outcome = false | undefined;

/** A field that is asked for now. */
interface Asked {
  readonly admin: Member;
  readonly field: Field;
  readonly known: InstitutionInput;
}

/** One field at a time: by words, by buttons, or by a place on the map. */
export function askingScreen(prisma: Reading, asking: Asking): Screen {
  async function asked(ctx: Ctx): Promise<Asked | undefined> {
    const admin = await administratorNow(prisma, ctx);
    const field = fieldOf(ctx.turn);
    const known = admin && (await asking.known(ctx, admin));
    return admin && field && known ? { admin, field, known } : undefined;
  }

  const onField =
    (
      wanted: Field,
      handle: (ctx: Ctx, asked: Asked, argument: string) => ReturnType<Handler>,
    ): Handler =>
    async (ctx, argument) => {
      const here = await asked(ctx);
      return here?.field === wanted ? handle(ctx, here, argument) : false;
    };

  /** Goes on with what was heard, or asks again. */
  function take(ctx: Ctx, { admin, field, known }: Asked, heard: Heard) {
    const { turn } = ctx;
    if (heard.kind !== "value") {
      const towns = heard.kind === "towns" ? heard.ids.join(",") : "";
      turn.go({ ...turn.screen, again: true, towns });
    } else if (field === "services") {
      pick(turn, [...new Set([...picked(turn, known), ...(heard.value as readonly string[])])]);
    } else return asking.fill(ctx, admin, field, heard.value);
    return undefined;
  }

  return {
    view: administratorView(prisma, async (ctx, admin) => {
      const { turn } = ctx;
      const { t, screen } = turn;
      const known = await asking.known(ctx, admin);
      const field = fieldOf(turn);
      if (!known) return { text: t("staff:not_here"), rows: [[homeButton(t)]] };
      if (!field) return asking.rest(turn, known);
      return {
        text: [
          ...(screen.again ? [t(`staff:add.again${screen.towns ? "_towns" : ""}`)] : []),
          ...asking.head(turn, field, known),
          t(`staff:add.${field}`),
        ].join("\n\n"),
        rows: [
          ...choices(turn, field, known),
          ...(OPTIONAL.includes(field)
            ? [[{ label: t(`staff:button.${asking.without}`), action: "without" }]]
            : []),
          ...asking.ways(turn, field),
          [homeButton(t)],
        ],
      };
    }),
    text: async (ctx, text) => {
      const { t, locale } = ctx.turn;
      const here = await asked(ctx);
      if (!here) return ctx.turn.go({ ...ctx.turn.screen, again: true });
      const { admin, field, known } = here;
      const heard = hearField(field, text, {
        ...{ locale, known, region: admin.institution.region },
        called: (what, code) => t(what === "kind" ? `staff:kind.${code}` : `triage:need.${code}`),
      });
      return take(ctx, here, heard);
    },
    media: async (ctx, media) => {
      const here = media.kind === "location" ? await asked(ctx) : undefined;
      if (media.kind !== "location" || here?.field !== "coordinates") return false;
      return take(ctx, here, hearPlace(media));
    },
    presses: {
      kind: onField("kind", (ctx, { admin }, argument) => {
        const kind = INSTITUTION_KINDS.find((one) => one === argument);
        return kind ? asking.fill(ctx, admin, "kind", kind) : false;
      }),
      town: onField("town", (ctx, { admin }, argument) => {
        const town = townById(Number(argument));
        return town ? asking.fill(ctx, admin, "town", town.id) : false;
      }),
      service: onField("services", ({ turn }, { known }, place) => {
        const chosen = picked(turn, known);
        // What was typed is no code that a button could carry: each is known by its place.
        const service = offered(chosen)[Number(place)];
        if (service === undefined) return false;
        const others = chosen.filter((one) => one !== service);
        pick(turn, others.length < chosen.length ? others : [...chosen, service]);
      }),
      ready: onField("services", (ctx, { admin, known }) =>
        asking.fill(ctx, admin, "services", picked(ctx.turn, known)),
      ),
      without: async (ctx) => {
        const here = await asked(ctx);
        if (!here || !OPTIONAL.includes(here.field)) return false;
        return asking.fill(ctx, here.admin, here.field, undefined);
      },
      ...Object.fromEntries(
        Object.entries(asking.presses).map(([name, press]) => [
          name,
          asAdministrator(prisma, (ctx, _admin, argument) => press(ctx, argument)),
        ]),
      ),
    },
  };
}

function fieldOf({ screen }: OpenTurn): Field | undefined {
  return FIELDS.find((field) => field === screen.field);
}

function choices(turn: OpenTurn, field: Field, known: InstitutionInput): Button[][] {
  const { t, locale, screen } = turn;
  switch (field) {
    case "kind":
      return INSTITUTION_KINDS.map((kind) => [
        { label: t(`staff:kind.${kind}`), action: "kind", argument: kind },
      ]);
    case "town":
      return String(screen.towns ?? "")
        .split(",")
        .flatMap((id) => {
          const town = townById(Number(id));
          return town ? [[{ label: townLabel(town, locale), action: "town", argument: id }]] : [];
        });
    case "services": {
      const chosen = picked(turn, known);
      const services = offered(chosen).map((service, at) => ({
        label: (chosen.includes(service) ? "✓ " : "") + serviceText(t, service),
        action: "service",
        argument: String(at),
      }));
      return [...inRows(services, 2), [{ label: t("staff:button.ready"), action: "ready" }]];
    }
    default:
      return [];
  }
}

/** The services that are marked on the screen; at first, those that are known. */
function picked({ screen }: OpenTurn, known: InstitutionInput): readonly string[] {
  if (typeof screen.picked !== "string") return known.services ?? [];
  return screen.picked === "" ? [] : screen.picked.split("|");
}

function pick(turn: OpenTurn, services: readonly string[]): void {
  turn.go({ ...turn.screen, again: false, picked: services.join("|") });
}

/** Those with a word of ours, then those that were typed. */
function offered(chosen: readonly string[]): readonly string[] {
  return [...new Set<string>([...SERVICES, ...chosen])];
}
