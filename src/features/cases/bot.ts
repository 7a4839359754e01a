import { renderDocument } from "../../platform/documents/index.ts";
import type { DocumentMakers } from "../../platform/telegram/delivery.ts";
import type { Feature } from "../../platform/telegram/screen.ts";
import type { CaseDeps } from "./reach.ts";
import { type RouteSheet, routeDocument } from "./route-document.ts";
import { cardScreen } from "./screens/card.ts";
import { CARD, type CardLinks } from "./screens/common.ts";
import { editScreen } from "./screens/edit.ts";
import { historyScreen } from "./screens/history.ts";
import { inviteScreen, SLIP_DOCUMENT } from "./screens/invite.ts";
import { joiningScreens } from "./screens/joining.ts";
import { mergeScreen } from "./screens/merge.ts";
import { mineScreens, openSpecialist } from "./screens/mine.ts";
import { newCaseScreens, openNewCase } from "./screens/new-case.ts";
import { papersScreen } from "./screens/papers.ts";
import { myRouteScreen, ROUTE_DOCUMENT, routeScreen } from "./screens/route.ts";
import { statusScreen } from "./screens/status.ts";
import { transferScreen } from "./screens/transfer.ts";
import { declinedScreen, wordsScreen } from "./screens/words.ts";
import { type InviteSlip, slipDocument } from "./slip.ts";

/** The cases of people: opened, taken, edited, handed over and merged by staff, seen by their person. */
export function casesFeature(deps: CaseDeps, links: CardLinks = {}): Feature {
  return {
    name: "cases",
    screens: {
      [CARD]: cardScreen(deps, links),
      case_edit: editScreen(deps),
      case_words: wordsScreen(deps),
      case_declined: declinedScreen,
      case_status: statusScreen(deps),
      case_history: historyScreen(deps),
      case_papers: papersScreen(deps),
      case_route: routeScreen(deps),
      case_invite: inviteScreen(deps),
      case_transfer: transferScreen(deps),
      case_merge: mergeScreen(deps),
      ...newCaseScreens(deps),
      ...mineScreens(deps, links),
      ...joiningScreens(deps),
      my_route: myRouteScreen(deps),
    },
    // From any result that may lead to a specialist.
    presses: { specialist: openSpecialist },
    commands: { newcase: openNewCase },
  };
}

/** How the feature's documents are made when they are sent. */
export const caseDocuments: DocumentMakers = {
  [SLIP_DOCUMENT]: async (data) => ({
    name: "opora-code.pdf",
    type: "application/pdf",
    bytes: await renderDocument(slipDocument(data as InviteSlip)),
  }),
  [ROUTE_DOCUMENT]: async (data) => ({
    name: "opora-route.pdf",
    type: "application/pdf",
    bytes: await renderDocument(routeDocument(data as RouteSheet)),
  }),
};
