/** How far a message is, for whoever wrote it. */
export type Mark = "sent" | "delivered" | "undelivered" | "read";

/**
 * @param reachable whether Telegram takes messages for the other side now
 */
export function markOf(
  message: { readonly deliveredAt: Date | null; readonly readAt: Date | null },
  reachable: boolean,
): Mark {
  if (message.readAt) return "read";
  if (message.deliveredAt) return "delivered";
  return reachable ? "sent" : "undelivered";
}

/** Several messages in a row are announced once in so many minutes, unless the first was read. */
export const ANNOUNCED_FOR_MINUTES = 10;
