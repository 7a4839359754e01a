import type { Start } from "./contender.ts";
import { startWizard } from "./telegraf.ts";

/** The session in Redis is all that is kept. */
export const start: Start = (setup) => startWizard(setup);
