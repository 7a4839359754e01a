import type { Feature } from "../../platform/telegram/screen.ts";
import type { ContractDeps } from "./now.ts";
import { activityScreen } from "./screens/activity.ts";
import { cardScreen } from "./screens/card.ts";
import { ACTIVITY, CARD, DUTIES, FORM, PAYMENTS, PROGRAM, REVIEW } from "./screens/common.ts";
import { dutiesScreen } from "./screens/duties.ts";
import { formScreen } from "./screens/form.ts";
import { contractCommand, type MineLinks, mineScreens, openMyContract } from "./screens/mine.ts";
import { paymentsScreen } from "./screens/payments.ts";
import { programScreen } from "./screens/program.ts";
import { reviewScreen } from "./screens/review.ts";

/** Social contracts: written down by staff from the signed paper, seen by the recipient. */
export function contractFeature(deps: ContractDeps, links: MineLinks = {}): Feature {
  return {
    name: "contract",
    screens: {
      [CARD]: cardScreen(deps),
      [FORM]: formScreen(deps),
      [PROGRAM]: programScreen(deps),
      [ACTIVITY]: activityScreen(deps),
      [REVIEW]: reviewScreen(deps),
      [DUTIES]: dutiesScreen(deps),
      [PAYMENTS]: paymentsScreen(deps),
      ...mineScreens(deps, links),
    },
    commands: { contract: contractCommand(deps) },
    notices: { told_contract: openMyContract },
  };
}
