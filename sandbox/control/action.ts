import type { InlineButton } from "../world/types.ts";

/** Bytes that a person sends: as they are in this process, as base64 over HTTP. */
export type Content = { readonly bytes: Buffer } | { readonly base64: string };

export interface FileItem {
  readonly kind: "photo" | "document";
  readonly name?: string;
  readonly mimeType?: string;
  /** Default: a small picture, or a few bytes of text. */
  readonly content?: Content;
}

/** What a person does in their chat with the bot. */
export type Action =
  | { readonly do: "text"; readonly text: string; readonly replyTo?: number }
  /** `/start`, with a deep link's payload when one is given. */
  | { readonly do: "start"; readonly payload?: string }
  /**
   * Presses a button by its text or its callback_data: an inline one of this message, or of the
   * newest message that has it, or else one of the reply keyboard.
   */
  | {
      readonly do: "press";
      readonly text?: string;
      readonly data?: string;
      readonly messageId?: number;
      /** The point that a "share location" button sends; default: the person's own. */
      readonly location?: { readonly latitude: number; readonly longitude: number };
    }
  /** A press that no button stands for: any data on any message, also on a deleted one. */
  | { readonly do: "forged-press"; readonly data: string; readonly messageId: number }
  | {
      readonly do: "location";
      readonly latitude: number;
      readonly longitude: number;
      /** Seconds: makes it a live location. */
      readonly livePeriod?: number;
    }
  /** A live location moves: the bot gets an edited_message. */
  | {
      readonly do: "move";
      readonly messageId: number;
      readonly latitude: number;
      readonly longitude: number;
    }
  | {
      readonly do: "venue";
      readonly latitude: number;
      readonly longitude: number;
      readonly title: string;
      readonly address: string;
    }
  /** The person's own contact; with a phone number, a contact of somebody else sent by hand. */
  | {
      readonly do: "contact";
      readonly phoneNumber?: string;
      readonly firstName?: string;
      readonly userId?: number;
    }
  | ({ readonly do: "file"; readonly caption?: string } & FileItem)
  | { readonly do: "album"; readonly items: readonly FileItem[]; readonly caption?: string }
  | { readonly do: "sticker"; readonly emoji?: string }
  | { readonly do: "voice" }
  | { readonly do: "edit"; readonly messageId: number; readonly text: string }
  /** The person deletes a message for both; Telegram does not tell the bot. */
  | { readonly do: "delete"; readonly messageId: number }
  | { readonly do: "block" }
  | { readonly do: "unblock" }
  /** An update of any form, also of unknown kinds; its update_id is given by the server. */
  | { readonly do: "raw"; readonly update: Record<string, unknown> };

export interface ActionResult {
  /** The world's revision before the action: wait for answers with `since: revision`. */
  readonly revision: number;
  readonly messageIds: readonly number[];
  readonly callbackQueryId?: string;
}

/** An action that is impossible in the chat as it is now, such as pressing a button that is not there. */
export class ActionError extends Error {
  readonly code: "no-user" | "no-button" | "no-message" | "blocked" | "bad-action";

  constructor(code: ActionError["code"], message: string) {
    super(message);
    this.name = "ActionError";
    this.code = code;
  }
}

export function describeButtons(rows: readonly (readonly InlineButton[])[]): string {
  return rows.map((row) => row.map(({ text }) => `[${text}]`).join(" ")).join(" / ");
}
