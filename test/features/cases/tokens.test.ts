import { randomBytes } from "node:crypto";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  nameTokens,
  nameWords,
  nearTokens,
  partTokens,
  phoneEndToken,
  phoneToken,
  releaseToken,
  searchTokens,
  townToken,
} from "../../../src/features/cases/tokens.ts";
import { createKeyring } from "../../../src/platform/crypto/keyring.ts";

const keyring = createKeyring(Buffer.alloc(32, 7));

describe("one spelling of a name", () => {
  it.each<[string, string]>([
    // ё and е, й and и, soft signs
    ["Фёдор Соловьёв", "Федор Соловьев"],
    ["Андрей", "Андреи"],
    ["Ильин", "Илин"],
    // Kazakh letters and those that are typed instead
    ["Қуаныш", "Куаныш"],
    ["Ғалымжан", "Галымжан"],
    ["Әйгерім", "Айгерим"],
    ["Өмірбек", "Омирбек"],
    ["Нұрсұлтан", "Нурсултан"],
    ["Гүлнәр", "Гулнар"],
    ["Еңлік", "Енлик"],
    ["Һамит", "Хамит"],
    // Latin, as in passports and as people type
    ["Иванов Сергей", "IVANOV SERGEI"],
    ["Сергей", "Sergey"],
    ["Юлия", "Yuliya"],
    ["Юлия", "Iuliia"],
    ["Юрий", "Yury"],
    ["Пётр", "Pyotr"],
    ["Соловьёв", "Solovyov"],
    ["Щербаков", "Shcherbakov"],
    ["Хан", "Khan"],
    ["Цой", "Tsoy"],
    ["Алексей", "Alexey"],
    ["Евгений", "Yevgeniy"],
    ["Жанель", "Zhanel"],
    ["Қуаныш", "Quanysh"],
    ["Ғани", "Ğani"],
    ["Нұржан", "Nūrjan"],
    ["Джамбул", "Жамбул"],
    // signs around it
    ["  иванов,  пётр. ", "Иванов Петр"],
    ["Римский-Корсаков", "Римский Корсаков"],
  ])("%s is %s", (one, other) => {
    expect(nameWords(one)).toEqual(nameWords(other));
    expect(nameTokens(keyring, one)).toEqual(nameTokens(keyring, other));
  });

  it.each<[string, string]>([
    ["Иванов", "Петров"],
    ["Ким", "Ли"],
    ["Шишкин", "Чичкин"],
  ])("%s is not %s", (one, other) => {
    expect(nameWords(one)).not.toEqual(nameWords(other));
  });
});

describe("the hashes of a name", () => {
  const has = (name: string, asked: readonly bigint[]) => {
    const tokens = new Set(nameTokens(keyring, name));
    return asked.map((token) => tokens.has(token));
  };
  const all = (name: string, asked: readonly bigint[]) => has(name, asked).every(Boolean);
  const some = (name: string, asked: readonly bigint[]) => has(name, asked).some(Boolean);
  const name = "Иванов Сергей Петрович";

  it("are found by whole words in any order", () => {
    for (const word of nameWords("петрович иванов сергей")) {
      expect(some(name, nearTokens(keyring, word).slice(0, 1))).toBe(true);
    }
  });

  it.each(["Иваноф", "Ивано", "Ивнов", "Ианвов", "Иваанов", "Сиргей", "Питрович"])(
    "are found by %s, which has one slip",
    (slip) => {
      const [word = ""] = nameWords(slip);
      expect(some(name, nearTokens(keyring, word))).toBe(true);
    },
  );

  it("are not found by another name", () => {
    for (const word of nameWords("Смирнов Олег Ким")) {
      expect(some(name, nearTokens(keyring, word))).toBe(false);
    }
  });

  it("are found by beginnings and by parts inside", () => {
    expect(all(name, partTokens(keyring, "iv", "beginning"))).toBe(true);
    expect(all(name, partTokens(keyring, "serg", "beginning"))).toBe(true);
    expect(all(name, partTokens(keyring, "anov", "inside"))).toBe(true);
    expect(all(name, partTokens(keyring, "anov", "beginning"))).toBe(false);
  });

  it("say nothing of the order of letters, and nothing under another key", () => {
    const tokens = nameTokens(keyring, name);
    expect(tokens).toEqual(tokens.toSorted((a, b) => (a < b ? -1 : 1)));
    const others = new Set(nameTokens(createKeyring(randomBytes(32)), name));
    expect(tokens.filter((token) => others.has(token))).toEqual([]);
  });

  it("are signed 64-bit numbers without repeats, whatever the name", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme", maxLength: 300 }), (text) => {
        const tokens = nameTokens(keyring, text);
        expect(new Set(tokens).size).toBe(tokens.length);
        for (const token of tokens) expect(BigInt.asIntN(64, token)).toBe(token);
      }),
    );
  });

  it("share one with any name that is one letter away", () => {
    const word = fc.stringMatching(/^[a-z]{4,12}$/);
    fc.assert(
      fc.property(word, fc.nat(), fc.stringMatching(/^[a-z]$/), (written, place, letter) => {
        const at = place % written.length;
        const slips = [
          written.slice(0, at) + written.slice(at + 1),
          written.slice(0, at) + letter + written.slice(at),
          written.slice(0, at) + letter + written.slice(at + 1),
        ];
        const tokens = new Set(nearTokens(keyring, written));
        for (const slip of slips) {
          if (slip.length < 4) continue;
          expect(nearTokens(keyring, slip).some((token) => tokens.has(token))).toBe(true);
        }
      }),
    );
  });
});

