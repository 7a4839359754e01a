const MOST_BEDS = 99_999;
export const LONGEST_NOTE = 300;

/**
 * How many beds somebody typed: "12", "свободно 12", "12 мест". A sign, a fraction or two numbers are none:
 * which of them was meant nobody knows.
 */
export function readBeds(text: string): number | undefined {
  const numbers = text.match(/[-+−–]?\d+(?:[.,]\d+)?/g);
  const [only = ""] = numbers ?? [];
  if (numbers?.length !== 1 || !/^\d{1,5}$/.test(only)) return undefined;
  const beds = Number(only);
  return beds <= MOST_BEDS ? beds : undefined;
}

/** A note as it is kept: on one line. @returns undefined when it is empty or too long */
export function readNote(text: string): string | undefined {
  const note = text.normalize("NFC").trim().replace(/\s+/g, " ");
  return note.length > 0 && note.length <= LONGEST_NOTE ? note : undefined;
}
