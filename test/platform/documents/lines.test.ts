import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { divide, isPrintable } from "../../../src/platform/documents/fonts.ts";
import { breakLines, type Measure, runsOf } from "../../../src/platform/documents/lines.ts";

/** Every character as wide as the size. */
const fixed: Measure = (text, _face, size) => [...text].length * size;

const broken = (text: string, width: number): string[] =>
  breakLines(runsOf(text, "en"), width, 1, fixed).map((line) =>
    line.pieces
      .map((piece) => piece.text)
      .join("")
      .replaceAll("\u00a0", "_"),
  );

describe("breakLines", () => {
  it("breaks at spaces and at line ends", () => {
    expect(broken("one two three", 7)).toEqual(["one two", "three"]);
    expect(broken("one\ntwo", 20)).toEqual(["one", "two"]);
  });

  it("breaks a hyphenated word after its hyphen, but not a number or a short part", () => {
    expect(broken("социально-правовая", 12)).toEqual(["социально-", "правовая"]);
    expect(broken("один 178-ФЗ", 8)).toEqual(["один", "178-ФЗ"]);
    expect(broken("слово из-за", 9)).toEqual(["слово", "из-за"]);
  });

  it("breaks a word wider than the line, first at what it was bound to", () => {
    expect(broken("abcdefgh", 3)).toEqual(["abc", "def", "gh"]);
    expect(broken("7 календарных", 12)).toEqual(["7_", "календарных"]);
  });

  it("begins with the first word, whatever line ends stand before it", () => {
    expect(broken("\n\none\n\ntwo", 20)).toEqual(["one", "two"]);
  });

  it("never divides what people see as one character", () => {
    // A flag, a family and a letter with its accent.
    const signs = ["🇰🇿", "👨‍👩‍👧", "а́", "я"];
    const lines = broken(signs.join("").repeat(3), 3);
    expect(lines.join("")).toBe(
      "🇰🇿👨‍👩‍👧а́я"
        .replaceAll("\u200d", "")
        .replaceAll(/\p{Extended_Pictographic}|\p{RI}/gu, "□")
        .repeat(3),
    );
    for (const line of lines) expect(line.startsWith("\u0301")).toBe(false);
  });

  it("asks for few widths, however long a word is", () => {
    let asked = 0;
    const counted: Measure = (text, face, size) => {
      asked += text.length;
      return fixed(text, face, size);
    };
    breakLines(runsOf("ж".repeat(20_000), "ru"), 40, 1, counted);
    // Each of 500 lines looks at a few times its own length.
    expect(asked).toBeLessThan(500 * 40 * 20);
  });

  it("keeps what is said in two styles on one line, in order", () => {
    const [line] = breakLines(
      runsOf(["a ", { text: "b", style: "bold" }, " c"], "ru"),
      9,
      1,
      fixed,
    );
    expect(line!.pieces).toEqual([
      { text: "a ", face: "regular", x: 0 },
      { text: "b ", face: "bold", x: 2 },
      { text: "c", face: "regular", x: 4 },
    ]);
  });

  it("loses no letter and is never wider than the line", () => {
    const text = fc.array(fc.string({ unit: fc.constantFrom(..."абв -ҚЖ1") }), { maxLength: 12 });
    fc.assert(
      fc.property(text, fc.integer({ min: 2, max: 20 }), (parts, width) => {
        const lines = breakLines(runsOf(parts.join(" "), "kk"), width, 1, fixed);
        const letters = (value: string) => value.replace(/\s/g, "");
        const printed = lines.flatMap((line) => line.pieces.map((piece) => piece.text)).join("");
        expect(letters(printed)).toBe(letters(parts.join("")));
        for (const line of lines) expect(line.width).toBeLessThanOrEqual(width);
      }),
    );
  });
});

describe("divide", () => {
  it("finds Russian, Kazakh, № and ₽ in PT Serif, the boxes and ₸ in DejaVu Sans", () => {
    const letters = "Ёёәғқңөұүһі ӘҒҚҢӨҰҮҺІ №₽«»–";
    for (const face of ["regular", "bold", "italic"] as const) {
      expect(divide(letters, face)).toEqual([{ text: letters, face }]);
    }
    expect(divide("5 ₸ ☐", "bold")).toEqual([
      { text: "5 ", face: "bold" },
      { text: "₸", face: "symbols" },
      { text: " ", face: "bold" },
      { text: "☐", face: "symbols" },
    ]);
  });

  it("takes every sign of a new line for one, and a letter in two signs for one letter", () => {
    expect(divide("a\r\nb\u2028c\u000bd\re", "regular")[0]!.text).toBe("a\nb\nc\nd\ne");
    expect(divide("и\u0306е\u0308", "regular")).toEqual([{ text: "йё", face: "regular" }]);
  });

  it("tells what it can print", () => {
    expect(isPrintable("Ёлка, әғқ, ₸, ☐, 😀\u200f")).toBe(true);
    expect(isPrintable("Ёлка 🧿")).toBe(false);
  });

  it("prints a box for what no font has, and nothing for marks that cannot be seen", () => {
    expect(divide("a\u{1F9FF}\ud800", "regular").map((run) => run.text)).toEqual(["a", "□□"]);
    expect(divide("\u202eab\u0000\u200f", "regular")).toEqual([{ text: "ab", face: "regular" }]);
  });
});
