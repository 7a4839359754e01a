export { openRegister, registerFeature } from "./bot.ts";
export { startRegisterJobs } from "./jobs.ts";
export type { RegisterDeps } from "./register.ts";
export { REGISTER_TABLE, registerTable, type TableOrder as RegisterOrder } from "./table.ts";
