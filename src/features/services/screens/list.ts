import { pageOf } from "../../../platform/telegram/pages.ts";
import { type Button, inRows, type Screen } from "../../../platform/telegram/screen.ts";
import type { OpenTurn } from "../../../platform/telegram/turn.ts";
import { spokenDate } from "../../../platform/texts/format.ts";
import { escapeHtml } from "../../../platform/texts/texts.ts";
import { kindsIn } from "../../../programs/services.ts";
import { type CardPart, caseForMember, caseName, dayAt, type Held } from "../../cases/index.ts";
import { namesOfMembers } from "../../staff/index.ts";
import { record, takeBack } from "../actions.ts";
import { servicesNow } from "../now.ts";
import { answerOfPaper, type GotPaper, papersToAsk } from "../papers.ts";
import type { Service } from "../service.ts";
import { countOnDay, readService } from "../store.ts";
import {
  back,
  beside,
  button,
  caseIdOf,
  changing,
  mayRecord,
  missingView,
  type Note,
  noteLines,
  recording,
  SERVICE,
  SERVICE_AGAIN,
  SERVICE_DAY,
  SERVICES,
  type ServiceDeps,
  serviceHere,
  todayOf,
  waysBack,
} from "./common.ts";

const SHOWN = 5;
const KINDS_ON_A_PAGE = 8;

/** What was done for the person of a case, and the kinds: one press writes down that it was done today. */
export function listScreen(deps: ServiceDeps): Screen {
  const { prisma } = deps.database;
  return {
    async view(ctx) {
      const { turn } = ctx;
      const { t } = turn;
      const held = await caseForMember(deps, ctx, caseIdOf(turn), "see");
      if (!held) return missingView(turn);
      const shown = await servicesNow(prisma, turn, held.case.id, SHOWN);
      const names = await namesOfMembers(
        prisma,
        deps.keyring,
        shown.flatMap(({ staffId }) => staffId ?? []),
      );
      const may = mayRecord(held);
      const last = await serviceHere(deps, turn);
      const fresh = may && isFresh(turn) ? last : undefined;
      const [asked] = may ? await papersToAsk(prisma, turn, held.case) : [];
      return {
        text: [
          ...noteLines(turn, fresh ? whatAndWhen(turn, fresh) : {}),
          `<b>${t("services:of_case")}</b> ${caseName(turn, held.case)}`,
          shown.map((one, at) => `${at + 1}. ${line(turn, one, names)}`).join("\n") ||
            t("services:none"),
          ...(asked ? [questionOf(turn, held, asked)] : []),
          ...(may ? [t("services:press")] : []),
        ].join("\n\n"),
        rows: [
          ...(fresh ? [[button(turn, "undo"), button(turn, "day")]] : []),
          ...(asked ? [answersTo(turn, asked)] : []),
          ...(may ? kindRows(turn, held) : []),
          inRows(
            shown.flatMap(({ id }, at): Button[] =>
              // One that is being written has no number yet; it has its own buttons above.
              id > 0n ? [{ label: String(at + 1), action: "one", argument: id.toString(36) }] : [],
            ),
            SHOWN,
          )[0] ?? [],
          ...waysBack(turn),
        ].filter((row) => row.length > 0),
      };
    },
    presses: {
      ...back,
      record: recording(deps, async (ctx, held, kind) => {
        const { turn } = ctx;
        const day = todayOf(turn, held);
        if (!kindsIn(held.member.institution.region).includes(kind)) return false;
        const nth = await countOnDay(prisma, { caseId: held.case.id, kind, day });
        if (nth > 0) return turn.go(beside(turn, SERVICE_AGAIN, { kind, day, nth }));
        const source = record(deps, turn, held, { kind, day, nth });
        turn.go(beside(turn, SERVICES, { note: "recorded" satisfies Note, source, v: 1 }));
      }),
      helped: answering(deps, true),
      not_helped: answering(deps, false),
      page: ({ turn }, page) =>
        /^\d$/.test(page) ? turn.go(beside(turn, SERVICES, { page })) : false,
      undo: changing(deps, ({ turn }, held, service) => {
        takeBack(turn, held, service);
        turn.go(beside(turn, SERVICES, { note: "taken_back" satisfies Note }));
      }),
      day: changing(deps, ({ turn }, _held, { source, version: v }) =>
        turn.go(beside(turn, SERVICE_DAY, { source, v })),
      ),
      one: async (ctx, id) => {
        const { turn } = ctx;
        const held = await caseForMember(deps, ctx, caseIdOf(turn), "see");
        const found = /^[0-9a-z]{1,12}$/.test(id)
          ? await readService(prisma, BigInt(Number.parseInt(id, 36)))
          : undefined;
        if (!held || found?.caseId !== held.case.id) return false;
        turn.go(beside(turn, SERVICE, { source: found.source, v: found.version }));
      },
    },
  };
}

