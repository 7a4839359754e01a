import { DEFAULT_TOKEN, type Sandbox, startSandbox } from "../sandbox/server.ts";
import type { Entry } from "./contenders/index.ts";
import { Crowd, type Pace, type Part, type Played } from "./crowd.ts";
import { type Answer, benchForm, endText, typed } from "./form.ts";
import { ContenderProcess } from "./process.ts";
import { type Servers, select } from "./servers.ts";

/** One contender's turn. Times of processors are in microseconds per update. */
export interface Measured extends Played {
  /** The contender's process. */
  readonly cpu: number;
  /** This process: the people and the local Telegram. */
  readonly ours: number;
  /** PostgreSQL and Redis; undefined where the system does not tell. */
  readonly servers: number | undefined;
  /** Bytes of the contender's process at the end. */
  readonly memory: number;
}

export interface Size {
  readonly chats: number;
  /** 1 for the form of twelve questions, 5 for sixty. */
  readonly people: number;
}

const FIRST_CHAT = 5_000_001;

/** A contender in its own process, with a local Telegram, people and a database of its own. */
export class Stage {
  readonly entry: Entry;
  readonly #servers: Servers;
  readonly #databaseUrl: string;
  readonly #sandbox: Sandbox;
  readonly #contender: ContenderProcess;
  readonly #crowd: Crowd;
  readonly #chats: readonly number[];
  readonly #texts: readonly string[];
  #said = 0;

  private constructor(
    entry: Entry,
    servers: Servers,
    databaseUrl: string,
    sandbox: Sandbox,
    contender: ContenderProcess,
    size: Size,
  ) {
    this.entry = entry;
    this.#servers = servers;
    this.#databaseUrl = databaseUrl;
    this.#sandbox = sandbox;
    this.#contender = contender;
    this.#chats = Array.from({ length: size.chats }, (_, n) => FIRST_CHAT + n);
    this.#texts = benchForm(size.people).texts;
    this.#crowd = new Crowd(sandbox, this.#chats);
  }

  static async open(entry: Entry, servers: Servers, size: Size): Promise<Stage> {
    const databaseUrl = await servers.database(
      `bench_${entry.name.replaceAll("-", "_")}_${size.people}`,
    );
    const sandbox = await startSandbox({ record: false });
    const contender = await ContenderProcess.start(entry.name, {
      apiRoot: sandbox.apiRoot,
      token: DEFAULT_TOKEN,
      redisUrl: `${servers.redisUrl}/${size.people}`,
      databaseUrl,
      people: size.people,
    });
    return new Stage(entry, servers, databaseUrl, sandbox, contender, size);
  }

  /** Everybody begins the form and answers all of it. */
  async form(pace: Pace): Promise<Measured> {
    await this.#begin(pace);
    return this.#measured(() => this.#play(0, this.#texts.length, pace));
  }

  /** The first and the last questions of the form, apart. */
  async ends(pace: Pace, length: number): Promise<{ first: Measured; last: Measured }> {
    const total = this.#texts.length;
    await this.#begin(pace);
    const first = await this.#measured(() => this.#play(0, length, pace));
    await this.#play(length, total - length, pace);
    const last = await this.#measured(() => this.#play(total - length, total, pace));
    return { first, last };
  }

  /** The limit without Telegram. */
  commits(times: number, together: number): Promise<Measured> {
    return this.#measured(async () => {
      const startedAt = performance.now();
      await this.#contender.run(times, together);
      const seconds = (performance.now() - startedAt) / 1000;
      return { updates: times, seconds, latencies: new Float64Array() };
    });
  }

  /** Tables are small and new: their statistics are made now and not at some moment of the run. */
  async settle(): Promise<void> {
    await select(this.#databaseUrl, "VACUUM ANALYZE");
  }

  /** @throws when the database does not hold exactly what was said. */
  async check(): Promise<void> {
    const { wanted, found } = await this.#entryCheck();
    if (wanted !== found) {
      throw new Error(`${this.entry.title} keeps ${found} rows or answers of ${wanted}`);
    }
  }

  /** Notes where the contender's time goes until the returned function is called. */
  profile(path: string): Promise<() => Promise<void>> {
    return this.#contender.profile(path);
  }

  async close(): Promise<void> {
    await this.#contender.stop();
    await this.#sandbox.close();
  }

  async #entryCheck(): Promise<{ wanted: number; found: number }> {
    const { counts } = this.entry;
    if (!counts) return { wanted: 0, found: 0 };
    const [row] = await select(this.#databaseUrl, counts.sql);
    const wanted = counts.of === "updates" ? this.#said : this.#chats.length * this.#texts.length;
    return { wanted, found: Number(row?.found) };
  }

  async #begin({ together }: Pace): Promise<void> {
    if (this.entry.kind !== "form") return;
    const part = { says: ["/start"], hears: [this.#texts[0] as string] };
    await this.#crowd.play(new Map(this.#chats.map((chat) => [chat, part])), { together });
    this.#said += this.#chats.length;
    await this.#sandbox.control.idle();
  }

  async #play(from: number, until: number, pace: Pace): Promise<Played> {
    const played = await this.#crowd.play(this.#parts(from, until), pace);
    this.#said += played.updates;
    return played;
  }

  async #measured(work: () => Promise<Played>): Promise<Measured> {
    const before = {
      contender: await this.#contender.usage(),
      ours: process.cpuUsage(),
      servers: this.#servers.cpu(),
    };
    const played = await work();
    const { user, system } = process.cpuUsage(before.ours);
    // What a contender puts off until after the answer is its work too.
    await this.#sandbox.control.idle();
    const after = await this.#contender.usage();
    const servers = this.#servers.cpu();
    const each = (micros: number) => micros / played.updates;
    return {
      ...played,
      cpu: each(after.cpu - before.contender.cpu),
      ours: each(user + system),
      servers:
        servers === undefined || before.servers === undefined
          ? undefined
          : each(servers - before.servers),
      memory: after.memory,
    };
  }

  /** The part of every person, from one question to before another. */
  #parts(from: number, until: number): Map<number, Part> {
    return new Map(
      this.#chats.map((chat) => {
        const answers = this.#texts.map((_text, at) => answerOf(chat, at));
        const says = answers.slice(from, until).map((answer) => typed[answer]);
        if (this.entry.kind === "echo") return [chat, { says, hears: says }];
        const hears = says.map((_said, n) => this.#texts[from + n + 1] ?? endText(answers));
        return [chat, { says, hears }];
      }),
    );
  }
}

/** Different for everybody, the same each time. */
function answerOf(chat: number, at: number): Answer {
  return (Math.imul(chat + at * 7919, 2654435761) >>> 16) % 2 === 0 ? "yes" : "no";
}
