import { type Button, homeButton, inRows, type View } from "../../../platform/telegram/screen.ts";
import type { OpenTurn } from "../../../platform/telegram/turn.ts";
import { spokenClause, spokenDate } from "../../../platform/texts/format.ts";
import { escapeHtml } from "../../../platform/texts/texts.ts";
import { programForRegion } from "../../../programs/index.ts";
import { byDay, type CaseDue, dueOfCase, type Matter, whenOf } from "../../deadlines/index.ts";
import { type Action, type Institution, mayAs } from "../../staff/index.ts";
import type { Transfer } from "../actions/transfers.ts";
import type { Found } from "../found.ts";
import type { Held } from "../reach.ts";
import { LATER_FIELDS } from "../record.ts";
import { type Place, routeOf } from "../route.ts";
import type { Case } from "../store.ts";
import { caseName, caseNumber, dayAt, fieldText } from "../wording.ts";
import { type Beside, type CardLinks, caseButton } from "./common.ts";
import { type Pending, pendingNow } from "./pending.ts";

/** What a card is made of. */
export interface CardData {
  readonly held: Held;
  readonly today: string;
  readonly found: Found | undefined;
  readonly names: ReadonlyMap<string, string>;
  readonly institution: Institution | undefined;
  /** The curator stopped the bot: a colleague may take the case. */
  readonly lost: boolean;
  readonly beside: Beside | undefined;
  readonly transfer: Transfer | undefined;
  /** Where the transfer leads. */
  readonly to: Institution | undefined;
  readonly move: { readonly personId: string } | undefined;
  /** What other features know to be due; undefined where they keep nothing of the case. */
  readonly matters: readonly Matter[] | undefined;
  /** What other features keep of the case, and what they say of it here. */
  readonly parts: readonly { readonly code: string; readonly line?: string }[];
}

const MOST_DUES = 3;
const MOST_PAPERS = 4;

/** Everything about a case on one screen; what is long is behind buttons. */
export function cardView(turn: OpenTurn, data: CardData, links: CardLinks): View {
  const { t, screen } = turn;
  const { held, transfer, beside } = data;
  const shown = held.case;
  const pending = pendingNow(turn, data);
  const text = [
    ...(screen.note === undefined
      ? []
      : [t(`cases:note.${String(screen.note)}`, { name: curatorOf(turn, data) })]),
    ...(beside ? [t("cases:place", { place: beside.place, total: beside.total })] : []),
    headOf(turn, data),
    fieldsOf(turn, shown),
    ...(data.lost ? [t("cases:curator_lost")] : []),
    ...(data.found?.unreachable ? [`<b>${t("cases:unreachable")}</b>`] : []),
    ...unansweredLine(turn, data),
    ...(data.found ? foundLines(turn, data.found) : [t("cases:not_in_chat")]),
    ...data.parts.flatMap(({ line }) => line ?? []),
    ...dueLines(turn, data),
    ...(pending.transfer && transfer ? [transferLine(turn, data)] : []),
    ...(pending.move ? [t("cases:move_waits")] : []),
  ];
  return { text: text.join("\n\n"), rows: buttonsOf(turn, data, links, pending) };
}

/** Who was asked to take a case over sees enough to decide. */
export function askedView(turn: OpenTurn, data: CardData): View {
  const { t } = turn;
  const { case: shown } = data.held;
  const text = [
    t("cases:asked_title"),
    headOf(turn, data),
    fieldsOf(turn, shown),
    ...(data.transfer?.reason ? [t("cases:asked_why", { text: data.transfer.reason })] : []),
  ];
  return {
    text: text.join("\n\n"),
    rows: [
      [caseButton(turn, shown, "accept")],
      [caseButton(turn, shown, "decline")],
      [homeButton(t)],
    ],
  };
}

