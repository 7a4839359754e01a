import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import type { Ask, Usage } from "./child.ts";
import type { Setup } from "./contenders/contender.ts";

const CHILD = fileURLToPath(new URL("child.ts", import.meta.url));

/** A contender in a process of its own; it ends with ours. */
export class ContenderProcess {
  readonly #child: ChildProcess;
  readonly #ended: Promise<unknown>;

  private constructor(name: string) {
    this.#child = fork(CHILD, [name]);
    this.#ended = once(this.#child, "exit");
  }

  static async start(name: string, setup: Setup): Promise<ContenderProcess> {
    const contender = new ContenderProcess(name);
    await contender.#ask({ do: "start", setup });
    return contender;
  }

  async usage(): Promise<Usage> {
    return (await this.#ask({ do: "usage" })) as Usage;
  }

  async run(times: number, together: number): Promise<void> {
    await this.#ask({ do: "run", times, together });
  }

  /** Notes where its time goes until the returned function is called, which writes that to a file. */
  async profile(path: string): Promise<() => Promise<void>> {
    await this.#ask({ do: "profile" });
    return async () => void (await this.#ask({ do: "profiled", path }));
  }

  async stop(): Promise<void> {
    await this.#ask({ do: "stop" });
    await this.#ended;
  }

  async #ask(ask: Ask): Promise<unknown> {
    this.#child.send(ask);
    const [answer] = (await Promise.race([
      once(this.#child, "message"),
      this.#ended.then(() => [{ error: "The contender's process ended" }]),
    ])) as [{ value?: unknown; error?: string }];
    if (answer.error) throw new Error(answer.error);
    return answer.value;
  }
}
