import type { Form } from "./form.ts";
import { socialContract } from "./social-contract.ts";

/** Every form of the product, in the order in which a person may meet them. */
export const forms: readonly Form[] = [socialContract];
