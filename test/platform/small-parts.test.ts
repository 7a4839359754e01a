import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { batching } from "../../src/platform/batch.ts";
import { Lanes } from "../../src/platform/lanes.ts";
import { createLimiter, UPDATES_PER_WINDOW } from "../../src/platform/limits.ts";
import { describe as describeError } from "../../src/platform/log.ts";
import { isOutage } from "../../src/platform/postgres/database.ts";
import { outsideQuietHours } from "../../src/platform/quiet-hours.ts";
import { cleaned, privateChat } from "../../src/platform/telegram/incoming.ts";
import {
  buttonData,
  noticeData,
  readPress,
  type View,
  viewCalls,
} from "../../src/platform/telegram/screen.ts";
import {
  dateInFigures,
  dateInForm,
  plainText,
  roubles,
  spokenClause,
  spokenDate,
  sumInFigures,
} from "../../src/platform/texts/format.ts";

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

describe("batching", () => {
  it("takes the first at once and the rest together, each with its own answer", async () => {
    const batches: number[][] = [];
    const double = batching(async (items: readonly number[]) => {
      batches.push([...items]);
      await pause(5);
      return items.map((item) => item * 2);
    });
    const first = double(1);
    await pause(1);
    const rest = [2, 3, 4].map(double);
    expect(await Promise.all([first, ...rest])).toEqual([2, 4, 6, 8]);
    expect(batches).toEqual([[1], [2, 3, 4]]);
  });

  it("tells everybody of a batch when it fails, and goes on", async () => {
    let fails = true;
    const run = batching(async (items: readonly number[]) => {
      if (fails) throw new Error("away");
      return items;
    });
    const both = await Promise.allSettled([run(1), run(2)]);
    expect(both.map(({ status }) => status)).toEqual(["rejected", "rejected"]);
    fails = false;
    expect(await run(3)).toBe(3);
  });
});

describe("lanes", () => {
  it("keep the order of a key and let other keys pass", async () => {
    const lanes = new Lanes();
    const order: string[] = [];
    const work = (name: string, ms: number) => async () => {
      await pause(ms);
      order.push(name);
    };
    void lanes.run("a", work("a1", 15));
    void lanes.run("a", work("a2", 0));
    void lanes.run("b", work("b1", 1));
    await lanes.idle();
    expect(order).toEqual(["b1", "a1", "a2"]);
  });

  it("go on after a failure", async () => {
    const lanes = new Lanes();
    const failing = lanes.run("a", () => Promise.reject(new Error("no")));
    const after = lanes.run("a", () => Promise.resolve("yes"));
    await expect(failing).rejects.toThrow("no");
    expect(await after).toBe("yes");
  });
});

describe("the limit per person", () => {
  it("is far above what is done by hand, tells once, and concerns nobody else", async () => {
    const limiter = createLimiter(undefined, (chat) => chat);
    const answers = [];
    for (let at = 0; at < UPDATES_PER_WINDOW + 3; at += 1) answers.push(await limiter("anna"));
    expect(answers.filter(({ kind }) => kind === "allowed")).toHaveLength(UPDATES_PER_WINDOW);
    expect(answers.slice(UPDATES_PER_WINDOW)).toMatchObject([
      { first: true },
      { first: false },
      { first: false },
    ]);
    expect(await limiter("boris")).toEqual({ kind: "allowed" });
  });
});

