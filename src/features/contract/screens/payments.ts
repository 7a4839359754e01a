import { type Button, inRows, type Screen } from "../../../platform/telegram/screen.ts";
import type { Ctx, OpenTurn } from "../../../platform/telegram/turn.ts";
import { caseForMember, dayAt, type Held, tidy } from "../../cases/index.ts";
import { mayAs } from "../../staff/index.ts";
import { markPaid, unmarkPaid } from "../actions.ts";
import { draftOf, FACT_OF, type FactStep } from "../draft.ts";
import { type PaymentMark, readPayments } from "../marks.ts";
import { type ContractDeps, contractNow } from "../now.ts";
import { planLine } from "../plan-view.ts";
import { readPastDay } from "../read-step.ts";
import type { Contract } from "../record.ts";
import { type PlanItem, paymentPlan } from "../rules/index.ts";
import {
  button,
  caseIdOf,
  contractScreen,
  FORM,
  keepDraft,
  missingView,
  PAYMENTS,
  programOf,
  toCase,
  toContract,
  waysBack,
} from "./common.ts";

const IN_A_ROW = 6;

/** What a turn is about to write of a payment is what it shows. */
const coming = new WeakMap<OpenTurn, PaymentMark>();

interface Plan {
  readonly held: Held;
  readonly contract: Contract;
  readonly items: readonly PlanItem[];
  readonly marks: ReadonlyMap<string, PaymentMark>;
}

/** The payments of a contract; the curator says when one was made. */
export function paymentsScreen(deps: ContractDeps): Screen {
  async function planOf(ctx: Ctx, action: "see" | "keep_contract"): Promise<Plan | undefined> {
    const { turn } = ctx;
    const held = await caseForMember(deps, ctx, caseIdOf(turn), action);
    const contract = held && (await contractNow(deps, turn, held.case));
    if (!held || !contract) return undefined;
    const kept = await readPayments(deps.database.prisma, held.case, contract.id);
    const marks = new Map(kept.map((mark) => [mark.item, mark]));
    const foreseen = coming.get(turn);
    if (foreseen) marks.set(foreseen.item, foreseen);
    return { held, contract, items: paymentPlan(programOf(contract), contract), marks };
  }

  const itemNow = ({ screen }: OpenTurn, { items }: Plan): PlanItem | undefined =>
    items.find(({ item }) => item === screen.item);

  function paid(turn: OpenTurn, plan: Plan, paidOn: string): false | undefined {
    const item = itemNow(turn, plan);
    const before = item && plan.marks.get(item.item);
    // A refused one is decided on anew first.
    if (!item || before?.state === "paid" || before?.state === "refused") return false;
    const { held, contract } = plan;
    coming.set(turn, markPaid(deps, turn, held, contract, { item, paidOn, before }));
    turn.go(contractScreen(PAYMENTS, caseIdOf(turn), { note: "paid" }));
    return undefined;
  }

  return {
    async view(ctx) {
      const { turn } = ctx;
      const { t, screen } = turn;
      const plan = await planOf(ctx, "see");
      if (!plan) return missingView(turn);
      const { held, items, marks } = plan;
      const item = itemNow(turn, plan);
      if (item) {
        const isPaid = marks.get(item.item)?.state === "paid";
        return {
          text: [
            ...(screen.problem ? [t(`contract:problem.${String(screen.problem)}`)] : []),
            planLine(turn, item, marks.get(item.item)),
            ...(isPaid ? [] : [t("contract:ask.paid")]),
          ].join("\n\n"),
          rows: [
            [isPaid ? button(turn, "unpaid") : { label: t("contract:today"), action: "today" }],
            [button(turn, "payments")],
            ...waysBack(turn),
          ],
        };
      }
      const { member, relations } = held;
      const may = mayAs(member.role, held.case.status, "keep_contract", relations).kind === "yes";
      const numbers = items.flatMap(({ item: code }, at) =>
        marks.get(code)?.state === "refused"
          ? []
          : [{ label: String(at + 1), action: "item", argument: code }],
      );
      const lines = items.map(
        (one, at) => `${at + 1}. ${planLine(turn, one, marks.get(one.item))}`,
      );
      return {
        text: [
          ...(screen.note ? [t(`contract:note.${String(screen.note)}`)] : []),
          `<b>${t("contract:payments")}</b>`,
          ...lines,
          ...(may && numbers.length > 0 ? [t("contract:which_payment")] : []),
        ].join("\n\n"),
        rows: [
          ...(may ? inRows(numbers, IN_A_ROW) : []),
          ...(may ? factRows(turn, items) : []),
          ...waysBack(turn, button(turn, "contract")),
        ],
      };
    },
    presses: {
      item: async (ctx, code) => {
        const plan = await planOf(ctx, "keep_contract");
        return plan?.items.some(({ item }) => item === code)
          ? ctx.turn.go(contractScreen(PAYMENTS, caseIdOf(ctx.turn), { item: code }))
          : false;
      },
      today: async (ctx) => {
        const plan = await planOf(ctx, "keep_contract");
        return plan ? paid(ctx.turn, plan, todayAt(ctx.turn, plan.held)) : false;
      },
      unpaid: async (ctx) => {
        const { turn } = ctx;
        const plan = await planOf(ctx, "keep_contract");
        const before = plan?.marks.get(String(turn.screen.item));
        if (!plan || before?.state !== "paid") return false;
        coming.set(turn, unmarkPaid(turn, plan.held, plan.contract, before));
        turn.go(contractScreen(PAYMENTS, caseIdOf(turn), { note: "unpaid" }));
      },
      fact: async (ctx, step) => {
        const { turn } = ctx;
        const plan = await planOf(ctx, "keep_contract");
        if (!plan || !factsOf(plan.items).some((one) => one === step)) return false;
        const id = caseIdOf(turn);
        keepDraft(turn, id, draftOf(plan.contract, programOf(plan.contract)));
        turn.go(contractScreen(FORM, id, { step }));
      },
      payments: ({ turn }) => turn.go(contractScreen(PAYMENTS, caseIdOf(turn))),
      contract: toContract,
      case: toCase,
    },
    text: async (ctx, typed) => {
      const { turn } = ctx;
      const plan = await planOf(ctx, "keep_contract");
      if (!plan || !itemNow(turn, plan)) return false;
      const read = readPastDay(tidy(typed), {
        today: todayAt(turn, plan.held),
        startsOn: plan.contract.startsOn,
      });
      if (read.kind === "value") return paid(turn, plan, read.value);
      turn.go({ ...turn.screen, problem: read.code });
    },
  };
}

/** What payments wait for that a day of the contract's record would tell. */
function factsOf(items: readonly PlanItem[]): FactStep[] {
  const waited = items.flatMap(({ dependsOn }) =>
    dependsOn.kind === "event" ? [FACT_OF[dependsOn.event]] : [],
  );
  return [...new Set(waited)];
}

function factRows(turn: OpenTurn, items: readonly PlanItem[]): Button[][] {
  return factsOf(items).map((step) => [
    { label: turn.t(`contract:button.fact.${step}`), action: "fact", argument: step },
  ]);
}

function todayAt({ now }: OpenTurn, { member }: Held): string {
  return dayAt(now, member.institution.timeZone);
}
