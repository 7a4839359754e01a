import type { Feature, Handler } from "../../platform/telegram/screen.ts";
import type { Ctx } from "../../platform/telegram/turn.ts";
import { adoptSeeker, forgetSeeker } from "./actions.ts";
import type { HoldDeps } from "./deps.ts";
import { seekerOfChat } from "./record.ts";
import { caseHoldScreen } from "./screens/case.ts";
import { FORM, formScreen, openHold } from "./screens/form.ts";
import { MINE, mineScreen, openMyHold } from "./screens/mine.ts";
import { NOBODY, nobodyScreen } from "./screens/nobody.ts";
import { openShelterHolds, shelterScreens } from "./screens/shelter.ts";
import { openFreeBed, waitingScreens } from "./screens/waiting.ts";
import { toldScreen } from "./specialist.ts";

export { adoptHolds, eraseHolds, joinHolds } from "./actions.ts";
export type { HoldDeps, OnArrive } from "./deps.ts";
export { startHoldJobs } from "./jobs.ts";
export { holdPart } from "./screens/case.ts";
export { openHold } from "./screens/form.ts";
export { hasHold, openMyHold } from "./screens/mine.ts";
export { openShelterHolds } from "./screens/shelter.ts";
export { openWait } from "./screens/waiting.ts";
export { tellSpecialist } from "./specialist.ts";
export type { Hold } from "./store.ts";
export { awaitedHolds, holdReasons } from "./telling.ts";

/** Asking for a bed, what the shelter says to it, and what becomes of it. */
export function holdsFeature(deps: HoldDeps, openSpecialist: Handler): Feature {
  const links = { openHold: openHold(deps), openSpecialist };
  return {
    name: "holds",
    screens: {
      [FORM]: formScreen(deps),
      [NOBODY]: nobodyScreen(deps),
      [MINE]: mineScreen(deps, links),
      case_hold: caseHoldScreen(deps, links),
      ...shelterScreens(deps),
      ...waitingScreens(deps, links),
      ...toldScreen,
    },
    notices: {
      told_hold: openMyHold,
      told_bed_free: openFreeBed,
      told_shelter_hold: (ctx, id) => ctx.turn.go({ name: "shelter_hold", id }),
      told_shelter_holds: openShelterHolds(deps),
    },
  };
}

/** Somebody agreed that their data is kept: what they asked for before is theirs; same transaction. */
export const keepHolds =
  ({ keyring }: Pick<HoldDeps, "keyring">) =>
  ({ turn }: Ctx): void => {
    const seeker = seekerOfChat(keyring, turn.chat);
    turn.write((tx, { id }) => adoptSeeker(tx, seeker, id));
  };

/** Somebody who agreed to nothing wants to be forgotten. */
export const forgetHolds =
  (deps: HoldDeps) =>
  ({ turn }: Ctx): void => {
    const seeker = seekerOfChat(deps.keyring, turn.chat);
    turn.writeApart((tx) => forgetSeeker(deps, tx, seeker, turn.now));
  };
