import type { Sandbox } from "../sandbox/server.ts";
import type { Chat } from "../sandbox/world/chat.ts";

/** What one person says, and what the bot has to answer to each of it. */
export interface Part {
  readonly says: readonly string[];
  readonly hears: readonly string[];
}

export interface Pace {
  /** How many people talk at once. */
  readonly together: number;
  /** Mean pause before the next answer in milliseconds; 0 answers at once. */
  readonly thinkMs?: number;
}

export interface Played {
  readonly updates: number;
  readonly seconds: number;
  /** Milliseconds from each thing said to its answer, in no order. */
  readonly latencies: Float64Array;
}

interface Talk {
  readonly chat: number;
  readonly part: Part;
  at: number;
  saidAt: number;
}

/** A bot that has said nothing for so long has lost something. */
const SILENCE_MS = 20_000;

/**
 * People of the local Telegram. Each says the next thing when the bot's answer to the last one has come,
 * and checks that it is the right one.
 */
export class Crowd {
  readonly #sandbox: Sandbox;

  constructor(sandbox: Sandbox, chats: readonly number[]) {
    this.#sandbox = sandbox;
    for (const id of chats) {
      sandbox.control.user({ id, first_name: `Person ${id}`, started: true });
    }
  }

  /**
   * Plays the parts, so many people at once; the next person begins when another has ended.
   * @throws when an answer is not the one that belongs there, or none comes.
   */
  play(parts: ReadonlyMap<number, Part>, { together, thinkMs = 0 }: Pace): Promise<Played> {
    const { control } = this.#sandbox;
    const { world } = control;
    const waiting = [...parts];
    const talks = new Map<number, Talk>();
    const updates = waiting.reduce((sum, [, { says }]) => sum + says.length, 0);
    const latencies = new Float64Array(updates);
    let heard = 0;
    let endedAt = 0;
    const startedAt = performance.now();

    return new Promise((resolve, reject) => {
      const stop = () => {
        world.events.off("changed", hear);
        clearInterval(watch);
      };
      const fail = (message: string) => {
        stop();
        reject(new Error(message));
      };
      let heardBefore = -1;
      const watch = setInterval(() => {
        if (heard === heardBefore) {
          const stuck = [...talks.values()].map(({ chat, at }) => `${chat} after ${at}`);
          fail(`No answer to ${stuck.slice(0, 5).join(", ")}`);
        }
        heardBefore = heard;
      }, SILENCE_MS);

      const say = (talk: Talk) => {
        talk.saidAt = performance.now();
        control.act(talk.chat, { do: "text", text: talk.part.says[talk.at] as string });
      };
      const begin = () => {
        const next = waiting.shift();
        if (!next) return;
        const talk = { chat: next[0], part: next[1], at: 0, saidAt: 0 };
        talks.set(talk.chat, talk);
        say(talk);
      };
      const go = (talk: Talk) => {
        if (talk.at < talk.part.says.length) return say(talk);
        talks.delete(talk.chat);
        begin();
      };
      function hear(chat: Chat): void {
        const message = chat.messages.get(world.lastMessageId);
        const talk = talks.get(chat.id);
        if (!talk || !message?.outgoing) return;
        const { text = "" } = message.message;
        const expected = talk.part.hears[talk.at] as string;
        if (!text.includes(expected)) {
          const where = `chat ${chat.id} after ${talk.at + 1} answers`;
          fail(`In ${where}: "${text}" and not "${expected}"`);
          return;
        }
        endedAt = performance.now();
        latencies[heard] = endedAt - talk.saidAt;
        heard += 1;
        talk.at += 1;
        if (heard === updates) {
          stop();
          resolve({ updates, seconds: (endedAt - startedAt) / 1000, latencies });
        } else if (thinkMs > 0) setTimeout(go, thinkMs * (0.5 + Math.random()), talk);
        // The bot's call is answered first: a person's hand is slower than Telegram.
        else setImmediate(go, talk);
      }
      world.events.on("changed", hear);
      for (let person = 0; person < together; person += 1) begin();
    });
  }
}
