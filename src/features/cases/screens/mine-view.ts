import { type Button, homeButton, type View } from "../../../platform/telegram/screen.ts";
import type { OpenTurn } from "../../../platform/telegram/turn.ts";
import { escapeHtml } from "../../../platform/texts/texts.ts";
import type { Instead, Institution } from "../../staff/index.ts";
import type { Case } from "../store.ts";
import { townText } from "../wording.ts";

export const MINE = "specialist";

/** The case of a person as they may see it: who helps them, and where. */
export interface Mine {
  readonly case: Case;
  /** The name that the specialist goes by here; undefined while nobody has the case. */
  readonly curator: string | undefined;
  /** The specialist stopped the bot: who reads what the person writes. */
  readonly instead: Instead | undefined;
  readonly institution: Institution | undefined;
  readonly hasRoute: boolean;
}

/** "Мой специалист". No account of anybody is shown, to either side. */
export function mineView(turn: OpenTurn, mine: Mine, talk: boolean): View {
  const { t, screen } = turn;
  const { curator, institution } = mine;
  const button = (action: string): Button[] => [{ label: t(`cases:button.${action}`), action }];
  return {
    text: [
      ...(screen.just ? [t(`cases:just.${String(screen.just)}`)] : []),
      curator === undefined ? t("cases:mine.waiting") : t("cases:mine.who", { name: curator }),
      ...(mine.instead ? [t(`cases:mine.lost.${mine.instead}`)] : []),
      ...(institution ? [institutionText(turn, institution)] : []),
    ].join("\n\n"),
    rows: [
      ...(talk ? [button("write")] : []),
      ...(mine.hasRoute ? [button("my_route")] : []),
      button("have_code"),
      [homeButton(t)],
    ],
  };
}

export function institutionText(
  { t, locale }: Pick<OpenTurn, "t" | "locale">,
  institution: Pick<Institution, "name" | "town" | "address" | "phones" | "hours">,
): string {
  const { name, town, address, phones, hours } = institution;
  const open = hours?.[locale] ?? hours?.ru;
  return [
    `<b>${escapeHtml(name)}</b>`,
    `${townText(town, locale)}, ${escapeHtml(address)}`,
    ...(phones.length > 0 ? [t("cases:mine.phones", { list: phones.join(", ") })] : []),
    ...(open ? [t("cases:mine.hours", { hours: open })] : []),
  ].join("\n");
}
