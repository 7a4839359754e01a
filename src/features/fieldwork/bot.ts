import type { Feature } from "../../platform/telegram/screen.ts";
import { DAY, FIELD, type FieldworkDeps, FORM, LETTERS, TRIP } from "./screens/common.ts";
import { dayScreen, formScreen } from "./screens/form.ts";
import { lettersScreen, listScreen, openFieldwork, tripScreen } from "./screens/list.ts";

/** Work outside of the institution: patrols, prisons, letters, families. */
export function fieldworkFeature(deps: FieldworkDeps): Feature {
  return {
    name: "fieldwork",
    screens: {
      [FIELD]: listScreen(deps),
      [FORM]: formScreen(deps),
      [TRIP]: tripScreen(deps),
      [LETTERS]: lettersScreen(deps),
      [DAY]: dayScreen(deps),
    },
    commands: { fieldwork: openFieldwork(deps) },
  };
}