describe("quiet hours", () => {
  const zone = "Asia/Krasnoyarsk"; // UTC+7
  it.each([
    ["in the morning", "2024-03-12T02:00:00Z", "2024-03-12T02:00:00Z"],
    ["a minute before nine", "2024-03-12T01:59:00Z", "2024-03-12T02:00:00Z"],
    ["a minute before twenty-one", "2024-03-12T13:59:00Z", "2024-03-12T13:59:00Z"],
    ["at twenty-one", "2024-03-12T14:00:00Z", "2024-03-13T02:00:00Z"],
    ["after midnight", "2024-03-12T18:30:00Z", "2024-03-13T02:00:00Z"],
  ])("%s", (_when, at, allowed) => {
    expect(outsideQuietHours(new Date(at), zone)).toEqual(new Date(allowed));
  });

  it("never put anything earlier, and end at a moment that is allowed, in any zone", () => {
    const zones = fc.constantFrom(
      "Asia/Kamchatka",
      "Europe/Kaliningrad",
      "Asia/Almaty",
      "UTC",
      "America/New_York",
    );
    fc.assert(
      fc.property(
        fc.date({ min: new Date("2024-01-01"), max: new Date("2028-01-01"), noInvalidDate: true }),
        zones,
        (at, timeZone) => {
          const allowed = outsideQuietHours(at, timeZone);
          expect(allowed.getTime()).toBeGreaterThanOrEqual(at.getTime());
          expect(outsideQuietHours(allowed, timeZone)).toEqual(allowed);
        },
      ),
    );
  });
});

describe("an update from outside", () => {
  it("loses what breaks storage or hides what a text says, and nothing else", () => {
    const nul = String.fromCharCode(0);
    const high = String.fromCharCode(0xd83d);
    const override = String.fromCharCode(0x202e);
    const text = `да${nul}${high}${override}\n\tёқ👍`;
    expect(cleaned({ message: { text, parts: [text] } })).toEqual({
      message: { text: "да\uFFFD\n\tёқ👍", parts: ["да\uFFFD\n\tёқ👍"] },
    });
  });

  it("is always storable afterwards", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        const clean = cleaned(text);
        expect(clean.isWellFormed()).toBe(true);
        expect(clean).not.toContain(String.fromCharCode(0));
        expect(cleaned(clean)).toBe(clean);
      }),
    );
  });

  it("belongs to a private chat, or to nobody", () => {
    const message = (type: string) =>
      ({ update_id: 1, message: { chat: { id: 5, type } } }) as never;
    expect(privateChat(message("private"))).toEqual({ chat: "5", from: 5 });
    expect(privateChat(message("group"))).toBeUndefined();
    expect(privateChat({ update_id: 1, inline_query: {} } as never)).toBeUndefined();
  });
});

describe("the data of a button", () => {
  it("comes back as it was", () => {
    expect(readPress(buttonData(1234, "pick", "a.b"))).toEqual({
      stamp: 1234,
      action: "pick",
      argument: "a.b",
    });
    expect(readPress(noticeData("papers"))).toEqual({
      stamp: undefined,
      action: "papers",
      argument: "",
    });
  });

  it("is refused by us before Telegram refuses it", () => {
    expect(() => buttonData(1, "pick", "ю".repeat(31))).toThrow("too long");
  });

  it("may be anything when it comes from outside", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (data) => {
        const press = readPress(data);
        if (press?.stamp !== undefined) expect(Number.isSafeInteger(press.stamp)).toBe(true);
      }),
    );
  });
});

describe("a view", () => {
  const rows: View["rows"] = [[{ label: "Да", action: "yes" }]];
  it("becomes one message with its buttons", () => {
    expect(viewCalls({ text: "Вопрос", rows }, "5", 1, undefined)).toEqual([
      {
        method: "sendMessage",
        payload: {
          chat_id: "5",
          text: "Вопрос",
          parse_mode: "HTML",
          reply_markup: { inline_keyboard: [[{ text: "Да", callback_data: "1.yes." }]] },
        },
      },
    ]);
  });

  it("is cut between paragraphs when it is long; the last part has the buttons", () => {
    const text = Array.from({ length: 6 }, (_, at) => `<b>${at}</b>${"а".repeat(1500)}`).join(
      "\n\n",
    );
    const calls = viewCalls({ text, rows }, "5", 1, 77);
    expect(calls.length).toBeGreaterThan(1);
    for (const { payload } of calls) expect(String(payload.text).length).toBeLessThanOrEqual(4096);
    expect(calls.map(({ payload }) => payload.text).join("\n\n")).toBe(text);
    expect(calls.map(({ payload }) => "reply_markup" in payload)).toEqual(
      calls.map((_, at) => at === calls.length - 1),
    );
    expect(calls[0]?.method).toBe("editMessageText");
    expect(calls[1]?.method).toBe("sendMessage");
  });

  it("is cut between lines where one paragraph is too long for a message, as a report of 60 costs is", () => {
    const costs = Array.from({ length: 60 }, (_, at) => `${at + 1}. ${"а".repeat(150)} – 100 ₽`);
    const text = `<b>Отчёт</b>\n\n<b>Траты</b>\n${costs.join("\n")}\n\nВсё верно?`;
    const said = viewCalls({ text, rows }, "5", 1, 77).map(({ payload }) => String(payload.text));
    expect(said.length).toBeLessThan(5);
    for (const part of said) expect(part.length).toBeLessThanOrEqual(4096);
    expect(said.flatMap((part) => part.split(/\n+/))).toEqual(text.split(/\n+/));
  });
});

