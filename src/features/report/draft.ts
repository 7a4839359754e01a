import { randomUUID } from "node:crypto";
import type { Transaction } from "../../platform/postgres/database.ts";
import type { Ctx, OpenTurn } from "../../platform/telegram/turn.ts";
import { type Activity, type ReportDays, reportDays } from "../contract/rules/index.ts";
import { addLine, changeLine, lineById, linesOf, removeLine } from "./line-store.ts";
import type { ReportDeps } from "./links.ts";
import { type Own, ownOf } from "./own.ts";
import type { Line, LineBody, LineOf, Report, ReportContent, Section } from "./record.ts";
import { periodIn, storedOf, withdrawalOf } from "./rules/months.ts";
import { activitiesIn, openPlaces, type Place } from "./rules/position.ts";
import {
  type PersonAction,
  personMay,
  type ReportStatus,
  statusOf,
  type Withdrawal,
} from "./rules/status.ts";
import { changedReport, newReport, type ReportChange, reportOfMonth, saveReport } from "./store.ts";

type LineSection = Line["section"];

/**
 * The report of one month as it is after what this turn does to it: the screen is shown before that is
 * committed. Lines are read section by section, and only where a screen shows them: an answer to the
 * sixtieth costs what one to the first does.
 */
export class Draft {
  readonly own: Own;
  readonly month: string;
  readonly period: { readonly from: string; readonly to: string };
  readonly days: ReportDays;
  readonly #deps: ReportDeps;
  readonly #turn: OpenTurn;
  #report: Report | undefined;
  readonly #stored: boolean;
  readonly #read = new Map<LineSection, readonly Line[]>();
  readonly #added: Line[] = [];
  /** What this turn does to a line that is stored; undefined: it goes. */
  readonly #changed = new Map<string, Line | undefined>();

  constructor(
    deps: ReportDeps,
    turn: OpenTurn,
    own: Own,
    { month, period, days }: Pick<Draft, "month" | "period" | "days">,
    report: Report | undefined,
  ) {
    this.#deps = deps;
    this.#turn = turn;
    this.own = own;
    this.month = month;
    this.period = period;
    this.days = days;
    this.#report = report;
    this.#stored = report !== undefined;
  }

  /** undefined: nobody has begun it. */
  get report(): Report | undefined {
    return this.#report;
  }

  get status(): ReportStatus {
    const { program, today } = this.own;
    const stored = this.#report && storedOf(this.#report, program.timeZone);
    return statusOf(stored, this.days, today);
  }

