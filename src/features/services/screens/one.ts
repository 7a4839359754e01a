import type { Button, Screen } from "../../../platform/telegram/screen.ts";
import { spokenDate } from "../../../platform/texts/format.ts";
import { escapeHtml } from "../../../platform/texts/texts.ts";
import { addDays } from "../../../programs/dates.ts";
import { kindsIn } from "../../../programs/services.ts";
import { caseForMember, caseName, type Held, tidy } from "../../cases/index.ts";
import { readPastDay } from "../../contract/index.ts";
import { institutionById, namesOfMembers } from "../../staff/index.ts";
import { correct, record, takeBack } from "../actions.ts";
import { type Service, wasReleased } from "../service.ts";
import {
  back,
  beside,
  button,
  caseIdOf,
  changing,
  mayChange,
  missingView,
  type Note,
  noteLines,
  recording,
  SERVICE,
  SERVICE_DAY,
  SERVICE_KIND,
  SERVICES,
  type ServiceDeps,
  serviceHere,
  todayOf,
  waysBack,
} from "./common.ts";

/** Help before this day was not written down here. */
const EARLIEST = "2020-01-01";

/** One service: what it was, and what can be put right. */
export function oneScreen(deps: ServiceDeps): Screen {
  const { database, keyring } = deps;
  return {
    async view(ctx) {
      const { turn } = ctx;
      const { t, locale } = turn;
      const held = await caseForMember(deps, ctx, caseIdOf(turn), "see");
      const found = held && (await serviceHere(deps, turn));
      if (!held || !found) return missingView(turn);
      const { staffId, released } = found;
      const names = await namesOfMembers(database.prisma, keyring, staffId ? [staffId] : []);
      const who = staffId && (names.get(staffId) ?? t("cases:gone"));
      const elsewhere =
        found.institutionId === held.member.institutionId
          ? undefined
          : await institutionById(database.prisma, found.institutionId);
      return {
        text: [
          ...noteLines(turn),
          `<b>${t(`services:kind.${found.kind}`)}</b>\n${caseName(turn, held.case)}`,
          [
            t("services:on", { day: spokenDate(found.day, locale) }),
            ...(who ? [t("services:by", { who: escapeHtml(who) })] : []),
            ...(elsewhere ? [t("services:elsewhere", { name: escapeHtml(elsewhere.name) })] : []),
            t(`services:released.${released > 0 ? "yes" : "no"}`),
            ...originOf(turn, found),
          ].join("\n"),
        ].join("\n\n"),
        rows: [
          ...(mayChange(held, found)
            ? [
                [button(turn, "day"), button(turn, "kind")],
                [button(turn, released > 0 ? "not_released" : "released")],
                [button(turn, "remove")],
              ]
            : []),
          ...waysBack(turn, button(turn, "list")),
        ],
      };
    },
    presses: {
      ...back,
      day: changing(deps, ({ turn }, _held, { source, version: v }) =>
        turn.go(beside(turn, SERVICE_DAY, { source, v })),
      ),
      kind: changing(deps, ({ turn }, _held, { source, version: v }) =>
        turn.go(beside(turn, SERVICE_KIND, { source, v })),
      ),
      released: changing(deps, ({ turn }, held, service) => {
        put(turn, held, service, { released: 1 });
      }),
      not_released: changing(deps, ({ turn }, held, service) => {
        put(turn, held, service, { released: 0 });
      }),
      remove: changing(deps, ({ turn }, held, service) => {
        takeBack(turn, held, service);
        turn.go(beside(turn, SERVICES, { note: "taken_back" satisfies Note }));
      }),
    },
  };
}

