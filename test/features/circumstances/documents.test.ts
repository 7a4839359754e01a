import { describe, expect, it } from "vitest";
import {
  CHANGED,
  type ChangeNotice,
  changeNotice,
} from "../../../src/features/circumstances/documents/change-notice.ts";
import {
  type ChangeRequest,
  changeRequest,
  NOTICE_WAYS,
} from "../../../src/features/circumstances/documents/change-request.ts";
import {
  type Conclusion,
  conclusion,
} from "../../../src/features/circumstances/documents/conclusion.ts";
import {
  type Effectiveness,
  effectiveness,
} from "../../../src/features/circumstances/documents/effectiveness.ts";
import {
  MONITORING_WAYS,
  type Monitoring,
  monitoring,
} from "../../../src/features/circumstances/documents/monitoring.ts";
import { type DocumentModel, renderDocument } from "../../../src/platform/documents/index.ts";
import { programs } from "../../../src/programs/index.ts";
import { readPdf, readPlaces } from "../../platform/documents/read.ts";

const basics = {
  contract: { number: "17-СК", on: "2024-03-14" },
  institution: "КГКУ «Управление социальной защиты населения» (показательное)",
  name: "Образцов Пример Примерович",
  signedOn: "2024-05-08",
  created: "2024-05-08T03:00:00Z",
  act: "Порядок назначения (постановление от 14.10.2021 № 740-п)",
};

const request: ChangeRequest = {
  ...basics,
  asks: { kind: "extend", until: "2025-01-28" },
  reason: {
    title: "Тяжелая болезнь (беспомощное состояние)",
    happenedOn: "2024-05-02",
    text: "Лежу в больнице с переломом, выпишут через месяц.",
  },
  noticeBy: "post",
  papers: [{ name: "Справка из больницы", count: 1 }],
};

const notice: ChangeNotice = {
  ...basics,
  told: [
    { title: "Выезд получателя за пределы Красноярского края", clause: "п. 35(3)" },
    { title: CHANGED.household, clause: "п. 36" },
  ],
  happenedOn: "2024-05-02",
  text: "Переезжаю к сестре.",
  papers: [{ name: "Свидетельство о регистрации", count: 2 }],
};

const concluded: Conclusion = {
  ...basics,
  endsOn: "2024-12-13",
  measure: "Поиск работы",
  activities: [
    { title: "Встать на учет в службе занятости", until: "2024-04-03", done: "yes", note: "" },
    { title: "Осуществить поиск работы", until: null, done: "partly", note: "Два собеседования." },
  ],
  assessment: "Получатель выполняет программу.",
  extension: { useful: true, until: "2025-04-28", why: "Работодатель ждет медосмотр." },
  curator: "специалист Показательная П. П.",
};

const effect: Effectiveness = {
  ...basics,
  endedOn: "2024-12-13",
  measure: "Поиск работы",
  handedTo: "министерство социальной политики Красноярского края",
  after: [
    { month: "2025-01", kopecks: 3_000_050 },
    { month: "2025-02", kopecks: 3_100_000 },
    { month: "2025-03", kopecks: 2_900_049 },
  ],
  before: 2_000_000,
  living: "Снимает комнату, долгов нет.",
  again: { useful: false, text: "Работает полный день." },
  curator: "специалист Показательная П. П.",
};

const monitored: Monitoring = {
  ...basics,
  endedOn: "2024-12-13",
  measure: "Поиск работы",
  month: "2025-02",
  number: 2,
  of: 12,
  fact: { title: "Факт осуществления получателем трудовой деятельности", clause: "п. 31(1)" },
  ways: [
    { code: "ask_employer", used: true },
    { code: "ask_tax_service", used: false },
  ],
  found: "yes",
  text: "Работодатель подтвердил.",
  curator: null,
};

const text = async (model: DocumentModel) => {
  const { pages } = await readPdf(await renderDocument(model));
  return pages.join(" ");
};

async function expectSaid(model: DocumentModel, parts: readonly string[]): Promise<void> {
  const whole = (await text(model)).replace(/\s/g, "");
  for (const part of parts) expect(whole).toContain(part.replace(/\s/g, ""));
}

