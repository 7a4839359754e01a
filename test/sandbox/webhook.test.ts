import { afterEach, expect, it } from "vitest";
import type { Sandbox, SandboxOptions } from "../../sandbox/server.ts";
import { ANNA, call, inlineKeyboard, sandboxWithAnna, sendText } from "./helpers.ts";
import { startReceiver } from "./webhook-receiver.ts";

const open: { close(): Promise<void> }[] = [];
afterEach(async () => {
  for (const it of open.splice(0)) await it.close();
});

async function setUp(
  answer?: Parameters<typeof startReceiver>[0],
  params: Record<string, unknown> = {},
  options: SandboxOptions = {},
) {
  const sandbox = await sandboxWithAnna({ timeScale: 0.02, ...options });
  const receiver = await startReceiver(answer);
  open.push(sandbox, receiver);
  const set = await call(sandbox, "setWebhook", { url: receiver.url, ...params });
  expect(set).toEqual({ ok: true, result: true, description: "Webhook was set" });
  return { sandbox, received: receiver.received, url: receiver.url };
}

const say = (sandbox: Sandbox, text: string, userId: number = ANNA.id) =>
  sandbox.control.act(userId, { do: "text", text });
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

it("sends updates with the secret, as JSON, in order", async () => {
  const { sandbox, received } = await setUp(undefined, { secret_token: "s_3-x" });
  for (const text of ["1", "2", "3"]) say(sandbox, text);
  await sandbox.control.idle();
  expect(received.map(({ update }) => update.message.text)).toEqual(["1", "2", "3"]);
  expect(received[0]?.headers).toMatchObject({
    "x-telegram-bot-api-secret-token": "s_3-x",
    "content-type": "application/json",
  });
});

it("has one update of a queue under way, and queues in parallel", async () => {
  let underWay = 0;
  let most = 0;
  const { sandbox, received } = await setUp((_, response) => {
    most = Math.max(most, ++underWay);
    setTimeout(() => {
      underWay--;
      response.end();
    }, 150);
  });
  await sendText(sandbox, { reply_markup: inlineKeyboard({ text: "a", callback_data: "a" }) });
  say(sandbox, "1");
  say(sandbox, "2");
  sandbox.control.act(ANNA.id, { do: "press", text: "a" });
  await sandbox.control.idle();
  // The press overtakes the second message: it is in another queue.
  expect(received.map(({ update }) => update.message?.text ?? "press")).toEqual([
    "1",
    "press",
    "2",
  ]);
  expect(most).toBe(2);
});

it("keeps to max_connections", async () => {
  let underWay = 0;
  let most = 0;
  const answer: Parameters<typeof startReceiver>[0] = (_, response) => {
    most = Math.max(most, ++underWay);
    setTimeout(() => {
      underWay--;
      response.end();
    }, 10);
  };
  const { sandbox, received } = await setUp(answer, { max_connections: 3 });
  for (let id = 100; id < 120; id++) {
    sandbox.control.user({ id, first_name: "x" });
    say(sandbox, "x", id);
  }
  await sandbox.control.idle();
  expect(received).toHaveLength(20);
  expect(most).toBe(3);
});

it("tries a failed update again at once, then after 2 and 4 seconds, holding up its queue only", async () => {
  let left = 3;
  const fail: Parameters<typeof startReceiver>[0] = (entry, response) => {
    const fails = entry.update.message?.text === "трудное" && left-- > 0;
    response.writeHead(fails ? 500 : 200).end();
  };
  // The pauses are Telegram's, five times faster.
  const { sandbox, received } = await setUp(fail, {}, { timeScale: 0.2 });
  sandbox.control.user({ id: 8, first_name: "Другой" });
  say(sandbox, "трудное");
  say(sandbox, "следующее");
  say(sandbox, "чужое", 8);
  await sandbox.control.idle();
  const texts = received.map(({ update }) => update.message.text);
  expect(texts.filter((text) => text === "трудное")).toHaveLength(4);
  expect(texts.indexOf("чужое")).toBeLessThan(texts.lastIndexOf("трудное"));
  expect(texts.at(-1)).toBe("следующее");
  const tries = received.filter(({ update }) => update.message.text === "трудное");
  const [first, second, third, fourth] = tries.map(({ at }) => at) as [
    number,
    number,
    number,
    number,
  ];
  expect(second - first).toBeLessThan(400);
  expect(third - second).toBeGreaterThanOrEqual(398);
  expect(fourth - third).toBeGreaterThanOrEqual(798);
  expect(new Set(tries.map(({ update }) => update.update_id)).size).toBe(1);
  const { result } = await call(sandbox, "getWebhookInfo");
  expect(result).toMatchObject({
    pending_update_count: 0,
    last_error_message: "Wrong response from the webhook: 500 Internal Server Error",
  });
});