function headOf(turn: OpenTurn, data: CardData): string {
  const { t } = turn;
  const { case: shown } = data.held;
  const { reason } = shown.record;
  const status = t(`cases:status.${shown.status}`);
  return [
    `<b>${caseName(turn, shown)}</b> · ${t("cases:number", { number: caseNumber(shown.id) })}`,
    t("cases:line.status", { status }) + (reason ? ` (${escapeHtml(cut(reason, 120))})` : ""),
    t("cases:line.curator", { name: curatorOf(turn, data) }),
    ...(data.institution && data.institution.id !== data.held.member.institutionId
      ? [t("cases:line.institution", { name: data.institution.name })]
      : []),
  ].join("\n");
}

function curatorOf({ t }: OpenTurn, { held, names }: CardData): string {
  const { curatorId } = held.case;
  if (curatorId === null) return t("cases:nobody");
  return (
    names.get(curatorId) ?? (curatorId === held.member.id ? held.member.name : t("cases:gone"))
  );
}

function fieldsOf(turn: OpenTurn, { record }: Case): string {
  const fields = [
    "releaseDate",
    "releasedFrom",
    "town",
    "address",
    "relativePhone",
    "needs",
    ...LATER_FIELDS,
  ] as const;
  return fields
    .flatMap((field) => {
      const said = fieldText(turn, field, record);
      return said === undefined ? [] : [`${turn.t(`cases:field.${field}`)}: ${said}`];
    })
    .join("\n");
}

function unansweredLine({ t, locale }: OpenTurn, { held }: CardData): string[] {
  const { unansweredSince, status } = held.case;
  if (!unansweredSince || status === "closed") return [];
  const day = dayAt(unansweredSince, held.member.institution.timeZone);
  return [`<b>${t("cases:unanswered", { date: spokenDate(day, locale) })}</b>`];
}

function foundLines(turn: OpenTurn, { help, contract, papers }: Found): string[] {
  const { t, locale } = turn;
  const names = (help ?? []).slice(0, MOST_PAPERS).map((need) => t(`triage:need.${need}`));
  const lines = [
    ...(help === null
      ? []
      : [t("cases:line.help", { count: help.length, list: names.join(", ") })]),
    ...(contract
      ? [
          t("cases:line.contract", {
            outcome: t(`cases:outcome.${contract.outcome}`),
            date: spokenDate(contract.date, locale),
          }),
        ]
      : []),
    ...(papers ? [t("cases:line.papers", { done: papers.done, total: papers.total })] : []),
    ...(papers && papers.cannotGet.length > 0
      ? [`<b>${t("cases:line.cannot_get", { list: paperNames(turn, papers.cannotGet) })}</b>`]
      : []),
  ];
  return [lines.length > 0 ? lines.join("\n") : t("cases:nothing_found_yet")];
}

function paperNames({ t }: OpenTurn, codes: readonly string[]): string {
  const names = codes.slice(0, MOST_PAPERS).map((code) => t(`checklist:paper.${code}.name`));
  return names.join("; ");
}

/** The next due dates of both sides, what is overdue first. */
function dueLines(turn: OpenTurn, { held, today, matters }: CardData): string[] {
  const all = duesOf(held.case, { place: held.member.institution, matters }, today);
  // A plan has many days: it does not push aside what the law sets a day for.
  const law = new Set(all.filter(isByLaw).slice(0, MOST_DUES));
  const plan = new Set(all.filter((due) => !isByLaw(due)).slice(0, MOST_DUES));
  const dues = all.filter((due) => law.has(due) || plan.has(due));
  if (dues.length === 0) return [];
  const lines = dues.map((due) => `• ${dueLine(turn, due)}`);
  return [[`<b>${turn.t("cases:dues")}</b>`, ...lines].join("\n")];
}

function isByLaw({ source }: CaseDue): boolean {
  return source === "clock" || source === "matter";
}

/** What is due in a case, by the programme and the route card of a region, and by what others know. */
export function duesOf(
  shown: Case,
  known: { readonly place: Place; readonly matters: readonly Matter[] | undefined },
  today: string,
): CaseDue[] {
  const { record, status } = shown;
  const { place, matters } = known;
  const steps = routeOf(shown, place, today);
  const days = { ...record, closed: status === "closed", steps, ...(matters ? { matters } : {}) };
  return dueOfCase(days, programForRegion(place.region), today);
}

