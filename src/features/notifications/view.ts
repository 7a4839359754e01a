import type { Outgoing } from "../../platform/conversation/conversation.ts";
import { type Button, noticeData, type View } from "../../platform/telegram/screen.ts";
import type { Translate } from "../../platform/texts/texts.ts";
import { MODES, type Mode, STAFF_KINDS, type StaffKind } from "./rules.ts";
import type { DueNotice } from "./store.ts";

/** The button that leads to a talk; the argument is a case's id, none for the person's own. */
export const TALK_NOTICE = "told_talk";

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
): { readonly text: string; readonly button: readonly [label: string, data: string] } {
  const news = notices.filter(({ notification }) => notification.kind !== "digest");
  const kinds = new Map<string, number>();
  for (const { notification } of news) {
    kinds.set(notification.kind, (kinds.get(notification.kind) ?? 0) + 1);
  }
  const cases = new Set(news.map(({ notification }) => notification.caseId));
  const [caseId] = cases;
  const lines = [...kinds].map(([kind, count]) => t(`notifications:count.${kind}`, { count }));
  const [only] = kinds.keys();
  if (!counts && news.length === 1 && only) {
    return { text: t(`notifications:told.${only}`), button: caseButton(t, only, caseId ?? "") };
  }
  const text = [
    ...(counts ? [t("notifications:digest"), ...dayLines(t, counts)] : []),
    ...(lines.length > 0 ? [t("notifications:news"), ...lines] : []),
  ].join("\n");
  return !counts && cases.size === 1 && caseId
    ? { text, button: caseButton(t, only ?? "", caseId) }
    : { text, button: [t("notifications:button.desk"), noticeData("told_desk")] };
}

function dayLines(t: Translate, { today, overdue, soon }: DayCounts): string[] {
  return [
    ...(overdue > 0 ? [t("notifications:day.overdue", { count: overdue })] : []),
    ...(today > 0 ? [t("notifications:day.today", { count: today })] : []),
    ...(soon > 0 ? [t("notifications:day.soon", { count: soon })] : []),
  ];
}

function caseButton(t: Translate, kind: string, caseId: string): readonly [string, string] {
  return kind === "message"
    ? [t("notifications:button.read"), noticeData(TALK_NOTICE, caseId)]
    : [t("notifications:button.open"), noticeData("told_case", caseId)];
}

/** The person learns that something waits; what it is stands behind the button. */
export function personMessage(
  t: Translate,
  notices: readonly DueNotice[],
): { readonly text: string; readonly button: readonly [label: string, data: string] } {
  const waits = notices.some(({ notification }) => notification.kind === "message");
  return waits
    ? {
        text: t("notifications:person.message"),
        button: [t("notifications:button.read"), noticeData(TALK_NOTICE)],
      }
    : {
        text: t("notifications:person.news"),
        button: [t("notifications:button.open"), noticeData("told_person")],
      };
}

export function pushCall(
  chat: string,
  { text, button: [label, data] }: ReturnType<typeof staffMessage>,
): Outgoing {
  const reply_markup = { inline_keyboard: [[{ text: label, callback_data: data }]] };
  return { call: { method: "sendMessage", payload: { chat_id: chat, text, reply_markup } } };
}

export const DEFAULT_MODE: Mode = "at_once";

/** The mode after this one, for a button that changes it by pressing. */
export function nextMode(mode: Mode): Mode {
  return MODES[(MODES.indexOf(mode) + 1) % MODES.length] as Mode;
}

/** Every kind with how the member hears of it; a press changes it. */
export function settingsView(
  t: Translate,
  modes: Readonly<Record<string, Mode>>,
  waysOut: readonly Button[][],
): View {
  const kinds = Object.keys(STAFF_KINDS) as StaffKind[];
  const row = (kind: StaffKind): Button[] => {
    const mode = t(`notifications:mode.${modes[kind] ?? DEFAULT_MODE}`);
    const label = `${t(`notifications:kind.${kind}`)}: ${mode}`;
    return [{ label, action: "notification", argument: kind }];
  };
  return { text: t("notifications:settings"), rows: [...kinds.map(row), ...waysOut] };
}
