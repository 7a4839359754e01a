/** People who do not exist: names from syllables, as frequent as names are, the same for the same seed. */
export interface Invented {
  readonly surname: string;
  readonly first: string;
  readonly patronymic: string;
  readonly yearOfBirth: number;
  readonly releaseDate: string;
  readonly phone: string;
}

const SYLLABLES =
  "ба бе бу ва ве ви га го гу да де до ду жа жу за зо ка ке ки ко ку ла ле ли ло лу ма ме ми мо му на не ни но па по ра ре ри ро ру са се си со ту та те ти то фе ха хо ца че чу ша ше юр яр әл құ ғал ңы өм үс".split(
    " ",
  );
const SURNAME_ENDS = ["ов", "ев", "ин", "ский", "ко", "енко", "ук", "баев", "ұлы", "ых"];

/** A generator of numbers from 0 up to 1: mulberry32. */
export function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

export function pick<T>(random: () => number, list: readonly T[]): T {
  return list[Math.floor(random() * list.length)]!;
}

/** A few names are borne by many: of 30,000 surnames the first by one in thirty people. */
function pickSkewed<T>(random: () => number, list: readonly T[]): T {
  return list[Math.floor(list.length * random() ** 3)]!;
}

export function* invent(seed: number): Generator<Invented, never> {
  const random = seeded(seed);
  const stem = (syllables: number) =>
    Array.from({ length: syllables }, () => pick(random, SYLLABLES)).join("");
  const capital = (word: string) => word.charAt(0).toUpperCase() + word.slice(1);
  const surnames = Array.from({ length: 30_000 }, () =>
    capital(stem(random() < 0.5 ? 2 : 3) + pick(random, SURNAME_ENDS)),
  );
  const firsts = Array.from({ length: 300 }, () => capital(`${stem(random() < 0.6 ? 2 : 3)}й`));
  for (;;) {
    const day = Math.floor(random() * 1500);
    yield {
      surname: pickSkewed(random, surnames),
      first: pickSkewed(random, firsts),
      patronymic: `${pickSkewed(random, firsts).slice(0, -1)}ович`,
      yearOfBirth: 1950 + Math.floor(random() * 58),
      releaseDate: new Date(Date.UTC(2023, 0, 1 + day)).toISOString().slice(0, 10),
      phone: `+79${String(Math.floor(random() * 1e9)).padStart(9, "0")}`,
    };
  }
}
