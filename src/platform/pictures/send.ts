import type { OpenTurn } from "../telegram/turn.ts";
import { type Chart, chartCaption } from "./chart.ts";

/** The kind under which the outbox keeps a picture; its figures travel along, and it is drawn when sent. */
export const CHART_DOCUMENT = "chart";

/** Sends a picture; its caption says the same in numbers. */
export function sendChart(turn: OpenTurn, chart: Chart): void {
  const payload = { chat_id: turn.chat, caption: chartCaption(chart) };
  turn.outgoing.push({
    call: { method: "sendPhoto", payload },
    document: { field: "photo", kind: CHART_DOCUMENT, data: chart },
  });
}