describe("a failure", () => {
  it.each([
    ["PostgreSQL shuts down", Object.assign(new Error("x"), { code: "57P01" }), true],
    ["a connection is refused", Object.assign(new Error("x"), { code: "ECONNREFUSED" }), true],
    [
      "Prisma lost its connection without a code",
      new Error("Connection terminated unexpectedly"),
      true,
    ],
    ["Redis is away", Object.assign(new Error("x"), { name: "MaxRetriesPerRequestError" }), true],
    [
      "it is in the cause",
      new Error("x", { cause: Object.assign(new Error("y"), { code: "08006" }) }),
      true,
    ],
    ["a unique key is violated", Object.assign(new Error("x"), { code: "23505" }), false],
    ["our own fault", new TypeError("x is not a function"), false],
  ])("%s", (_when, error, outage) => {
    expect(isOutage(error)).toBe(outage);
  });

  it("is logged without its message, which may quote a person", () => {
    const described = describeError(new Error("Анна сказала: да"));
    expect(JSON.stringify(described)).not.toContain("Анна");
    expect(described.at?.length).toBeGreaterThan(0);
  });
});

describe("figures in words", () => {
  it.each([
    [1_509_300, "ru", "15 093 ₽"],
    [1_509_350, "ru", "15 093,50 ₽"],
    [0, "en", "₽0"],
  ] as const)("%i kopecks in %s", (kopecks, locale, text) => {
    expect(roubles(kopecks, locale).replace(/\s/g, " ")).toBe(text);
  });

  it.each([
    ["ru", "13 мая 2024 года"],
    ["kk", "2024 жылғы 13 мамыр"],
    ["en", "13 May 2024"],
  ] as const)("says a day in %s so that it may end a sentence", (locale, text) => {
    expect(spokenDate("2024-05-13", locale)).toBe(text);
  });

  it("writes a day as official forms do", () => {
    expect(dateInForm("2024-03-05")).toBe("«05» марта 2024 года");
    expect(dateInFigures("2024-03-05")).toBe("05.03.2024");
  });

  it("writes every sum with two figures of kopecks, each as it is", () => {
    expect(sumInFigures(1_234_567).replaceAll("\u00a0", "_")).toBe("12_345,67");
    expect(sumInFigures(90_000)).toBe("900,00");
    fc.assert(
      fc.property(fc.maxSafeNat(), (kopecks) => {
        expect(sumInFigures(kopecks).replace(/\D/g, "").replace(/^0+/, "")).toBe(
          kopecks === 0 ? "" : String(kopecks),
        );
      }),
    );
  });

  it("cites clauses in each language", () => {
    expect(spokenClause("прил. 6 п. 4.1.1", "ru")).toBe("прил.\u00a06 п.\u00a04.1.1");
    expect(spokenClause("прил. 6 п. 4.1.1", "en")).toBe("annex\u00a06 cl.\u00a04.1.1");
  });

  it("gives plain text for buttons and documents", () => {
    expect(plainText("<b>a</b> &lt;b&gt; &amp;")).toBe("a <b> &");
  });
});
