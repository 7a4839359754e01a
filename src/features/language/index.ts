import type { ScreenRef } from "../../platform/conversation/conversation.ts";
import type { Transaction } from "../../platform/postgres/database.ts";
import { askLanguage, LANGUAGE_SCREEN, languageChosen } from "../../platform/telegram/language.ts";
import {
  type Feature,
  type Handler,
  homeButton,
  type View,
} from "../../platform/telegram/screen.ts";
import type { Ctx } from "../../platform/telegram/turn.ts";
import { LOCALES, type Locale } from "../../platform/texts/texts.ts";

export const openLanguage: Handler = ({ turn }) => askLanguage(turn);

export interface LanguageHooks {
  /** What else is said in the language that a person chose; same transaction. */
  readonly onSpeak?: (tx: Transaction, personId: string, now: Date) => Promise<void>;
}

/** The three languages, chosen at the start and changeable at any moment. */
export function language({ onSpeak }: LanguageHooks = {}): Feature {
  function speak({ turn }: Ctx, argument: string): false | undefined {
    const locale = LOCALES.find((one) => one === argument);
    if (!locale) return false;
    turn.speak(locale);
    languageChosen(turn);
    if (turn.person) {
      turn.write(async (tx, { id }) => {
        await tx.person.update({ where: { id }, data: { locale } });
        await onSpeak?.(tx, id, turn.now);
      });
    }
    return undefined;
  }

  return {
    name: "language",
    screens: {
      [LANGUAGE_SCREEN]: {
        view: languageView,
        presses: { speak },
        text: (ctx, text) => {
          const said = text.trim().toLowerCase();
          const locale = LOCALES.find((one) => namesOf(ctx, one).includes(said));
          if (locale) return speak(ctx, locale);
          // The first words of someone new are a greeting, not an answer.
          const asked = ctx.turn.loaded.conversation?.screen.name === LANGUAGE_SCREEN;
          ctx.turn.go({ name: LANGUAGE_SCREEN, note: asked });
        },
      },
    },
    commands: {
      language: openLanguage,
    },
  };
}

function languageView({ turn }: Ctx, screen: ScreenRef): View {
  // Whoever has not chosen yet reads the question in each language.
  const asking = turn.chosenLocale
    ? [turn.chosenLocale]
    : LOCALES.toSorted((one) => (one === turn.locale ? -1 : 0));
  return {
    text: [
      ...(screen.note ? [turn.t("common:press_a_button")] : []),
      asking.map((locale) => turn.texts(locale)("language:ask")).join("\n"),
    ].join("\n\n"),
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
