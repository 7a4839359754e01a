import type { Handler, Screen } from "../../platform/telegram/screen.ts";
import { homeButton } from "../../platform/telegram/screen.ts";
import type { Ctx } from "../../platform/telegram/turn.ts";
import { caseOfPerson } from "../cases/index.ts";
import type { FilingDeps } from "./deps.ts";
import { sendReport } from "./document.ts";
import { readFiled } from "./filed.ts";
import { lastHandedIn } from "./store.ts";
import { adviceLines, type Filed, filingLines, needsPaper, titleOf } from "./view.ts";

const FILING = "filing";

export interface PersonSide {
  readonly screen: Screen;
  /** The argument is a report's id. */
  readonly open: Handler;
  /** The same from what the bot said first; the document comes along if it is needed. */
  readonly told: Handler;
}

/** Where a person sees how their report was handed in, and what to do if it does not get through. */
export function personSide(deps: FilingDeps, openReport: Handler): PersonSide {
  const { database, keyring, namesInChat } = deps;

  async function own({ turn }: Ctx, reportId: string): Promise<Filed | undefined> {
    const found = turn.person && (await readFiled(deps, turn, reportId));
    return found?.case.personId === turn.person?.id ? found : undefined;
  }

  const now = (ctx: Ctx) => own(ctx, String(ctx.turn.screen.report ?? ""));

  const open: Handler = async (ctx, reportId) => {
    if (!(await own(ctx, reportId))) return false;
    ctx.turn.go({ name: FILING, report: reportId });
  };

  return {
    open,
    async told(ctx, argument) {
      const { turn } = ctx;
      const of = turn.person && (await caseOfPerson(database.prisma, keyring, turn.person.id));
      // Several things were told of at once.
      const reportId = argument || (of && (await lastHandedIn(database.prisma, of))) || "";
      const filed = await own(ctx, reportId);
      if (!filed) return false;
      if (needsPaper(filed)) sendReport(turn, filed, { named: namesInChat });
      turn.go({ name: FILING, report: reportId });
    },
    screen: {
      async view(ctx) {
        const { turn } = ctx;
        const { t } = turn;
        const filed = await now(ctx);
        if (!filed) return { text: t("filing:missing"), rows: [[homeButton(t)]] };
        return {
          text: [
            titleOf(turn, filed),
            ...filingLines(turn, filed),
            ...adviceLines(turn, filed),
          ].join("\n\n"),
          rows: [
            [{ label: t("filing:button.document"), action: "document" }],
            [{ label: t("filing:button.report"), action: "report" }],
            [homeButton(t)],
          ],
        };
      },
      presses: {
        document: async (ctx) => {
          const filed = await now(ctx);
          return filed ? sendReport(ctx.turn, filed, { named: namesInChat }) : false;
        },
        report: async (ctx, argument) => {
          const filed = await now(ctx);
          return filed ? openReport(ctx, filed.report.id) : openReport(ctx, argument);
        },
      },
    },
  };
}
