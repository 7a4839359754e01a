import { Temporal } from "temporal-polyfill";
import type { Outgoing } from "../../platform/conversation/conversation.ts";
import { escapeHtml, noticeData } from "../../platform/telegram/screen.ts";
import type { OpenTurn } from "../../platform/telegram/turn.ts";
import type { Locale, Translate } from "../../platform/texts/texts.ts";
import { TALK_NOTICE } from "../notifications/index.ts";
import type { Expected } from "./rules/expected.ts";
import type { Mark } from "./rules/marks.ts";
import type { Body, Message } from "./store.ts";

/** The kind under which `Outgoing.onSent` tells which message of a chat shows a message. */
export const SHOWN_MESSAGE = "shown_message";

const TEXT_LENGTH = 4096;
const CAPTION_LENGTH = 1024;

export interface Shown {
  readonly message: Message;
  /** Who wrote it, as the reader may know them. */
  readonly author: string;
  /** For staff: the case that an answer belongs to. */
  readonly caseId: string | undefined;
}

/**
 * A message of the other side, sent anew: nothing of it leads to the account of whoever wrote it. What
 * was written is shown as it was written; none of it is markup.
 */
export function shownMessage(turn: OpenTurn, { message, author, caseId }: Shown): Outgoing[] {
  const { t, chat } = turn;
  const head = `<b>${escapeHtml(author)}</b>, ${shortTime(message.sentAt, turn)}`;
  const { body } = message;
  const words = body.kind === "text" ? body.text : body.kind === "location" ? "" : body.caption;
  const limit = body.kind === "text" ? TEXT_LENGTH : CAPTION_LENGTH;
  // Telegram counts signs without markup; the day and the name take less than this.
  const together = words.length + head.length < limit && body.kind !== "location";
  const said = escapeHtml(words);
  const under = together ? `${head}\n${said}`.trim() : said;
  const reply_markup = {
    inline_keyboard: [
      [
        {
          text: t("messages:button.answer"),
          callback_data: noticeData(TALK_NOTICE, caseId),
        },
      ],
    ],
  };
  const main = { chat_id: chat, ...content(body, under), reply_markup };
  return [
    ...(together
      ? []
      : [{ call: { method: "sendMessage", payload: { chat_id: chat, text: head, ...HTML } } }]),
    {
      call: { method: METHODS[body.kind], payload: main },
      onSent: { kind: SHOWN_MESSAGE, id: message.id },
    },
  ];
}

const HTML = { parse_mode: "HTML" } as const;

const METHODS: Readonly<Record<Body["kind"], string>> = {
  text: "sendMessage",
  photo: "sendPhoto",
  document: "sendDocument",
  location: "sendLocation",
};

function content(body: Body, under: string): Record<string, unknown> {
  switch (body.kind) {
    case "text":
      return { text: under, ...HTML };
    case "photo":
      return { photo: body.fileId, caption: under, ...HTML };
    case "document":
      return { document: body.fileId, caption: under, ...HTML };
    case "location":
      return { latitude: body.latitude, longitude: body.longitude };
  }
}

/** "12 марта, 14:05" by the reader's clock. */
function shortTime(at: Date, { locale, person }: OpenTurn): string {
  const local = Temporal.Instant.fromEpochMilliseconds(at.getTime()).toZonedDateTimeISO(
    person?.timeZone ?? "UTC",
  );
  const day = local.toPlainDate().toLocaleString(locale, { day: "numeric", month: "long" });
  const time = local.toPlainTime().toString({ smallestUnit: "minute" });
  return `${day}, ${time}`;
}

/** When the person may expect an answer; nothing when somebody is there now. */
export function expectedLine(t: Translate, locale: Locale, expected: Expected): string[] {
  switch (expected.kind) {
    case "open":
      return [];
    case "opens":
      return [
        t("messages:expected.opens", {
          day: spokenDay(expected.day, locale),
          time: expected.time,
        }),
      ];
    case "in_words":
      return [t("messages:expected.in_words", { hours: expected.hours })];
    case "unknown":
      return [t("messages:expected.unknown")];
  }
}

function spokenDay(day: string, locale: Locale): string {
  return Temporal.PlainDate.from(day).toLocaleString(locale, {
    weekday: "long",
    day: "numeric",
    month: "long",
  });
}

/** How far the last message is that the reader wrote. */
export function markLine(t: Translate, mark: Mark | undefined): string[] {
  return mark ? [t(`messages:mark.${mark}`)] : [];
}
