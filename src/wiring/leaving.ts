import { letCasesGo } from "../features/cases/index.ts";
import { type OnRevoke, resetMenu } from "../features/staff/index.ts";
import type { Queue } from "../platform/queue.ts";

/** What else ends when a member leaves, whether in the chat or by the command line. */
export function whenMemberLeaves(queue: Queue): readonly OnRevoke[] {
  return [letCasesGo(queue), resetMenu(queue)];
}
