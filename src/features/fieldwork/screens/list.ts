import {
  type Button,
  type Handler,
  homeButton,
  type Screen,
} from "../../../platform/telegram/screen.ts";
import { spokenDate } from "../../../platform/texts/format.ts";
import { escapeHtml } from "../../../platform/texts/texts.ts";
import { FIELD_KINDS } from "../../../programs/fieldwork.ts";
import { namesOfMembers } from "../../staff/index.ts";
import { answer, asComing, takeBack } from "../actions.ts";
import { keepDraft, newDraft } from "../draft.ts";
import { openLetters, tripsOf } from "../store.ts";
import {
  back,
  button,
  FIELD,
  type FieldworkDeps,
  FORM,
  fieldMember,
  LETTERS,
  missingView,
  type Note,
  TRIP,
  todayOf,
  tripHere,
  tripLine,
  waysBack,
  working,
} from "./common.ts";

const SHOWN = 5;
const LETTERS_SHOWN = 10;

/** To what can be written down; for everybody else it does not exist. */
export const openFieldwork = (deps: FieldworkDeps): Handler =>
  working(deps, ({ turn }) => turn.go({ name: FIELD }));

/** The kinds of field work, and what the institution wrote down last. */
export function listScreen(deps: FieldworkDeps): Screen {
  const { prisma } = deps.database;
  return {
    async view(ctx) {
      const { turn } = ctx;
      const { t, screen } = turn;
      const member = await fieldMember(deps, ctx);
      if (!member) return missingView(turn);
      const [kept, letters] = await Promise.all([
        tripsOf(prisma, member.institutionId, { limit: SHOWN }),
        openLetters(prisma, member.institutionId, 1),
      ]);
      const shown = asComing(turn, kept).slice(0, SHOWN);
      return {
        text: [
          ...(screen.note ? [`<b>${t(`fieldwork:note.${String(screen.note)}`)}</b>`] : []),
          `<b>${t("fieldwork:title")}</b>`,
          ...(shown.length > 0
            ? [shown.map((trip, at) => `${at + 1}. ${tripLine(turn, trip)}`).join("\n")]
            : []),
          t("fieldwork:what"),
        ].join("\n\n"),
        rows: [
          ...FIELD_KINDS.map((kind): Button[] => [
            { label: t(`fieldwork:kind.${kind}`), action: "begin", argument: kind },
          ]),
          ...(letters.length > 0 ? [[button(turn, "letters")]] : []),
          ...(shown.length > 0
            ? [shown.map(({ id }, at) => ({ label: String(at + 1), action: "one", argument: id }))]
            : []),
          [homeButton(t)],
        ],
      };
    },
    presses: {
      begin: working(deps, ({ turn }, _member, kind) => {
        const known = FIELD_KINDS.find((one) => one === kind);
        if (!known) return false;
        keepDraft(turn, newDraft(known));
        turn.go({ name: FORM });
      }),
      letters: working(deps, ({ turn }) => turn.go({ name: LETTERS })),
      one: openOne(deps),
    },
  };
}

/** Letters that wait for an answer, the oldest first. */
export function lettersScreen(deps: FieldworkDeps): Screen {
  return {
    async view(ctx) {
      const { turn } = ctx;
      const { t, locale } = turn;
      const member = await fieldMember(deps, ctx);
      if (!member) return missingView(turn);
      const letters = await openLetters(deps.database.prisma, member.institutionId, LETTERS_SHOWN);
      return {
        text: letters.length > 0 ? t("fieldwork:letters") : t("fieldwork:no_letters"),
        rows: [
          ...letters.map(({ id, day }): Button[] => [
            {
              label: t("fieldwork:letter_of", { day: spokenDate(day, locale) }),
              action: "one",
              argument: id,
            },
          ]),
          ...waysBack(turn),
        ],
      };
    },
    presses: { ...back, one: openOne(deps) },
  };
}

function openOne(deps: FieldworkDeps): Handler {
  return working(deps, async ({ turn }, member, id) => {
    const found = await tripHere(deps, turn, member, id);
    return found ? turn.go({ name: TRIP, id, v: found.version }) : false;
  });
}

/** One record: what was done, and what can be done with it. */
export function tripScreen(deps: FieldworkDeps): Screen {
  const here = (
    handle: (
      ...given: [
        ...Parameters<Parameters<typeof working>[1]>,
        NonNullable<Awaited<ReturnType<typeof tripHere>>>,
      ]
    ) => ReturnType<Handler>,
  ) =>
    working(deps, async (ctx, member, argument) => {
      const { turn } = ctx;
      const found = await tripHere(deps, turn, member, String(turn.screen.id ?? ""));
      if (found && found.version === Number(turn.screen.v)) {
        return handle(ctx, member, argument, found);
      }
      turn.go({ name: FIELD, note: "meanwhile" satisfies Note });
    });

  return {
    async view(ctx) {
      const { turn } = ctx;
      const { t, locale, screen } = turn;
      const member = await fieldMember(deps, ctx);
      const found = member && (await tripHere(deps, turn, member, String(screen.id ?? "")));
      if (!found) return missingView(turn);
      const { staffId, answeredBy, answeredOn, outcomes, topics, kind } = found;
      const ids = [staffId, answeredBy].filter((id) => id !== null);
      const names = await namesOfMembers(deps.database.prisma, deps.keyring, ids);
      const nameOf = (id: string) => escapeHtml(names.get(id) ?? t("cases:gone"));
      return {
        text: [
          ...(screen.note ? [`<b>${t(`fieldwork:note.${String(screen.note)}`)}</b>`] : []),
          tripLine(turn, found),
          [
            ...Object.entries(outcomes).map(
              ([outcome, people]) => `• ${t(`fieldwork:outcome.${outcome}`)}: ${people}`,
            ),
            ...topics.map((topic) => `• ${t(`fieldwork:topic.${topic}`)}`),
          ].join("\n"),
          [
            t("fieldwork:by", { who: nameOf(staffId) }),
            ...(answeredOn && answeredBy
              ? [
                  t("fieldwork:answered", {
                    ...{ day: spokenDate(answeredOn, locale), who: nameOf(answeredBy) },
                  }),
                ]
              : []),
          ].join("\n"),
        ]
          .filter((part) => part !== "")
          .join("\n\n"),
        rows: [
          ...(kind === "letter" && !answeredOn ? [[button(turn, "answered")]] : []),
          [button(turn, "remove")],
          ...waysBack(turn),
        ],
      };
    },
    presses: {
      ...back,
      answered: here(({ turn }, member, _argument, trip) => {
        if (trip.kind !== "letter" || trip.answeredOn) return false;
        answer(turn, member, trip, todayOf(turn, member));
        turn.go({ ...turn.screen, v: trip.version + 1, note: "answered" satisfies Note });
      }),
      remove: here(({ turn }, member, _argument, trip) => {
        takeBack(turn, member, trip);
        turn.go({ name: FIELD, note: "taken_back" satisfies Note });
      }),
    },
  };
}
