import { pageOf } from "../../platform/telegram/pages.ts";
import { type Button, homeButton, inRows, type Screen } from "../../platform/telegram/screen.ts";
import type { Ctx, OpenTurn } from "../../platform/telegram/turn.ts";
import { isUuid } from "../../platform/uuid.ts";
import { daysBetween } from "../../programs/dates.ts";
import { caseNumber, openCaseCard } from "../cases/index.ts";
import type { IndicatorsDeps } from "./card.ts";
import { lookingNow, notHere } from "./common.ts";
import { type ReleasedCase, readReleased } from "./outcomes-store.ts";
import { PAGE, pages, toPage } from "./paging.ts";
import { OUTCOMES } from "./rules/outcomes.ts";

/**
 * Who is behind the numbers of the outcomes, of one's own institution: each case with the day after the
 * release on which an outcome was first there. It tells no name and no date of release: they are on the card
 * of a case, for whoever may open it.
 */
export function cohortScreen(deps: IndicatorsDeps): Screen {
  async function shown(ctx: Ctx) {
    const looking = await lookingNow(deps, ctx);
    // Rows of other institutions are theirs: of a region there are numbers only.
    if (!looking || looking.scope.kind === "region") return undefined;
    const { scope, year, today } = looking;
    const people = await readReleased(deps.database.prisma, deps.keyring, {
      institutions: scope.institutions,
      period: { from: `${year}-01-01`, until: `${year + 1}-01-01` },
      today,
    });
    const ordered = people.toSorted(
      (a, b) => b.on.localeCompare(a.on) || a.caseId.localeCompare(b.caseId),
    );
    const page = pageOf(ctx.turn.screen.page);
    return {
      year,
      total: people.length,
      page,
      part: ordered.slice(page * PAGE, (page + 1) * PAGE),
    };
  }

  return {
    async view(ctx) {
      const { turn } = ctx;
      const { t } = turn;
      const found = await shown(ctx);
      if (!found) return notHere(turn);
      const { year, total, page, part } = found;
      return {
        text: [
          `<b>${t("indicators:cohort.title", { year })}</b>`,
          part.length > 0
            ? part.map((one, at) => `${at + 1}. ${lineOf(turn, one)}`).join("\n\n")
            : t("indicators:rows.none"),
          t("indicators:rows.total", { number: total }),
          ...(part.length > 0 ? [t("indicators:rows.open")] : []),
        ].join("\n\n"),
        rows: [
          ...inRows(
            part.map(
              ({ caseId }, at): Button => ({
                label: String(at + 1),
                action: "open",
                argument: caseId,
              }),
            ),
            4,
          ),
          pages(turn, page, total),
          [{ label: t("indicators:button.to_outcomes"), action: "back" }],
          [homeButton(t)],
        ].filter((row) => row.length > 0),
      };
    },
    presses: {
      page: toPage,
      back: ({ turn }) =>
        turn.go({
          name: "indicators_outcomes",
          ...(turn.screen.year ? { year: turn.screen.year } : {}),
        }),
      async open(ctx, caseId) {
        const found = isUuid(caseId) ? await shown(ctx) : undefined;
        const known = found?.part.some((one) => one.caseId === caseId);
        return known ? openCaseCard(ctx.turn, caseId) : false;
      },
    },
  };
}

function lineOf({ t }: OpenTurn, { caseId, on, first }: ReleasedCase): string {
  const reached = OUTCOMES.map((outcome) => {
    const day = first[outcome];
    const when =
      day === null
        ? t("indicators:cohort.not_yet")
        : t("indicators:cohort.day", { days: daysBetween(on, day) });
    return `${t(`indicators:outcome.${outcome}`)}: ${when}`;
  });
  return [`<b>${caseNumber(caseId)}</b>`, ...reached].join("\n");
}
