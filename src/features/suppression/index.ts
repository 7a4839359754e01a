export { type Cell, FEWEST_GUESSES, isSmall, type Relation, withheld } from "./rules.ts";
