import { afterEach, beforeEach, expect, it } from "vitest";
import type { Sandbox } from "../../sandbox/server.ts";
import { ANNA, call, sandboxWithAnna } from "./helpers.ts";

let sandbox: Sandbox;
beforeEach(async () => {
  sandbox = await sandboxWithAnna({ timeScale: 0.05 });
});
afterEach(() => sandbox.close());

const say = (text: string) => sandbox.control.act(ANNA.id, { do: "text", text });
const poll = (params: Record<string, unknown> = {}) => call(sandbox, "getUpdates", params);
const texts = (answer: Awaited<ReturnType<typeof poll>>) =>
  answer.result.map((update: { message: { text: string } }) => update.message.text);

it("gives updates again until a later offset confirms them", async () => {
  say("раз");
  say("два");
  const first = await poll();
  expect(texts(first)).toEqual(["раз", "два"]);
  const [one, two] = first.result.map(({ update_id }: { update_id: number }) => update_id);
  expect(two).toBe(one + 1);
  expect(texts(await poll({ offset: one }))).toEqual(["раз", "два"]);
  expect(texts(await poll({ offset: two }))).toEqual(["два"]);
  expect(sandbox.control.pending().updates).toBe(1);
  expect(texts(await poll({ offset: two + 1 }))).toEqual([]);
  expect(sandbox.control.pending().updates).toBe(0);
});

it("keeps only the last with a negative offset", async () => {
  for (const text of ["1", "2", "3"]) say(text);
  expect(texts(await poll({ offset: -2 }))).toEqual(["2", "3"]);
});

it("clamps the limit instead of refusing it", async () => {
  say("1");
  say("2");
  expect(texts(await poll({ limit: -5 }))).toEqual(["1"]);
});

it("waits for the first update and wakes at once", async () => {
  const started = performance.now();
  const waiting = poll({ timeout: 30 });
  setTimeout(() => say("наконец"), 50);
  expect(texts(await waiting)).toEqual(["наконец"]);
  expect(performance.now() - started).toBeLessThan(10_000);
});

it("ends the older of two waiting calls with 409", async () => {
  const older = poll({ timeout: 30 });
  await new Promise((resolve) => setTimeout(resolve, 50));
  const newer = poll({ timeout: 30 });
  expect(await older).toMatchObject({
    error_code: 409,
    description:
      "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running",
  });
  say("x");
  expect(texts(await newer)).toEqual(["x"]);
});

it("refuses to poll while a webhook is set, and ends a waiting call", async () => {
  const waiting = poll({ timeout: 30 });
  await new Promise((resolve) => setTimeout(resolve, 50));
  await call(sandbox, "setWebhook", { url: "http://127.0.0.1:9/" });
  expect((await waiting).description).toBe("Conflict: terminated by setWebhook request");
  expect((await poll()).description).toBe(
    "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first",
  );
});

it("forgets an unconfirmed press after 150 seconds and a message after a day", async () => {
  say("сообщение");
  sandbox.control.act(ANNA.id, { do: "forged-press", data: "x", messageId: 1 });
  const { clock } = sandbox.control.world;
  clock.advance(151_000);
  expect((await poll()).result).toHaveLength(1);
  clock.advance(24 * 3_600_000);
  expect((await poll({ offset: 1 })).result).toHaveLength(0);
});

it("leaves out kinds that the bot did not ask for, from then on", async () => {
  say("до");
  await poll({ allowed_updates: ["callback_query"] });
  say("после");
  expect(texts(await poll({ offset: 1 }))).toEqual(["до"]);
  await poll({ offset: 2, allowed_updates: [] });
  say("снова");
  expect(texts(await poll({ offset: 3 }))).toEqual(["до", "снова"]);
});

it("confirms nothing for a caller that has gone", async () => {
  const controller = new AbortController();
  const url = `${sandbox.apiRoot}/bot${sandbox.botToken}/getUpdates?timeout=30`;
  const gone = fetch(url, { signal: controller.signal }).catch(() => "gone");
  await new Promise((resolve) => setTimeout(resolve, 50));
  controller.abort();
  expect(await gone).toBe("gone");
  say("x");
  expect(texts(await poll())).toEqual(["x"]);
});
