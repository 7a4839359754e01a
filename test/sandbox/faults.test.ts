import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { Faults } from "../../sandbox/faults.ts";
import type { Sandbox } from "../../sandbox/server.ts";
import { ANNA, call, type Json, sandboxWithAnna } from "./helpers.ts";
import { startReceiver } from "./webhook-receiver.ts";

let sandbox: Sandbox;
beforeEach(async () => {
  sandbox = await sandboxWithAnna({ timeScale: 0.02 });
});
afterEach(() => sandbox.close());

const send = () => call(sandbox, "sendMessage", { chat_id: 7, text: "x" });
const count = () => sandbox.control.messages(7).length;

describe("faults of calls", () => {
  it("answers 429 with the seconds in words, parameters and header", async () => {
    sandbox.control.addFault({ effect: { kind: "too-many-requests", retryAfter: 3 } });
    const url = `${sandbox.apiRoot}/bot${sandbox.botToken}/sendMessage?chat_id=7&text=x`;
    const response = await fetch(url);
    expect(response.headers.get("retry-after")).toBe("3");
    expect(await response.json()).toEqual({
      ok: false,
      error_code: 429,
      description: "Too Many Requests: retry after 3",
      parameters: { retry_after: 3 },
    });
    expect((await send()).ok).toBe(true);
    expect(count()).toBe(1);
  });

  it.each([500, 502] as const)("answers %i without executing", async (status) => {
    sandbox.control.addFault({ effect: { kind: "server-error", status }, times: 2 });
    expect((await send()).error_code).toBe(status);
    expect((await send()).error_code).toBe(status);
    expect(count()).toBe(0);
  });

  it("breaks the connection before the call takes effect", async () => {
    sandbox.control.addFault({ effect: { kind: "reset-before" } });
    await expect(send()).rejects.toThrow();
    expect(count()).toBe(0);
  });

  it("breaks the connection after the call took effect", async () => {
    sandbox.control.addFault({ effect: { kind: "reset-after" } });
    await expect(send()).rejects.toThrow();
    expect(count()).toBe(1);
    expect(sandbox.control.calls().at(-1)).toMatchObject({ ok: true, fault: "reset-after" });
  });

  it("delays the answer", async () => {
    sandbox.control.addFault({ effect: { kind: "delay", ms: 80 } });
    const started = performance.now();
    await send();
    expect(performance.now() - started).toBeGreaterThanOrEqual(79);
  });

  it("acts on the named method and chat only, after letting some pass", async () => {
    sandbox.control.user({ id: 8, first_name: "x", started: true });
    sandbox.control.addFault({
      effect: { kind: "blocked" },
      method: "SENDMESSAGE",
      chatId: 7,
      skip: 1,
    });
    expect((await call(sandbox, "sendMessage", { chat_id: 8, text: "x" })).ok).toBe(true);
    expect((await call(sandbox, "sendChatAction", { chat_id: 7, action: "typing" })).ok).toBe(true);
    expect((await send()).ok).toBe(true);
    expect((await send()).description).toBe("Forbidden: bot was blocked by the user");
    expect((await send()).ok).toBe(true);
  });

  it("leaves getUpdates alone unless it is named", async () => {
    const fault = { effect: { kind: "server-error", status: 500 } } as const;
    sandbox.control.addFault(fault);
    expect((await call(sandbox, "getUpdates")).ok).toBe(true);
    expect((await send()).ok).toBe(false);
    sandbox.control.addFault({ ...fault, method: "getUpdates" });
    expect((await call(sandbox, "getUpdates")).ok).toBe(false);
  });

  it("is the same series for the same seed", () => {
    const series = (seed: number) => {
      const faults = new Faults(seed);
      faults.add({ effect: { kind: "reset-before" }, probability: 0.3 });
      return Array.from({ length: 200 }, () => faults.onCall("sendMessage", 7) !== undefined);
    };
    expect(series(1)).toEqual(series(1));
    expect(series(1)).not.toEqual(series(2));
    const share = series(1).filter(Boolean).length / 200;
    expect(share).toBeGreaterThan(0.2);
    expect(share).toBeLessThan(0.4);
  });
});

