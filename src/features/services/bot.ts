import type { Feature } from "../../platform/telegram/screen.ts";
import type { CardPart } from "../cases/index.ts";
import {
  SERVICE,
  SERVICE_AGAIN,
  SERVICE_DAY,
  SERVICE_KIND,
  SERVICES,
  type ServiceDeps,
} from "./screens/common.ts";
import { listScreen, servicesPart } from "./screens/list.ts";
import { againScreen, dayScreen, kindScreen, oneScreen } from "./screens/one.ts";

export interface Services {
  readonly feature: Feature;
  /** On the card of a case. */
  readonly casePart: CardPart;
}

/** What was done for people, written down where it is done. */
export function createServices(deps: ServiceDeps): Services {
  return {
    feature: {
      name: "services",
      screens: {
        [SERVICES]: listScreen(deps),
        [SERVICE]: oneScreen(deps),
        [SERVICE_DAY]: dayScreen(deps),
        [SERVICE_KIND]: kindScreen(deps),
        [SERVICE_AGAIN]: againScreen(deps),
      },
    },
    casePart: servicesPart(deps),
  };
}