const all: [string, DocumentModel][] = [
  ["п. 34", changeRequest(request)],
  ["п. 36", changeNotice(notice)],
  ["п. 29", conclusion(concluded)],
  ["п. 30", effectiveness(effect)],
  ["п. 31", monitoring(monitored)],
];

describe.each(all)("the paper by %s", (clause, model) => {
  it("says that there is no official form of it, by which clause it is, and whose it is", async () => {
    await expectSaid(model, [
      `Утверждённой формы этого документа в Порядке нет, содержание – по ${clause}.`,
      "постановление от 14.10.2021 № 740-п",
      "Образцов Пример Примерович",
      "от 14 марта 2024 года N 17-СК",
      "КГКУ «Управление социальной защиты населения» (показательное)",
      "«08» мая 2024 года",
    ]);
  });

  it("fits one page, with nothing outside, and names nobody in the file's own data", async () => {
    const file = await renderDocument(model);
    const places = await readPlaces(file);
    expect(places).toHaveLength(1);
    for (const { x, y, width } of places[0]!.texts) {
      expect(x).toBeGreaterThan(50);
      expect(x + width).toBeLessThan(560);
      expect(y).toBeGreaterThan(20);
    }
    const { title, language } = await readPdf(file);
    expect(language).toBe("ru");
    expect(title).not.toMatch(/Образцов|17-СК/);
  });
});

describe("the request by п. 34", () => {
  it("has what the clause asks for: the reason, the way of notice, the papers", async () => {
    await expectSaid(changeRequest(request), [
      "Заявление о продлении срока действия социального контракта и программы социальной адаптации",
      "Прошу продлить срок действия социального контракта от 14 марта 2024 года N 17-СК и программы социальной адаптации по 28 января 2025 года включительно.",
      "Тяжелая болезнь (беспомощное состояние). Наступила 2 мая 2024 года.",
      "Лежу в больнице с переломом",
      "☑ путем почтового отправления ☐ по адресу электронной почты",
      "Адрес:",
      "1 Справка из больницы 1",
      "(подпись получателя)",
    ]);
  });

  it("asks for a change in words, or leaves lines to write it by hand", async () => {
    const change = await text(
      changeRequest({ ...request, asks: { kind: "change", text: "Перенести обучение на июль." } }),
    );
    expect(change).toContain("Прошу внести изменения в программу социальной адаптации");
    expect(change).toContain("Перенести обучение на июль.");
    expect(change).not.toContain("продлить");
    const open = await text(changeRequest({ ...request, asks: { kind: "change", text: null } }));
    expect(open).toContain("Прошу изменить в программе социальной адаптации:");
    const until = { ...request, asks: { kind: "extend", until: null } } as const;
    expect(await text(changeRequest(until))).not.toContain("включительно");
  });

  it("ticks the way that was chosen, and asks for no address of an account", async () => {
    for (const way of NOTICE_WAYS) {
      const said = await text(changeRequest({ ...request, noticeBy: way }));
      expect(said.match(/☑/g)).toHaveLength(1);
      expect(said.includes("Адрес:")).toBe(way === "post" || way === "email");
    }
    const open = await text(changeRequest({ ...request, noticeBy: null }));
    expect(open.match(/☐/g)).toHaveLength(4);
  });

  it("leaves room for what is written by hand", async () => {
    const said = await text(changeRequest({ ...request, name: null, signedOn: null, papers: [] }));
    expect(said).not.toContain("Образцов");
    expect(said).toMatch(/«_+» _+ 20_+ года/);
    expect(said).toContain("Количество документов 1 2 3");
  });
});

describe("the notice by п. 36", () => {
  it("has what happened, since when, by which clause, and the papers", async () => {
    await expectSaid(changeNotice(notice), [
      "Извещение об обстоятельствах (изменениях)",
      "2 мая 2024 года наступили",
      "Выезд получателя за пределы Красноярского края (п. 35(3))",
      "Изменение сведений о составе семьи (п. 36)",
      "Переезжаю к сестре.",
      "1 Свидетельство о регистрации 2",
    ]);
  });

  it("has words for everything that the editions want to be told", () => {
    const codes = programs.flatMap(({ editions }) =>
      editions.flatMap(({ contract }) => contract.changes.list),
    );
    expect(Object.keys(CHANGED)).toEqual(expect.arrayContaining(codes));
  });
});

