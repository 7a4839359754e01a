import { type Button, homeButton, type Screen } from "../../../platform/telegram/screen.ts";
import type { OpenTurn } from "../../../platform/telegram/turn.ts";
import { spokenDate, spokenMonth } from "../../../platform/texts/format.ts";
import { escapeHtml } from "../../../platform/texts/texts.ts";
import { institutionById, namesOfMembers } from "../../staff/index.ts";
import { type CaseDeps, caseForMember } from "../reach.ts";
import { isCaseField } from "../record.ts";
import { type CaseEvent, type EventKind, readEvents } from "../timeline.ts";
import { caseName, spokenMoment } from "../wording.ts";
import { idOf, missingView, toCard, toCardButton } from "./common.ts";

const ON_A_PAGE = 8;
const LONGEST_WORDS = 110;
/** What the person does as well as staff; the words of all else that staff do not do say whose it is. */
const DONE_BY_EITHER: ReadonlySet<string> = new Set<EventKind>([
  ...([
    "message_sent",
    "route_ticked",
    "route_unticked",
    "cannot_get_paper",
    "paper_got",
    "paper_not_got",
    "move_asked",
  ] as const),
  ...(["obligation_met", "obligation_unmet", "circumstance_step"] as const),
]);

/** Everything that happened to a case: who, when, what; newest first. */
export function historyScreen(deps: CaseDeps): Screen {
  const { database, keyring } = deps;
  return {
    async view(ctx, screen) {
      const { turn } = ctx;
      const { t, locale } = turn;
      const held = await caseForMember(deps, ctx, idOf(turn), "see");
      if (!held) return missingView(turn);
      const before = screen.before === undefined ? undefined : BigInt(String(screen.before));
      const limit = ON_A_PAGE + 1;
      const found = await readEvents(database.prisma, held.case, { limit, before });
      const shown = found.slice(0, ON_A_PAGE);
      const ids = shown.flatMap(({ staffId, details }) => [staffId, details.member]);
      const names = await namesOfMembers(
        database.prisma,
        keyring,
        ids.filter((id) => typeof id === "string"),
      );
      const { timeZone } = held.member.institution;
      const lines = await Promise.all(
        shown.map(async (event) => {
          const by = event.staffId
            ? (names.get(event.staffId) ?? t("cases:gone"))
            : DONE_BY_EITHER.has(event.kind)
              ? t("cases:owner.recipient")
              : undefined;
          const when = spokenMoment(event.at, timeZone, locale);
          const who = by === undefined ? "" : ` · ${escapeHtml(by)}`;
          return `<b>${when}</b>${who}\n${await wordsOf(turn, event, names)}`;
        }),
      );
      const older: Button[] =
        found.length > ON_A_PAGE
          ? [
              {
                label: t("cases:button.older"),
                action: "older",
                argument: String(shown.at(-1)?.id),
              },
            ]
          : [];
      return {
        text: [
          `<b>${t("cases:history", { name: "" })}</b> ${caseName(turn, held.case)}`,
          ...lines,
        ].join("\n\n"),
        rows: [older, [toCardButton(turn)], [homeButton(t)]].filter((row) => row.length > 0),
      };
    },
    presses: {
      card: toCard,
      older: ({ turn }, id) =>
        /^\d{1,18}$/.test(id) ? turn.go({ ...turn.screen, before: id }) : false,
    },
  };

  async function wordsOf(
    turn: OpenTurn,
    { kind, details }: CaseEvent,
    names: ReadonlyMap<string, string>,
  ): Promise<string> {
    const { t } = turn;
    const { text, field, step, from, to, institution, member, paper, what, month, way } = details;
    const { number, fields, obligation, payment, day, act, circumstance, doubts } = details;
    const { service } = details;
    const said = typeof text === "string" && text !== "" ? `: ${cut(text)}` : "";
    const values = {
      ...(typeof field === "string" && isCaseField(field)
        ? { field: t(`cases:field.${field}`) }
        : {}),
      ...(paper ? { paper: t(`checklist:paper.${paper}.name`) } : {}),
      ...(what ? { what: t(`cases:printed.${what}`) } : {}),
      ...(step ? { step: t(`route-card:step.${step}`) } : {}),
      ...(number ? { number } : {}),
      ...(fields
        ? {
            fields: String(fields)
              .split(",")
              .map((one) => t(`contract:field.${one}`))
              .join(", "),
          }
        : {}),
      ...(doubts
        ? {
            doubts: String(doubts)
              .split(",")
              .map((one) => t(`receipts:noted.${one}`))
              .join(", "),
          }
        : {}),
      ...(obligation ? { obligation: t(`deadlines:clock.${obligation}`) } : {}),
      ...(payment ? { payment: t(`eligibility:money.${payment}`) } : {}),
      ...(service ? { service: t(`services:kind.${service}`) } : {}),
      ...(day ? { day: spokenDate(String(day), turn.locale) } : {}),
      ...(act ? { act: t(`circumstances:event.${act}`) } : {}),
      ...(circumstance ? { circumstance: t(`circumstances:kind.${circumstance}`) } : {}),
      ...(way ? { way: t(`filing:way.${way}`) } : {}),
      ...(month ? { month: spokenMonth(String(month), turn.locale) } : {}),
      ...(from ? { from: t(`cases:status.${from}`), to: t(`cases:status.${to}`) } : {}),
      ...(institution
        ? {
            to:
              (typeof member === "string" ? names.get(member) : undefined) ??
              (await institutionById(database.prisma, String(institution)))?.name ??
              t("cases:gone"),
          }
        : {}),
    };
    return t(`cases:event.${kind}`, values) + escapeHtml(said);
  }
}

function cut(text: string): string {
  return text.length > LONGEST_WORDS ? `${text.slice(0, LONGEST_WORDS)}…` : text;
}
