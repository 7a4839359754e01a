import type { DocumentMakers } from "../../platform/telegram/delivery.ts";
import type { Feature, Handler } from "../../platform/telegram/screen.ts";
import type { CardPart } from "../cases/index.ts";
import type { MineWay } from "../contract/index.ts";
import { openIncomes } from "./incomes.ts";
import { sentFiles } from "./paper-out.ts";
import { circumstanceDocuments } from "./papers.ts";
import { personSide } from "./person-side.ts";
import type { CircumstanceDeps } from "./reach.ts";
import { staffSide } from "./staff-side.ts";

export { circumstanceDues } from "./dues.ts";
export type { CircumstanceDeps } from "./reach.ts";
export { circumstanceReasons, startCircumstanceJobs } from "./reminders.ts";
export { adoptCircumstances, aidStop, hasValidReason } from "./store.ts";

export interface CircumstancesFeature {
  readonly feature: Feature;
  /** On "Мой контракт". */
  readonly ways: readonly MineWay[];
  /** To telling a valid reason, from wherever it is needed. */
  readonly openCannot: Handler;
  /** On the card of a case. */
  readonly casePart: CardPart;
  readonly documents: DocumentMakers;
}

/** What changes and ends a contract, and what is written and looked at around its end (п. 29-31, 33-38). */
export function createCircumstances(deps: CircumstanceDeps): CircumstancesFeature {
  const person = personSide(deps);
  const staff = staffSide(deps);
  return {
    feature: {
      name: "circumstances",
      screens: { ...person.screens, ...staff.screens },
      notices: {
        told_circumstance: person.told,
        told_case_circumstance: staff.told,
        told_incomes: openIncomes,
      },
    },
    ways: person.ways,
    openCannot: person.openCannot,
    casePart: staff.part,
    documents: { ...circumstanceDocuments, ...sentFiles(deps) },
  };
}