/** Whether the newest record is shown with its buttons above the list. */
function isFresh({ screen }: OpenTurn): boolean {
  return (["recorded", "helped"] satisfies Note[]).some((note) => note === screen.note);
}

function whatAndWhen({ t, locale }: OpenTurn, { kind, day }: Pick<Service, "kind" | "day">) {
  return { kind: t(`services:kind.${kind}`), day: spokenDate(day, locale) };
}

/** The person ticked a paper off: did the institution help? */
function questionOf(turn: OpenTurn, { member }: Held, { paper, kind, at }: GotPaper): string {
  const day = dayAt(at, member.institution.timeZone);
  const name = turn.t(`checklist:paper.${paper}.name`);
  return turn.t("services:paper_asked", { ...whatAndWhen(turn, { kind, day }), paper: name });
}

function answersTo(turn: OpenTurn, { source }: GotPaper): Button[] {
  const [, event = ""] = source.split(":");
  return [button(turn, "helped", event), button(turn, "not_helped", event)];
}

function answering(deps: ServiceDeps, helped: boolean) {
  return recording(deps, async ({ turn }, held, event) => {
    const source = `paper:${event}`;
    const asked = await papersToAsk(deps.database.prisma, turn, held.case);
    const got = asked.find((one) => one.source === source);
    if (!got) return turn.go(beside(turn, SERVICES, { note: "meanwhile" satisfies Note }));
    answerOfPaper(deps, turn, held, got, helped);
    const note: Note = helped ? "helped" : "not_helped";
    turn.go(beside(turn, SERVICES, { note, ...(helped ? { source, v: 1 } : {}) }));
  });
}

function kindRows(turn: OpenTurn, { member }: Held): Button[][] {
  const { t, screen } = turn;
  const kinds = kindsIn(member.institution.region);
  const pages = Math.ceil(kinds.length / KINDS_ON_A_PAGE);
  const page = pageOf(screen.page) % pages;
  const from = page * KINDS_ON_A_PAGE;
  return [
    ...kinds
      .slice(from, from + KINDS_ON_A_PAGE)
      .map((kind): Button[] => [
        { label: t(`services:kind.${kind}`), action: "record", argument: kind },
      ]),
    ...(pages > 1 ? [[button(turn, "page", String((page + 1) % pages))]] : []),
  ];
}

function line(
  { t, locale }: OpenTurn,
  { kind, day, staffId }: Service,
  names: ReadonlyMap<string, string>,
): string {
  const who = staffId === null ? undefined : (names.get(staffId) ?? t("cases:gone"));
  const by = who === undefined ? "" : ` · ${escapeHtml(who)}`;
  return `${spokenDate(day, locale)} · ${t(`services:kind.${kind}`)}${by}`;
}

/** The way to the services of a case, on its card. */
export function servicesPart(deps: ServiceDeps): CardPart {
  return {
    code: "services",
    async look({ turn }, held) {
      const asked = mayRecord(held) ? await papersToAsk(deps.database.prisma, turn, held.case) : [];
      if (asked.length === 0) return {};
      const names = asked.map(({ paper }) => turn.t(`checklist:paper.${paper}.name`));
      return { line: `<b>${turn.t("services:papers_asked", { list: names.join("; ") })}</b>` };
    },
    async open(ctx, caseId) {
      const held = await caseForMember(deps, ctx, caseId, "see");
      return held ? ctx.turn.go({ name: SERVICES, id: caseId }) : false;
    },
  };
}
