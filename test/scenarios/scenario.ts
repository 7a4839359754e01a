/**
 * A scenario is a chat as a readable file:
 *
 *     # What it shows
 *     features: triage, privacy
 *     now: 2024-03-12T10:00:00+07:00
 *
 *     > /start              the person types
 *     > [Русский]           the person presses a button of the newest message that has it
 *     > (voice)             the person sends something else (sending.ts)
 *     < Я Опора             the bot says this, somewhere in a message that is new or changed
 *     <! паспорт            … and this is not in its newest message
 *     <[Назад]              … with this button
 *     <![Назад]             … and its newest message has no such button
 *     = Вопрос 2 из 9       the newest message still says this, also when nothing was sent
 *     ~ устарела            a toast over the chat
 *     * clock +3 days       something happens around the chat (events.ts)
 *     * said 1              so many messages came since the person last sent something else
 *     -- any words          a remark for the reader
 *
 * With several people, a name stands before the sign: `Анна > /start`. `{link}` is the payload of the
 * newest deep link. `* staff Ольга, specialist: NAME` makes her a member of `* institution KIND, TOWN: NAME`.
 * `* cases NAME: 14` opens so many there that nobody has taken.
 * Reports: `* recipient Пётр, Ольга: job_search, 2024-05-10, 9 months` is somebody with a contract, and
 * `* written Пётр, 2024-05` their report, ready to be handed in. `* email NAME: address` is where reports of
 * an institution go, `* mail down` and the like what its server does (mail.ts), `* mailbox has 1` and
 * `* mailbox shows words` what came.
 */
export interface Scenario {
  readonly title: string;
  readonly features: readonly string[];
  readonly now: string | undefined;
  readonly steps: readonly Step[];
}

export interface Step {
  readonly line: number;
  readonly person: string;
  readonly does:
    | "types"
    | "presses"
    | "sends"
    | "sees"
    | "sees_not"
    | "sees_button"
    | "sees_no_button"
    | "still_sees"
    | "toast"
    | "event";
  readonly text: string;
}

const SIGNS: readonly (readonly [string, Step["does"]])[] = [
  ["<![", "sees_no_button"],
  ["<!", "sees_not"],
  ["<[", "sees_button"],
  ["<", "sees"],
  ["=", "still_sees"],
  [">", "types"],
  ["~", "toast"],
  ["*", "event"],
];

export function readScenario(source: string): Scenario {
  const header = new Map<string, string>();
  const steps: Step[] = [];
  let title = "";
  for (const [at, raw] of source.split("\n").entries()) {
    const line = raw.trim();
    if (line.startsWith("#")) title ||= line.slice(1).trim();
    else if (/^(features|now):/.test(line) && steps.length === 0) {
      const colon = line.indexOf(":");
      header.set(line.slice(0, colon), line.slice(colon + 1).trim());
    } else if (line && !line.startsWith("--")) steps.push(readStep(line, at + 1));
  }
  return {
    title,
    features: (header.get("features") ?? "").split(",").map((name) => name.trim()),
    now: header.get("now"),
    steps,
  };
}

function readStep(line: string, number: number): Step {
  const [, person = "", rest = ""] = /^([\p{L}]+ )?(\S.*)$/u.exec(line) ?? [];
  for (const [sign, does] of SIGNS) {
    if (!rest.startsWith(sign)) continue;
    const text = rest.slice(sign.length).trim();
    const step = { line: number, person: person.trim(), does, text };
    if (does.endsWith("_button")) return { ...step, text: text.replace(/\]$/, "") };
    if (does !== "types") return step;
    if (/^\[.*\]$/.test(text)) return { ...step, does: "presses", text: text.slice(1, -1) };
    if (/^\([a-z].*\)$/s.test(text)) return { ...step, does: "sends", text: text.slice(1, -1) };
    return step;
  }
  throw new Error(`Line ${number} is no step: ${line}`);
}
