import { isNumberWord } from "./number-words.ts";
import { wordSet } from "./text.ts";

/** What a word in a sum is, in plain form. */
export type MoneyWord =
  | { readonly kind: "times"; readonly times: number }
  | {
      readonly kind:
        | "currency"
        | "kopecks"
        | "foreign"
        | "per_month"
        | "months"
        | "and"
        | "filler"
        | "spoken";
    }
  | { readonly kind: "half" };

const classes: readonly (readonly [ReadonlySet<string>, MoneyWord])[] = [
  [
    wordSet("тыс тыщ тысяча тысячи тысяч тысячу тысячами т тр к k мың мын thousand thous ths"),
    { kind: "times", times: 1000 },
  ],
  [wordSet("млн миллион миллиона миллионов million mln m"), { kind: "times", times: 1_000_000 }],
  [
    wordSet(
      `р руб рубль рубля рублей рубли рублеи рублями rub rur ruble rubles rouble roubles тг тенге теңге kzt
       tenge сом сум рубл`,
    ),
    { kind: "currency" },
  ],
  [
    wordSet("коп копеек копейка копейки копеики тиын тиін kop kopeck kopecks kopek kopeks"),
    { kind: "kopecks" },
  ],
  [
    wordSet(
      "доллар доллара долларов евро usd eur dollar dollars euro euros юань юаней бакс баксов",
    ),
    { kind: "foreign" },
  ],
  [
    wordSet(
      `по месяц каждый каждого ежемесячно месячно айына айсайын әр month per each every monthly`,
    ),
    { kind: "per_month" },
  ],
  [wordSet("месяца месяцев мес ай айда айға months"), { kind: "months" }],
  [wordSet("и плюс және мен and plus"), { kind: "and" }],
  [
    wordSet(
      `в а всего итого примерно около где то приблизительно за эти получил получила получили было
       барлығы шамамен a total about around in all for approximately`,
    ),
    { kind: "filler" },
  ],
  [wordSet("полторы полтора"), { kind: "half" }],
];

/** Undefined for a word that has no place in a sum. */
export function moneyWord(word: string): MoneyWord | undefined {
  if (isNumberWord(word)) return { kind: "spoken" };
  return classes.find(([words]) => words.has(word))?.[1];
}
