import { comeBack, stepAside } from "../../platform/telegram/aside.ts";
import { LANGUAGE_SCREEN } from "../../platform/telegram/dialogue.ts";
import {
  type Feature,
  type Handler,
  homeButton,
  type View,
} from "../../platform/telegram/screen.ts";
import type { Ctx } from "../../platform/telegram/turn.ts";
import { LOCALES, type Locale } from "../../platform/texts/texts.ts";

export const openLanguage: Handler = ({ turn }) => stepAside(turn, { name: LANGUAGE_SCREEN });

/** The three languages, chosen at the start and changeable at any moment. */
export const language: Feature = {
  name: "language",
  screens: {
    [LANGUAGE_SCREEN]: {
      view: languageView,
      presses: { speak },
      text: (ctx, text) => {
        const locale = LOCALES.find((one) => namesOf(ctx, one).includes(text.trim().toLowerCase()));
        return locale ? speak(ctx, locale) : undefined;
      },
    },
  },
  commands: {
    language: openLanguage,
  },
};

function speak({ turn }: Ctx, argument: string): false | undefined {
  const locale = LOCALES.find((one) => one === argument);
  if (!locale) return false;
  turn.speak(locale);
  comeBack(turn);
  if (turn.person) {
    turn.write(async (tx, { id }) => {
      await tx.person.update({ where: { id }, data: { locale } });
    });
  }
  return undefined;
}

function languageView({ turn }: Ctx): View {
  // Whoever has not chosen yet reads the question in each language.
  const asking = turn.chosenLocale
    ? [turn.chosenLocale]
    : LOCALES.toSorted((one) => (one === turn.locale ? -1 : 0));
  return {
    text: asking.map((locale) => turn.texts(locale)("language:ask")).join("\n"),
    rows: [
      ...LOCALES.map((locale) => [
        { label: turn.texts(locale)("language:name"), action: "speak", argument: locale },
      ]),
      ...(turn.chosenLocale ? [[homeButton(turn.t)]] : []),
    ],
  };
}

function namesOf({ turn }: Ctx, locale: Locale): string[] {
  return [locale, turn.texts(locale)("language:name").toLowerCase()];
}
