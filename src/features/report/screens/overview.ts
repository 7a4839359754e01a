import { type Button, homeButton, inRows, type Screen } from "../../../platform/telegram/screen.ts";
import type { OpenTurn } from "../../../platform/telegram/turn.ts";
import { roubles, spokenDate } from "../../../platform/texts/format.ts";
import { readPayments } from "../../contract/index.ts";
import { institutionById } from "../../staff/index.ts";
import { type Draft, draftOf } from "../draft.ts";
import { earlierAnswers, repeatEarlier } from "../earlier.ts";
import type { ReportHeld } from "../links.ts";
import { SECTIONS, type Section } from "../record.ts";
import { of, spentIn } from "../rules/compose.ts";
import type { ReportCode } from "../rules/status.ts";
import { heading } from "../wording.ts";
import {
  cannotRows,
  goOn,
  goTo,
  inMonth,
  monthNow,
  noteLines,
  openSection,
  REVIEW,
  type ReportKit,
  talkRows,
  wayPresses,
} from "./common.ts";
import { papersOf } from "./papers.ts";
import { statusLines } from "./status-lines.ts";

/** One screen for an activity: it stands in part 1 of the form or in part 3. */
const REACHED = SECTIONS.filter((section) => section !== "not_done");

/** Where the person may have something to say to their specialist. */
const TOLD: ReadonlySet<ReportCode> = new Set(["late", "missing", "returned"]);

/** The report of a month: how far it is, what it says, and what can be done. */
export function overviewScreen(kit: ReportKit): Screen {
  return {
    async view(ctx) {
      const { turn } = ctx;
      const { t, locale } = turn;
      const draft = await draftOf(kit, ctx, monthNow(turn));
      if (!draft) return { text: t("report:no_contract"), rows: [[homeButton(t)]] };
      const { own, report, period } = draft;
      const { prisma } = kit.database;
      const [institution, payments, filing] = await Promise.all([
        institutionById(prisma, own.case.institutionId),
        report ? readPayments(prisma, own.case, own.contract.id) : [],
        report && kit.links.filing?.(ctx, heldOf(draft, report)),
      ]);
      const fills = draft.may("fill");
      const repeats = fills && !report && (await isOffered(kit, turn, draft));
      return {
        text: [
          ...noteLines(turn),
          heading(turn, draft.month),
          t("report:period", {
            from: spokenDate(period.from, locale),
            to: spokenDate(period.to, locale),
          }),
          ...statusLines(turn, draft, { institution, payments }),
          ...(filing?.lines ?? []),
          ...returnLines(turn, draft),
          ...(fills && report ? [await partLines(kit, turn, draft)] : []),
          ...(repeats ? [t("report:as_before")] : []),
        ].join("\n\n"),
        rows: [
          ...(fills ? await fillButtons(turn, draft) : []),
          ...(repeats ? [[{ label: t("report:button.all_same"), action: "all_same" }]] : []),
          ...(filing?.rows ?? []),
          ...(draft.may("withdraw")
            ? [[{ label: t("report:button.withdraw"), action: "withdraw" }]]
            : []),
          ...(TOLD.has(draft.status.code)
            ? [...talkRows(kit, turn), ...cannotRows(kit, turn, draft)]
            : []),
          ...(kit.links.openContract
            ? [[{ label: t("report:button.contract"), action: "contract" }]]
            : []),
          [{ label: t("report:button.months"), action: "report_months" }],
          [homeButton(t)],
        ],
      };
    },
    presses: {
      go_on: inMonth(kit, async ({ turn }, draft) => {
        if (!draft.may("fill")) return false;
        goTo(turn, draft.month, await draft.next());
      }),
      all_same: inMonth(kit, async (ctx, draft) => {
        if (!draft.may("fill") || draft.report) return false;
        return (await repeatEarlier(kit, ctx.turn, draft)) && goOn(ctx, draft, "as_before");
      }),
      section: inMonth(kit, ({ turn }, draft, section) => {
        const known = SECTIONS.find((one) => one === section);
        if (!known || !draft.may("fill")) return false;
        openSection(turn, draft.month, known);
      }),
      review: inMonth(kit, ({ turn }, draft) =>
        draft.may("fill") ? turn.go({ name: REVIEW, month: draft.month }) : false,
      ),
      withdraw: inMonth(kit, ({ turn }, draft) =>
        draft.withdrawal.kind === "no"
          ? false
          : turn.go({ name: "report_withdraw", month: draft.month }),
      ),
      ...wayPresses(kit),
      contract: (ctx, argument) => kit.links.openContract?.(ctx, argument) ?? false,
    },
  };
}

function heldOf({ own }: Draft, report: ReportHeld["report"]): ReportHeld {
  return { report, contract: own.contract, case: own.case };
}

/** What the curator asked to be put right, part by part. */
function returnLines({ t }: OpenTurn, { status, report }: Draft): string[] {
  if (status.code !== "returned" || !report) return [];
  return SECTIONS.flatMap((section) => {
    const text = report.content.comments[section];
    return text === undefined
      ? []
      : [`<b>${t(`report:section.${section}`)}</b>\n${t("report:comment", { text })}`];
  });
}

/** Whether the last report said what can be said again. */
async function isOffered(kit: ReportKit, turn: OpenTurn, draft: Draft): Promise<boolean> {
  const { done, results } = await earlierAnswers(kit, turn, draft);
  return done.length > 0 || results !== null;
}

/** How far each part is, in the order of the form. */
async function partLines(kit: ReportKit, turn: OpenTurn, draft: Draft): Promise<string> {
  const { t, locale } = turn;
  const lines = await draft.lines("done", "not_done", "spending", "attachments");
  const { finished = [], results = null } = draft.report?.content ?? {};
  const spending = of(lines, "spending");
  const papers = (await papersOf(kit, draft)).length + of(lines, "attachments").length;
  const said: Readonly<Record<Section, string>> = {
    done: t("report:part.count_of", {
      done: of(lines, "done").length,
      total: draft.activities.length,
    }),
    spending:
      spending.length > 0
        ? t("report:spent", { count: spending.length, sum: roubles(spentIn(lines), locale) })
        : empty("spending"),
    not_done: t("report:part.count_of", {
      done: of(lines, "not_done").length,
      total: draft.activities.length,
    }),
    results: results === null ? empty("results") : t("report:part.written"),
    attachments: papers > 0 ? t("report:part.papers", { count: papers }) : empty("attachments"),
  };
  return SECTIONS.map((section) => `${t(`report:section.${section}`)}: ${said[section]}`).join(
    "\n",
  );

  function empty(section: Section): string {
    return t(`report:part.${finished.includes(section) ? "none" : "empty"}`);
  }
}

async function fillButtons({ t }: OpenTurn, draft: Draft): Promise<Button[][]> {
  const { report } = draft;
  if (!report) return [[{ label: t("report:button.begin"), action: "go_on" }]];
  const ready = (await draft.next()) === undefined;
  const sections = REACHED.map(
    (section): Button => ({
      label: t(`report:button.section.${section}`),
      action: "section",
      argument: section,
    }),
  );
  return [
    ...(ready ? [] : [[{ label: t("report:button.go_on"), action: "go_on" }]]),
    [{ label: t("report:button.review"), action: "review" }],
    ...inRows(sections, 2),
  ];
}
