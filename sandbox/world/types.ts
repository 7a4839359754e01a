import type { Entity } from "../text/entities.ts";

/** A person as the Bot API shows them; `language_code` is an IETF tag. */
export interface ApiUser {
  id: number;
  is_bot: boolean;
  first_name: string;
  last_name?: string;
  username?: string;
  language_code?: string;
}

export interface ApiChat {
  id: number;
  type: "private";
  first_name: string;
  last_name?: string;
  username?: string;
}

export interface InlineButton {
  text: string;
  callback_data?: string;
  url?: string;
  web_app?: { url: string };
  copy_text?: { text: string };
  switch_inline_query?: string;
  switch_inline_query_current_chat?: string;
  style?: string;
}

export interface KeyboardButton {
  text: string;
  request_contact?: boolean;
  request_location?: boolean;
  web_app?: { url: string };
}

export interface InlineKeyboard {
  inline_keyboard: InlineButton[][];
}

export interface ApiLocation {
  latitude: number;
  longitude: number;
  horizontal_accuracy?: number;
  live_period?: number;
}

export interface ApiDocument {
  file_id: string;
  file_unique_id: string;
  file_name?: string;
  mime_type?: string;
  file_size: number;
}

export interface ApiPhotoSize {
  file_id: string;
  file_unique_id: string;
  file_size: number;
  width: number;
  height: number;
}

/** A message as the Bot API shows it; only the fields that the local Telegram fills are named. */
export interface ApiMessage {
  message_id: number;
  from: ApiUser;
  chat: ApiChat;
  /** Unix seconds. */
  date: number;
  edit_date?: number;
  text?: string;
  entities?: Entity[];
  caption?: string;
  caption_entities?: Entity[];
  reply_markup?: InlineKeyboard;
  reply_to_message?: ApiMessage;
  media_group_id?: string;
  has_protected_content?: true;
  forward_origin?: { type: "user"; sender_user: ApiUser; date: number };
  document?: ApiDocument;
  photo?: ApiPhotoSize[];
  voice?: ApiDocument & { duration: number };
  video?: ApiDocument & { duration: number; width: number; height: number };
  sticker?: ApiPhotoSize & { type: "regular"; is_animated: false; is_video: false; emoji?: string };
  location?: ApiLocation;
  venue?: { location: ApiLocation; title: string; address: string };
  contact?: { phone_number: string; first_name: string; last_name?: string; user_id?: number };
  pinned_message?: ApiMessage;
}

/** What a message holds besides who, where and when. */
export type MessageContent = Partial<
  Omit<ApiMessage, "message_id" | "from" | "chat" | "date" | "edit_date">
>;

/** Settings of a person in the local Telegram. */
export interface SandboxUser {
  readonly id: number;
  first_name: string;
  last_name?: string;
  username?: string;
  language_code?: string;
  /** Sent when the person shares their own contact. */
  phone_number?: string;
  /** Sent by a "share location" button when the action names no point. */
  location?: { latitude: number; longitude: number };
}

export interface BotCommand {
  command: string;
  description: string;
}