describe("the hashes of a longer word", () => {
  const word = fc.stringMatching(/^[b-df-hj-np-rt-z]{7,12}$/);
  const letter = fc.stringMatching(/^[b-df-hj-np-rt-z]$/);
  /** A letter missing, added or wrong. */
  const slipped = (text: string, at: number, kind: number, other: string) =>
    text.slice(0, at) + (kind === 0 ? "" : other) + text.slice(at + (kind === 1 ? 0 : 1));

  it("share one with any word that is two letters away", () => {
    fc.assert(
      fc.property(
        word,
        fc.array(fc.tuple(fc.nat(), fc.integer({ min: 0, max: 2 }), letter), {
          minLength: 2,
          maxLength: 2,
        }),
        (written, slips) => {
          const typed = slips.reduce(
            (text, [place, kind, other]) => slipped(text, place % text.length, kind, other),
            written,
          );
          // What is typed may itself be too short or too long to have all of them.
          fc.pre(typed.length >= 7 && typed.length <= 12);
          const tokens = new Set(nearTokens(keyring, written));
          expect(nearTokens(keyring, typed).some((token) => tokens.has(token))).toBe(true);
        },
      ),
    );
  });

  it("are few for a patronymic, by which alone nobody is looked for", () => {
    for (const patronymic of ["Александрович", "Сергеевна", "Ильинична", "Нұрланқызы"]) {
      const [folded = ""] = nameWords(patronymic);
      expect(nearTokens(keyring, folded).length).toBeLessThanOrEqual(folded.length + 1);
    }
    expect(nearTokens(keyring, nameWords("Колмогоров")[0] ?? "").length).toBeGreaterThan(40);
  });
});

describe("the hashes of a phone", () => {
  it.each(["+7 (912) 345-67-89", "8 912 345 67 89", "9123456789", "7-912-345-67-89"])(
    "are the same for %s",
    (phone) => {
      expect(phoneToken(keyring, phone)).toBe(phoneToken(keyring, "+79123456789"));
    },
  );

  it("are none for what is no whole phone", () => {
    expect(phoneToken(keyring, "345-67-89")).toBeNull();
    expect(phoneToken(keyring, "нет")).toBeNull();
  });

  it("are found by the last figures, of every phone of the case", () => {
    const phones = ["+7 912 345-67-89", "8 (3919) 12-34-56"];
    const tokens = searchTokens(keyring, { name: "Иванов", phones });
    for (const digits of ["6789", "56789", "3456", "9123456"]) {
      expect(tokens).toContain(phoneEndToken(keyring, digits));
    }
    expect(tokens).not.toContain(phoneEndToken(keyring, "2345"));
  });
});

it("hashes days and towns apart from each other", () => {
  const tokens = [
    releaseToken(keyring, "2026-03-01"),
    releaseToken(keyring, "2026-03-02"),
    townToken(keyring, 1490624),
    townToken(keyring, 1490625),
  ];
  expect(new Set(tokens).size).toBe(4);
  expect(releaseToken(keyring, "2026-03-01")).toBe(tokens[0]);
});
