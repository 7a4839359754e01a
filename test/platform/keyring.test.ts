import { randomBytes } from "node:crypto";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createKeyring, SealBroken } from "../../src/platform/crypto/keyring.ts";

const keyring = createKeyring(randomBytes(32));
const { key, wrapped } = keyring.issue("anna");

describe("a sealed value", () => {
  it("opens for its own field and owner only", () => {
    const sealed = key.seal("Person.name", "anna", "Анна");
    expect(key.open("Person.name", "anna", sealed)).toBe("Анна");
    expect(() => key.open("Person.name", "boris", sealed)).toThrow(SealBroken);
    expect(() => key.open("Person.phone", "anna", sealed)).toThrow(SealBroken);
  });

  it("does not open after any change of any byte", () => {
    const sealed = key.seal("Person.name", "anna", "Анна");
    for (let at = 0; at < sealed.length; at += 1) {
      for (let bit = 0; bit < 8; bit += 1) {
        const changed = Buffer.from(sealed);
        changed[at] = (changed[at] ?? 0) ^ (1 << bit);
        expect(() => key.open("Person.name", "anna", changed)).toThrow(SealBroken);
      }
    }
    expect(() => key.open("Person.name", "anna", sealed.subarray(0, 20))).toThrow(SealBroken);
  });

  it("brings any text back", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), (text) => {
        expect(key.open("f", "o", key.seal("f", "o", text))).toBe(text);
      }),
    );
  });

  it("is never the same twice, so equal answers cannot be told", () => {
    expect(key.seal("f", "o", "да")).not.toEqual(key.seal("f", "o", "да"));
  });

  it("names the field and not the value when it is broken", () => {
    const broken = (() => {
      try {
        key.open("Person.name", "anna", Buffer.alloc(40));
      } catch (error) {
        return error;
      }
    })();
    expect(broken).toMatchObject({ name: "SealBroken", field: "Person.name" });
  });
});

describe("a person's key", () => {
  it("unwraps for its owner and the same DATA_KEY only", () => {
    const sealed = key.seal("f", "o", "текст");
    expect(keyring.unwrap(wrapped, "anna").open("f", "o", sealed)).toBe("текст");
    expect(() => keyring.unwrap(wrapped, "boris")).toThrow(SealBroken);
    expect(() => createKeyring(randomBytes(32)).unwrap(wrapped, "anna")).toThrow(SealBroken);
  });
});

describe("a blind index", () => {
  it("is the same for the same value and field, and differs between keys and fields", () => {
    const index = keyring.blindIndex("Person.telegramId", "42");
    expect(keyring.blindIndex("Person.telegramId", "42")).toEqual(index);
    expect(keyring.blindIndex("Person.phone", "42")).not.toEqual(index);
    expect(createKeyring(randomBytes(32)).blindIndex("Person.telegramId", "42")).not.toEqual(index);
  });
});
