import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { Bot, InlineKeyboard, InputFile, Keyboard } from "grammy";
import {
  type Browser,
  type BrowserContext,
  chromium,
  type Locator,
  type Page,
} from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type Sandbox, startSandbox } from "../../sandbox/server.ts";

const CHROMIUM = process.env.CHROMIUM_PATH ?? "/usr/bin/chromium";
const ARGS = [
  "--headless",
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];
const hasChromium = existsSync(CHROMIUM);
if (!hasChromium) console.warn(`Browser test skipped: no Chromium at ${CHROMIUM}`);

/** An echo bot with everything that the page has to show. */
function makeBot(sandbox: Sandbox): Bot {
  const bot = new Bot(sandbox.botToken, { client: { apiRoot: sandbox.apiRoot } });
  bot.command("start", (ctx) =>
    ctx.reply(`<b>Здравствуйте</b>, ${ctx.match || "гость"}`, {
      parse_mode: "HTML",
      reply_markup: new InlineKeyboard()
        .text("Да", "yes")
        .text("Нет", "no")
        .row()
        .text("Файл", "file"),
    }),
  );
  bot.callbackQuery("yes", async (ctx) => {
    await ctx.answerCallbackQuery("Записано");
    const reply_markup = new InlineKeyboard().text("Дальше", "next");
    await ctx.editMessageText("Вопрос 2 из 2", { reply_markup });
  });
  bot.callbackQuery("no", async (ctx) => {
    await ctx.answerCallbackQuery({ text: "Важное", show_alert: true });
    await ctx.reply("Где вы?", {
      reply_markup: new Keyboard().requestLocation("Отправить место").row().text("Омск").resized(),
    });
  });
  bot.callbackQuery("file", async (ctx) => {
    await ctx.answerCallbackQuery();
    await ctx.replyWithDocument(new InputFile(Buffer.from("содержимое"), "Мой список.txt"));
    await ctx.replyWithVenue(56.01, 92.85, "Центр помощи", "Мира, 1");
    const reply_markup = { force_reply: true, input_field_placeholder: "Ваш город" } as const;
    await ctx.reply("Напишите город", { reply_markup });
  });
  bot.on("message:location", (ctx) => ctx.reply(`Место ${ctx.msg.location.latitude}`));
  bot.on("message:photo", (ctx) => ctx.reply(`Фото ${ctx.msg.photo.at(-1)?.width}`));
  bot.on("message:document", (ctx) => ctx.reply(`Документ ${ctx.msg.document.file_name}`));
  bot.on("message:text", (ctx) => ctx.reply(`Эхо: ${ctx.msg.text}`));
  bot.on("edited_message:text", (ctx) => ctx.reply(`Исправлено: ${ctx.editedMessage.text}`));
  return bot;
}

