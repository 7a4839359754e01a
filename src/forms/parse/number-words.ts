import { plain } from "./text.ts";

const units: Readonly<Record<number, string>> = {
  0: "ноль нуль нөл zero",
  1: "один одна одно одну бір жалғыз one",
  2: "два две двое вдвоем екі екеу екеуміз two",
  3: "три трое втроем үш үшеу үшеуміз three",
  4: "четыре четверо вчетвером төрт төртеу төртеуміз four",
  5: "пять пятеро впятером бес бесеу бесеуміз five",
  6: "шесть шестеро вшестером алты алтау алтауымыз six",
  7: "семь семеро жеті жетеу жетеуміз seven",
  8: "восемь восьмеро сегіз eight",
  9: "девять девятеро тоғыз nine",
  10: "десять десятеро он ten",
  11: "одиннадцать eleven",
  12: "двенадцать twelve",
  13: "тринадцать thirteen",
  14: "четырнадцать fourteen",
  15: "пятнадцать fifteen",
  16: "шестнадцать sixteen",
  17: "семнадцать seventeen",
  18: "восемнадцать eighteen",
  19: "девятнадцать nineteen",
  20: "двадцать жиырма twenty",
  30: "тридцать отыз thirty",
  40: "сорок қырық forty",
  50: "пятьдесят елу fifty",
  60: "шестьдесят алпыс sixty",
  70: "семьдесят жетпіс seventy",
  80: "восемьдесят сексен eighty",
  90: "девяносто тоқсан ninety",
  100: "сто",
  200: "двести",
  300: "триста",
  400: "четыреста",
  500: "пятьсот",
  600: "шестьсот",
  700: "семьсот",
  800: "восемьсот",
  900: "девятьсот",
};

const worth = new Map(
  Object.entries(units).flatMap(([amount, words]) =>
    words.split(" ").map((word): [string, number] => [plain(word), Number(amount)]),
  ),
);
const hundred = new Set(["жүз", "hundred"].map(plain));

export function isNumberWord(word: string): boolean {
  return worth.has(word) || hundred.has(word);
}

/**
 * The number below 1000 that the words say, in Russian, Kazakh or English: "двадцать пять", "екі жүз".
 * Undefined when they do not make one number: "пять двадцать".
 */
export function numberOf(words: readonly string[]): number | undefined {
  let total = 0;
  let room = 1000;
  for (const word of words) {
    const amount = worth.get(word);
    if (hundred.has(word)) {
      if (total > 9 || room === 100) return undefined;
      total = (total || 1) * 100;
      room = 100;
    } else {
      if (amount === undefined || amount >= room) return undefined;
      total += amount;
      room = amount >= 100 ? 100 : amount >= 10 && amount % 10 === 0 ? 10 : 0;
    }
  }
  return words.length === 0 ? undefined : total;
}
