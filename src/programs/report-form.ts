import { z } from "zod";

/**
 * The official form of the monthly report, word for word as the procedure prints it: "Отчет", "N п/п".
 * Only quotation marks are those of Russian print. `{on}` and the like stand where the form leaves a
 * blank for something that the bot knows.
 */
const words = z.string().min(1);
const blank = (...names: readonly string[]) =>
  words.refine((text) => names.every((name) => text.includes(`{${name}}`)), {
    error: `needs ${names.map((name) => `{${name}}`).join(", ")}`,
  });

/** A numbered section with its table; as many columns as the form has. */
const section = <const Count extends number>(count: Count) =>
  z.strictObject({ heading: words, columns: z.array(words).length(count) });

export const reportForm = z.strictObject({
  clause: words,
  /** "Приложение N …", in its lines. */
  annex: z.array(words).min(1),
  /** What the form is called, in short. */
  name: words,
  title: blank("on", "number"),
  period: blank("from", "to"),
  /** Captions stand under the lines to write on. */
  nameCaption: words,
  done: section(3),
  spending: section(4),
  notDone: section(3),
  results: words,
  attachments: section(3),
  /** The day as the form leaves it to be written by hand, with room for a pen. */
  day: words,
  signatureCaption: words,
  accepted: blank("day"),
  officialCaption: words,
  officialSignatureCaption: words,
});
export type ReportForm = z.infer<typeof reportForm>;
