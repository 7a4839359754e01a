import { z } from "zod";

/** A permanent code of the data. */
export const code = z.string().regex(/^[a-z0-9_]+$/);
/** As people cite it: "п. 21(4)", "прил. 6 п. 4.1.1(1)". */
export const clause = z.string().min(1);

export const measureCode = z.enum(["job_search", "own_business", "household_farm", "other"]);
export type MeasureCode = z.infer<typeof measureCode>;
