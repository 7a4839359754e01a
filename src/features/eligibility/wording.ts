/** The words of something unknown: a key in `eligibility`, and which member it is about. */
export interface UnknownWording {
  readonly key: string;
  /** From 1 for the first member besides the applicant. */
  readonly member?: number;
}

/** Words for codes of unknowns; several codes of one subject ("income.work", …) share them. */
export function unknownWordings(unknowns: readonly string[]): UnknownWording[] {
  const found = new Map<string, UnknownWording>();
  for (const code of unknowns) {
    const wording = unknownWording(code);
    found.set(`${wording.key} ${wording.member}`, wording);
  }
  return [...found.values()];
}

function unknownWording(code: string): UnknownWording {
  const [subject, index, field] = code.split(".");
  if (subject === "family" && index !== undefined) {
    const key = field === "income" ? "unknown.family_income" : "unknown.family_place";
    return { key, member: Number(index) + 1 };
  }
  return { key: `unknown.${subject}` };
}
