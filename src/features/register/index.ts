export { openRegister, registerFeature } from "./bot.ts";
export { startRegisterJobs } from "./jobs.ts";
export { REGISTER_PICTURE } from "./picture.ts";
export type { RegisterDeps } from "./register.ts";
export { REGISTER_TABLE, registerTable, type TableOrder as RegisterOrder } from "./table.ts";
