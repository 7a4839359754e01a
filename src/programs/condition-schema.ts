import { z } from "zod";
import type { Condition } from "../forms/condition.ts";

const scalar = z.union([z.string(), z.number(), z.boolean()]);

/** The language of src/forms/condition.ts as data. */
export const condition: z.ZodType<Condition> = z.lazy(() =>
  z.union([
    z.strictObject({ all: z.array(condition) }),
    z.strictObject({ any: z.array(condition) }),
    z.strictObject({ not: condition }),
    z.strictObject({ is: z.tuple([z.string(), scalar]) }),
    z.strictObject({ in: z.tuple([z.string(), z.array(scalar)]) }),
    z.strictObject({ has: z.tuple([z.string(), scalar]) }),
    z.strictObject({ less: z.tuple([z.string(), scalar]) }),
    z.strictObject({ atLeast: z.tuple([z.string(), scalar]) }),
    z.strictObject({ known: z.string() }),
  ]),
);
