import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { findTowns, townById, townLabel } from "../../../src/features/places/index.ts";
import { readTowns } from "../../../src/features/places/town.ts";

const towns = readTowns();

/** What was found, as a person reads it. */
function found(text: string, region?: string): string | string[] {
  const match = findTowns(text, region ? { region } : undefined);
  if (match.kind === "one") return townLabel(match.town, "ru");
  return match.kind === "several" ? match.towns.map((town) => townLabel(town, "ru")) : "nothing";
}

const krasnoyarsk = "Красноярск, Красноярский край";
const karaganda = "Караганда, Карагандинская область";
const chelny = "Набережные Челны, Татарстан";
const oskemen = "Усть-Каменогорск, Восточно-Казахстанская область";

describe("a town by one of its spellings", () => {
  it.each<[string, string]>([
    // as it is, in other cases, with what people write around it
    ["Красноярск", krasnoyarsk],
    ["  КРАСНОЯРСК!  ", krasnoyarsk],
    ["г. Красноярск", krasnoyarsk],
    ["город Красноярск", krasnoyarsk],
    ["в Красноярске", krasnoyarsk],
    ["из Красноярска", krasnoyarsk],
    ["Красноярск, Красноярский край", krasnoyarsk],
    ["Россия, Красноярск", krasnoyarsk],
    ["Москвы", "Москва"],
    ["из Казани", "Казань, Татарстан"],
    ["Челны Набережные", chelny],
    ["набережные-челны", chelny],
    ["п. Абан", "Абан, Красноярский край"],
    ["Ханты Мансийск", "Ханты-Мансийск, Ханты-Мансийский автономный округ – Югра"],
    // ё and е, й and и, soft signs
    ["Орел", "Орёл, Орловская область"],
    ["Орёл", "Орёл, Орловская область"],
    ["Ершов", "Ершов, Саратовская область"],
    ["Иошкар-Ола", "Йошкар-Ола, Марий Эл"],
    ["Березники", "Березники, Пермский край"],
    ["Сизрань", "Сызрань, Самарская область"],
    // Latin letters
    ["Krasnoyarsk", krasnoyarsk],
    ["krasnojarsk", krasnoyarsk],
    ["Norilsk", "Норильск, Красноярский край"],
    ["Noril'sk", "Норильск, Красноярский край"],
    ["Achinsk", "Ачинск, Красноярский край"],
    ["Chita", "Чита, Забайкальский край"],
    ["Yekaterinburg", "Екатеринбург, Свердловская область"],
    ["Ekaterinburg", "Екатеринбург, Свердловская область"],
    ["Yoshkar-Ola", "Йошкар-Ола, Марий Эл"],
    ["Oryol", "Орёл, Орловская область"],
    ["Nizhnevartovsk", "Нижневартовск, Ханты-Мансийский автономный округ – Югра"],
    ["Khabarovsk", "Хабаровск, Хабаровский край"],
    ["Moscow", "Москва"],
    ["St. Petersburg", "Санкт-Петербург"],
    ["Almaty", "Алматы"],
    ["Shymkent", "Шымкент"],
    ["Karaganda", karaganda],
    ["Qaraghandy", karaganda],
    ["Qyzylorda", "Кызылорда, Кызылординская область"],
    ["Ust-Kamenogorsk", oskemen],
    ["Zhezkazgan", "Жезказган, Улытауская область"],
    // Kazakh, also typed without Kazakh letters
    ["Қарағанды", karaganda],
    ["Карагандыда", karaganda],
    ["Өскемен", oskemen],
    ["Оскемен", oskemen],
    ["Жаңаөзен", "Жанаозен, Мангистауская область"],
    ["Жанаозен", "Жанаозен, Мангистауская область"],
    ["Қостанай", "Костанай, Костанайская область"],
    ["Ақтөбе", "Актобе, Актюбинская область"],
    ["Актобе", "Актобе, Актюбинская область"],
    ["Көкшетау қаласы", "Кокшетау, Акмолинская область"],
    ["Түркістан", "Туркестан, Туркестанская область"],
    ["Қызылорда", "Кызылорда, Кызылординская область"],
    ["Кызыл орда", "Кызылорда, Кызылординская область"],
    ["Байқоңыр", "Байконур"],
    // other and older names
    ["Питер", "Санкт-Петербург"],
    ["СПб", "Санкт-Петербург"],
    ["Алма-Ата", "Алматы"],
    ["Нур-Султан", "Астана"],
    ["Чимкент", "Шымкент"],
    ["Семипалатинск", "Семей, Абайская область"],
    // slips of the finger
    ["Краснаярск", krasnoyarsk],
    ["Красноярс", krasnoyarsk],
    ["Красонярск", krasnoyarsk],
    ["Крсноярск", krasnoyarsk],
    ["Красноярскк", krasnoyarsk],
    ["Норилск", "Норильск, Красноярский край"],
    ["Новосибрск", "Новосибирск, Новосибирская область"],
    ["Екатиринбург", "Екатеринбург, Свердловская область"],
    ["Лесасибирск", "Лесосибирск, Красноярский край"],
    ["Сургутт", "Сургут, Ханты-Мансийский автономный округ – Югра"],
    ["Ирктск", "Иркутск, Иркутская область"],
    ["Карганда", karaganda],
    ["Петропавлвск", "Петропавл, Северо-Казахстанская область"],
  ])("should find %j", (text, label) => {
    const first = [found(text)].flat()[0];
    expect(first).toBe(label);
  });

  it("should find at least 98 of 100 towns by every name that the gazetteer has for them", () => {
    const missed = towns.filter((town) =>
      Object.values(town.names).some((name) => {
        const match = findTowns(name, town.region ? { region: town.region } : undefined);
        const offered =
          match.kind === "one" ? [match.town] : match.kind === "none" ? [] : match.towns;
        return !offered.some(({ id }) => id === town.id);
      }),
    );
    expect(missed.length / towns.length).toBeLessThan(0.02);
  });
});