  get withdrawal(): Withdrawal {
    return withdrawalOf(
      { report: this.#report, days: this.days },
      this.own.program,
      this.own.today,
    );
  }

  /** What the person may do now; nothing of it before the month begins. */
  may(action: PersonAction): boolean {
    return this.period.from <= this.own.today && personMay(this.status.code, action);
  }

  /** Those that are reported on, in the order of the programme. */
  get activities(): readonly Activity[] {
    return activitiesIn(this.own.contract.record.activities, this.period);
  }

  /**
   * Those that a cost may be for: an activity that is over may still be paid for. Where the programme has
   * none, a cost is for the programme as a whole.
   */
  get costActivities(): readonly Pick<Activity, "code" | "title">[] {
    const { activities } = this.own.contract.record;
    return activities.length > 0 ? activities : [{ code: "", title: "" }];
  }

  async lines<S extends LineSection>(...sections: readonly S[]): Promise<LineOf<S>[]> {
    const report = this.#stored ? this.#report : undefined;
    const unread = sections.filter((section) => !this.#read.has(section));
    if (report && unread.length > 0) {
      const { prisma } = this.#deps.database;
      const found: Line[] = await linesOf(prisma, this.own.case, report.id, unread);
      for (const section of unread) {
        this.#read.set(
          section,
          found.filter((line) => line.section === section),
        );
      }
    }
    const stored = sections.flatMap((section) => this.#read.get(section) ?? []);
    return [...stored, ...this.#added]
      .flatMap((line) => (this.#changed.has(line.id) ? (this.#changed.get(line.id) ?? []) : line))
      .filter((line): line is LineOf<S> => sections.some((section) => section === line.section));
  }

  async line(id: string): Promise<Line | undefined> {
    if (this.#changed.has(id)) return this.#changed.get(id);
    const added = this.#added.find((line) => line.id === id);
    if (added || !this.#report) return added;
    return lineById(this.#deps.database.prisma, this.own.case, this.#report.id, id);
  }

  /** @returns the id of the new line */
  add(body: LineBody): string {
    const { id: reportId } = this.begin();
    const id = randomUUID();
    this.#added.push({ ...body, id, position: Number.MAX_SAFE_INTEGER });
    this.#turn.write(async (tx) => {
      await addLine(tx, this.own.case, reportId, body, id);
    });
    return id;
  }

  change({ id, position }: Line, body: LineBody): void {
    const { id: reportId } = this.begin();
    this.#changed.set(id, { ...body, id, position });
    this.#turn.write((tx) => changeLine(tx, this.own.case, reportId, id, body));
  }

  /** @param before what else goes with it, in the same transaction */
  remove(id: string, before?: (tx: Transaction, lineId: string) => Promise<void>): void {
    const { id: reportId } = this.begin();
    this.#changed.set(id, undefined);
    this.#turn.write(async (tx) => {
      await before?.(tx, id);
      await removeLine(tx, reportId, id);
    });
  }

  /**
   * Changes the report itself; what else belongs to it is done in the same transaction.
   * @returns the report as it will be
   */
  save(change: (tx: Transaction, before: Report) => Promise<void>, coming: ReportChange): Report {
    const before = this.begin();
    const after = changedReport(before, coming);
    this.#report = after;
    this.#turn.write((tx) => change(tx, before));
    return after;
  }

  /** Writes what stands in the report besides its lines. */
  write(part: Partial<ReportContent>): void {
    const change = { content: { ...this.begin().content, ...part } };
    this.save(
      async (tx, before) => void (await saveReport(tx, this.own.case, before, change)),
      change,
    );
  }

  /** The person says that there is nothing more in a part, or takes that back. */
  finish(section: Section, finished = true): void {
    const others = (this.#report?.content.finished ?? []).filter((one) => one !== section);
    this.write({ finished: finished ? [...others, section] : others });
  }

  /** All that waits for an answer, in the order of the form. */
  async open(): Promise<Place[]> {
    const lines = await this.lines("done", "not_done", "spending");
    return openPlaces(this.activities, lines, this.#content);
  }

  /** Where to go on; costs are looked through only when no activity is left. */
  async next(): Promise<Place | undefined> {
    const answers = await this.lines("done", "not_done");
    const [first] = openPlaces(this.activities, answers, this.#content);
    return first?.at === "activity" ? first : (await this.open())[0];
  }

  get #content(): Pick<ReportContent, "finished" | "results"> {
    return this.#report?.content ?? { finished: [], results: null };
  }

  /** The report; it comes into being with the first thing that is written in it. */
  begin(): Report {
    if (this.#report) return this.#report;
    const { contract, case: of } = this.own;
    const wanted = { contractId: contract.id, month: this.month, createdAt: this.#turn.now };
    const { report, create } = newReport(of, wanted);
    this.#turn.write(create);
    this.#report = report;
    return report;
  }
}

const drafts = new WeakMap<OpenTurn, Map<string, Promise<Draft | undefined>>>();

/**
 * The report of a month of the person who speaks; the same one throughout a turn.
 * @param month "YYYY-MM"; undefined comes back for a month that their contract does not have
 */
export function draftOf(deps: ReportDeps, ctx: Ctx, month: string): Promise<Draft | undefined> {
  const ofTurn = drafts.get(ctx.turn) ?? new Map<string, Promise<Draft | undefined>>();
  drafts.set(ctx.turn, ofTurn);
  const found = ofTurn.get(month) ?? look(deps, ctx, month);
  ofTurn.set(month, found);
  return found;
}

async function look(deps: ReportDeps, ctx: Ctx, month: string): Promise<Draft | undefined> {
  const own = /^\d{4}-(0[1-9]|1[0-2])$/.test(month) ? await ownOf(deps, ctx) : undefined;
  if (!own) return undefined;
  const { prisma } = deps.database;
  const report = await reportOfMonth(prisma, own.case, own.contract.id, month);
  const period = periodIn(own.contract, month, report);
  const days = period && reportDays(own.program, own.contract, month);
  if (!period || !days) return undefined;
  return new Draft(deps, ctx.turn, own, { month, period, days }, report);
}