describe("the conclusion by п. 29", () => {
  it("goes through the activities, assesses them and speaks of an extension", async () => {
    await expectSaid(conclusion(concluded), [
      "1 Встать на учет в службе занятости 3 апреля 2024 года выполнено –",
      "2 Осуществить поиск работы срок контракта выполнено частично Два собеседования.",
      "Получатель выполняет программу.",
      "Продление целесообразно, по 28 апреля 2025 года. Работодатель ждет медосмотр.",
      "специалист Показательная П. П.",
    ]);
  });

  it("is silent about an extension that nobody thinks of, or says that there should be none", async () => {
    expect(await text(conclusion({ ...concluded, extension: null }))).not.toContain("родлени");
    const no = { useful: false, until: null, why: "Цель достигнута." };
    expect(await text(conclusion({ ...concluded, extension: no }))).toContain(
      "Продление нецелесообразно. Цель достигнута.",
    );
  });
});

describe("the report by п. 30", () => {
  it("has its three parts, and compares the incomes in kopecks", async () => {
    await expectSaid(effectiveness(effect), [
      "Представляется в министерство социальной политики Красноярского края",
      "январь 2025 года 30 000,50",
      "март 2025 года 29 000,49",
      "Итого 90 000,99",
      "три месяца, всего 20 000,00",
      "Доход увеличился на 70 000,99 руб.",
      "2. Оценка условий жизни получателя (семьи получателя) по окончании срока действия социального контракта: Снимает комнату, долгов нет.",
      "3. Анализ целесообразности заключения нового социального контракта: Заключение нового социального контракта нецелесообразно. Работает полный день.",
    ]);
  });

  it.each([
    [{ before: 9_000_099 }, "Доход не изменился."],
    [{ before: 9_000_100 }, "Доход уменьшился на 0,01 руб."],
    [{ before: null }, "Сравнить суммы нельзя: известны не все доходы."],
    [{ before: null }, "Сравнение делает куратор."],
    [{ after: [{ month: "2025-01", kopecks: null }] }, "январь 2025 года нет сведений"],
    [{ after: [{ month: "2025-01", kopecks: null }] }, "известны не все доходы"],
  ] satisfies [Partial<Effectiveness>, string][])(
    "never counts what is not known: %j",
    async (changed, said) => {
      await expectSaid(effectiveness({ ...effect, ...changed }), [said]);
    },
  );
});

describe("the note by п. 31", () => {
  it("says what was looked at, how, and what was found", async () => {
    await expectSaid(monitoring(monitored), [
      "за февраль 2025 года",
      "2 из 12",
      "Факт осуществления получателем трудовой деятельности (п. 31(1))",
      "☑ запрос работодателю ☐ запрос в территориальный орган Федеральной налоговой службы",
      "Факт: установлен. Работодатель подтвердил.",
    ]);
  });

  it("has words for every way of every edition", () => {
    const codes = programs.flatMap(({ editions }) =>
      editions.flatMap(({ contract }) => contract.monitoring.flatMap(({ ways }) => ways)),
    );
    expect(Object.keys(MONITORING_WAYS)).toEqual(expect.arrayContaining(codes));
  });
});

describe("typed texts", () => {
  it("go on over pages, and what no font has is told", async () => {
    const words = Array.from({ length: 1500 }, (_, index) => `слово${index + 1}`);
    const reason = { ...request.reason, text: `${words.join(" ")} 🧿` };
    const { pages } = await readPdf(await renderDocument(changeRequest({ ...request, reason })));
    expect(pages.length).toBeGreaterThan(1);
    expect(pages.join(" ").match(/слово\d+/g)).toEqual(words);
    expect(pages.join(" ")).toContain("□ – на этом месте стоял знак");
    expect(pages.at(-1)).toMatch(/Справка из больницы.*\(подпись получателя\)/);
  });
});
