import type { Handler, View } from "../../platform/telegram/screen.ts";
import { homeButton } from "../../platform/telegram/screen.ts";
import type { Ctx, OpenTurn } from "../../platform/telegram/turn.ts";
import type { Locale } from "../../platform/texts/texts.ts";
import { dayAt } from "../cases/index.ts";
import { type Member, mayDo, memberNow } from "../staff/index.ts";
import type { IndicatorsDeps } from "./card.ts";
import { type Scope, scopeOf } from "./scope.ts";

/** The kind under which the outbox keeps the information on a half-year: who asked; rows are read when it is sent. */
export const HALF_YEAR_DOCUMENT = "indicators-half-year";

export interface HalfYearOrder {
  readonly memberId: string;
  /** "2024H1". */
  readonly half: string;
  /** "YYYY-MM-DD" where the institution is. */
  readonly today: string;
  readonly locale: Locale;
}

/** Who looks, at whose numbers, and on which day. */
export interface Looking {
  readonly member: Member;
  readonly scope: Scope;
  /** "YYYY-MM-DD" where the institution is. */
  readonly today: string;
  /** The year that is looked at: of the screen, else this one. */
  readonly year: number;
}

/** The first year that any plan or record may have. */
const FIRST_YEAR = 2000;

/** undefined: they may not see numbers now. Every view and press asks this first. */
export async function lookingNow(
  { database: { prisma } }: IndicatorsDeps,
  ctx: Ctx,
): Promise<Looking | undefined> {
  const { turn } = ctx;
  const member = await memberNow(prisma, ctx);
  if (!member || !mayDo(member.role, "see_numbers")) return undefined;
  const today = dayAt(turn.now, member.institution.timeZone);
  const thisYear = Number(today.slice(0, 4));
  const asked = Number(turn.screen.year);
  const year = asked >= FIRST_YEAR && asked <= thisYear ? asked : thisYear;
  return { member, today, year, scope: await scopeOf(prisma, member, turn.locale) };
}

/** For whoever may see no numbers there is no such place. */
export function notHere({ t }: OpenTurn): View {
  return { text: t("indicators:not_here"), rows: [[homeButton(t)]] };
}

/** The years beside the one that is looked at; the plans know no later one than this. */
export function yearButtons({ year, today }: Looking) {
  const last = Number(today.slice(0, 4));
  return [year - 1, year + 1]
    .filter((one) => one >= FIRST_YEAR && one <= last)
    .map((one) => ({ label: String(one), action: "year", argument: String(one) }));
}

export const toYear: Handler = ({ turn }, year) =>
  /^\d{4}$/.test(year) ? turn.go({ name: turn.screen.name, year: Number(year) }) : false;