describe("namesakes", () => {
  it.each<[string, string[]]>([
    [
      "Железногорск",
      ["Железногорск, Курская область", krasnoyarsk.replace("Красноярск,", "Железногорск,")],
    ],
    ["Краснокаменск", ["Краснокаменск, Забайкальский край", "Краснокаменск, Красноярский край"]],
    ["Ростов", ["Ростов-на-Дону, Ростовская область", "Ростов, Ярославская область"]],
    ["Киров", ["Киров, Кировская область", "Киров, Калужская область"]],
    ["Сургут", ["Сургут, Ханты-Мансийский автономный округ – Югра", "Сургут, Самарская область"]],
  ])("should show all that are called %s, the largest first", (text, labels) => {
    expect(found(text)).toEqual(labels);
  });

  it.each<[string, string]>([
    ["Железногорск, Красноярский край", "Железногорск, Красноярский край"],
    ["Железногорск Красноярский край", "Железногорск, Красноярский край"],
    ["Железногорск Курская", "Железногорск, Курская область"],
    ["Курская область, Железногорск", "Железногорск, Курская область"],
    ["Красноярский край Железногорск", "Железногорск, Красноярский край"],
    ["Железногорск в Красноярском крае", "Железногорск, Красноярский край"],
    ["Белогорск Амурской области", "Белогорск, Амурская область"],
    ["Zheleznogorsk, Krasnoyarsk Krai", "Железногорск, Красноярский край"],
  ])("should be told apart by the region in %j", (text, label) => {
    expect(found(text)).toBe(label);
  });

  it("should be told apart by the region that is asked about", () => {
    expect(found("Железногорск", "RU-KYA")).toBe("Железногорск, Красноярский край");
    expect([found("Радужный", "RU-KHM")].flat()[0]).toMatch(/^Радужный, Ханты-Мансийский/);
  });

  it("should never have the same label in any language", () => {
    for (const language of ["ru", "kk", "en"] as const) {
      const labels = Map.groupBy(towns, (town) => townLabel(town, language));
      const same = [...labels].filter(([, named]) => named.length > 1).map(([label]) => label);
      expect(same).toEqual([]);
    }
  });
});

describe("what is not in the gazetteer", () => {
  it.each(["", "  ", "абвгд", "да", "15000", "🏠", "г.", "область", "Красноярский край 15"])(
    "should not be found: %j",
    (text) => {
      expect(found(text)).toBe("nothing");
    },
  );

  it("should be offered, not taken, when a small place is only alike", () => {
    expect(findTowns("Абанн").kind).toBe("one");
    expect(findTowns("Зыкино").kind).toBe("several");
  });

  it("should be offered by its beginning, the largest first", () => {
    expect(found("Красно")).toEqual(
      expect.arrayContaining([krasnoyarsk, "Краснодар, Краснодарский край"]),
    );
  });

  it("should never throw", () => {
    const text = fc.oneof(
      fc.string({ unit: "binary", maxLength: 300 }),
      fc.string({ unit: "binary", minLength: 4096 }),
    );
    fc.assert(
      fc.property(text, (typed) => void findTowns(typed)),
      { numRuns: 300 },
    );
  });
});

describe("a town", () => {
  it("should have a region, a time zone that exists, and names in three languages", () => {
    const zones = new Set(towns.map((town) => town.timeZone));
    for (const timeZone of zones)
      expect(() => new Intl.DateTimeFormat("ru", { timeZone })).not.toThrow();
    for (const town of towns) {
      expect(town.names.ru && town.names.kk && town.names.en).toBeTruthy();
      expect(town.region).toMatch(town.country === "KZ" ? /^KZ$/ : /^RU-[A-Z]{2,3}$/);
    }
  });

  it.each([
    [1502026, "RU-KYA", "Asia/Krasnoyarsk"],
    [1490624, "RU-KHM", "Asia/Yekaterinburg"],
    [2025339, "RU-ZAB", "Asia/Chita"],
    [2023469, "RU-IRK", "Asia/Irkutsk"],
    [1526384, "KZ", "Asia/Almaty"],
  ])("should have its programme's region: %d", (id, region, timeZone) => {
    expect(townById(id)).toMatchObject({ region, timeZone });
  });

  it("should be unknown by an id that no town has", () => {
    expect(townById(1)).toBeUndefined();
  });
});

describe("a look-up", () => {
  it("should take less than 2 ms on average, also with slips and for nothing", () => {
    const texts = ["Красноярск", "Краснаярск", "Белогорск Амурской области", "ывапролдж", "Красно"];
    for (const text of texts) findTowns(text);
    const start = performance.now();
    for (let round = 0; round < 40; round += 1) for (const text of texts) findTowns(text);
    expect((performance.now() - start) / (40 * texts.length)).toBeLessThan(2);
  });
});
