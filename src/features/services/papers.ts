import { Overtaken } from "../../platform/conversation/conversation.ts";
import type { Keyring } from "../../platform/crypto/keyring.ts";
import type { Database, Transaction } from "../../platform/postgres/database.ts";
import type { OpenTurn } from "../../platform/telegram/turn.ts";
import { serviceOf } from "../../programs/services.ts";
import { addEvent, type Case, caseOfPerson, dayAt, type Held, readEvents } from "../cases/index.ts";
import type { OnMark } from "../checklist/index.ts";
import { foresee, isForeseen } from "./now.ts";
import { wasReleased } from "./service.ts";
import { recordService } from "./store.ts";

/*
 * A person with a case ticks a paper off their list. The official rows count help ("оказано содействие"),
 * and the tick says only that the paper is there: many get it by themselves, or had it all along. So it is
 * not counted by itself. It asks whoever has the case, once for each paper, and their yes is the record.
 * Which kind of help a paper is, is said in `common/services.json`; of other papers nobody is asked.
 *
 * What was asked and answered is the timeline of the case: sealed, like the list itself.
 */
const KINDS = ["paper_got", "paper_not_got", "paper_helped", "paper_not_helped"] as const;
const ANSWERS: readonly string[] = ["paper_helped", "paper_not_helped"];

/** More than anybody ticks. */
const MOST = 200;

/** A paper that the person of a case has now, of which nobody has said yet whether it was with help. */
export interface GotPaper {
  readonly paper: string;
  /** A code of `serviceData.kinds`. */
  readonly kind: string;
  readonly at: Date;
  readonly source: string;
}

/** A tick asks; taken back before anybody answered, it asks no more. What was confirmed stays. */
export function askOfPaper({ keyring }: { readonly keyring: Keyring }): OnMark {
  return (turn, paper, marks) => {
    if (kindOf(paper) === null) return;
    turn.write(async (tx, person) => {
      const of = await caseOfPerson(tx, keyring, person.id);
      if (!of || of.status === "closed") return;
      await lock(tx, of);
      const last = (await saidOf(tx, of)).get(paper);
      if (ANSWERS.includes(last?.kind ?? "")) return;
      const has = marks[paper] === "have";
      if (has === (last?.kind === "paper_got")) return;
      const details = { paper, place: of.institutionId };
      const kind = has ? "paper_got" : "paper_not_got";
      await addEvent(tx, of, { at: turn.now, staffId: null, kind, details });
    });
  };
}

/** The papers to ask of, the oldest first, as it is with this turn. */
export async function papersToAsk(
  prisma: Pick<Database["prisma"], "caseEvent">,
  turn: OpenTurn,
  of: Case,
): Promise<GotPaper[]> {
  return (await unanswered(prisma, of)).filter(({ source }) => !isForeseen(turn, source));
}

/** A member says whether they helped with a paper: then it is a service on the day of the tick. */
export function answerOfPaper(
  { keyring }: { readonly keyring: Keyring },
  turn: OpenTurn,
  { case: of, member }: Held,
  { paper, kind, at: got, source }: GotPaper,
  helped: boolean,
): void {
  const { now: at } = turn;
  const day = dayAt(got, member.institution.timeZone);
  const who = { institutionId: member.institutionId, staffId: member.id };
  const coming = {
    ...{ id: 0n, kind, day, ...who, caseId: of.id, people: 1, source, tripId: null },
    ...{ released: Number(wasReleased(of.record, day)), recordedAt: at, version: 1 },
  };
  foresee(turn, source, helped ? coming : null);
  turn.write(async (tx) => {
    // Of two colleagues who answer at once, the second is shown what the first said.
    await lock(tx, of);
    if (!(await unanswered(tx, of)).some((one) => one.source === source)) throw new Overtaken();
    if (helped) {
      const whom = { kind: "case", case: of } as const;
      await recordService(tx, keyring, { kind, day, ...who, whom, source, at });
    }
    await addEvent(tx, of, {
      ...{ at, staffId: member.id, kind: helped ? "paper_helped" : "paper_not_helped" },
      details: { paper },
    });
  });
}

/** What was ticked while the case was elsewhere is not asked of those who have it now. */
async function unanswered(
  prisma: Pick<Database["prisma"], "caseEvent">,
  of: Case,
): Promise<GotPaper[]> {
  const said = await saidOf(prisma, of);
  return [...said]
    .flatMap(([paper, { id, kind: last, at, details }]) => {
      const kind = kindOf(paper);
      const asks = last === "paper_got" && details.place === of.institutionId && kind !== null;
      return asks ? [{ paper, kind, at, source: `paper:${id}` }] : [];
    })
    .toReversed();
}

/** What was said last of each paper, the newest first; an answer is the last word. */
async function saidOf(prisma: Pick<Database["prisma"], "caseEvent">, of: Pick<Case, "id" | "key">) {
  const events = await readEvents(prisma, of, { limit: MOST, kinds: KINDS });
  const said = new Map<string, (typeof events)[number]>();
  for (const event of events) {
    const { paper } = event.details;
    if (typeof paper !== "string") continue;
    if (ANSWERS.includes(event.kind) || !said.has(paper)) said.set(paper, event);
  }
  return said;
}

function kindOf(paper: string): string | null {
  return serviceOf(`paper_got.${paper}`);
}

/** One after the other for each case: what is said of a paper follows from what was said before. */
async function lock(tx: Transaction, { id }: Pick<Case, "id">): Promise<void> {
  await tx.$executeRaw`SELECT 1 FROM cases WHERE id = ${id}::uuid FOR UPDATE`;
}
