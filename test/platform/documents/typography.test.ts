import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { typeset } from "../../../src/platform/documents/typography.ts";

const shown = (text: string, language: "ru" | "kk" | "en" = "ru") =>
  typeset(text, language).replaceAll("\u00a0", "_");

describe("typeset", () => {
  it.each([
    ["до 12 345,67 ₽ в месяц", "до_12_345,67_₽ в_месяц"],
    ["постановление № 740-п", "постановление №_740-п"],
    ["от 14 марта 2024 года N 17-СК", "от_14_марта 2024_года N_17-СК"],
    ["N п/п", "N_п/п"],
    ["по п. 14 и ст. 8.1", "по_п._14 и_ст._8.1"],
    ["г. Чита, ул. 9 Января", "г._Чита, ул._9_Января"],
    ["14 марта 2024 г. в 9 часов", "14_марта 2024_г. в_9_часов"],
    ["помощь – это деньги", "помощь_– это деньги"],
    ["А. С. Пушкин", "А._С._Пушкин"],
    ["и в доме", "и_в_доме"],
  ])("keeps together in Russian: %s", (text, expected) => {
    expect(shown(text)).toBe(expected);
  });

  it("keeps together in Kazakh and English what belongs there", () => {
    expect(shown("10 күнде № 5", "kk")).toBe("10_күнде №_5");
    expect(shown("within 10 days of the event", "en")).toBe("within 10_days of_the_event");
  });

  it("changes nothing but spaces, and nothing the second time", () => {
    const text = fc
      .array(fc.constantFrom("в", "п.", "№", "12", "а", "дней", "–", "Ё.", "(на", "kz", "\n"))
      .map((words) => words.join(" "));
    fc.assert(
      fc.property(
        text,
        fc.constantFrom("ru" as const, "kk" as const, "en" as const),
        (given, language) => {
          const once = typeset(given, language);
          expect(once.replaceAll("\u00a0", " ")).toBe(given);
          expect(typeset(once, language)).toBe(once);
        },
      ),
    );
  });
});
