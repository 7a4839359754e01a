import type { Role } from "./access.ts";

/** What is done at work without a case at hand. */
export const TASKS = [
  "open_case",
  "see_numbers",
  "manage_staff",
  "answer_holds",
  "count_beds",
  "see_register",
  "field_work",
] as const;
export type Task = (typeof TASKS)[number];

const TASKS_OF: Readonly<Record<Role, readonly Task[]>> = {
  specialist: ["open_case", "see_numbers", "see_register", "field_work"],
  shelter_staff: ["answer_holds", "count_beds"],
  supervisor: ["see_numbers", "see_register"],
  administrator: ["manage_staff"],
};

export function mayDo(role: Role, task: Task): boolean {
  return TASKS_OF[role].includes(task);
}
