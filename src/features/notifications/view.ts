import type { Outgoing } from "../../platform/conversation/conversation.ts";
import { type Button, noticeData, type View } from "../../platform/telegram/screen.ts";
import type { Translate } from "../../platform/texts/texts.ts";
import {
  isStaffKind,
  MODES,
  type Mode,
  personWords,
  STAFF_LISTS,
  STAFF_OPENS,
  type StaffKind,
  TALK_NOTICE,
} from "./rules.ts";
import type { DueNotice } from "./store.ts";

/** A button under a push. */
export type PushButton = readonly [label: string, data: string];

/** What is pushed: words that a stranger may read, and where they lead. */
export interface Push {
  readonly text: string;
  readonly buttons: readonly PushButton[];
}

/** How much a member has to do, for the digest. */
export interface DayCounts {
  /** Due today, and not done. */
  readonly today: number;
  readonly overdue: number;
  /** Due in the next days. */
  readonly soon: number;
}

/**
 * One message for all that a member is told now. A stranger may read the screen: it says what kinds of
 * things there are and how many, and everything else stands behind a button.
 */
export function staffMessage(
  t: Translate,
  notices: readonly DueNotice[],
  counts: DayCounts | undefined,
): Push {
  const news = notices.filter(({ notification }) => notification.kind !== "digest");
  const kinds = new Map<string, number>();
  for (const { notification } of news) {
    kinds.set(notification.kind, (kinds.get(notification.kind) ?? 0) + 1);
  }
  const cases = new Set(news.map(({ notification }) => notification.caseId));
  const [caseId] = cases;
  const [first] = news;
  const lines = [...kinds].map(([kind, count]) => t(`notifications:count.${kind}`, { count }));
  const [only] = kinds.keys();
  if (!counts && news.length === 1 && only && first) {
    return { text: t(`notifications:told.${only}`), buttons: [buttonOf(t, first)] };
  }
  const text = [
    ...(counts ? [t("notifications:digest"), ...dayLines(t, counts)] : []),
    ...(lines.length > 0 ? [t("notifications:news"), ...lines] : []),
  ].join("\n");
  if (!counts && cases.size === 1 && caseId) {
    return { text, buttons: [caseButton(t, only ?? "", caseId)] };
  }
  const atDesk = counts && counts.today + counts.overdue + counts.soon > 0;
  return { text, buttons: atDesk ? [deskButton(t)] : listButtons(t, [...kinds.keys()]) };
}

/** Where several words lead: each to its list, if each has one, else all of them to the desk. */
function listButtons(t: Translate, kinds: readonly string[]): PushButton[] {
  const lists = new Map<string, string>();
  for (const kind of kinds) {
    const list = isStaffKind(kind) ? STAFF_LISTS[kind] : undefined;
    if (!list) return [deskButton(t)];
    if (!lists.has(list)) lists.set(list, t(`notifications:kind.${kind}`));
  }
  if (lists.size === 0) return [deskButton(t)];
  return [...lists].map(([list, label]) => {
    return [lists.size > 1 ? label : t("notifications:button.open"), noticeData(list)];
  });
}

function deskButton(t: Translate): PushButton {
  return [t("notifications:button.desk"), noticeData("told_desk")];
}

function dayLines(t: Translate, { today, overdue, soon }: DayCounts): string[] {
  return [
    ...(overdue > 0 ? [t("notifications:day.overdue", { count: overdue })] : []),
    ...(today > 0 ? [t("notifications:day.today", { count: today })] : []),
    ...(soon > 0 ? [t("notifications:day.soon", { count: soon })] : []),
  ];
}

/** Where a single word leads: to what it is about, if its kind says so, else to the case. */
function buttonOf(t: Translate, { notification }: DueNotice): PushButton {
  const { kind, caseId, aboutId } = notification;
  const opens = isStaffKind(kind) ? STAFF_OPENS[kind] : undefined;
  return opens && aboutId
    ? [t("notifications:button.open"), noticeData(opens, aboutId)]
    : caseButton(t, kind, caseId ?? "");
}

function caseButton(t: Translate, kind: string, caseId: string): PushButton {
  return kind === "message"
    ? [t("notifications:button.read"), noticeData(TALK_NOTICE, caseId)]
    : [t("notifications:button.open"), noticeData("told_case", caseId)];
}

/** The person learns that something waits; what it is stands behind the buttons. */
export function personMessage(t: Translate, notices: readonly DueNotice[]): Push {
  const told = notices.map(({ notification }) => ({
    ...personWords(notification.kind),
    aboutId: notification.aboutId,
  }));
  // Whoever gets a message finds the rest where they are.
  const waits = told.some(({ says }) => says === "message");
  const said = told.filter(({ says }) => !(waits && says === "news"));
  const places = [...Map.groupBy(said, ({ opens }) => opens)];
  return {
    text: [...new Set(said.map(({ says }) => t(`notifications:person.${says}`)))].join("\n"),
    buttons: places.map(([opens, [first, ...others]]) => {
      const one = others.every(({ aboutId }) => aboutId === first?.aboutId) ? first : undefined;
      const name = places.length > 1 ? opens : opens === TALK_NOTICE ? "read" : "open";
      const data = noticeData(opens, one?.about ? (one.aboutId ?? "") : "");
      return [t(`notifications:button.${name}`), data];
    }),
  };
}

export function pushCall(chat: string, { text, buttons }: Push): Outgoing {
  const rows = buttons.map(([label, data]) => [{ text: label, callback_data: data }]);
  const reply_markup = { inline_keyboard: rows };
  return { call: { method: "sendMessage", payload: { chat_id: chat, text, reply_markup } } };
}

export const DEFAULT_MODE: Mode = "at_once";

/** The mode after this one, for a button that changes it by pressing. */
export function nextMode(mode: Mode): Mode {
  return MODES[(MODES.indexOf(mode) + 1) % MODES.length] as Mode;
}

/** Every kind that the member may hear of, with how they do; a press changes it. */
export function settingsView(
  t: Translate,
  kinds: readonly StaffKind[],
  modes: Readonly<Record<string, Mode>>,
  waysOut: readonly Button[][],
): View {
  const row = (kind: StaffKind): Button[] => {
    const mode = t(`notifications:mode.${modes[kind] ?? DEFAULT_MODE}`);
    const label = `${t(`notifications:kind.${kind}`)}: ${mode}`;
    return [{ label, action: "notification", argument: kind }];
  };
  const text = t(`notifications:settings${kinds.length === 0 ? "_none" : ""}`);
  return { text, rows: [...kinds.map(row), ...waysOut] };
}
