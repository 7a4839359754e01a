import { join } from "node:path";
import { CONVERSATIONS, ENTRIES, type Entry, OPORA } from "./contenders/index.ts";
import { type Figures, figures, median } from "./figures.ts";
import type { Servers } from "./servers.ts";
import { type Measured, Stage } from "./stage.ts";

export interface Plan {
  readonly rounds: number;
  /** Rounds before anything is counted. */
  readonly warmUp: number;
  /** People per contender and how many of them talk at once. */
  readonly chats: number;
  readonly together: number;
  /** Names of contenders; all when empty. */
  readonly only: readonly string[];
  /** The crowd of a hundred and the long form. */
  readonly crowd: { readonly rounds: number; readonly thinkMs: number };
  readonly long: {
    readonly rounds: number;
    readonly chats: number;
    /** Whether a contender that replays its log is asked the long form too: it takes a while. */
    readonly replaying: boolean;
  };
  /** A folder for profiles of Opora. */
  readonly profile: string | undefined;
  readonly say: (line: string) => void;
}

export interface Crowded {
  readonly name: string;
  /** People who pause before they answer, and people who do not. */
  readonly calm: Figures;
  readonly rushed: Figures;
}

/** Microseconds of the contender and milliseconds of a person at both ends of the long form. */
export interface Long {
  readonly name: string;
  readonly first: { readonly cpu: number; readonly p50: number };
  readonly last: { readonly cpu: number; readonly p50: number };
}

export interface Results {
  readonly main: readonly Figures[];
  readonly crowd: readonly Crowded[];
  readonly long: readonly Long[];
}

const CROWD = 100;
/** As many questions at each end of the long form are compared. */
const END = 6;

/** Measures all contenders, one under load at a time, taking turns in every round. */
export async function run(plan: Plan, servers: Servers): Promise<Results> {
  const entries = ENTRIES.filter(({ name }) => plan.only.length === 0 || plan.only.includes(name));
  const main = await withStages(plan, servers, entries, 1, async (stages) => {
    const measured = await inTurns(stages, plan.rounds, (stage, round) =>
      profiled(stage, plan, round, () => once(stage, plan)),
    );
    plan.say(`${CROWD} people at once`);
    const forms = stages.filter(({ entry }) => entry.kind === "form");
    const crowds = await inTurns(forms, plan.crowd.rounds, async (stage) => ({
      calm: await stage.form({ together: CROWD, thinkMs: plan.crowd.thinkMs }),
      rushed: await stage.form({ together: CROWD }),
    }));
    for (const stage of stages) await stage.check();
    return {
      main: stages.map(({ entry }, at) => figures(entry.name, measured[at] ?? [])),
      crowd: forms.map(({ entry: { name } }, at) => ({
        name,
        calm: figures(
          name,
          (crowds[at] ?? []).map(({ calm }) => calm),
        ),
        rushed: figures(
          name,
          (crowds[at] ?? []).map(({ rushed }) => rushed),
        ),
      })),
    };
  });

  plan.say("a form of sixty questions");
  const long = entries.filter(
    ({ name }) => name === OPORA || (plan.long.replaying && name === CONVERSATIONS),
  );
  const ends = await withStages({ ...plan, ...plan.long }, servers, long, 5, async (stages) => {
    const measured = await inTurns(stages, plan.long.rounds, (stage) =>
      stage.ends({ together: plan.together }, END),
    );
    for (const stage of stages) await stage.check();
    return stages.map(({ entry }, at) => {
      const rounds = measured[at] ?? [];
      return {
        name: entry.name,
        first: end(
          entry.name,
          rounds.map(({ first }) => first),
        ),
        last: end(
          entry.name,
          rounds.map(({ last }) => last),
        ),
      };
    });
  });
  return { ...main, long: ends };
}

/** Opens the stages, warms each up, and closes them whatever happens. */
async function withStages<T>(
  plan: Plan,
  servers: Servers,
  entries: readonly Entry[],
  people: number,
  work: (stages: readonly Stage[]) => Promise<T>,
): Promise<T> {
  const stages: Stage[] = [];
  try {
    for (const entry of entries) {
      plan.say(`${entry.title} warms up`);
      const stage = await Stage.open(entry, servers, { chats: plan.chats, people });
      stages.push(stage);
      for (let round = 0; round < plan.warmUp; round += 1) await once(stage, plan);
      await stage.settle();
    }
    return await work(stages);
  } finally {
    for (const stage of stages) await stage.close();
  }
}

/** Round after round, in each of them one after another: what the machine does meanwhile hits all alike. */
async function inTurns<T>(
  stages: readonly Stage[],
  rounds: number,
  measure: (stage: Stage, round: number) => Promise<T>,
): Promise<T[][]> {
  const measured: T[][] = stages.map(() => []);
  for (let round = 0; round < rounds; round += 1) {
    for (const [at, stage] of stages.entries()) {
      measured[at]?.push(await measure(stage, round));
    }
  }
  return measured;
}

function once(stage: Stage, { chats, together }: Plan): Promise<Measured> {
  if (stage.entry.kind === "commits") return stage.commits(chats * 12, together);
  return stage.form({ together });
}

async function profiled<T>(
  stage: Stage,
  { profile, say }: Plan,
  round: number,
  work: () => Promise<T>,
): Promise<T> {
  say(`round ${round + 1}: ${stage.entry.title}`);
  if (!profile || stage.entry.name !== OPORA) return work();
  const end = await stage.profile(join(profile, `opora-${round + 1}.cpuprofile`));
  const result = await work();
  await end();
  return result;
}

function end(name: string, rounds: readonly Measured[]): { cpu: number; p50: number } {
  const { p50 } = figures(name, rounds);
  return { cpu: median(rounds.map(({ cpu }) => cpu)), p50 };
}
