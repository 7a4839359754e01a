import { renderDocument } from "../../platform/documents/index.ts";
import type { DocumentMakers } from "../../platform/telegram/delivery.ts";
import type { OpenTurn } from "../../platform/telegram/turn.ts";
import { lastDayOf, lawOf } from "../contract/rules/index.ts";
import { institutionById, namesOfMembers } from "../staff/index.ts";
import { CHANGED, type ChangeNotice, changeNotice } from "./documents/change-notice.ts";
import { type ChangeRequest, changeRequest } from "./documents/change-request.ts";
import type { PaperBasics } from "./documents/common.ts";
import { type Conclusion, conclusion } from "./documents/conclusion.ts";
import { type Effectiveness, effectiveness } from "./documents/effectiveness.ts";
import { type Monitoring, type MonitoringWay, monitoring } from "./documents/monitoring.ts";
import type { CircumstanceDeps, Known } from "./reach.ts";
import type { Circumstance } from "./record.ts";
import { incomeMonths } from "./rules/end.ts";

/** The kind of document that any of the papers around a change and the end of a contract is. */
const PAPER = "circumstance";

const MODELS = {
  request: (given: unknown) => changeRequest(given as ChangeRequest),
  notice: (given: unknown) => changeNotice(given as ChangeNotice),
  conclusion: (given: unknown) => conclusion(given as Conclusion),
  effectiveness: (given: unknown) => effectiveness(given as Effectiveness),
  monitoring: (given: unknown) => monitoring(given as Monitoring),
} as const;
type PaperCode = keyof typeof MODELS;

export const circumstanceDocuments: DocumentMakers = {
  [PAPER]: async (data) => {
    const { paper, given } = data as { readonly paper: PaperCode; readonly given: unknown };
    return {
      name: `opora-${paper}.pdf`,
      type: "application/pdf",
      bytes: await renderDocument(MODELS[paper](given)),
    };
  },
};

function send(turn: OpenTurn, paper: PaperCode, given: unknown): void {
  const caption = turn.t(`circumstances:document.${paper}`);
  turn.outgoing.push({
    call: { method: "sendDocument", payload: { chat_id: turn.chat, caption } },
    document: { field: "document", kind: PAPER, data: { paper, given } },
  });
}

/** @param named with the name of the case; else a line is left for it */
async function basicsOf(
  { database }: CircumstanceDeps,
  turn: OpenTurn,
  { case: of, contract, program }: Known,
  named: boolean,
): Promise<PaperBasics> {
  const institution = await institutionById(database.prisma, of.institutionId);
  return {
    contract: { number: contract.record.number, on: contract.startsOn },
    institution: institution?.name ?? "",
    name: named ? of.record.name : null,
    signedOn: null,
    created: turn.now.toISOString(),
    act: lawOf(program, contract)?.edition.act ?? "",
  };
}

/** What the person signs and hands in: a request by п. 34 or a notice by п. 36. */
export async function sendToHandIn(
  deps: CircumstanceDeps,
  turn: OpenTurn,
  known: Known,
  one: Circumstance,
): Promise<void> {
  const { program, contract } = known;
  const { body, happenedOn, kind } = one;
  const basics = await basicsOf(deps, turn, known, deps.namesInChat);
  const law = lawOf(program, contract)?.edition.contract;
  const papers = body.papers.map(({ name }) => ({ name, count: 1 }));
  if (kind === "valid_reason") {
    const title = law?.validReasons.list.find(({ code }) => code === body.what)?.title ?? "";
    const asks =
      body.asks === "extend"
        ? ({ kind: "extend", until: null } as const)
        : ({ kind: "change", text: null } as const);
    const reason = { title, happenedOn, text: body.text };
    return send(turn, "request", { ...basics, asks, reason, noticeBy: null, papers });
  }
  const ground = law?.endings.list.find(({ code }) => code === body.what);
  const changed = (CHANGED as Readonly<Record<string, string>>)[body.what] ?? "";
  const told = ground
    ? [{ title: ground.title, clause: ground.clause }]
    : [{ title: changed, clause: law?.changes.clause ?? "" }];
  send(turn, "notice", { ...basics, told, happenedOn, text: body.text, papers });
}

async function curatorOf({ database, keyring }: CircumstanceDeps, { case: of }: Known) {
  if (!of.curatorId) return null;
  return (await namesOfMembers(database.prisma, keyring, [of.curatorId])).get(of.curatorId) ?? null;
}

/** The measure as Russian papers name it, whatever the language of the chat. */
const measureOf = (turn: OpenTurn, { contract }: Known) =>
  turn.texts("ru")(`eligibility:measure.${contract.measure}.name`);

export async function sendConclusion(
  deps: CircumstanceDeps,
  turn: OpenTurn,
  known: Known,
  { body }: Circumstance,
): Promise<void> {
  const { contract } = known;
  send(turn, "conclusion", {
    ...(await basicsOf(deps, turn, known, true)),
    endsOn: contract.endsOn,
    measure: measureOf(turn, known),
    activities: contract.record.activities.map(({ title, until }, at) => ({
      ...{ title, until, note: "", done: body.activities[at] ?? "no" },
    })),
    assessment: body.text || null,
    extension: body.useful === null ? null : { useful: body.useful, until: null, why: "" },
    curator: await curatorOf(deps, known),
  } satisfies Conclusion);
}

export async function sendEffectiveness(
  deps: CircumstanceDeps,
  turn: OpenTurn,
  known: Known,
  { body }: Circumstance,
): Promise<void> {
  const { contract, program } = known;
  const law = lawOf(program, contract)?.edition.contract;
  send(turn, "effectiveness", {
    ...(await basicsOf(deps, turn, known, true)),
    endedOn: lastDayOf(contract),
    measure: measureOf(turn, known),
    handedTo: law?.effectiveness.handedTo ?? null,
    after: incomeMonths(contract).map((month) => ({ month, kopecks: body.incomes[month] ?? null })),
    before: body.before,
    living: body.living,
    again: { useful: body.useful, text: body.text || null },
    curator: await curatorOf(deps, known),
  } satisfies Effectiveness);
}

/** @param number of the month after the end */
export async function sendMonitoring(
  deps: CircumstanceDeps,
  turn: OpenTurn,
  known: Known,
  { body }: Circumstance,
  { number, of, month }: { readonly number: number; readonly of: number; readonly month: string },
): Promise<void> {
  const { contract, program } = known;
  const looked = lawOf(program, contract)?.edition.contract.monitoring.find(
    ({ measure }) => measure === contract.measure,
  );
  const found = body.months[String(number)];
  if (!looked || !found) return;
  send(turn, "monitoring", {
    ...(await basicsOf(deps, turn, known, true)),
    ...{ endedOn: lastDayOf(contract), measure: measureOf(turn, known), month, number, of },
    fact: { title: looked.title, clause: looked.clause },
    ways: looked.ways.map((code) => ({
      code: code as MonitoringWay,
      used: found.ways.includes(code),
    })),
    ...{ found: found.found, text: null },
    curator: await curatorOf(deps, known),
  } satisfies Monitoring);
}