/** When it was: today and yesterday by a button, any other day typed. */
export function dayScreen(deps: ServiceDeps): Screen {
  /** Whether somebody was released by that day follows from the day, where it did before. */
  function move(
    turn: Parameters<typeof put>[0],
    held: Held,
    before: Service,
    day: string,
  ): ReturnType<typeof put> {
    const { record: known } = held.case;
    const followed = before.released === Number(wasReleased(known, before.day));
    put(turn, held, before, {
      ...{ day, ...(followed ? { released: Number(wasReleased(known, day)) } : {}) },
    });
  }
  return {
    async view(ctx) {
      const { turn } = ctx;
      const { t, screen } = turn;
      const held = await caseForMember(deps, ctx, caseIdOf(turn), "record_service");
      const found = held && (await serviceHere(deps, turn));
      if (!held || !found) return missingView(turn);
      return {
        text: [
          ...(screen.problem ? [t(`contract:problem.${String(screen.problem)}`)] : []),
          t("services:which_day", { kind: t(`services:kind.${found.kind}`) }),
        ].join("\n\n"),
        rows: [
          [button(turn, "today"), button(turn, "yesterday")],
          ...waysBack(turn, button(turn, "list")),
        ],
      };
    },
    presses: {
      ...back,
      today: changing(deps, ({ turn }, held, service) =>
        move(turn, held, service, todayOf(turn, held)),
      ),
      yesterday: changing(deps, ({ turn }, held, service) =>
        move(turn, held, service, addDays(todayOf(turn, held), -1)),
      ),
    },
    text: changing(deps, ({ turn }, held, service, typed) => {
      const read = readPastDay(tidy(typed), { today: todayOf(turn, held), startsOn: EARLIEST });
      if (read.kind !== "value") turn.go({ ...turn.screen, problem: read.code });
      else move(turn, held, service, read.value);
    }),
  };
}

/** What it was. */
export function kindScreen(deps: ServiceDeps): Screen {
  return {
    async view(ctx) {
      const { turn } = ctx;
      const { t } = turn;
      const held = await caseForMember(deps, ctx, caseIdOf(turn), "record_service");
      const found = held && (await serviceHere(deps, turn));
      if (!held || !found) return missingView(turn);
      const kinds = kindsIn(held.member.institution.region).filter((kind) => kind !== found.kind);
      return {
        text: t("services:which_kind", { kind: t(`services:kind.${found.kind}`) }),
        rows: [
          ...kinds.map((kind): Button[] => [
            { label: t(`services:kind.${kind}`), action: "choose", argument: kind },
          ]),
          ...waysBack(turn, button(turn, "list")),
        ],
      };
    },
    presses: {
      ...back,
      choose: changing(deps, ({ turn }, held, service, kind) => {
        if (!offers(held, kind)) return false;
        put(turn, held, service, { kind });
      }),
    },
  };
}

/** The same kind was written down for the same day already: by mistake it is pressed twice more often than
 * it is given twice. */
export function againScreen(deps: ServiceDeps): Screen {
  return {
    async view(ctx) {
      const { turn } = ctx;
      const { t, screen } = turn;
      const held = await caseForMember(deps, ctx, caseIdOf(turn), "record_service");
      if (!held || !offers(held, screen.kind)) return missingView(turn);
      return {
        text: t("services:again", { kind: t(`services:kind.${String(screen.kind)}`) }),
        rows: [[button(turn, "again")], ...waysBack(turn, button(turn, "list"))],
      };
    },
    presses: {
      ...back,
      again: recording(deps, ({ turn }, held) => {
        const { kind, day, nth } = turn.screen;
        if (!offers(held, kind)) return false;
        const asked = { kind: String(kind), day: String(day), nth: Number(nth) };
        const source = record(deps, turn, held, asked);
        turn.go(beside(turn, SERVICES, { note: "recorded" satisfies Note, source, v: 1 }));
      }),
    },
  };
}

/** What it follows from, unless somebody wrote it down by itself. */
function originOf({ t }: Parameters<typeof put>[0], { source }: Service): string[] {
  if (source.startsWith("card:")) return [];
  return [t(source.startsWith("paper:") ? "services:confirmed" : "services:automatic")];
}

function offers({ member }: Held, kind: unknown): boolean {
  return kindsIn(member.institution.region).some((one) => one === kind);
}

function put(
  turn: Parameters<typeof correct>[0],
  held: Held,
  before: Service,
  change: Parameters<typeof correct>[3],
): void {
  correct(turn, held, before, change);
  const { source, version } = before;
  turn.go(beside(turn, SERVICE, { source, v: version + 1, note: "corrected" satisfies Note }));
}
