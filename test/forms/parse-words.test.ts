import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fits } from "../../src/forms/fits.ts";
import type { Question } from "../../src/forms/form.ts";
import { type ParseContext, parse } from "../../src/forms/parse/index.ts";
import { asked } from "./asked.ts";

const today = "2026-02-10";
const value = (found: unknown) => ({ kind: "value", value: found });
const refused = (code: string) => ({ kind: "not_understood", code });

describe("yes or no", () => {
  const question = asked({ kind: "yes_no", unknown: true });
  it.each("да|Да.|ДА!|ага|угу|да, есть|да конечно|есть|+|иә|Ия|әрине|бар|yes|Yep|ok".split("|"))(
    "should take %j for yes",
    (text) => {
      expect(parse(question, text, { today })).toEqual(value("yes"));
    },
  );

  it.each("нет|Неа|не|нету|нет, не стою|не хочу|-|жоқ|жок|no|Nope|нет у меня".split("|"))(
    "should take %j for no",
    (text) => {
      expect(parse(question, text, { today })).toEqual(value("no"));
    },
  );

  it.each(
    "не знаю|Не знаю...|незнаю|хз|не помню|білмеймін|Билмеймин|I don't know|I don’t know|idk".split(
      "|",
    ),
  )("should take %j for not knowing", (text) => {
    expect(parse(question, text, { today })).toEqual(value("unknown"));
  });

  it.each("да нет|наверное|15|иә жоқ|🙂".split("|"))("should not guess at %j", (text) => {
    expect(parse(question, text, { today })).toEqual(refused("yes_no"));
  });

  it("should say that an answer is needed where not knowing is not offered", () => {
    expect(parse(asked({ kind: "yes_no" }), "не знаю", { today })).toEqual(
      refused("unknown_not_offered"),
    );
  });
});

const measures: Record<string, string> = {
  job_search: "Поиск работы",
  own_business: "Своё дело",
  household_farm: "Своё хозяйство: огород, скот",
  other: "Другое",
};
const ages: Record<string, string> = { child: "Меньше 14", adult: "18 и больше" };

describe("a choice", () => {
  const question = asked({ kind: "choice", options: Object.keys(measures), unknown: true });
  const context = { today, labels: measures };

  it.each([
    ["Поиск работы", "job_search"],
    ["поиск", "job_search"],
    ["работу", "job_search"],
    ["своё дело", "own_business"],
    ["свое дело", "own_business"],
    ["огород", "household_farm"],
    ["хозяйсвто", "household_farm"],
    ["3", "household_farm"],
    ["другое", "other"],
  ])("should take %j for %s", (text, option) => {
    expect(parse(question, text, context)).toEqual(value(option));
  });

  it("should let the person choose between labels that fit equally", () => {
    const options = ["own_business", "household_farm"];
    expect(parse(question, "своё", context)).toEqual({ kind: "choose", options });
  });

  it.each(["5", "0", "да", "помидоры", "и"])("should not guess at %j", (text) => {
    expect(parse(question, text, context)).toEqual(refused("choice"));
  });

  it("should not take a number for an option's place where labels have numbers in them", () => {
    const age = asked({ kind: "choice", options: Object.keys(ages) });
    expect(parse(age, "2", { today, labels: ages })).toEqual(refused("choice"));
    expect(parse(age, "18", { today, labels: ages })).toEqual(value("adult"));
  });

  it("should understand Kazakh labels typed without Kazakh letters", () => {
    const labels = { job_search: "Жұмыс іздеу", own_business: "Өз ісі" };
    const own = asked({ kind: "choice", options: ["job_search", "own_business"] });
    expect(parse(own, "жумыс издеу", { today, labels })).toEqual(value("job_search"));
    expect(parse(own, "оз иси", { today, labels })).toEqual(value("own_business"));
  });
});

describe("several choices", () => {
  const labels = {
    work: "Работа",
    pension: "Пенсия",
    social: "Пособия и выплаты",
    other: "Другое",
  };
  const question = asked({ kind: "many", options: Object.keys(labels) });
  it.each([
    ["работа", ["work"]],
    ["пенсия, работа", ["work", "pension"]],
    ["работа и пенсия", ["work", "pension"]],
    ["пособия и выплаты", ["social"]],
    ["1 3", ["work", "social"]],
    ["2,4", ["pension", "other"]],
    ["работа\nдругое", ["work", "other"]],
    ["нет", []],
    ["ничего", []],
    ["жоқ", []],
  ])("should read %j", (text, found) => {
    expect(parse(question, text, { today, labels })).toEqual(value(found));
  });

  it.each(["работа, помидоры", "9", "да"])("should not guess at %j", (text) => {
    expect(parse(question, text, { today, labels })).toEqual(refused("many"));
  });
});

describe("a number", () => {
  const question = asked({ kind: "number", min: 2, max: 15 });
  it.each([
    ["3", 3],
    ["３", 3],
    ["нас трое", 3],
    ["3 человека", 3],
    ["үш адам", 3],
    ["төртеуміз", 4],
    ["four", 4],
    ["двенадцать", 12],
    ["он бір", 11],
  ])("should read %j as %d", (text, number) => {
    expect(parse(question, text, { today })).toEqual(value(number));
  });

  it.each([
    ["1", "number_too_small"],
    ["16", "number_too_big"],
    ["9".repeat(200), "number_too_big"],
  ])("should say that %j is out of range", (text, code) => {
    const values = { min: 2, max: 15 };
    expect(parse(question, text, { today })).toEqual({ ...refused(code), values });
  });

  it.each(["2-3", "2.5", "-3", "двое или трое", "много", "3 5"])(
    "should not guess at %j",
    (text) => {
      expect(parse(question, text, { today })).toEqual(refused("number"));
    },
  );
});

describe("any text", () => {
  const kinds: Partial<Question>[] = [
    { unknown: true },
    { options: ["a", "b"] },
    { min: 1, max: 9 },
    { past: true },
  ];
  const questions = (
    ["yes_no", "choice", "many", "number", "money", "date", "town"] as const
  ).flatMap((kind) => kinds.map((part) => asked({ kind, options: ["a", "b"], ...part })));
  const context: ParseContext = {
    today,
    labels: { a: "Первый", b: "Второй 2" },
    findTown: (text) => (text.length % 2 ? { kind: "none" } : { kind: "one", town: { id: 1 } }),
  };
  const pieces = fc.constantFrom(
    ..."0 1 9 15 000 , . - + / ' тыс к руб коп да нет не марта жоқ бір жүз мың \u0000 \ud800 \u202e ½ ٣ 𝟙 🙂".split(
      " ",
    ),
    " ",
    "\n",
  );
  const texts = fc.oneof(
    fc.string({ unit: "binary" }),
    fc.array(pieces, { maxLength: 40 }).map((parts) => parts.join("")),
    fc.string({ unit: "binary", minLength: 4000, maxLength: 4096 }),
  );

  it("should never throw, and give only values that fit the question", () => {
    fc.assert(
      fc.property(fc.constantFrom(...questions), texts, (question, text) => {
        const parsed = parse(question, text, context);
        if (parsed.kind === "value") expect(fits(question.question, parsed.value)).toBe(true);
        if (parsed.kind === "choose") {
          expect(parsed.options.length).toBeGreaterThan(1);
          for (const option of parsed.options) expect(fits(question.question, option)).toBe(true);
        }
      }),
      { numRuns: 3000 },
    );
  });

  it("should say so when there is no text in it", () => {
    expect(parse(asked({ kind: "money" }), " \u200b\n", context)).toEqual(refused("empty"));
  });
});