describe.skipIf(!hasChromium)("the page", () => {
  let browser: Browser;
  let sandbox: Sandbox;
  let bot: Bot;
  let context: BrowserContext;
  let page: Page;
  let person: Locator;
  let specialist: Locator;
  let problems: string[];

  beforeAll(async () => {
    browser = await chromium.launch({ executablePath: CHROMIUM, args: ARGS });
  });
  afterAll(() => browser?.close());

  beforeEach(async () => {
    sandbox = await startSandbox({ timeScale: 0.02 });
    bot = makeBot(sandbox);
    await bot.api.setMyCommands([{ command: "start", description: "Начать сначала" }]);
    void bot.start();
    context = await browser.newContext({ viewport: { width: 1200, height: 800 } });
    context.setDefaultTimeout(5000);
    page = await context.newPage();
    problems = [];
    page.on("pageerror", (error) => problems.push(error.message));
    page.on("console", (message) => {
      if (message.type() === "error") problems.push(message.text());
    });
    await open();
  });
  afterEach(async () => {
    await context.close();
    await bot.stop();
    await sandbox.close();
    expect(problems).toEqual([]);
  });

  async function open(query = "") {
    await page.goto(`${sandbox.url}/${query}`);
    person = page.locator("#phone-left");
    specialist = page.locator("#phone-right");
  }
  const button = (name: string, phone = person) => phone.getByRole("button", { name, exact: true });
  const field = (phone = person) => phone.getByRole("textbox", { name: /Сообщение/ });
  const bubble = (text: string, phone = person) => phone.locator("article", { hasText: text });

  it("talks on two phones and keeps the chats over a reload", async () => {
    await button("Начать").click();
    await bubble("Здравствуйте, гость").waitFor();
    await button("Начать", specialist).click();
    await field().fill("привет");
    await field().press("Enter");
    await bubble("Эхо: привет").waitFor();
    expect(await field().inputValue()).toBe("");
    expect(await bubble("Эхо: привет", specialist).count()).toBe(0);
    await page.reload();
    await bubble("Эхо: привет").waitFor();
    await bubble("Здравствуйте, гость", specialist).waitFor();
  });

  it("shows styles as styles and anything else as text", async () => {
    await button("Начать").click();
    await person.locator("strong", { hasText: "Здравствуйте" }).waitFor();
    const attack = '<img src=x onerror="document.title=1"><b>x</b>';
    await field().fill(attack);
    await field().press("Enter");
    await bubble(`Эхо: ${attack}`).waitFor();
    expect(await page.title()).toBe("Локальный Telegram");
  });

  it("presses, shows the answer and the edited message", async () => {
    await button("Начать").click();
    await button("Да").click();
    await person.getByRole("status").filter({ hasText: "Записано" }).waitFor();
    await bubble("Вопрос 2 из 2").waitFor();
    await bubble("изменено").waitFor();
    expect(await button("Да").count()).toBe(0);
    const announced = person.locator(".unseen");
    expect(await announced.textContent()).toBe(
      "Бот изменил сообщение: Вопрос 2 из 2 Кнопки: Дальше",
    );
  });

  it("answers a button that asks for a place, and an alert", async () => {
    await button("Начать").click();
    await button("Нет").click();
    await page.getByRole("dialog", { name: "Важное" }).getByRole("button").click();
    await button("Отправить место").click();
    const dialog = page.getByRole("dialog", { name: "Отправить место" });
    await dialog.getByLabel("Широта").fill("55.5");
    await dialog.getByRole("button", { name: "Отправить место" }).click();
    await bubble("Место 55.5").waitFor();
    await button("Омск").click();
    await bubble("Эхо: Омск").waitFor();
  });

  it("sends files and photos and gives back the bot's", async () => {
    await button("Начать").click();
    await button("Файл").click();
    await bubble("Центр помощи").waitFor();
    await person.getByPlaceholder("Ваш город").waitFor();
    const link = person.getByRole("link", { name: /Скачать Мой список\.txt/ });
    const [download] = await Promise.all([page.waitForEvent("download"), link.click()]);
    expect(download.suggestedFilename()).toBe("Мой список.txt");
    expect(await readFile(await download.path(), "utf8")).toBe("содержимое");

    const attach = async (
      item: string,
      file: { name: string; mimeType: string; buffer: Buffer },
    ) => {
      await button("Прикрепить").click();
      const [chooser] = await Promise.all([
        page.waitForEvent("filechooser"),
        person.getByRole("menuitem", { name: item }).click(),
      ]);
      await chooser.setFiles(file);
    };
    await attach("Файл", { name: "a.pdf", mimeType: "application/pdf", buffer: Buffer.from("x") });
    await bubble("Документ a.pdf").waitFor();
    const picture = await page.screenshot();
    await attach("Фото", { name: "a.png", mimeType: "image/png", buffer: picture });
    await bubble("Фото 1200").waitFor();
    const image = person.locator(".photo img");
    const width = () =>
      image.evaluate((node: unknown) => (node as { naturalWidth: number }).naturalWidth);
    await expect.poll(width).toBe(1200);
  });

  it("starts by a link, blocks and unblocks", async () => {
    await open("?start=case_5");
    await button("Начать по ссылке").click();
    await bubble("Здравствуйте, case_5").waitFor();
    await button("Действия с чатом").click();
    await person.getByRole("menuitem", { name: "Заблокировать бота" }).click();
    await expect(bot.api.sendMessage(1001, "x")).rejects.toMatchObject({ error_code: 403 });
    await button("Разблокировать и начать заново").click();
    await bubble("Здравствуйте, гость").waitFor();
  });

  it("changes a sent message", async () => {
    await button("Начать").click();
    await field().fill("раз");
    await field().press("Enter");
    await bubble("Эхо: раз").waitFor();
    await button("Изменить").last().click();
    await field().fill("два");
    await field().press("Enter");
    await bubble("Исправлено: два").waitFor();
  });

  it("adds a person and lets them hold the phone", async () => {
    await person.getByRole("combobox").selectOption("new");
    const dialog = page.getByRole("dialog", { name: "Новый человек" });
    await dialog.getByLabel("Имя").fill("Дина");
    await dialog.getByLabel("Язык приложения").selectOption("kk");
    await dialog.getByRole("button", { name: "Сохранить" }).click();
    await expect
      .poll(() => sandbox.control.users().find(({ first_name }) => first_name === "Дина"))
      .toMatchObject({ language_code: "kk" });
    await button("Начать").click();
    await bubble("Здравствуйте").waitFor();
  });

  it("works by keyboard alone, with focus in sight and in place", async () => {
    await button("Начать").focus();
    await page.keyboard.press("Enter");
    await bubble("Здравствуйте").waitFor();
    await expect.poll(() => focused(page)).toMatch(/^Сообщение/);
    await page.keyboard.type("слово");
    await page.keyboard.press("Enter");
    await bubble("Эхо: слово").waitFor();

    await person.getByRole("log").focus();
    await page.keyboard.press("ArrowUp");
    expect(await focused(page)).toMatch(/^Бот, /);
    for (let up = 0; up < 2; up++) await page.keyboard.press("ArrowUp");
    await page.keyboard.press("Tab");
    expect(await focused(page)).toBe("Да");
    const outline = "getComputedStyle(document.activeElement).outline";
    expect(await page.evaluate(outline)).toMatch(/solid 3px$/);
    await page.keyboard.press("Enter");
    await bubble("Вопрос 2 из 2").waitFor();
    expect(await focused(page)).toBe("Дальше");

    await button("Команды бота").focus();
    await page.keyboard.press("Enter");
    expect(await focused(page)).toMatch(/^\/start/);
    await page.keyboard.press("Escape");
    expect(await focused(page)).toBe("Команды бота");
    await page.keyboard.press("Enter");
    await page.keyboard.press("Enter");
    await bubble("Здравствуйте").waitFor();
  });

  it("orders a fault and lists the bot's calls", async () => {
    bot.catch(() => undefined);
    await page.getByRole("button", { name: "Сбои и вызовы" }).click();
    const panel = page.getByRole("complementary");
    await panel.getByRole("button", { name: /^429/ }).click();
    await panel.locator(".faults li", { hasText: "429" }).waitFor();
    await button("Начать").click();
    await panel.locator(".calls li", { hasText: "Too Many Requests: retry after 3" }).waitFor();
    await panel.getByRole("button", { name: "Убрать все" }).click();
    await panel.getByText("Сбоев нет").waitFor();
  });

  it("fits a small screen, one phone at a time", async () => {
    await page.setViewportSize({ width: 360, height: 640 });
    await button("Начать").click();
    await button("Нет").click();
    await page.getByRole("dialog").getByRole("button").click();
    await bubble("Где вы?").waitFor();
    await button("Отправить место").waitFor();
    const controls = await person.locator("button:visible, select:visible").all();
    // Commands within a text and the pencil beside a message are not the only way to do a thing.
    const heights = controls.map(async (control) => {
      const inText = await control.and(person.locator(".text *, .line *")).count();
      return inText > 0 ? 44 : ((await control.boundingBox())?.height ?? 0);
    });
    expect(Math.min(...(await Promise.all(heights)))).toBeGreaterThanOrEqual(40);
    expect(await page.evaluate("document.documentElement.scrollWidth")).toBe(360);
    const last = await bubble("Где вы?").boundingBox();
    const bottom = await field().boundingBox();
    expect((last?.y ?? 0) + (last?.height ?? 0)).toBeLessThanOrEqual(bottom?.y ?? 0);
    await page.getByRole("tab", { name: "Специалист" }).press("Enter");
    expect(await person.isVisible()).toBe(false);
    await button("Начать", specialist).waitFor();
  });
});

function focused(page: Page): Promise<string> {
  return page.evaluate("document.activeElement.ariaLabel ?? document.activeElement.textContent");
}