export function dueLine(turn: OpenTurn, due: CaseDue): string {
  const { t, locale } = turn;
  const late = due.overdue ? `<b>${t("cases:overdue")}</b> ` : "";
  if (due.source === "matter") {
    const owner = t(`cases:owner.${due.owner}`);
    const clause = spokenClause(due.clause, locale);
    return `${late}${byDay(turn, due.on)}: ${t(due.what)} (${owner}, ${clause})`;
  }
  if (due.source === "clock") {
    const owner = t(`cases:owner.${due.clock.owner}`);
    const what = t(`deadlines:clock.${due.clock.code}`);
    return `${late}${whenOf(turn, due.clock)}: ${what} (${owner}, ${basisOf(turn, due)})`;
  }
  const day = `${late}${spokenDate(due.on, locale)}`;
  if (due.source === "release") return `${day}: ${t("cases:release_day")}`;
  return `${day}: ${t(`route-card:step.${due.code}`)} (${basisOf(turn, due)})`;
}

/** The clause that sets the day; a plan of work that has none says so. */
export function basisOf(
  { t, locale }: Pick<OpenTurn, "t" | "locale">,
  due: Exclude<CaseDue, { source: "release" }>,
): string {
  const clause = due.source === "clock" ? due.clock.clause : due.clause;
  return clause === null ? t("cases:by_route_card") : spokenClause(clause, locale);
}

function transferLine(turn: OpenTurn, { transfer, to, names }: CardData): string {
  const name = (transfer?.toStaffId && names.get(transfer.toStaffId)) || to?.name || "–";
  const why = transfer?.reason;
  return [
    turn.t("cases:transfer_waits", { name }),
    ...(why ? [turn.t("cases:asked_why", { text: why })] : []),
  ].join("\n");
}

function buttonsOf(
  turn: OpenTurn,
  { held, lost, beside, parts }: CardData,
  links: CardLinks,
  pending: Pending,
): Button[][] {
  const { case: shown, member, relations } = held;
  const can = (action: Action) =>
    mayAs(member.role, shown.status, action, relations).kind === "yes";
  const one = (action: Action, button: string, when = true): Button[] =>
    when && can(action) ? [caseButton(turn, shown, button)] : [];
  const rows: Button[][] = [
    one("take", "take", shown.curatorId === null || lost),
    one("answer_transfer", "accept", pending.transfer),
    one("answer_transfer", "decline", pending.transfer),
    one("move_account", "move", pending.move),
    one("move_account", "decline_move", pending.move),
    one("message", "talk", shown.personId !== null && links.openCaseTalk !== undefined),
    [...one("edit", "edit"), ...one("note", "note")],
    ...inRows(
      parts.map(({ code }) => ({
        label: turn.t(`cases:part.${code}`),
        action: "part",
        argument: code,
      })),
      2,
    ),
    [caseButton(turn, shown, "route"), caseButton(turn, shown, "history")],
    [
      ...(shown.personId ? [caseButton(turn, shown, "papers")] : []),
      ...one("set_status", "status"),
    ],
    one("link_person", "invite"),
    [
      ...one("ask_transfer", "transfer", !pending.transfer),
      ...one("withdraw_transfer", "withdraw", pending.transfer),
      ...one("merge", "merge"),
    ],
    [...one("close", "close"), ...one("reopen", "reopen")],
    [
      ...(beside?.previous ? [plain(turn, "previous")] : []),
      ...(links.toList ? [plain(turn, "list")] : []),
      ...(beside?.next ? [plain(turn, "next")] : []),
    ],
    [homeButton(turn.t)],
  ];
  return rows.filter((row) => row.length > 0);
}

function plain({ t }: OpenTurn, action: "previous" | "list" | "next"): Button {
  return { label: t(`cases:button.${action}`), action };
}

function cut(text: string, most: number): string {
  return text.length > most ? `${text.slice(0, most)}…` : text;
}
