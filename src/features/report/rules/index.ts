export type { Line } from "../record.ts";
export { of as linesIn } from "./compose.ts";
export type { ReportCode } from "./status.ts";