describe("faults of updates", () => {
  const say = (text: string) => sandbox.control.act(ANNA.id, { do: "text", text });
  const label = (update: Json) => update.message?.text ?? update.callback_query?.data ?? "other";

  it("gives a confirmed update again under the same id when polling", async () => {
    sandbox.control.addFault({ effect: { kind: "duplicate" }, method: "message" });
    say("раз");
    const first = await call(sandbox, "getUpdates");
    const id = first.result[0].update_id;
    await call(sandbox, "getUpdates", { offset: id + 1 });
    await new Promise((resolve) => setTimeout(resolve, 10));
    const again = await call(sandbox, "getUpdates", { offset: id + 1, limit: 5 });
    expect(again.result).toEqual(first.result);
    expect(sandbox.control.pending().updates).toBe(0);
  });

  it("wakes a waiting poll for what is repeated", async () => {
    sandbox.control.addFault({ effect: { kind: "duplicate", afterMs: 30 }, method: "message" });
    say("раз");
    const first = await call(sandbox, "getUpdates");
    const offset = first.result[0].update_id + 1;
    expect((await call(sandbox, "getUpdates", { offset, timeout: 20 })).result).toEqual(
      first.result,
    );
  });

  async function webhook() {
    const receiver = await startReceiver();
    await call(sandbox, "setWebhook", { url: receiver.url });
    return receiver;
  }

  it("sends an update twice to a webhook", async () => {
    const receiver = await webhook();
    sandbox.control.addFault({ effect: { kind: "duplicate" } });
    say("раз");
    say("два");
    await sandbox.control.idle();
    expect(receiver.received.map(({ update }) => label(update))).toEqual(["раз", "раз", "два"]);
    await receiver.close();
  });

  it("sends it again after newer ones of the same chat", async () => {
    const receiver = await webhook();
    sandbox.control.addFault({ effect: { kind: "duplicate", afterMs: 60 } });
    say("раз");
    say("два");
    await sandbox.control.idle();
    expect(receiver.received.map(({ update }) => label(update))).toEqual(["раз", "два", "раз"]);
    await receiver.close();
  });

  it("loses the answer of a webhook and sends again", async () => {
    const receiver = await webhook();
    sandbox.control.addFault({ effect: { kind: "webhook-answer-lost" }, times: 2 });
    say("раз");
    await sandbox.control.idle();
    expect(receiver.received.map(({ update }) => label(update))).toEqual(["раз", "раз", "раз"]);
    await receiver.close();
  });

  it("lets an update of another queue overtake, never one of the same queue", async () => {
    sandbox.control.addFault({ effect: { kind: "reorder" }, method: "message" });
    say("раз");
    say("два");
    sandbox.control.act(ANNA.id, { do: "forged-press", data: "нажатие", messageId: 1 });
    const { result } = await call(sandbox, "getUpdates");
    expect(result.map(label)).toEqual(["нажатие", "раз", "два"]);
  });

  it("does not hold an update for ever", async () => {
    sandbox.control.addFault({ effect: { kind: "reorder", ms: 20 } });
    say("раз");
    expect(sandbox.control.pending().updates).toBe(1);
    const { result } = await call(sandbox, "getUpdates", { timeout: 5 });
    expect(result.map(label)).toEqual(["раз"]);
  });

  it("repeats a press under a new update_id", async () => {
    sandbox.control.addFault({ effect: { kind: "press-again" } });
    sandbox.control.act(ANNA.id, { do: "forged-press", data: "да", messageId: 1 });
    const { result } = await call(sandbox, "getUpdates");
    expect(result).toHaveLength(2);
    expect(result[1].update_id).toBe(result[0].update_id + 1);
    expect(result[1].callback_query).toEqual(result[0].callback_query);
  });
});
