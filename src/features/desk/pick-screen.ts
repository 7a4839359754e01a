import type { Screen } from "../../platform/telegram/screen.ts";
import type { Ctx, OpenTurn } from "../../platform/telegram/turn.ts";
import { dayAt } from "../cases/index.ts";
import { findTowns } from "../places/index.ts";
import { CASE_STATUSES, type Member, membersAt } from "../staff/index.ts";
import {
  ASK,
  type FilterCode,
  type Filters,
  FOUND,
  filter,
  isEmpty,
  isFilterCode,
} from "./filters.ts";
import { notHere } from "./list-view.ts";
import { OFFERED, type OfferedPeriod, offeredPeriod } from "./period.ts";
import { NO_CURATOR, readLine } from "./query.ts";
import type { DeskStore } from "./store.ts";

/** One filter of a search: chosen from buttons, or typed. */
export function pickScreen(
  { database, keyring }: DeskStore,
  memberOf: (ctx: Ctx) => Promise<Member | undefined>,
): Screen {
  const colleaguesOf = (member: Member) =>
    membersAt(database.prisma, keyring, member.institutionId);

  async function optionsOf(
    turn: OpenTurn,
    by: FilterCode,
    member: Member,
  ): Promise<{ readonly label: string; readonly argument: string }[]> {
    const { t } = turn;
    switch (by) {
      case "status":
        return CASE_STATUSES.map((status) => ({
          label: t(`cases:status.${status}`),
          argument: status,
        }));
      case "release":
        return Object.keys(OFFERED).map((code) => ({
          label: t(`desk:period.${code}`),
          argument: code,
        }));
      case "curator": {
        const colleagues = await colleaguesOf(member);
        return [
          { label: t("desk:button.mine"), argument: member.id },
          { label: t("desk:button.no_curator"), argument: NO_CURATOR },
          ...colleagues
            .filter(({ id, role }) => role === "specialist" && id !== member.id)
            .map(({ id, name }) => ({ label: name, argument: id })),
        ];
      }
      default:
        return [];
    }
  }

  async function typedFilter(
    turn: OpenTurn,
    member: Member,
    by: FilterCode,
    line: string,
  ): Promise<Filters | undefined> {
    if (by === "town") {
      const match = findTowns(line, { region: member.institution.region });
      if (match.kind === "none") return undefined;
      return { towns: match.kind === "one" ? [match.town.id] : match.towns.map(({ id }) => id) };
    }
    const today = dayAt(turn.now, member.institution.timeZone);
    const curators = await colleaguesOf(member);
    const said = by === "curator" ? `куратор ${line}` : line;
    const nowhere = () => ({ exact: true, towns: [] });
    const [query] = readLine(said, { today, townsCalled: nowhere, curators, me: member.id });
    if (by === "release" && query?.release) return { release: query.release };
    if (by === "status" && query?.status) return { status: query.status };
    if (by === "curator" && query?.curator) return { curator: query.curator };
    return undefined;
  }

  return {
    async view(ctx) {
      const { turn } = ctx;
      const { t } = turn;
      const member = await memberOf(ctx);
      const { by } = turn.screen;
      if (!member || !isFilterCode(by)) return notHere(turn);
      const options = await optionsOf(turn, by, member);
      return {
        text: [t(`desk:pick.${by}`), ...(turn.screen.unread ? [t("desk:pick.unread")] : [])].join(
          "\n\n",
        ),
        rows: [
          ...options.map((option) => [{ ...option, action: "choose" }]),
          [{ label: t("desk:button.any"), action: "any" }],
          [{ label: t("common:button.back"), action: "back" }],
        ],
      };
    },
    presses: {
      async choose(ctx, value) {
        const { turn } = ctx;
        const member = await memberOf(ctx);
        const { by } = turn.screen;
        if (!member || !isFilterCode(by)) return false;
        const options = await optionsOf(turn, by, member);
        if (!options.some(({ argument }) => argument === value)) return false;
        filter(turn, chosen(by, value, dayAt(turn.now, member.institution.timeZone)));
        turn.go(FOUND);
      },
      any: ({ turn }) => {
        const { by } = turn.screen;
        if (!isFilterCode(by)) return false;
        filter(turn, { [by === "town" ? "towns" : by]: null });
        turn.go(isEmpty(turn) ? ASK : FOUND);
      },
      back: ({ turn }) => turn.go(isEmpty(turn) ? ASK : FOUND),
    },
    /** A period or a town is rather typed; the other filters are understood in a line too. */
    async text(ctx, line) {
      const { turn } = ctx;
      const member = await memberOf(ctx);
      const { by } = turn.screen;
      if (!member || !isFilterCode(by)) return false;
      const change = await typedFilter(turn, member, by, line);
      if (!change) return turn.go({ ...turn.screen, unread: true });
      filter(turn, change);
      turn.go(FOUND);
    },
  };
}

function chosen(by: FilterCode, value: string, today: string): Filters {
  switch (by) {
    case "status":
      return { status: value as NonNullable<Filters["status"]> };
    case "release":
      return { release: offeredPeriod(value as OfferedPeriod, today) };
    default:
      return { curator: value };
  }
}
