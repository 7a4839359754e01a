import { parseArgs } from "node:util";
import { Temporal } from "temporal-polyfill";
import { papers } from "../features/checklist/rules.ts";
import { due } from "../features/deadlines/rules.ts";
import { factsJsonSchema } from "../features/eligibility/facts.ts";
import { evaluate } from "../features/eligibility/rules.ts";
import type { Program } from "../programs/index.ts";
import { measureCode } from "../programs/schema.ts";
import { InputError, oneOf, readDate, readFacts, readProgram } from "./input.ts";
import { walkPaths } from "./paths.ts";

const usage = `evaluate FACTS.json [--program P] [--date D] | papers FACTS.json [--program P] [--date D] | deadlines EVENT DATE [--program P] [--measure M] | paths [--date D] | schema`;

/** A day on which everything is known: an edition, and the minimum of the largest territory. */
const dayOfPaths = "2023-05-10";

interface Arguments {
  readonly operands: readonly string[];
  readonly program?: string;
  readonly date?: string;
  readonly measure?: string;
}

const commands: Readonly<Record<string, (args: Arguments) => unknown>> = {
  evaluate: (args) => {
    const facts = readFacts(args.operands[0]);
    const program = readProgram(args.program);
    return evaluate(facts, program, dayOf(args, facts.applicationDate, program));
  },
  papers: (args) => {
    const facts = readFacts(args.operands[0]);
    const program = readProgram(args.program);
    const date = dayOf(args, facts.applicationDate, program);
    return papers(facts, program, date) ?? noEdition("applicationDate", date);
  },
  deadlines: (args) => {
    const [event, day] = args.operands;
    if (event === undefined) throw new InputError("EVENT: is missing");
    const date = readDate("DATE", day);
    const measure = args.measure && oneOf("--measure", args.measure, measureCode.options);
    const program = readProgram(args.program);
    const answer = due(program, event, date, measure ? { measure } : {});
    if (answer.kind === "unknown_event") return oneOf("EVENT", event, answer.events);
    if (answer.kind === "no_edition") return noEdition("DATE", date);
    const { edition, confirmed, list } = answer;
    return { program: program.code, event, date, edition, confirmed, deadlines: list };
  },
  paths: (args) => walkPaths(args.date === undefined ? dayOfPaths : readDate("--date", args.date)),
  schema: () => factsJsonSchema(),
};

/** The day of application: as asked, else as in the facts, else today in the region. */
function dayOf(args: Arguments, told: string | undefined, program: Program): string {
  if (args.date !== undefined) return readDate("--date", args.date);
  return told ?? Temporal.Now.plainDateISO(program.timeZone).toString();
}

function noEdition(field: string, date: string): never {
  throw new InputError(`${field}: no edition of the programme is known to have begun by ${date}`);
}

function readArguments(argv: readonly string[]): { command: string; args: Arguments } {
  try {
    const { positionals, values } = parseArgs({
      args: [...argv],
      allowPositionals: true,
      options: {
        program: { type: "string" },
        date: { type: "string" },
        measure: { type: "string" },
      },
    });
    const [command = "", ...operands] = positionals;
    return { command, args: { operands, ...values } };
  } catch (error) {
    throw new InputError((error as Error).message.split("\n")[0]);
  }
}

/**
 * Does what the words after `npm run -s rules --` ask for, and gives what is to be printed.
 * @throws InputError for wrong input, with one line that names the field.
 */
export function perform(argv: readonly string[]): unknown {
  const { command, args } = readArguments(argv);
  const run = Object.hasOwn(commands, command) ? commands[command] : undefined;
  if (!run) throw new InputError(`COMMAND: use ${usage}`);
  return run(args);
}