it("obeys Retry-After", async () => {
  let left = 1;
  const { sandbox, received } = await setUp((_, response) => {
    if (left-- > 0) response.writeHead(503, { "retry-after": "10" }).end();
    else response.end();
  });
  say(sandbox, "x");
  await sandbox.control.idle();
  expect((received[1]?.at ?? 0) - (received[0]?.at ?? 0)).toBeGreaterThanOrEqual(195);
});

it("takes silence for a failure", async () => {
  let left = 1;
  const answer: Parameters<typeof startReceiver>[0] = (_, response) => {
    if (left-- <= 0) response.end();
  };
  const { sandbox, received } = await setUp(answer, {}, { webhookTimeoutMs: 1000 });
  say(sandbox, "x");
  await sandbox.control.idle();
  expect(received).toHaveLength(2);
  const { result } = await call(sandbox, "getWebhookInfo");
  expect(result.last_error_message).toBe("Read timeout expired");
});

it("drops an update that has expired", async () => {
  const { sandbox, received } = await setUp((_, response) => void response.writeHead(500).end());
  sandbox.control.act(ANNA.id, { do: "forged-press", data: "x", messageId: 1 });
  await pause(20);
  sandbox.control.world.clock.advance(151_000);
  await sandbox.control.idle();
  const count = received.length;
  await pause(100);
  expect(received).toHaveLength(count);
});

it("runs the method that an answer names, but not one that reads or changes the webhook", async () => {
  const { sandbox } = await setUp((entry, response) => {
    const method = entry.update.message.text as string;
    response.setHeader("content-type", "application/json");
    response.end(JSON.stringify({ method, chat_id: 7, text: "из ответа" }));
  });
  say(sandbox, "deleteWebhook");
  say(sandbox, "sendMessage");
  await sandbox.control.waitFor(7, ({ text }) => text === "из ответа");
  expect(sandbox.control.calls(0, "deleteWebhook")).toEqual([]);
  expect(sandbox.control.calls(0, "sendMessage")).toMatchObject([{ viaWebhook: true, ok: true }]);
});

it("says whether setting and deleting changed anything, and limits setting to one a second", async () => {
  const { sandbox, url } = await setUp(undefined, {}, { timeScale: 1 });
  await pause(1_050);
  const again = await call(sandbox, "setWebhook", { url });
  expect(again.description).toBe("Webhook is already set");
  expect(await call(sandbox, "setWebhook", { url })).toMatchObject({
    error_code: 429,
    parameters: { retry_after: 1 },
  });
  expect((await call(sandbox, "deleteWebhook")).description).toBe("Webhook was deleted");
  expect((await call(sandbox, "deleteWebhook")).description).toBe("Webhook is already deleted");
});

it.each([
  ["x".repeat(257), "Bad Request: secret token is too long"],
  ["with space", "Bad Request: secret token contains unallowed characters"],
])("refuses the secret %#", async (secret_token, description) => {
  const sandbox = await sandboxWithAnna();
  open.push(sandbox);
  const answer = await call(sandbox, "setWebhook", { url: "http://127.0.0.1:9/", secret_token });
  expect(answer.description).toBe(description);
});

it("delivers what waited before the webhook was set, or drops it on demand", async () => {
  const sandbox = await sandboxWithAnna({ timeScale: 0.02 });
  const receiver = await startReceiver();
  open.push(sandbox, receiver);
  say(sandbox, "раньше");
  await call(sandbox, "setWebhook", { url: receiver.url });
  await sandbox.control.idle();
  expect(receiver.received).toHaveLength(1);
  await call(sandbox, "deleteWebhook");
  say(sandbox, "лишнее");
  await pause(30);
  await call(sandbox, "setWebhook", { url: receiver.url, drop_pending_updates: true });
  await sandbox.control.idle();
  expect(receiver.received).toHaveLength(1);
});
