import { parseArgs } from "node:util";
import { startSandbox } from "./server.ts";

const { values } = parseArgs({
  options: {
    port: { type: "string", default: "8081" },
    token: { type: "string" },
    state: { type: "string" },
    latency: { type: "string", default: "0" },
    "no-record": { type: "boolean", default: false },
  },
});

const sandbox = await startSandbox({
  port: Number(values.port),
  latencyMs: Number(values.latency),
  record: !values["no-record"],
  ...(values.token === undefined ? {} : { token: values.token }),
  ...(values.state === undefined ? {} : { stateFile: values.state }),
});
console.log(`Local Telegram: ${sandbox.url}`);
console.log(`TELEGRAM_API_ROOT=${sandbox.apiRoot} BOT_TOKEN=${sandbox.botToken}`);

for (const signal of ["SIGINT", "SIGTERM"] as const) {
  process.once(signal, () => void sandbox.close());
}
