import type { Message } from "grammy/types";

/** What someone sent besides words: a file by Telegram's id of it, with which the bot can send it on. */
export type Media =
  | { readonly kind: "photo" | "document"; readonly fileId: string; readonly caption: string }
  | { readonly kind: "location"; readonly latitude: number; readonly longitude: number };

/** @returns undefined for kinds that no screen takes: a voice, a film, a sticker … */
export function readMedia(message: Message): Media | undefined {
  const { photo, document, animation, location, caption = "" } = message;
  const largest = photo?.at(-1);
  if (largest) return { kind: "photo", fileId: largest.file_id, caption };
  if (document && !animation) return { kind: "document", fileId: document.file_id, caption };
  if (!location) return undefined;
  return { kind: "location", latitude: location.latitude, longitude: location.longitude };
}
